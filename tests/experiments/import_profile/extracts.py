"""Extracts of a made-up organisation as each HR system writes them."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd

from tests.experiments.import_profile.made_up_firm import Firm


def _days(column, form):
    return column.dt.strftime(form).fillna("")


def _rows(
    path: Path, header: list[list[str]], columns: list, delimiter: str = ",", encoding: str = "utf-8"
) -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerows(header)
        writer.writerows(zip(*columns, strict=True))
    return path


def workday(folder: Path, firm: Firm) -> list[Path]:
    """One file of active and terminated workers, month first, with a report title; pay with its currency."""
    p = firm.people
    head = [
        "Employee ID",
        "Legal Name",
        "Date of Birth",
        "Gender",
        "Worker Type",
        "Worker Status",
        "Cost Center - Name",
        "Management Level",
        "Hire Date",
        "Termination Date",
        "Termination Category",
        "Total Base Pay Annualized - Amount",
        "Currency",
        "FTE",
    ]
    status = np.where(p["exit"].isna(), "Active", "Terminated")
    kind = np.where(p["contract"] == "Regular", "Employee", "Contingent Worker")
    columns = [
        p["id"],
        p["name"],
        p["born"],
        p["gender"],
        kind,
        status,
        p["department"],
        p["level"],
        _days(p["hire"], "%m/%d/%Y"),
        _days(p["exit"], "%m/%d/%Y"),
        p["reason"].fillna(""),
        p["pay"].map("{:,.2f}".format),
        ["USD"] * len(p),
        [1] * len(p),
    ]
    return [
        _rows(folder / "workday.csv", [["All Workers Report"], ["Effective", "06/30/2025"], head], columns)
    ]


def successfactors(folder: Path, firm: Firm) -> list[Path]:
    """Two header rows, semicolons, day first, an end date in the year 9999 for who is there."""
    p = firm.people
    head = [
        [
            "user-sys-id",
            "lastName",
            "dateOfBirth",
            "department",
            "payGrade",
            "employmentType",
            "hireDate",
            "endDate",
            "eventReason",
            "annualizedSalary",
            "currencyCode",
        ],
        [
            "User ID",
            "Last Name",
            "Date of Birth",
            "Department",
            "Pay Grade",
            "Employment Type",
            "Hire Date",
            "Termination Date",
            "Event Reason",
            "Annualized Salary",
            "Currency Code",
        ],
    ]
    ends = _days(p["exit"], "%d.%m.%Y").replace("", "31.12.9999")
    why = p["reason"].map({"Voluntary": "Resignation", "Involuntary": "Dismissal"}).fillna("")
    pay = p["pay"].map(lambda value: f"{value:,.2f}".replace(",", "x").replace(".", ",").replace("x", "."))
    kind = p["contract"].map({"Regular": "Regular Employee", "Contractor": "Contractor"})
    columns = [
        p["id"],
        p["name"],
        p["born"],
        p["department"],
        p["level"],
        kind,
        _days(p["hire"], "%d.%m.%Y"),
        ends,
        why,
        pay,
        ["EUR"] * len(p),
    ]
    return [_rows(folder / "sf.csv", head, columns, ";", "utf-8-sig")]


def bamboohr(folder: Path, firm: Firm) -> list[Path]:
    """Staff and leavers in two files, ISO dates, monthly pay with a code beside it, Windows-1252."""
    head = [
        "Employee #",
        "Last Name",
        "First Name",
        "Email",
        "Department",
        "Job Level",
        "Employment Status",
        "Hire Date",
        "Pay Rate",
        "Pay per",
    ]
    paths = []
    for name, p in (("staff", firm.staff), ("leavers", firm.leavers)):
        kind = p["contract"].map({"Regular": "Full-Time", "Contractor": "Contractor"})
        columns = [
            p["id"],
            p["name"],
            ["Zoë"] * len(p),
            ["x@y.zz"] * len(p),
            p["department"],
            p["level"],
            kind,
            _days(p["hire"], "%Y-%m-%d"),
            (p["pay"] / 12).map("{:.2f} USD".format),
            ["Month"] * len(p),
        ]
        extra = [] if name == "staff" else [_days(p["exit"], "%Y-%m-%d"), p["reason"]]
        titles = head + ([] if name == "staff" else ["Termination Date", "Termination Type"])
        paths.append(_rows(folder / f"bamboo_{name}.csv", [titles], [*columns, *extra], ",", "cp1252"))
    return paths


def ukg(folder: Path, firm: Firm) -> list[Path]:
    """A workbook with true dates, and hourly pay in a tab of its own."""
    p = firm.people
    table = pd.DataFrame(
        {
            "Employee Number": p["id"],
            "Employee Name": p["name"],
            "Ethnicity": "x",
            "Org Level 1": p["department"],
            "Job Level": p["level"],
            "Employee Type": p["contract"],
            "Last Hire Date": p["hire"],
            "Date of Termination": p["exit"],
            "Termination Type": p["reason"],
            "Employment Status": np.where(p["exit"].isna(), "Active", "Terminated"),
            "Annual Salary": p["pay"],
            "Currency Code": "USD",
        }
    )
    path = folder / "ukg.xlsx"
    table.to_excel(path, index=False, sheet_name="Employees")
    return [path]


def huebner(folder: Path, firm: Firm) -> list[Path]:
    """The columns of the teaching set by Patalano and Huebner, as far as they matter."""
    p = firm.people
    head = [
        "Employee_Name",
        "EmpID",
        "MarriedID",
        "GenderID",
        "Termd",
        "Salary",
        "Position",
        "DOB",
        "RaceDesc",
        "DateofHire",
        "DateofTermination",
        "TermReason",
        "EmploymentStatus",
        "Department",
        "ManagerName",
    ]
    gone = p["exit"].notna()
    status = np.where(
        ~gone,
        "Active",
        np.where(p["reason"] == "Voluntary", "Voluntarily Terminated", "Terminated for Cause"),
    )
    why = np.where(~gone, "N/A-StillEmployed", "career change")
    columns = [
        p["name"],
        p["id"],
        ["0"] * len(p),
        ["1"] * len(p),
        gone.astype(int),
        p["pay"].astype(int),
        p["level"],
        p["born"],
        ["White"] * len(p),
        _days(p["hire"], "%m/%d/%Y"),
        _days(p["exit"], "%m/%d/%Y"),
        why,
        status,
        p["department"],
        p["name"],
    ]
    return [_rows(folder / "HRDataset.csv", [head], columns)]


def parquet(folder: Path, firm: Firm) -> list[Path]:
    """A typed table, as from a data warehouse."""
    p = firm.people
    path = folder / "warehouse.parquet"
    table = p.rename(
        columns={
            "id": "Employee ID",
            "department": "Department",
            "level": "Job Level",
            "hire": "Hire Date",
            "exit": "Termination Date",
            "reason": "Termination Type",
            "pay": "Annual Salary",
            "contract": "Worker Type",
            "name": "Full Name",
            "born": "Birthdate",
        }
    )
    table["Currency"] = pd.Categorical(["EUR"] * len(table))
    table.to_parquet(path, index=False)
    return [path]


SYSTEMS = {
    "workday": workday,
    "successfactors": successfactors,
    "bamboohr": bamboohr,
    "ukg": ukg,
    "huebner": huebner,
    "parquet": parquet,
}
