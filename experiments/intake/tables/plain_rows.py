"""Rows of the plain table that the model reads; those of the same group are added up."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

from tandem.experiments.intake.tables.answers import Account
from tandem.experiments.intake.tables.cells import plain
from tandem.experiments.intake.tables.records import rows_in_words
from tandem.experiments.intake.tables.vocabulary import plain_form
from tandem.experiments.wording.catalogue import texts

_text = texts("sheets.plain_rows")

_weighted = (
    "mean_salary",
    "tenure_years",
    "ai_users_percent",
    "annual_voluntary_quits_percent",
    "ai_exposure",
    "annual_promotions_percent",
)


@dataclass
class Row:
    """A row of the plain table: its number in the sheet, and texts by the name of the model's column."""

    number: int
    texts: dict[str, str] = field(default_factory=dict)
    source: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[str, ...]:
        """What makes it a group of its own."""
        return tuple(plain_form(self.texts.get(name, "")) for name in ("department", "level", "contract"))


def added_up(rows: list[Row], account: Account) -> list[Row]:
    """Rows of the same group as one: people added, means weighted; two rows alike in all are asked about."""
    groups: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(row.key, []).append(row)
    several = {key: its for key, its in groups.items() if len(its) > 1}
    alike = [its for its in several.values() if len({row.source for row in its}) < len(its)]
    if alike:
        numbers = [row.number for row in alike[0]]
        names = ", ".join(alike[0][0].texts[name] for name in ("department", "level", "contract"))
        answer = account.answer(
            "repeated",
            f"{rows_in_words(numbers)} are the same in every cell ({names}). Are their people to be added?",
        )
        if answer == "once":
            groups = {key: list({row.source: row for row in its}.values()) for key, its in groups.items()}
            several = {key: its for key, its in groups.items() if len(its) > 1}
    if several:
        account.tell(_text("added_up", count=len(several), rows=sum(map(len, several.values()))))
    return [_sum(its) for its in groups.values()]


def _sum(rows: list[Row]) -> Row:
    if len(rows) == 1 or not all(row.texts["headcount"].isdigit() for row in rows):
        return rows[0]
    texts = dict(rows[0].texts)
    people = [int(row.texts["headcount"]) for row in rows]
    for name in _weighted:
        try:
            known = [
                (count, float(row.texts[name]))
                for count, row in zip(people, rows, strict=True)
                if row.texts.get(name)
            ]
        except ValueError:
            continue  # no number: the model's table says so
        if known:
            texts[name] = plain(round(sum(c * v for c, v in known) / sum(c for c, _ in known), 6))
    if any(row.texts.get("fte") for row in rows):
        with suppress(ValueError):  # no number: the model's table says so
            each = zip(people, rows, strict=True)
            texts["fte"] = plain(round(sum(float(row.texts.get("fte") or count) for count, row in each), 6))
    texts["headcount"] = str(sum(people))
    return Row(rows[0].number, texts, rows[0].source)
