"""`tandem sweep` as it is typed: what is refused before anything starts, and what comes out."""

import json

import numpy as np
import pandas as pd
import pytest

from tandem.experiments.points.evaluation import Evaluator

SMALL = ("draws=2", "months=3", "organisation.headcount=60", "executor=here")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ((), "nothing is varied"),
        (("policy=status_quo,guardrail",), "guardrails"),
        (("policy=status_quo,guardrails", "measures=[burnot]"), "'burnout'"),
        (
            ("parameters.true_gain=0.03,9",),
            "point 2 (parameters.true_gain=9): parameters.true_gain: 9 is",
        ),
        (("parameters.true_gian=0.03,0.05",), "Did you mean 'true_gain'?"),
        (("environment.labour_market.quit_ration=1,2",), "quit_ratio"),
        (("months=12,240",), "months: found 240"),
        (("months=interval(3,6)",), "a grid takes no values"),
        (("months=interval(3,6)", "design=sobol", "points=5"), "power of two"),
        (("policy=status_quo,guardrails", "shard=3/2"), "1/2 to 2/2"),
        (("policy=status_quo,guardrails", "shard=none"), "shard: found 'none'"),
        (("policy=status_quo,guardrails", "address=auto"), "only a Ray cluster"),
        (("policy=status_quo,guardrails", "detail=[abc]"), "no point 'abc'"),
        (("policy=status_quo,guardrails", "executor=slurm"), "pool or ray or here"),
        (("policy=status_quo,guardrails", "--multirun"), "leave it out"),
        (("file=points.csv",), "no file 'points.csv'"),
        (("draws=3", "runs_per_parameter_set=2", "policy=status_quo,guardrails"), "runs_per_parameter_set"),
    ],
)
def test_what_is_wrong_is_said_before_anything_starts(tandem, tmp_path, typed, said):
    answer = tandem(
        "sweep", *(item for item in SMALL if item.partition("=")[0] not in " ".join(typed)), *typed
    )
    assert answer.code == 2, answer.out
    assert said in answer.err
    assert not list(tmp_path.iterdir())


def test_a_file_of_points_is_checked_by_row(tandem, tmp_path):
    name = "my pöints, all.csv"
    (tmp_path / name).write_text("policy,parameters.true_gain\nstatus_quo,0.03\nguardrails,7\n")
    answer = tandem("sweep", *SMALL, f"file={name}", "store=odd näme")
    assert answer.code == 2
    assert f"{name}, row 3 (policy=guardrails, parameters.true_gain=7)" in answer.err


def test_a_library_that_is_not_there_is_named(tandem, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "ray", None)
    answer = tandem("sweep", *SMALL, "policy=status_quo,guardrails", "executor=ray")
    assert answer.code == 2
    assert "tandem-workforce[cluster]" in answer.err


def test_the_same_command_finds_its_store_and_its_month_again(tandem, tmp_path, monkeypatch):
    typed = ("sweep", *SMALL, "policy=status_quo,guardrails", "measures=[burnout,effect_net_value]")
    first = tandem(*typed)
    assert first.code == 0, first.err
    (store,) = (tmp_path / "outputs").iterdir()
    from datetime import date

    monkeypatch.setattr("tandem.experiments.settings.start.today", lambda: date(2026, 3, 3))
    again = tandem(*typed)
    assert "2 of 2 points are done: 0 now, 2 before." in again.out, again.err
    assert json.loads((store / "store.json").read_text())["definition"]["base"]["start"] == "2026-01"


def test_a_point_that_fails_has_a_code_of_its_own(tandem, tmp_path, monkeypatch):
    whole = Evaluator.reduced

    def failing(self, config):
        if config["months"] == 4:
            raise RuntimeError("no luck")
        return whole(self, config)

    typed = ("sweep", *SMALL[:1], *SMALL[2:], "months=3,4,5", "store=mine", "measures=[burnout]")
    monkeypatch.setattr(Evaluator, "reduced", failing)
    answer = tandem(*typed)
    assert answer.code == 3
    assert "2 of 3 points are done" in answer.out
    assert "months=4" in answer.out
    assert "no luck" in answer.out
    monkeypatch.setattr(Evaluator, "reduced", whole)
    answer = tandem(*typed)
    assert (answer.code, "3 of 3" in answer.out) == (0, True)


