"""`tandem project`: attrition, output, burnout and AI use, month by month."""
