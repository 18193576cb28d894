"""Break-even against the same comparison run again at other prices, and against arithmetic by hand."""

import json

import numpy as np
import pandas as pd
import pytest

from tests.experiments.compare.conftest import pay_of_the_default

COMMON = ("posterior=prior", "reading=level", "reading_draws=0", "figures=none")
PRICED = "{fixed: 3000, per_head_month: 10, hours_per_week: 0.1}"
GOOD_SITE = "parameters.site_flexible_work=2.2"


def own_policy(folder, name, cost, kind="flexible_work", more=""):
    """A policy of one lever in a folder of options."""
    file = folder / "policy" / f"{name}.yaml"
    file.parent.mkdir(parents=True, exist_ok=True)
    priced = f"    cost: {cost}\n" if cost else ""
    file.write_text(f"name: {name}\nlevers:\n  lever:\n    kind: {kind}\n    intensity: 1\n{priced}{more}")


@pytest.fixture(scope="module")
def priced(compare, tmp_path_factory):
    """Compare policies of one lever at given prices; returns the run folder."""

    def run(**costs):
        folder = tmp_path_factory.mktemp("options")
        for name, cost in costs.items():
            own_policy(folder, name, cost)
        chosen = ",".join(("status_quo", *costs))
        return compare("--config-dir", str(folder), f"policies=[{chosen}]", GOOD_SITE, *COMMON)

    return run


@pytest.fixture(scope="module")
def at_stated_price(priced):
    return priced(mine=PRICED)


def break_even_of(folder, policy="mine"):
    table = pd.read_parquet(folder / "break_even.parquet")
    return table[table["policy"] == policy].set_index("pays_in")


def paying(folder):
    """In which share of the runs each policy pays."""
    table = pd.read_parquet(folder / "ledger.parquet")
    return (table.set_index("policy")["net_value"] > 0).groupby(level=0, sort=False).mean()


def test_the_ledger_is_the_net_value_of_the_simulation(at_stated_price):
    effects = pd.read_parquet(at_stated_price / "effects.parquet")
    chosen = (effects["effect"] == "net_value") & (effects["department"] == "all departments")
    net = effects[chosen & (effects["runs"] == "all")].iloc[0]
    ledger = pd.read_parquet(at_stated_price / "ledger.parquet")
    assert ledger["net_value"].mean() == pytest.approx(net["mean"], rel=1e-9)
    expected = np.quantile(ledger["net_value"], [0.05, 0.5, 0.95])
    np.testing.assert_allclose(net[["p5", "p50", "p95"]].astype(float), expected, rtol=1e-9)


@pytest.mark.parametrize("share", [0.5, 0.9])
@pytest.mark.parametrize(
    ("column", "cost"),
    [
        ("most_per_head_month", "{{fixed: 3000, per_head_month: {at:.9g}, hours_per_week: 0.1}}"),
        ("most_hours_per_week", "{{fixed: 3000, per_head_month: 10, hours_per_week: {at:.9g}}}"),
    ],
)
def test_break_even_is_that_of_running_again_at_other_prices(priced, at_stated_price, column, cost, share):
    """One per cent below it pays in the share of the runs, one per cent above in fewer."""
    most = break_even_of(at_stated_price).loc[share, column]
    assert most > 0, "the case must have a break-even"
    again = paying(priced(below=cost.format(at=0.99 * most), above=cost.format(at=1.01 * most)))
    assert again["below"] >= share > again["above"]


def test_the_smallest_effect_is_that_of_runs_whose_value_shrinks(at_stated_price):
    ledger = pd.read_parquet(at_stated_price / "ledger.parquet")
    for share, row in break_even_of(at_stated_price).iterrows():
        size = row["smallest_effect"]
        for factor, pays in ((1.001, True), (0.999, False)):
            net = factor * size * ledger["value_before_price"] - ledger["price"]
            assert bool((net > 0).mean() >= share) is pays


def test_the_price_decides_what_is_recommended(priced, at_stated_price):
    """Cheap: best value. Near its break-even: refused, and the price to find out is named."""
    most = break_even_of(at_stated_price).loc[0.5, "most_per_head_month"]
    cheap = json.loads((priced(mine="{per_head_month: 1}") / "summary.json").read_text())
    assert "“mine” leads: net" in cheap["finding"]  # twelve runs are too few to call it the best buy
    assert cheap["best_value_refused"] == []
    near = json.loads((priced(mine=f"{{per_head_month: {0.95 * most:.6g}}}") / "summary.json").read_text())
    assert "“mine” looks best, but its price decides" in near["finding"]
    assert "Next. Find out the price a head of “lever”" in near["finding"]
    assert near["best_value_refused"] == ["mine"]
    known = f"{{per_head_month: {0.9 * most:.6g}, range: [0.99, 1.01]}}"
    sure = json.loads((priced(mine=known) / "summary.json").read_text())
    assert "“mine” leads: net" in sure["finding"]


def test_a_lever_without_a_price_is_never_best_value(priced, capsys):
    folder = priced(mine="")
    summary = json.loads((folder / "summary.json").read_text())
    assert "nobody has given its price" in summary["finding"] and "Find out what" in summary["finding"]
    assert "none!" in capsys.readouterr().out
    assert break_even_of(folder)["no_price"].tolist() == ["lever", "lever"]


def test_shares_of_pay_are_money_of_any_organisation(compare, tmp_path):
    """A thousandth of pay a head is as much as the same amount in money, in dollars as in euros."""
    pay = pay_of_the_default(300)
    own_policy(tmp_path, "share", "{per_head_month_of_pay: 0.001, fixed_of_pay: 2}")
    own_policy(tmp_path, "money", f"{{per_head_month: {0.001 * pay!r}, fixed: {2 * pay!r}}}")
    folder = compare("--config-dir", str(tmp_path), "policies=[status_quo,share,money]", *COMMON)
    ledger = pd.read_parquet(folder / "ledger.parquet").set_index(["policy", "draw"])["price"]
    np.testing.assert_allclose(ledger["share"], ledger["money"], rtol=1e-9)
    assert (ledger["share"] > 2 * pay).all()
