"""The dashboard speaks English and German, with the same texts and the same places in them."""

from tandem.experiments.dashboard.rendering import in_language
from tandem.experiments.wording.catalogue import ENGLISH, catalogue_of, texts

GERMAN = ENGLISH.parent / "german"


def test_both_languages_have_the_same_texts():
    english, german = catalogue_of(ENGLISH, "dashboard"), catalogue_of(GERMAN, "dashboard")
    assert {table: set(entries) for table, entries in english.items()} == {
        table: set(entries) for table, entries in german.items()
    }
    for table, entries in english.items():
        for key, text in entries.items():
            assert german[table][key].placeholders == text.placeholders, f"{table}.{key}"
            assert german[table][key].plural == text.plural


def test_what_german_lacks_is_said_in_english():
    with in_language("de"):
        assert texts("dashboard.base")("report") == "Bericht"
        assert texts("drawing.scales")("january") == "January"
    assert texts("dashboard.base")("report") == "Report"


def test_a_visitor_chooses_a_language_and_keeps_it(visitor):
    assert ">Report<" in visitor.get("/mix").text
    assert ">Bericht<" in visitor.get("/mix", Accept_Language="de-CH,de;q=0.9").text
    german = visitor.get("/mix?lang=de")
    assert 'lang="de"' in german.text and ">Bericht<" in german.text
    assert ">Bericht<" in visitor.get("/data", Accept_Language="en").text
    assert ">Report<" in visitor.get("/data?lang=en").text
