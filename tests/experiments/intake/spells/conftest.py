"""A made-up organisation, and its extracts imported and read back."""

import pytest

from tandem.model.organisation.folder.imported import read_profile
from tests.experiments.intake.spells.lists import EUR, organisation


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("TANDEM_DATA", str(tmp_path / "data"))


@pytest.fixture(scope="module")
def firm():
    return organisation()


@pytest.fixture
def imported(tandem, tmp_path):
    """Import and read the profile back."""

    def run(*arguments):
        answer = tandem("import", *arguments, "--output", "p", *EUR)
        assert answer.code == 0, answer.err
        return read_profile(tmp_path / "p"), " ".join(answer.out.split())

    return run
