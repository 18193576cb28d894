"""The texts of documents are there in every language, with the same places."""

from tandem.experiments.wording.catalogue import ENGLISH, catalogue_of, differences


def test_german_has_every_text_of_documents():
    german = ENGLISH.parent / "german"
    found = [
        line
        for line in differences(ENGLISH, german)
        if line.startswith("documents.") or "only in german" in line
    ]
    assert found == []


def test_german_is_no_copy():
    english, german = (catalogue_of(ENGLISH.parent / name, "documents") for name in ("english", "german"))
    same = {
        f"{table}.{key}"
        for table, entries in english.items()
        for key, text in entries.items()
        if text == german[table][key] and len(text.other.split()) > 3
    }
    assert same == set()
