"""What `tandem import` shows on the screen: what was read and what not, what is wrong, figures to reconcile.

Exact figures of single months are shown to the person who holds the extract anyway, and written nowhere.
"""

from __future__ import annotations

from functools import partial

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tandem.experiments.intake.build import Reconciliation
from tandem.experiments.intake.meaning.problems import MOST_SHOWN, count_broken, first_lines, rules_broken
from tandem.experiments.intake.meaning.reasons import UnknownReasons
from tandem.experiments.intake.people import People
from tandem.experiments.wording.catalogue import texts
from tandem.experiments.wording.finding import MUST, Finding, Sentence, finding_of_sentences
from tandem.experiments.wording.numerals import per_cent
from tandem.model.organisation.folder.imported import ImportedProfile
from tandem.model.received.plain_text import cleaned

_text = texts("import_profile.report")

_most_months = 36


def meaning_of(role: str) -> str:
    """What a column is read for; nothing where its role says it."""
    meanings = {
        "identifier": partial(_text, "identifier"),
        "hire_date": partial(_text, "hire_date"),
        "exit_date": partial(_text, "exit_date"),
        "exit_reason": partial(_text, "exit_reason"),
        "voluntary": partial(_text, "voluntary"),
        "involuntary": partial(_text, "involuntary"),
        "left": partial(_text, "left"),
        "status": partial(_text, "status"),
        "observed_months": partial(_text, "observed_months"),
        "fte": partial(_text, "fte"),
    }
    return meanings[role]() if role in meanings else ""


def use_of(role: str) -> str:
    """A role in words, with what it is read for."""
    words, meaning = role.replace("_", " "), meaning_of(role)
    return _text("use", role=words, meaning=meaning) if meaning else words


def print_reading(people: People, console: Console) -> None:
    """Files, columns used and not used, and problems with rows."""
    for file in people.files:
        name = escape(cleaned(file.source.path.name))
        told = _text(
            "file",
            file=f"[bold]{name}[/bold]",
            description=escape(file.source.description),
            rows=f"{len(file.frame):,}",
        )
        console.print("\n" + told)
        table = Table(_text("column"), _text("used_for"), box=None, padding=(0, 2, 0, 2))
        for role, heading in file.columns.items():
            use = use_of(role)
            if role == "pay" and file.currency:
                several = file.pay_period == "several"
                use = (
                    _text("pay_in_several_periods", use=use, currency=file.currency)
                    if several
                    else _text("pay_by_period", use=use, currency=file.currency, period=file.pay_period)
                )
            table.add_row(escape(heading), use)
        console.print(table)
        if file.columns_not_read:
            console.print("  " + _text("not_read", columns=escape(", ".join(file.columns_not_read))))
        if file.protected:
            console.print("  " + _text("protected", columns=escape(", ".join(file.protected))))
    for note in people.notes:
        console.print(f"  - {escape(note)}")
    _print_problems(people, console)


def print_reasons(reasons: UnknownReasons, console: Console) -> None:
    """Leavers of unknown reason, and the words that are not understood."""
    if not reasons.unknown:
        return
    leavers, unknown = f"{reasons.leavers:,}", f"{reasons.unknown:,}"
    share = f"{reasons.share:.0%}"
    console.print("\n" + _text("unknown_reasons", leavers=leavers, unknown=unknown, share=share))
    words = [escape(word) for word in reasons.words]
    if reasons.rare_words:
        words.append(_text("rare_words", words=reasons.rare_words))
    if words:
        console.print("  " + _text("unknown_words", words=", ".join(words)))


def _print_problems(people: People, console: Console) -> None:
    if not people.problems:
        console.print("\n" + _text("no_problem"))
        return
    broken = count_broken(people.problems)
    console.print(f"\n[bold]{_text('problems', rows=f'{broken:,}')}[/bold]")
    for rule, rows in list(rules_broken(people.problems).items())[:MOST_SHOWN]:
        console.print(f"  {rows:,} × {escape(rule)}")
    for line in first_lines(people.problems):
        console.print(f"  {escape(line)}", highlight=False)


def print_result(
    people: People, imported: ImportedProfile, reconciliation: Reconciliation, console: Console
) -> None:
    """Figures to reconcile with the HR system, what the profile holds, and its notes."""
    stated = _text("as_stated") if people.snapshot_stated else _text("last_day")
    told = _text(
        "compare",
        heading=f"[bold]{_text('compare_heading')}[/bold]",
        snapshot=people.snapshot,
        how=stated,
    )
    console.print("\n" + told)
    headcount, leavers = f"{reconciliation.headcount:,}", f"{reconciliation.leavers:,}"
    equivalents = f"{imported.profile.full_time_equivalents:,.0f}"
    console.print("  " + _text("headcount", headcount=headcount, equivalents=equivalents, leavers=leavers))
    months = reconciliation.months
    if months is not None:
        table = Table(box=None, padding=(0, 2, 0, 2))
        for column in months.columns:
            table.add_column(_column(str(column)), justify="left" if column == "month" else "right")
        for row in months.tail(_most_months).itertuples(index=False):
            table.add_row(str(row[0]), *(f"{value:,}" for value in row[1:]))
        if len(months) > _most_months:
            console.print("  " + _text("last_months", shown=_most_months, months=len(months)))
        console.print(table)
    profile = imported.profile
    history = imported.about["history"]
    told = _text(
        "profile",
        heading=f"[bold]{_text('profile_heading')}[/bold]",
        groups=len(profile.groups),
        minimum_cell=imported.about["minimum_cell"],
        departments=len(profile.departments),
        history=history,
    )
    console.print("\n" + told)
    for note in imported.about["notes"][len(people.notes) :]:
        console.print(f"  - {escape(note)}")


def finding_of(people: People, imported: ImportedProfile, use: str) -> Finding:
    """What the profile holds, what was left out or not understood, and the command that uses it."""
    profile, about = imported.profile, imported.about
    unknown = about["unknown_reasons"]
    not_known = _text("reasons_not_known", share=per_cent(100 * (unknown or 0), 0))
    what = _text(
        "holds",
        people=f"{profile.headcount:,}",
        groups=len(profile.groups),
        minimum_cell=about["minimum_cell"],
        departments=len(profile.departments),
    )
    sentences = (
        Sentence("what", MUST, (what,)),
        Sentence(
            "how_sure",
            MUST,
            (_text("rows", aside=f"{people.rows_set_aside:,}", rows=f"{people.rows_read:,}"),),
        ),
        Sentence("how_sure", 1, (not_known,)) if unknown else None,
        Sentence("how_sure", 2, (_text("history", history=about["history"]),)),
        Sentence("next", MUST, (use,)),
    )
    return finding_of_sentences(sentences)


def _column(name: str) -> str:
    """Heading of a column of `Reconciliation.months`."""
    return _text(
        {
            "month": "month",
            "opening": "opening",
            "hires": "hires",
            "leavers": "leavers",
            "closing": "closing",
        }[name]
    )
