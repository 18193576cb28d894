"""A seat as a plain Mesa agent: the rules of a month, called uncompiled in double precision.

Attributes are named like the columns of `model.engine.columns.SCHEMA`. Nothing here knows of columns, tiles
or compiled loops; that is the point of a reference.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import mesa

from tandem.model.engine.columns import (
    CLOSED,
    COLUMN_NAMES,
    CONTRACT_ENDED,
    DISMISSED,
    HIRED,
    INVOLUNTARY,
    LAID_OFF,
    NOTHING,
    PROMOTED,
    PROMOTED_AWAY,
    QUIT,
    VOLUNTARY,
)
from tandem.model.numerics.draws import Stream, normal_quantile
from tandem.model.rules.adoption import adoption_probability, affinity_of, uses_ai_next
from tandem.model.rules.burnout import burnout_state_next, burnout_trait_of, strain
from tandem.model.rules.clarity import clarity_next, clarity_trait_of
from tandem.model.rules.connection import connection_next, trust_next
from tandem.model.rules.demands import demands, raised_target_next
from tandem.model.rules.effort import effort, extra_hours, extra_work, slack
from tandem.model.rules.exits import (
    dismissal_probability,
    exit_probability,
    involuntary_probability,
    outside_offers,
)
from tandem.model.rules.freelance import arrives_in_niche, niche_next, own_worth, suits_freelancers
from tandem.model.rules.gain import gross_gain, optimism_of, perceived_gain, seen_of_gain, true_gain
from tandem.model.rules.good_will import good_will
from tandem.model.rules.hiring import (
    arrives_with_ai,
    fill_probability,
    is_refilled,
    ramp_next,
    ramp_reached,
    stays_employed,
)
from tandem.model.rules.intention import intention, intention_mood_next, intention_trait_of
from tandem.model.rules.learning import proficiency_next
from tandem.model.rules.output import output
from tandem.model.rules.promotion import outside_share
from tandem.model.rules.relief import relief
from tandem.model.rules.skill import (
    experience,
    performance_by_promotion,
    performance_of,
    skill_by_promotion,
    skill_of,
    skill_score_of,
)
from tandem.model.rules.use import share_of_time_there, time_with_ai, use_of_ai, usual_share_of_time
from tests.reference.luck import luck_of

if TYPE_CHECKING:
    from tests.reference.organisation import Organisation
    from tests.reference.team import Team

SEAT_ONLY = (
    "log_base_exit", "log_adoption", "salary", "freelancer", "executive", "is_open", "seniority", "exposure",
    "promotion", "employed",
)  # fmt: skip
PERSONAL = [name for name in COLUMN_NAMES if name not in SEAT_ONLY]


class Seat(mesa.Agent):
    """A position and whoever sits on it; `as_found` are its columns before its first month."""

    freelancer: float

    def __init__(
        self,
        model: Organisation,
        seat_id: int,
        group: int,
        team: Team,
        coverage_class: int,
        as_found: dict[str, float],
    ) -> None:
        super().__init__(model)
        self.freelancer = self.executive = self.performance = self.skill_score = 0.0
        self.seat_id, self.group, self.team = seat_id, group, team
        self.coverage_class = coverage_class
        self.incarnation = 0
        self.event = NOTHING
        self.worked = self.was_vacant = False  # this month, before anybody left or was hired
        self.cost_luck = self.use = self.extra = 0.0  # `extra` is work beyond the normal
        for name, value in as_found.items():
            setattr(self, name, value)
        team.seats.append(self)

    def columns(self) -> list[float]:
        """The state in the order of the schema."""
        return [float(getattr(self, name)) for name in COLUMN_NAMES]

    @property
    def conditions(self) -> Any:
        """The month as everybody of the seat's coverage class meets it."""
        return self.model.conditions[self.coverage_class]

    def luck(self, stream: Stream) -> tuple[float, float, float, float]:
        """This month's uniforms of the person on the seat (or of the last one who was)."""
        return luck_of(self.model.seed_of_luck, stream, self.model.month, self.seat_id, self.incarnation)

    def take_seat(self, market_adoption: float, market_niches: float) -> None:
        """A newcomer with traits of their own sits down."""
        c = self.model.c
        seed, person = self.model.seed_of_luck, (self.seat_id, self.incarnation)
        pressed, worn, hopeful, taught = luck_of(seed, Stream.TRAITS, 0, *person)
        inclined, restless, able, experienced = luck_of(seed, Stream.CHARACTER, 0, *person)
        self.role_pressure = float(normal_quantile(pressed))
        self.burnout_trait = burnout_trait_of.py_func(self.role_pressure, float(normal_quantile(worn)), c)
        self.burnout_trait += suits_freelancers.py_func(self.freelancer, c)
        self.optimism = optimism_of.py_func(self.role_pressure, float(normal_quantile(hopeful)), c)
        self.optimism *= seen_of_gain.py_func(self.exposure, c)
        self.affinity = affinity_of.py_func(self.role_pressure, float(normal_quantile(inclined)), c)
        self.intention_trait = intention_trait_of.py_func(
            self.role_pressure, float(normal_quantile(restless)), c
        )
        skill = skill_score_of.py_func(self.seniority, float(normal_quantile(taught)), c)
        self.skill_score, self.skill = skill, skill_of.py_func(skill)
        self.performance = performance_of.py_func(skill, float(normal_quantile(able)), c)
        self.tenure = 0.0
        self.ramp = ramp_reached.py_func(0.0, c)
        self.uses_ai = arrives_with_ai.py_func(
            self.affinity, self.log_adoption, experienced, market_adoption, c
        )
        self.proficiency = self.uses_ai * c.hired_proficiency
        self.true_gain = self.perceived_gain = self.raised_target = self.demands = self.hours = 0.0
        self.connection = self.trust = self.ai_time = 0.0
        sure, keen, kind, special = luck_of(seed, Stream.OUTLOOK, 0, *person)
        self.ai_share = usual_share_of_time.py_func(
            self.exposure, self.affinity, float(normal_quantile(keen)), c
        )
        self.people_skills = kind
        self.niche = arrives_in_niche.py_func(self.freelancer, self.uses_ai, special, market_niches)
        self.clarity = self.clarity_trait = clarity_trait_of.py_func(float(normal_quantile(sure)), c)
        self.burnout_state, self.burnout = 0.0, self.burnout_trait
        self.intention_mood = self.intention = self.output = self.exit_probability = 0.0

    def step(self) -> None:
        """Phases 3 to 11 and 13 of somebody present: from taking up AI to the chance to leave and output."""
        self.event = NOTHING
        self.group_before, self.salary_before = self.group, self.salary
        self.worked = bool(self.employed)
        self.was_vacant = bool(self.is_open) and not self.worked
        if self.worked:
            self._use_ai()
            self._meet_demands()
            self._feel()
            self._weigh_leaving()
            self._produce()

    def _use_ai(self) -> None:
        c, m = self.model.c, self.conditions
        start = adoption_probability.py_func(self.team.peers, self.affinity, self.log_adoption, c, m)
        self.uses_ai = uses_ai_next.py_func(self.uses_ai, start, self.luck(Stream.EVENTS)[0], c)
        self.proficiency = proficiency_next.py_func(self.proficiency, self.uses_ai, self.freelancer, c, m)
        self.ai_time = time_with_ai.py_func(self.uses_ai, self.ai_share, m)
        self.use = use_of_ai.py_func(self.ai_time, self.proficiency, c)
        experienced = experience.py_func(self.skill, self.ramp)
        gross = gross_gain.py_func(self.use, experienced, c)
        self.true_gain = true_gain.py_func(gross, experienced, c)
        self.perceived_gain = perceived_gain.py_func(gross, self.uses_ai, self.optimism)

    def _meet_demands(self) -> None:
        c, m, load = self.model.c, self.conditions, self.team.load
        self.raised_target = raised_target_next.py_func(
            self.raised_target, self.perceived_gain, self.true_gain, self.freelancer, c, m
        )
        tried = effort.py_func(self.raised_target, self.true_gain, c)
        kept = slack.py_func(self.raised_target, self.true_gain, self.freelancer, c)
        self.demands = demands.py_func(
            self.raised_target, self.true_gain, tried, kept, load, self.burnout, c, m
        )  # burnout is that of last month
        beyond = extra_work.py_func(tried, kept, load, c)
        self.hours = extra_hours.py_func(beyond, m)
        self.extra = beyond + self.team.automated

    def _feel(self) -> None:
        c, m = self.model.c, self.conditions
        burnout_luck, intention_luck, self.cost_luck, _ = map(float, self.luck(Stream.SHOCKS))
        self.connection = connection_next.py_func(
            self.connection, self.use, self.trust, self.team.around(self).bond, c, m
        )
        self.trust = trust_next.py_func(self.trust, self.use, self.perceived_gain, self.connection, c)
        self.clarity = clarity_next.py_func(
            self.clarity, self.clarity_trait, self.perceived_gain, self.freelancer, c, m
        )
        level = strain.py_func(
            self.demands, self.connection, self.clarity, self.burnout, self.team.around(self).limits, c, m
        )
        shock = float(normal_quantile(burnout_luck))
        self.burnout_state = burnout_state_next.py_func(self.burnout_state, level, shock, c)
        self.burnout = self.burnout_trait + self.burnout_state + relief.py_func(self.ai_time, c)
        restless = float(normal_quantile(intention_luck))
        self.intention_mood = intention_mood_next.py_func(self.intention_mood, restless, c)
        self.intention = intention.py_func(
            self.intention_trait, self.intention_mood, self.burnout, self.clarity, self.connection,
            self.use, c, m,
        )  # fmt: skip

    def _weigh_leaving(self) -> None:
        c, m = self.model.c, self.conditions
        table = self.model.tenure_table
        by_tenure = float(table[min(int(self.tenure), len(table) - 1)])
        offers = outside_offers.py_func(self.use, self.performance, c, m)
        met = self.team.around(self)
        self.exit_probability = exit_probability.py_func(
            self.log_base_exit, by_tenure, self.intention, met.pull, offers, met.need,
            self.freelancer, self.niche, c, m,
        )  # fmt: skip
        self.tenure += 1

    def _produce(self) -> None:
        c, m = self.model.c, self.conditions
        self.ramp = ramp_next.py_func(self.ramp, self.use, c)
        found = self.luck(Stream.EVENTS)[3]
        self.niche = niche_next.py_func(self.niche, self.freelancer, self.use, found, c)
        will = good_will.py_func(self.uses_ai, self.freelancer, c, m)
        worth = own_worth.py_func(self.freelancer, self.niche, c)
        self.output = output.py_func(
            self.ramp, self.performance, self.true_gain, self.extra, will, worth, self.burnout, c, m
        )

    def move(self) -> None:
        """Phases 11 and 12, at the month's end: leave, or fill the seat if it was empty all month."""
        if self.event == PROMOTED_AWAY:
            return
        if self.worked:
            self._perhaps_leave()
        elif self.was_vacant:
            self._perhaps_hire()

    def _perhaps_leave(self) -> None:
        c, m = self.model.c, self.conditions
        _, exit_luck, involuntary_luck, refill_luck = self.luck(Stream.EVENTS)
        if exit_luck < self.exit_probability:
            self.event = CONTRACT_ENDED if self.freelancer else QUIT
            self.team.left[VOLUNTARY] += not self.freelancer
        elif involuntary_luck < dismissal_probability.py_func(self.freelancer, c):
            self.event = DISMISSED
            self.team.left[INVOLUNTARY] += 1
        elif involuntary_luck < involuntary_probability.py_func(self.freelancer, c, m):
            self.event = LAID_OFF
            self.team.left[INVOLUNTARY] += 1
        if self.event != NOTHING:
            self.employed = 0.0
            if self.event == LAID_OFF or not is_refilled.py_func(refill_luck, m):
                self.is_open = 0.0
                self.team.left[CLOSED] += 1
            self._perhaps_search_freelancer(refill_luck)

    def _perhaps_search_freelancer(self, luck: float) -> None:
        """A seat that an employee left, and that is open, may be one for freelancers from now on."""
        department, level, contract = self.model.groups[self.group]
        freelancers = (department, level, "freelancer")
        mixed = contract == "employee" and freelancers in self.model.groups
        if mixed and self.is_open > stays_employed.py_func(luck, self.conditions):
            self.group = self.model.groups.index(freelancers)
            self.freelancer, self.log_base_exit = 1.0, self.model.c.freelancer_log_exit
            self.salary *= self.model.c.freelancer_pay_ratio

    def _perhaps_hire(self) -> None:
        c, m = self.model.c, self.conditions
        luck = self.luck(Stream.EVENTS)[3]
        fill = outside = fill_probability.py_func(self.executive, self.freelancer, m)
        if not self.freelancer:
            outside *= outside_share.py_func(self.promotion, c)
        if luck < outside:
            self.event, self.employed = HIRED, 1.0
            self.incarnation += 1
            self.take_seat(m.market_adoption, m.market_niches)
        elif luck < fill:
            self._perhaps_promote()

    def _perhaps_promote(self) -> None:
        """The best performer of the highest level below, in the team, moves up."""
        c, rank = self.model.c, self.model.rank_of
        ready = [
            seat
            for seat in self.team.seats
            if rank(seat) < rank(self)
            and seat.employed
            and not seat.freelancer
            and seat.tenure > c.promotion_after
            and seat.event == NOTHING
        ]
        if not ready:
            return
        successor = max(ready, key=lambda seat: (rank(seat), seat.performance))
        for name in PERSONAL:
            setattr(self, name, getattr(successor, name))
        self.ai_share = share_of_time_there.py_func(self.ai_share, successor.exposure, self.exposure)
        grown = skill_by_promotion.py_func(self.seniority - successor.seniority, c)
        self.skill_score += grown
        self.skill = skill_of.py_func(self.skill_score)
        self.performance += performance_by_promotion.py_func(grown, c)
        self.event, self.employed = PROMOTED, 1.0
        self.incarnation += 1
        successor.event, successor.employed = PROMOTED_AWAY, 0.0
        refill = successor.luck(Stream.EVENTS)[3]
        if not is_refilled.py_func(refill, successor.conditions):
            successor.is_open = 0.0
            self.team.left[CLOSED] += 1
        successor._perhaps_search_freelancer(refill)
