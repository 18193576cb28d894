"""Headings in six languages: what is never read, what makes no groups, and what is asked about."""

import pytest

from tandem.experiments.cli import main
from tandem.experiments.intake.meaning.refused import (
    OF_GROUPS,
    is_against_people,
    is_never_read,
    may_be_level,
)
from tandem.experiments.intake.meaning.vocabulary import _aliases, is_protected

NEVER = """
    Krankheitstage|Grad der Behinderung|current_mh_disorder|MentalHealthStatus|RQTH|Discapacidad|Malattia
    Ziekte
    Gewerkschaftsmitglied|Trade Union|Syndicat|Afiliación sindical|Sindacato|Lid vakbond|Betriebsratsmitglied
    Familienstand|Situation de famille|Estado civil|Stato civile|Burgerlijke staat|Anzahl Kinder
    Nombre d'enfants
    Staatsangehörigkeit|Nationalité|Nacionalidad|Nazionalità|Nationaliteit|Mother tongue|Aufenthaltstitel|Race
    Konfession|Kirchensteuer|Religion|Religión|Godsdienst|Politische Partei|Geschlecht|Sexe|Sesso|Geslacht
    Vorname|Name, Vorname|Prénom|Apellidos|Nome e cognome|Achternaam|Naam medewerker|Mitarbeitername
    EmployeeName
    Anschrift|Straße|Code postal|Dirección|Indirizzo|Woonplaats|E-Mail|Téléphone|Notfallkontakt
    Emergency contact
    Bankverbindung|IBAN|Compte bancaire|Cuenta bancaria|Conto corrente|Rekeningnummer|Steuerklasse
    Codice fiscale
    Sozialversicherungsnummer|Numéro de sécurité sociale|BSN|Criminal record|Date de naissance|Edad
    Leeftijd|Alter
"""
AGAINST = """
    Performance Rating|PerformanceRating|Leistungsbeurteilung|Évaluation annuelle|Evaluación del desempeño
    Valutazione
    Beoordeling|Engagement score|JobSatisfaction|Zufriedenheit|Satisfacción|Soddisfazione|Tevredenheid
    OverTime
    Überstunden|Heures supplémentaires|Horas extra|Straordinari|Overwerk|Absences|Fehltage|Assenze|Verzuim
    Potential
"""
FINE = """
    Department|Original Hire Date|Job Title|Business Unit|Abteilung|Kostenstelle|Grund des Austritts
    Motif de départ
    Departamento|Fecha de baja|Reparto|Data cessazione|Afdeling|Datum uit dienst|Annual Salary (EUR)
    Quotité|Jornada
    Employment Type|Vertragsart|Tipo de contrato|Employee ID|Personalnummer|Matricule|Currency|Job Family
    Company
    Department Name|Legal Entity Name|Home Department|Nom du service|Nombre Departamento
    Parent Organisation|Status
"""


def listed(text):
    return [heading.strip() for line in text.strip().splitlines() for heading in line.split("|")]


@pytest.mark.parametrize("heading", listed(NEVER))
def test_what_is_about_a_person_is_never_read(heading):
    for spelt in (heading, heading.upper(), heading.replace(" ", "_"), f"{heading} (2025)"):
        assert is_protected(spelt), spelt


@pytest.mark.parametrize("heading", listed(AGAINST))
def test_what_singles_people_out_makes_no_groups(heading):
    assert is_against_people(heading)


@pytest.mark.parametrize("heading", listed(FINE))
def test_ordinary_headings_are_read(heading):
    assert not is_protected(heading)


def test_no_heading_that_has_a_role_is_refused():
    for role, entry in _aliases()["roles"].items():
        for heading in (name for names in entry.values() for name in names):
            assert not is_never_read(heading), heading
            assert role not in OF_GROUPS or not is_against_people(heading), heading
            assert role != "level" or may_be_level(heading), heading


@pytest.fixture
def extract(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))

    def write(heading, words=("A", "B")):
        rows = [f"E{i},Sales,2020-01-0{1 + i % 9},60000,{words[i % len(words)]}" for i in range(60)]
        file = tmp_path / "staff.csv"
        lines = [f'Employee ID,Department,Hire Date,Annual Salary (EUR),"{heading}"', *rows]
        file.write_text("\n".join(lines), encoding="utf-8")
        return str(file)

    return write


@pytest.mark.parametrize(
    ("heading", "words"),
    [("current_mh_disorder", "must not be read"), ("Religión", "must not be read"),
     ("Performance Rating", "groups cannot be made"), ("Überstunden", "groups cannot be made"),
     ("Q17", "confirmed")],
)  # fmt: skip
@pytest.mark.parametrize("role", ["level", "department"])
def test_a_mapping_that_asks_for_it_is_refused_or_asked_about(
    extract, tmp_path, capsys, heading, words, role
):
    if (heading, role) == ("Q17", "department"):
        pytest.skip("departments may be called anything")
    out = tmp_path / "out"
    choice = f"columns={{{role}: '{heading}'}}"
    assert main(["import", extract(heading), "--set", choice, "--output", str(out)]) == 2
    assert words in capsys.readouterr().err
    assert not out.exists()


def test_a_level_that_is_confirmed_is_read(extract, tmp_path):
    out = tmp_path / "out"
    choices = ["--set", "columns={level: Q17}", "--set", "confirmed=[q17]"]
    assert main(["import", extract("Q17"), *choices, "--output", str(out)]) == 0
    assert "A" in (out / "groups.csv").read_text()
