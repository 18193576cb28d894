"""Make `model/organisation/families/families.csv` from the table of occupations; run by hand.

.venv/bin/python -m tests.model.organisation.families.aggregate OCCUPATIONS.csv FAMILIES.csv

OCCUPATIONS.csv has a row an occupation: soc, employment_us_2021 (people), mean_wage_usd_2021 (USD a year, may
be blank), exposure_gpt4 and applicability_copilot.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pandas as pd

#: Codes of the Standard Occupational Classification (2018), or beginnings of them; the longest one decides.
CODES = {
    "computing": "15-12",
    "data and analytics": "15-20",
    "engineering and architecture": "17-",
    "science": "19-",
    "design and media": "27-1 27-2012 27-3 27-4",
    "marketing and communication": "13-1121 13-1131 13-1161 27-3031",
    "sales": "41-",
    "customer service": "43-2 43-4051 43-4151 43-4181",
    "finance and accounting": "13-103 13-2",
    "legal": "23-",
    "human resources": "13-107 13-1141 13-1151 43-4161",
    "business operations": "13-1",
    "office and administration": "43-",
    "management": "11-",
    "logistics and transport": "13-1081 43-5 53-",
    "production, construction and maintenance": "45- 47- 49- 51-",
    "health and social care": "21- 29- 31-",
    "education": "25-",
    "hospitality and personal services": "27-2 33- 35- 37- 39-",
}
#: Families that firms of knowledge work are made of; their mean stands where nothing is known.
KNOWLEDGE_WORK = list(CODES)[:14]
HEAD = """\
# Exposure of job families to AI, aggregated here from occupations of the United States (means weighted by
# employment).
# exposure_gpt4: share of tasks exposed, those that need further software counted half (beta as rated by
#   GPT-4), of T. Eloundou, S. Manning, P. Mishkin & D. Rock, "GPTs are GPTs"; openai/GPTs-are-GPTs at
#   0471612, MIT licence.
# applicability_copilot: AI applicability score of K. Tomlinson, S. Jaffe, W. Wang, S. Counts &
#   S. Suri (2025), "Working with AI", arXiv 2507.07935; microsoft/working-with-ai at 84c4eba, CC BY 4.0;
#   changed: aggregated.
# employment (people) and mean_pay_usd_2021 (USD a year, of occupations with a stated wage): US Bureau of
#   Labor Statistics, Occupational Employment and Wage Statistics, May 2021, public domain.
# codes: of the SOC 2018, or beginnings of them; the longest that fits an occupation decides. Occupations
#   without both scores are left out.
"""


def family_by_code(codes: pd.Series) -> pd.Series:
    """The family of each code."""
    by_start = {start: family for family, starts in CODES.items() for start in starts.split()}

    def family_of(code: str) -> str:
        return by_start[max((start for start in by_start if code.startswith(start)), key=len)]

    return codes.map(family_of)


def aggregate(occupations: pd.DataFrame) -> pd.DataFrame:
    """One row a family."""
    rows = []
    for family, own in occupations.groupby(family_by_code(occupations["soc"]), sort=False):
        people = own["employment_us_2021"]
        paid = own["mean_wage_usd_2021"].notna()
        rows.append(
            {
                "family": family,
                "codes": CODES[str(family)],
                "occupations": len(own),
                "employment": int(people.sum()),
                "mean_pay_usd_2021": round(
                    (people * own["mean_wage_usd_2021"])[paid].sum() / people[paid].sum()
                ),
                "exposure_gpt4": round((people * own["exposure_gpt4"]).sum() / people.sum(), 4),
                "applicability_copilot": round(
                    (people * own["applicability_copilot"]).sum() / people.sum(), 4
                ),
                "knowledge_work": "yes" if family in KNOWLEDGE_WORK else "no",
            }
        )
    return pd.DataFrame(rows).set_index("family").loc[list(CODES)].reset_index()


if __name__ == "__main__":
    table = aggregate(pd.read_csv(sys.argv[1], comment="#"))
    text = table.to_csv(index=False, lineterminator="\n")
    Path(sys.argv[2]).write_text(HEAD + text, encoding="utf-8")
