"""The figures of a projection: fan charts, small multiples by department and an overview page."""
