"""What a page shows survives a link and a file; a hostile one is refused, and never half taken."""

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tandem.experiments.dashboard.levers import Choice, choice_of, settings_of, shipped
from tandem.experiments.dashboard.settings import Described, state_file, state_of_file
from tandem.experiments.dashboard.state import PINS, WORLD, State, state_of
from tandem.experiments.settings.limits import build, check_limits
from tandem.experiments.settings.overrides import options_of
from tandem.experiments.settings.schema import PolicyChoices
from tandem.model.errors import InputError
from tandem.model.policy.catalogue import LEVERS, PROGRAMMES

DEFAULT = Described("", {})


def numbers(most: float):
    return st.none() | st.integers(0, 1000).map(lambda part: round(most * part / 1000, 6))


@st.composite
def choices(draw):
    kind = draw(st.sampled_from(sorted(LEVERS)))
    return Choice(
        kind,
        draw(numbers(LEVERS[kind].highest)),
        draw(numbers(40.0)),
        draw(numbers(1e4)),
        draw(st.none() | st.integers(0, 120)),
        draw(st.none() | st.integers(1, 20).map(lambda part: part / 20)),
        draw(st.sampled_from(["", "Sales", "R&D = Ö; 50 %+", "a&lever=layoff"])),
    )


@st.composite
def states(draw):
    policies = st.lists(choices(), min_size=1, max_size=3, unique_by=lambda each: each.kind).map(tuple)
    return State(
        world={name: draw(st.sampled_from(options_of(f"environment/{name}"))) for name in WORLD},
        months=draw(st.integers(6, 120)),
        in_place=draw(
            st.dictionaries(st.sampled_from(PROGRAMMES), st.integers(0, 100).map(lambda n: n / 100))
        ),
        levers=draw(policies | st.just(())),
        pins=draw(st.dictionaries(st.sampled_from(PINS), policies)),
    )


@given(states())
@settings(deadline=None, max_examples=40)
def test_a_link_holds_the_state(state):
    again = state_of(state.link())
    assert again.levers == state.levers and again.months == state.months and again.world == state.world
    assert dict(again.pins) == dict(state.pins)
    assert again.in_place == pytest.approx(state.in_place)


@given(choices())
@settings(deadline=None, max_examples=40)
def test_every_choice_is_a_policy_that_the_schema_takes(choice):
    label, lever = settings_of(choice)
    policy = {"name": "x", "levers": {label: lever}}
    check_limits(PolicyChoices, policy)
    build(PolicyChoices, policy)
    assert settings_of(choice_of(lever)) == (label, lever)


@pytest.mark.parametrize("kind", sorted(LEVERS))
def test_a_lever_that_nobody_touches_is_as_it_ships(kind):
    label, lever = settings_of(Choice(kind))
    assert (label, lever) == (shipped(kind)[0], dict(shipped(kind)[1]))
    assert 0 <= lever["intensity"] <= LEVERS[kind].highest


@given(states())
@settings(deadline=None, max_examples=4)
def test_a_file_holds_the_state(tmp_path_factory, state):
    file = tmp_path_factory.mktemp("state") / "config.yaml"
    file.write_text(state_file(state, DEFAULT), encoding="utf-8")
    again = state_of_file(file, {"default": DEFAULT})
    assert state_file(again, DEFAULT) == file.read_text(encoding="utf-8")


HOSTILE = {
    "python": ("policies", "!!python/object/apply:os.system ['true']"),
    "target": ("environment", {"_target_": "os.system"}),
    "reference": ("name", "${oc.env:HOME}"),
    "unknown key": ("surprise", 1),
    "other seed": ("seed", 7),
    "months": ("months", "many"),
    "file of this machine": ("organisation", {"kind": "table", "path": "/etc/hostname"}),
    "world": ("environment", {"labour_market": {"quit_ratio": 4.9}}),
    "wrong lever": ("policies", ["status_quo", {"name": "x", "levers": {"y": {"kind": "nonsense"}}}]),
    "levers of no form": ("policies", ["status_quo", {"name": "x", "levers": {"y": 3}}]),
    "ways the page has no place for": (
        "policies", ["status_quo", {"name": "x", "levers": {"y": {"kind": "layoff", "start": 5}}}],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_with_anything_else_is_refused(tmp_path, name):
    key, value = HOSTILE[name]
    content = yaml.safe_load(state_file(State(levers=(Choice("layoff"),)), DEFAULT))
    file = tmp_path / "config.yaml"
    file.write_text(yaml.safe_dump(content | {key: value}), encoding="utf-8")
    if name == "python":
        file.write_text(f"{key}: {value}", encoding="utf-8")
    with pytest.raises(InputError):
        state_of_file(file, {"default": DEFAULT})


@pytest.mark.parametrize(
    "text", ["", "a: [", "- 1", "\x00", "policies: &a [*a]", "defaults: [project_schema]"]
)
def test_what_is_no_configuration_is_refused(tmp_path, text):
    file = tmp_path / "config.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        state_of_file(file, {"default": DEFAULT})


@pytest.mark.parametrize(
    "query",
    [
        "lever=nonsense", "lever=layoff&layoff.strength=2", "lever=layoff&layoff.strength=nan",
        "lever=layoff&layoff.strength=-1", "lever=layoff&layoff.months=1e3", "months=0", "months=²",
        "months=121",
        "ai_progress=..%2F..%2Fcommon", "organisation=..%2F..%2Fetc", "organisation=a%00b",
        "have.wellness=101",
        "have.wellness=x", "pin.A=lever%3Dnonsense", "lever=layoff&layoff.price=1e99",
        "lever=layoff&layoff.share=0", "x=%ff",
    ],
)  # fmt: skip
def test_a_link_with_what_is_not_allowed_is_refused(query):
    with pytest.raises(InputError):
        state_of(query)


def test_a_link_without_end_is_refused():
    with pytest.raises(InputError, match="letters"):
        state_of("a=" + "b" * 30_000)
    with pytest.raises(InputError):
        state_of("&".join(f"a{n}=1" for n in range(1000)))
