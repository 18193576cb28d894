"""The back-test: forecasts made as if at earlier dates, held against what then happened.

`plan` says from which months and for whom, `forecasts` makes Tandem's, `naive` the ones it must beat,
`scores` compares them, `verdict` says it in words.
"""
