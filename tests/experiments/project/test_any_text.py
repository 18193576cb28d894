"""Whatever is typed, the answer is a message and never a traceback."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

KEYS = [
    "months", "draws", "seed", "start", "name", "output", "policy", "organisation", "organisation.path",
    "organisation.seats.team_size", "organisation.departments.Sales", "organisation.levels",
    "environment.ai_progress", "environment/ai_progress", "environment.ai_progress.quality_growth",
    "environment", "policy.levers", "policy.levers.guardrails", "policy.levers.guardrails.start",
    "policy.levers.guardrails.departments", "parameters", "parameters.gain_to_targets", "posterior",
    "posterior.name", "precision", "threads", "min_cell", "reading", "defaults", "a.b.c", "",
]  # fmt: skip
WORDS = r"""
null true -1 0 1e309 nan inf 1.5 ' " [] [1 {} {a:1} {a:{b:[1]}} ??? ${months} ${nothing} ${oc.env:X} ${ a,b
1,2 range(1,3) choice(1) glob(*) shuffle(1) default table guardrails example @x \ / .. é
"""
VALUES = st.one_of(
    st.sampled_from(WORDS.split()),
    st.sampled_from(["", " ", "\x00", "\n"]),
    st.integers().map(str),
    st.floats().map(str),
    st.text(max_size=12),
)
OVERRIDES = st.one_of(
    st.builds("{}{}={}".format, st.sampled_from(["", "+", "++", "~"]), st.sampled_from(KEYS), VALUES),
    st.builds("{}={}".format, st.text(max_size=8), VALUES),
    st.builds("~{}".format, st.sampled_from(KEYS)),
    st.text(max_size=12),
).filter(lambda typed: not typed.startswith("-") and not typed.lstrip("+~").startswith("hydra"))


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    database=None,
)
@given(typed=st.lists(OVERRIDES, min_size=1, max_size=3))
def test_a_message_for_any_text(typed, tandem, tmp_path, no_simulation):
    answer = tandem("project", *typed)
    assert answer.code == 2
    assert answer.err.strip()
    assert "Traceback" not in answer.err
    assert list(tmp_path.iterdir()) == []
