"""What an organisation can do: one lever a file, each a modifier on named rates or states, month by month.

`catalogue.py` lists them all with what their intensity means; `lever.py` says what a lever is and how its
strength rises and fades; `cost.py` what the levers of a policy cost.
"""
