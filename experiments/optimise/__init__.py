"""`tandem optimise`: the mixes of levers worth having under a budget."""
