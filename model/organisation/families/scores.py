"""The shipped job families with two public scores of exposure to AI, from `families.csv`.

Scores: Eloundou et al., "GPTs are GPTs" (rated by GPT-4), and Tomlinson et al. (2025), "Working with AI";
employment and pay: BLS OEWS May 2021. The head of the file has the attribution in full.
"""

from __future__ import annotations

import csv
import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tandem.model.errors import InputError

#: Between the families of a mixture, as in "finance and accounting + legal".
PLUS = " + "


@dataclass(frozen=True)
class Family:
    """A job family: occupations that do similar work.

    Attributes
    ----------
    name : str
    codes : tuple of str
        Its occupations: codes of the SOC 2018 or beginnings of them; the longest that fits decides.
    occupations : int
        How many there are.
    employment : int
        People in the United States, May 2021.
    mean_pay : float
        USD a year, May 2021.
    exposure_gpt4 : float
        Share of tasks exposed to language models, 0 to 1.
    applicability_copilot : float
        AI applicability score, 0 to 1, on a scale of its own.
    knowledge_work : bool
        Whether firms of knowledge work are made of it.
    """

    name: str
    codes: tuple[str, ...]
    occupations: int
    employment: int
    mean_pay: float
    exposure_gpt4: float
    applicability_copilot: float
    knowledge_work: bool


@cache
def job_families() -> Mapping[str, Family]:
    """All job families by name, in the order of the file."""
    text = files("tandem.model.organisation.families").joinpath("families.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {
        row["family"]: Family(
            name=row["family"],
            codes=tuple(row["codes"].split()),
            occupations=int(row["occupations"]),
            employment=int(row["employment"]),
            mean_pay=float(row["mean_pay_usd_2021"]),
            exposure_gpt4=float(row["exposure_gpt4"]),
            applicability_copilot=float(row["applicability_copilot"]),
            knowledge_work=row["knowledge_work"] == "yes",
        )
        for row in rows
    }


def families_in(name: str) -> tuple[Family, ...]:
    """The family called `name`, or all families of a mixture such as "finance and accounting + legal".

    Raises
    ------
    InputError
        If there is no such family; the message names the nearest and lists all.
    """
    known = job_families()
    parts = name.split(PLUS)
    unknown = [part for part in parts if part not in known]
    if unknown:
        near = nearest_family(unknown[0])
        hint = f"nearest: {near!r}; " if near else ""
        raise InputError(
            f"found {unknown[0]!r}, which is no job family; {hint}allowed: {', '.join(known)}, or several of "
            "them with ' + ' between; example: 'finance and accounting + legal'."
        )
    return tuple(known[part] for part in parts)


def mixture_of(names: Mapping[str, object] | list[str]) -> str:
    """The name of one family or of an equal mixture of several: each once, in the order of the file."""
    return PLUS.join(family for family in job_families() if family in names)


def nearest_family(text: str) -> str | None:
    """The family spelt most like `text`, or None where none is like it."""
    spelt = {
        word: family
        for family in job_families()
        for word in (family, *family.replace(",", " ").split())
        if word != "and"
    }
    near = difflib.get_close_matches(text.casefold(), spelt, n=1, cutoff=0.5)
    return spelt[near[0]] if near else None
