"""`tandem sensitivity` as it is typed."""

import json

import pandas as pd
import pytest

SMALL = ("draws=2", "months=3", "organisation.headcount=60", "executor=here")


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (("measure=burnot",), "'burnout'"),
        (("factors=[true_gian,overlap]",), "'true_gain'"),
        (("method=sobol", "samples=10", "factors=[true_gain,overlap]"), "64 or more"),
        (("method=fast",), "sobol or morris"),
        (("factors=[true_gain]",), "two or more"),
        (("measure=effect_net_value",), "choose one; example: policy=guardrails"),
        (("factors=[true_gain]", "parameters.overlap=interval(0,9)"), "parameters.overlap=interval(0,9)"),
    ],
)
def test_what_is_wrong_is_said_before_anything_starts(tandem, tmp_path, typed, said):
    answer = tandem("sensitivity", *SMALL, *typed)
    assert answer.code == 2, answer.out
    assert said in answer.err
    assert not list(tmp_path.iterdir())


def test_a_study_finds_what_moves_output_value_and_goes_on_from_its_store(tandem, tmp_path):
    typed = (
        "sensitivity", *SMALL, "policy=guardrails", "measure=effect_net_value", "samples=4", "store=points",
        "factors=[guardrails_work_dropped,output_value,pull]".replace(",pull", ",gain_on_clarity"),
    )  # fmt: skip
    answer = tandem(*typed, "output=one")
    assert answer.code == 0, answer.err
    table = pd.read_csv(tmp_path / "one" / "indices.csv")
    assert set(table["factor"]) == {"guardrails_work_dropped", "output_value", "gain_on_clarity"}
    assert table["index"].sum() == pytest.approx(1)
    assert table["factor"].iloc[0] in ("guardrails_work_dropped", "output_value")
    summary = json.loads((tmp_path / "one" / "summary.json").read_text())
    assert len(summary["finding"].split()) <= 60
    assert (tmp_path / "one" / "figures" / "tornado.png").is_file()
    shards = sorted((tmp_path / "points" / "points").iterdir())
    again = tandem(*typed, "output=two")
    assert again.code == 0, again.err
    assert sorted((tmp_path / "points" / "points").iterdir()) == shards
    pd.testing.assert_frame_equal(pd.read_csv(tmp_path / "two" / "indices.csv"), table)
