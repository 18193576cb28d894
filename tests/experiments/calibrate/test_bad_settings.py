"""Every wrong setting: exit code 2, one message with what is wrong and what is allowed, nothing written."""

import pytest

# what is typed → parts of the message
WRONG = {
    "reading=loud": ["reading: found 'loud'", "level or ratio or both", "example: reading=level"],
    "readng=level": ["readng: there is no such setting", "Did you mean 'reading'?"],
    "report=maybe": ["report: found 'maybe'", "true or false"],
    "ship=maybe": ["ship: found 'maybe'", "true or false"],
    "resume=null": ["resume: found null", "true or false"],
    "first_wave=1000": ["first_wave: found 1000", "a power of two", "example: first_wave=1024"],
    "first_wave=128": ["first_wave: found 128", "from 256 to 65,536"],
    "second_wave=0": ["second_wave: found 0", "from 256 to 65,536"],
    "second_wave=many": ["second_wave: found 'many'", "a whole number"],
    "people=100": ["people: found 100", "from 2,000 to 200,000"],
    "draws=10": ["draws: found 10", "from 250 to 20,000"],
    "tune=0": ["tune: found 0", "from 100"],
    "refits=-1": ["refits: found -1", "from 0 to 10,000", "example: refits=100"],
    "fact_draws=301": ["fact_draws: found 301", "at most predictive_draws (300)"],
    "seed=3000000000": ["seed: found 3000000000", "from 0 to 2,147,483,647"],
    "threads=0": ["threads: found 0", "or null"],
    "crosscheck=perhaps": ["crosscheck: found 'perhaps'", "true or false"],
    "crosscheck_size=1": ["crosscheck_size: found 1", "from 100"],
    "name=../escape": ["name: found '../escape'", "letters, digits"],
    "name=prior": ["name: found 'prior'", "posterior=prior means the priors"],
    "targets=survey": ["targets: found 'survey'", "upwork_2025", "example: targets=pulse.yaml"],
    "targets=no.yaml": ["targets: there is no file 'no.yaml'", "example: targets=pulse.yaml"],
    "targets=no.csv": ["targets: there is no file 'no.csv'"],
    "targets=": ["targets: found nothing"],
    "ship=true name=mine": ["ship: found true for 'mine'", "upwork_2025_level", "example:"],
    "report=true": ["there is no posterior 'upwork_2025_ratio' to report", "tandem calibrate", "example:"],
    "report=true name=mine": ["there is no posterior 'mine' to report", "outputs/calibration"],
    "reading=level,ratio": ["several values", "--multirun"],
}


@pytest.mark.parametrize(("typed", "parts"), WRONG.items(), ids=WRONG.keys())
def test_a_wrong_setting_is_told(typed, parts, tandem, tmp_path, no_fit, monkeypatch):
    monkeypatch.setattr("tandem.experiments.calibrate.places.SHIPPED_FOLDER", tmp_path / "shipped")
    reading = ["reading=ratio"] if typed == "report=true" else []
    answer = tandem(*typed.split(), *reading)
    assert answer.code == 2
    assert answer.out == ""
    assert answer.err.startswith("tandem calibrate: something in the input is wrong.\n")
    for part in parts:
        assert part in answer.err
    assert "Traceback" not in answer.err
    assert list(tmp_path.iterdir()) == []


def test_an_output_that_exists(tandem, tmp_path, no_fit):
    (tmp_path / "there").mkdir()
    answer = tandem("output=there")
    assert answer.code == 2
    assert "output: 'there' exists already" in answer.err


@pytest.mark.parametrize("reading", ["level", "ratio", "both"])
def test_right_settings_are_accepted(reading, tandem, no_fit, tmp_path):
    answer = tandem(f"reading={reading}", "threads=1", "refits=100", "crosscheck=true", "resume=false")
    assert "the input was accepted" in answer.err
    assert list(tmp_path.iterdir()) == []


def test_the_help_page_and_completion(tandem, capsys, monkeypatch):
    from tandem.experiments.completion import completions

    with pytest.raises(SystemExit) as stop:
        raise SystemExit(tandem("--help").code)
    assert stop.value.code == 0
    assert completions("tandem calibrate reading=") == ["reading=both", "reading=level", "reading=ratio"]
    assert "ship=true" in completions("tandem calibrate ship=t")
