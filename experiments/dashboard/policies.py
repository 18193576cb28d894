"""*Policies*: the levers in plain words, what they come to, live, and up to four policies side by side."""

from __future__ import annotations

from dataclasses import dataclass, replace

from starlette.responses import HTMLResponse, Response

from tandem.experiments.dashboard.effect_charts import BY_NAME, policy_picture
from tandem.experiments.dashboard.effect_words import (
    departments_of,
    headline_of,
    said_aloud,
    side_by_side,
)
from tandem.experiments.dashboard.lever_forms import forms_of, in_place_forms
from tandem.experiments.dashboard.levers import Choice
from tandem.experiments.dashboard.rendering import page
from tandem.experiments.dashboard.settings import FULL
from tandem.experiments.dashboard.state import DRAFT, PINS, State
from tandem.experiments.dashboard.visit import Visit
from tandem.experiments.wording.catalogue import texts
from tandem.model.policy.catalogue import LEVERS

_text = texts("dashboard.policies")

FIRST = (Choice("human_connection"),)  # what a visitor sees who has chosen nothing yet
CHOSEN_NONE = "none"  # in a link: every lever was switched off
CHARTS_OFFERED = ("turnover", "burnout", "output", "ai_users")


@dataclass(frozen=True)
class Pinned:
    """A pinned policy: its letter, what is in it, links that take it up and take it away."""

    letter: str
    levers: str
    edit: str
    remove: str


def whole(visit: Visit) -> Response:
    """The page; its result follows by itself."""
    state = _begun(visit)
    profile = visit.held.sessions.profile(visit.settings)
    groups = forms_of(state.levers, profile)
    return HTMLResponse(
        page(
            "policies",
            visit=visit,
            state=state,
            groups=groups,
            have=in_place_forms(state.in_place),
            currency=profile.currency,
            departments=profile.departments,
            charts=[(name, BY_NAME[name].noun, name == _chart(visit)) for name in CHARTS_OFFERED],
        )
    )


def result(visit: Visit) -> Response:
    """What the policy comes to, in words and as a chart, beside the pins."""
    state = _begun(visit)
    policies = state.policies()
    session = visit.session()
    answers = {
        name: visit.held.sessions.answer(visit.settings, policy, visit.draws)
        for name, policy in policies.items()
    }
    currency = session.projection.profile.currency
    draft = answers.get(DRAFT)
    return HTMLResponse(
        page(
            "policies_result",
            visit=visit,
            told=None if draft is None else headline_of(draft, currency),
            aloud="" if draft is None else said_aloud(headline_of(draft, currency)),
            shown=None
            if draft is None
            else policy_picture(session, draft, BY_NAME[_chart(visit)], visit.draws),
            departments=[] if draft is None else departments_of(draft, currency),
            columns=[_called(name) for name in answers],
            rows=side_by_side(answers, currency) if len(answers) > 1 else [],
            pins=_pinned(visit, state),
            pin_link=_pin_link(visit, state),
            refining=visit.draws < FULL,
            draws=visit.draws,
            full=FULL,
        )
    )


def _begun(visit: Visit) -> State:
    """The state, with a first lever for somebody who has not chosen any."""
    state = visit.state
    untouched = not (state.levers or state.pins or CHOSEN_NONE in visit.request.query_params)
    return replace(state, levers=FIRST) if untouched else state


def _chart(visit: Visit) -> str:
    wanted = visit.request.query_params.get("chart", "")
    return wanted if wanted in CHARTS_OFFERED else CHARTS_OFFERED[0]


def _called(name: str) -> str:
    return _text("this_policy") if name == DRAFT else name


def _pinned(visit: Visit, state: State) -> list[Pinned]:
    found = []
    for letter, levers in state.pins.items():
        rest = {name: each for name, each in state.pins.items() if name != letter}
        names = ", ".join(LEVERS[each.kind].title for each in levers)
        found.append(
            Pinned(
                letter,
                names,
                visit.link("/policies", replace(state, levers=levers)),
                visit.link("/policies", replace(state, pins=rest)),
            )
        )
    return found


def _pin_link(visit: Visit, state: State) -> str | None:
    """The link under which the policy is pinned, too; None where there is no room or nothing to pin."""
    free = [letter for letter in PINS if letter not in state.pins]
    if not free or not state.levers or state.levers in state.pins.values():
        return None
    return visit.link("/policies", replace(state, pins={**state.pins, free[0]: state.levers}))
