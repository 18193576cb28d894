"""What `tandem import` shows on the screen: what was read and what not, what is wrong, figures to reconcile.

Exact figures of single months are shown to the person who holds the extract anyway, and written nowhere.
"""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tandem.experiments.intake.build import Reconciliation
from tandem.experiments.intake.meaning.problems import MOST_SHOWN, rules_broken
from tandem.experiments.intake.people import People
from tandem.model.organisation.folder.imported import ImportedProfile
from tandem.model.received.plain_text import cleaned

MEANING = {
    "identifier": "to pair files and find duplicates; hashed, then forgotten",
    "hire_date": "headcount, tenure",
    "exit_date": "leavers by month",
    "exit_reason": "whether people left of their own wish",
    "left": "who has left",
    "status": "who is there",
    "observed_months": "months somebody was observed",
    "fte": "share of full time",
}
_most_months = 36


def print_reading(people: People, console: Console) -> None:
    """Files, columns used and not used, and problems with rows."""
    for file in people.files:
        name = escape(cleaned(file.source.path.name))
        console.print(f"\n[bold]{name}[/bold]: {escape(file.source.description)}, {len(file.frame):,} rows")
        table = Table("column", "used for", box=None, padding=(0, 2, 0, 2))
        for role, heading in file.columns.items():
            words = role.replace("_", " ")
            use = f"{words} ({MEANING[role]})" if role in MEANING else words
            if role == "pay" and file.currency:
                use += f" ({file.currency}; stated by the {file.pay_period})".replace(
                    "by the several", "in several periods"
                )
            table.add_row(escape(heading), use)
        console.print(table)
        if file.columns_not_read:
            console.print(f"  Not read: {escape(', '.join(file.columns_not_read))}")
        if file.protected:
            console.print(f"  Protected, never read: {escape(', '.join(file.protected))}")
        if file.reasons_not_understood:
            console.print(
                f"  Reason of leaving not understood in {file.reasons_not_understood:,} rows: counted as "
                f"unknown "
                "(values: exit_reason in the mapping file)"
            )
    _print_problems(people, console)


def _print_problems(people: People, console: Console) -> None:
    if not people.problems:
        console.print("\nNo row has anything wrong.")
        return
    broken = len({(problem.file, problem.row) for problem in people.problems})
    console.print(f"\n[bold]{broken:,} rows have something wrong:[/bold]")
    for rule, rows in list(rules_broken(people.problems).items())[:MOST_SHOWN]:
        console.print(f"  {rows:,} × {escape(rule)}")
    for problem in sorted(people.problems, key=lambda entry: (entry.file, entry.row))[:MOST_SHOWN]:
        console.print(f"  {escape(str(problem))}", highlight=False)


def print_result(
    people: People, imported: ImportedProfile, reconciliation: Reconciliation, console: Console
) -> None:
    """Figures to reconcile with the HR system, what the profile holds, and its notes."""
    stated = "as stated" if people.snapshot_stated else "the last day on which somebody came or left"
    console.print(f"\n[bold]To compare with your HR system[/bold] (snapshot {people.snapshot}, {stated})")
    console.print(
        f"  Headcount {reconciliation.headcount:,}; leavers in the extract {reconciliation.leavers:,}"
    )
    months = reconciliation.months
    if months is not None:
        table = Table(box=None, padding=(0, 2, 0, 2))
        for column in months.columns:
            table.add_column(str(column), justify="left" if column == "month" else "right")
        for row in months.tail(_most_months).itertuples(index=False):
            table.add_row(str(row[0]), *(f"{value:,}" for value in row[1:]))
        if len(months) > _most_months:
            console.print(f"  The last {_most_months} of {len(months)} months:")
        console.print(table)
    profile = imported.profile
    history = imported.about["history"]
    console.print(
        f"\n[bold]The profile[/bold]: {len(profile.groups)} groups of {imported.about['minimum_cell']} "
        f"people or "
        f"more, {len(profile.departments)} departments, history: {history}"
    )
    for note in imported.about["notes"]:
        console.print(f"  - {escape(note)}")
