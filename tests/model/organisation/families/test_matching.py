"""Names of departments and job titles mean what a reader takes them for, in English and German."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tandem.model.organisation.configuration import default_organisation
from tandem.model.organisation.families.assign import unknown_families
from tandem.model.organisation.families.matching import family_of, shipped_phrases
from tandem.model.organisation.families.own import titles_of
from tandem.model.organisation.families.scores import families_in, job_families

SALES, FINANCE, HR, DATA = "sales", "finance and accounting", "human resources", "data and analytics"
OPERATIONS, ENGINEERING, DESIGN = "business operations", "engineering and architecture", "design and media"
MARKETING, SERVICE, OFFICE = "marketing and communication", "customer service", "office and administration"
PRODUCTION = "production, construction and maintenance"

MEANINGS = {
    "Sales Engineer": SALES,
    "Sales Executive": SALES,
    "Sales Operations": SALES,
    "Software Sales": SALES,
    "Healthcare Representative": SALES,
    "Vertrieb": SALES,
    "Vertriebsinnendienst": SALES,
    "Verkäuferinnen": SALES,
    "Marketing Analytics": MARKETING,
    "Presseabteilung": MARKETING,
    "IT Support": "computing",
    "IT-Leiter": "computing",
    "Software Architect": "computing",
    "Softwareentwickler": "computing",
    "QA": "computing",
    "Support": SERVICE,
    "Customer Success": SERVICE,
    "Kundenservice": SERVICE,
    "Legal Counsel": "legal",
    "Data Protection Officer": "legal",
    "Datenschutzbeauftragte": "legal",
    "Rechtsabteilung": "legal",
    "HR Business Partner": HR,
    "Human Resources": HR,
    "Personal": HR,
    "Personalabteilung": HR,
    "Personal Assistant": OFFICE,
    "Data Entry Clerk": OFFICE,
    "Sachbearbeiterin": OFFICE,
    "Data Science": DATA,
    "Data and Analytics": DATA,
    "Head of Engineering": ENGINEERING,
    "Elektroingenieurin": ENGINEERING,
    "Research & Development": "science",
    "R&D": "science",
    "Forschung und Entwicklung": "science",
    "Laboratory Technician": "science",
    "Finanzbuchhaltung": FINANCE,
    "Chief Financial Officer": FINANCE,
    "Product Design": DESIGN,
    "Product": OPERATIONS,
    "Production": PRODUCTION,
    "Unternehmensberatung": OPERATIONS,
    "Manager": "management",
    "Geschäftsführung": "management",
    "Manufacturing Director": "management",
    "Lager": "logistics and transport",
    "Krankenpfleger": "health and social care",
    # several functions
    "Finance and Legal": f"{FINANCE} + legal",
    "Product and Design": f"{DESIGN} + {OPERATIONS}",
    "People and Operations": f"{HR} + {OPERATIONS}",
    "Marketing & Vertrieb": f"{MARKETING} + {SALES}",
    "IT/HR": f"computing + {HR}",
    "Head of Sales and Marketing Director": f"{MARKETING} + {SALES}",
    "Sales and Vertrieb": SALES,
    # not known
    "Dept 7": None,
    "Galaxy": None,
    "Appliances": None,
    "Personality": None,
    "🙂": None,
    "&": None,
    "": None,
}


@pytest.mark.parametrize(("name", "family"), MEANINGS.items())
def test_what_names_mean(name, family):
    assert family_of(name) == family


@pytest.mark.parametrize(
    "spelt", ["VERKÄUFER", "Verkaeufer", "verkaufer", "  Verkäufer. ", "(Verkäufer)", "Verka\u0308ufer"]
)
def test_spelling_does_not_matter(spelt):
    assert family_of(spelt) == SALES


@pytest.mark.parametrize("family", list(job_families()))
def test_the_name_of_a_family_is_that_family(family):
    assert family_of(family) == family_of(family.upper()) == family
    assert family_of(f"{family} + legal") == family_of(f"legal + {family}")


def test_no_phrase_means_two_families():
    meant: dict[tuple[str, ...], object] = {}
    for phrase in shipped_phrases():
        assert phrase.words
        assert meant.setdefault(phrase.words, phrase.answer) == phrase.answer, phrase
    assert {phrase.answer for phrase in shipped_phrases()} == set(job_families())


def test_the_departments_of_the_default_organisation_are_known():
    profile, _ = default_organisation()
    assert unknown_families(profile) == ()
    assert all(family_of(department) for department in profile.departments)


WORDS = st.sampled_from(
    ["Sales", "Legal", "and", "&", "/", "*", "Head of", "Wizard", "Vertrieb", "IT", "-", "x"]
)


@given(st.one_of(st.text(), st.lists(WORDS).map(" ".join)))
def test_any_text_maps_without_raising(text):
    families = family_of(text)
    if families is not None:
        assert families_in(families)
    own = titles_of([("Wizard", 0.5, "here"), ("legal*", "sales", "there")])
    meaning = own.every.meaning(text)
    assert meaning is None or (meaning.family is None) != (meaning.exposure is None)
