"""What measures, effects, items of money and cases are called in a document's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from tandem.experiments.wording.catalogue import texts

_text = texts("documents.labels")


def measure(name: str) -> str:
    """`Voluntary turnover`; a name that is not known stays as it is."""
    known = {
        "voluntary_turnover": lambda: _text("voluntary_turnover"),
        "burnout": lambda: _text("burnout"),
        "output_per_head": lambda: _text("output_per_head"),
        "headcount": lambda: _text("headcount"),
        "ai_users": lambda: _text("ai_users"),
        "true_gain": lambda: _text("true_gain"),
    }
    return _told(known, name, name.replace("_", " "))


def unit(name: str, stated: str) -> str:
    """The unit of a measure."""
    known = {
        "voluntary_turnover": lambda: _text("per_cent_a_year"),
        "burnout": lambda: _text("per_cent_of_people"),
        "output_per_head": lambda: _text("months_of_work"),
        "headcount": lambda: _text("people"),
        "ai_users": lambda: _text("per_cent_of_people"),
        "true_gain": lambda: _text("per_cent"),
    }
    return _told(known, name, stated)


def item(name: str) -> str:
    """An item of cash or capacity."""
    known = {
        "payroll": lambda: _text("payroll"),
        "raises": lambda: _text("raises"),
        "replacement": lambda: _text("replacement"),
        "licences": lambda: _text("licences"),
        "programmes": lambda: _text("programmes"),
        "severance": lambda: _text("severance"),
        "cash": lambda: _text("cash"),
        "capacity": lambda: _text("capacity"),
        "capacity_value": lambda: _text("capacity_value"),
        "net": lambda: _text("net"),
    }
    return _told(known, name, name.replace("_", " "))


def axis(name: str) -> str:
    """What cases differ in."""
    known = {
        "reading": lambda: _text("axis_reading"),
        "structure": lambda: _text("axis_structure"),
        "site_spread": lambda: _text("axis_site_spread"),
        "work_dropped": lambda: _text("axis_work_dropped"),
        "prices": lambda: _text("axis_prices"),
        "output_value": lambda: _text("axis_output_value"),
    }
    return _told(known, name, name.replace("_", " "))


def level(name: str) -> str:
    """A value of what cases differ in, or a reading of the survey."""
    known = {
        "low": lambda: _text("low"),
        "high": lambda: _text("high"),
        "stated": lambda: _text("stated"),
        "level": lambda: _text("reading_level"),
        "ratio": lambda: _text("reading_ratio"),
        "both": lambda: _text("reading_both"),
        "mixed": lambda: _text("reading_mixed"),
    }
    return _told(known, name, name)


def basis(name: str) -> str:
    """What a price rests on; several are listed."""
    known = {
        "share of pay": lambda: _text("basis_share"),
        "stated": lambda: _text("basis_stated"),
        "by itself": lambda: _text("basis_itself"),
        "none": lambda: _text("basis_none"),
    }
    return ", ".join(_told(known, part, part) for part in name.split(", "))


def kind(name: str) -> str:
    """What a parameter rests on."""
    known = {
        "assumption": lambda: _text("kind_assumption"),
        "literature": lambda: _text("kind_literature"),
        "survey-fitted": lambda: _text("kind_fitted"),
    }
    return _told(known, name, name)


def _told(known: Mapping[str, Callable[[], str]], name: str, otherwise: str) -> str:
    """The text of a name that is known."""
    return known[name]() if name in known else otherwise