def test_from_python_a_typed_sweep_is_the_same(tandem, tmp_path):
    answer = tandem(
        "sweep",
        *SMALL,
        "policy=status_quo,guardrails",
        "parameters.true_gain=0.03,0.06",
        "store=a",
        "measures=[burnout]",
    )
    assert answer.code == 0, answer.err
    import tandem as library

    own = library.sweep(
        {"policy": ["status_quo", "guardrails"], "parameters.true_gain": [0.03, 0.06]},
        draws=2, months=3, organisation={"headcount": 60}, executor="here", store=str(tmp_path / "b"),
        measures=["burnout"],
    )  # fmt: skip
    pd.testing.assert_frame_equal(own.table, library.load(tmp_path / "a"))


def test_tables_may_be_varied_and_are_found_from_any_folder(tandem, tmp_path, monkeypatch):
    assert tandem("example-table", "a.csv").code == 0
    (tmp_path / "b c.csv").write_text((tmp_path / "a.csv").read_text())
    (tmp_path / "points.csv").write_text("organisation.path\na.csv\nb c.csv\n")
    small = ("draws=2", "months=3", "executor=here", "measures=[headcount]", "store=s")
    answer = tandem(
        "sweep", *small, "organisation=table", "organisation.path=a.csv", "policy=status_quo,training"
    )
    assert answer.code == 0, answer.err
    answer = tandem("sweep", *small[:-1], "organisation=table", "file=points.csv", "store=t")
    assert answer.code == 0, answer.err
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    for store in ("s", "t"):
        again = tandem("reproduce", str(tmp_path / store), "--all")
        assert again.out == "The same, bit for bit (2 points).\n", again.err


def test_detail_is_the_run_folder_of_a_projection(tandem, tmp_path):
    answer = tandem(
        "sweep", *SMALL, "policy=status_quo,guardrails", "store=s", "detail=all", "measures=[burnout]"
    )
    assert answer.code == 0, answer.err
    folders = sorted((tmp_path / "s" / "runs").iterdir())
    frame = pd.read_parquet(next((tmp_path / "s" / "points").glob("*.parquet")))
    for folder in folders:
        summary = json.loads((folder / "summary.json").read_text())
        row = frame[frame["point"] == folder.name].iloc[0]
        assert row["p50"] == pytest.approx(summary["measures"]["burnout"]["value"]["p50"], rel=2e-6)


def test_runs_lists_filters_and_compares_and_reproduce_repeats(tandem, tmp_path):
    typed = ("sweep", *SMALL, "policy=status_quo,guardrails", "months=3", "store=outputs/s")
    assert tandem(*dict.fromkeys(typed)).code == 0
    listed = tandem("runs")
    assert "sweep" in listed.out
    points = tandem("runs", "outputs/s", "policy=guardrails", "--measures", "burnout")
    assert "guardrails" in points.out
    assert "status_quo" not in points.out
    assert tandem("runs", "outputs/s", "--csv", "points.csv").code == 0
    table = pd.read_csv(tmp_path / "points.csv")
    assert sorted(table["policy"]) == ["guardrails", "status_quo"]
    compared = tandem("runs", "outputs/s", "--compare", *table["point"])
    assert "policy" in compared.out
    assert "Did you mean 'policy'" in tandem("runs", "outputs/s", "polcy=guardrails").err
    same = tandem("reproduce", "outputs/s", "--all")
    assert (same.code, same.out) == (0, "The same, bit for bit (2 points).\n")


def test_reproduce_names_the_first_difference(tandem, tmp_path):
    small = ("draws=2", "months=3", "organisation.headcount=60", "figures=none")
    assert tandem("project", *small, "output=mine").code == 0
    assert tandem("reproduce", "mine").out == "The same, bit for bit.\n"
    summary = json.loads((tmp_path / "mine" / "summary.json").read_text())
    was = summary["measures"]["burnout"]["value"]["p50"]
    summary["measures"]["burnout"]["value"]["p50"] = was + 1e-9
    (tmp_path / "mine" / "summary.json").write_text(json.dumps(summary))
    answer = tandem("reproduce", "mine")
    assert answer.code == 3
    assert "measures.burnout.value.p50" in answer.out
    frame = pd.read_parquet(tmp_path / "mine" / "monthly.parquet")
    means = frame["mean"].to_numpy(copy=True)
    means[5] = np.nextafter(means[5], np.inf)
    frame["mean"] = means
    frame.to_parquet(tmp_path / "mine" / "monthly.parquet", index=False)
    assert "monthly.parquet, row 6, column mean" in tandem("reproduce", "mine").out
    assert tandem("reproduce", str(tmp_path)).code == 2
