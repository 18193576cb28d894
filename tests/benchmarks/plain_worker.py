"""The baseline's agent: a worker, with a method for each phase of the month."""

from __future__ import annotations

from collections.abc import Mapping
from math import exp
from typing import TYPE_CHECKING

import mesa

from tandem.model.engine.formulas import LONGEST_TENURE
from tandem.model.rules.adoption import affinity_of
from tandem.model.rules.burnout import burnout_trait_of
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.environment import Conditions
from tandem.model.rules.gain import optimism_of
from tandem.model.rules.intention import intention_trait_of
from tests.benchmarks.plain_team import Position

if TYPE_CHECKING:
    from tests.benchmarks.plain_mesa import PlainMesa


class Worker(mesa.Agent):
    """Somebody on a position."""

    model: PlainMesa

    def __init__(self, model: PlainMesa, position: Position, market_users: float) -> None:
        super().__init__(model)
        c, luck = model.coefficients, model.random
        self.position = position
        self.team = position.team
        self.department = position.team.department
        self.freelancer = position.freelancer
        self.log_base_exit = position.log_base_exit
        role_pressure, skill = luck.gauss(), luck.random()
        affinity = affinity_of.py_func(role_pressure, luck.gauss(), c)
        self.burnout_trait = burnout_trait_of.py_func(role_pressure, luck.gauss(), c)
        self.optimism = optimism_of.py_func(role_pressure, luck.gauss(), c)
        self.intention_trait = intention_trait_of.py_func(role_pressure, luck.gauss(), c)
        self.performance = luck.gauss()
        self.know_oneself(affinity, skill)
        self.tenure = 0
        self.ramp = c.ramp_start
        self.uses_ai = self.may_adopt and luck.random() < market_users
        self.proficiency = c.hired_proficiency if self.uses_ai else 0.0
        self.burnout = self.burnout_trait
        self.burnout_state = self.use = self.true_gain = self.perceived_gain = self.raised_target = 0.0
        self.demands = self.connection = self.trust = self.mood = self.intention = 0.0
        self.extra_work = self.hours = 0.0
        self.clarity = self.usual_clarity = c.clarity_spread * luck.gauss()
        self.team.members.append(self)

    def know_oneself(self, affinity: float, skill: float) -> None:
        """What follows from traits and the position, once and for all."""
        c, position = self.model.coefficients, self.position
        self.own_intention = c.intention_trait_sd * self.intention_trait
        self.may_adopt = affinity > c.never_adopts_below
        self.inclination = exp(c.adoption_affinity * affinity + position.log_adoption)
        self.own_gain = c.true_gain * (c.gain_novice + skill * (c.gain_expert - c.gain_novice))
        self.full_output = max(1.0 + c.performance_sd * self.performance, 0.0)
        load = 1.0 if position.freelancer else c.payroll_load
        self.monthly_cost = position.salary * c.month_share * load

    def become(self, person: Mapping[str, float]) -> None:
        """Take over a person as found in a steady organisation; nobody uses AI yet."""
        self.burnout_trait, self.optimism = person["burnout_trait"], person["optimism"]
        self.intention_trait, self.performance = person["intention_trait"], person["performance"]
        self.know_oneself(person["affinity"], person["skill"])
        self.tenure, self.ramp = int(person["tenure"]), person["ramp"]
        self.uses_ai, self.proficiency = False, 0.0
        self.burnout_state, self.burnout = person["burnout_state"], person["burnout"]
        self.mood = person["intention_mood"]
        self.clarity = self.usual_clarity = person["clarity_trait"]

    def step(self) -> None:
        """A month of a worker."""
        c, m = self.model.coefficients, self.department.conditions
        self.adopt(c, m)
        self.learn(c, m)
        self.gain(c, m)
        self.meet_demands(c, m)
        self.connect(c, m)
        self.find_clarity(c, m)
        self.burn_out(c, m)
        self.consider_quitting(c, m)
        chance = self.exit_chance(c, m)
        output = self.produce(c, m)
        self.report(chance, output, c)
        self.maybe_leave(chance, c, m)

    def adopt(self, c: Coefficients, m: Conditions) -> None:
        """Phase 3."""
        if self.uses_ai:
            self.uses_ai = self.model.random.random() >= c.abandonment_rate
        elif self.may_adopt:
            pull = c.adoption_innovation + c.adoption_imitation * self.team.peers
            hazard = pull * self.inclination * m.adoption_multiplier
            self.uses_ai = self.model.random.random() < 1.0 - exp(-hazard)

    def learn(self, c: Coefficients, m: Conditions) -> None:
        """Phase 4."""
        if self.uses_ai:
            if self.proficiency < m.proficiency_in_reach:
                self.proficiency += min(m.learning_rate, 1.0) * (m.proficiency_in_reach - self.proficiency)
            self.use = self.proficiency * c.use_per_proficiency
        else:
            self.use = 0.0

    def gain(self, c: Coefficients, m: Conditions) -> None:
        """Phase 5."""
        if self.uses_ai:
            gross = self.use * m.tool_quality * self.own_gain
            self.true_gain = gross - c.rework_tax * abs(gross)
            self.perceived_gain = gross + self.optimism
        else:
            self.true_gain = self.perceived_gain = 0.0

    def meet_demands(self, c: Coefficients, m: Conditions) -> None:
        """Phase 6."""
        believed = self.perceived_gain if c.reported_gain_believed > 0.0 else self.true_gain
        distance = m.target_share * max(believed, 0.0) - self.raised_target
        self.raised_target += distance * (c.ratchet_up_rate if distance > 0.0 else c.ratchet_down_rate)
        gap, load = self.raised_target - self.true_gain, self.team.load
        if gap > 0.0:
            effort = c.effort_ceiling * (1.0 - exp(-c.effort_of_gap * gap))
            felt = effort + c.unmet_weight * (gap - effort)
            self.extra_work = load + effort
        else:
            felt = c.slack_taken * gap
            self.extra_work = load + felt
        self.hours = self.extra_work - m.hours_off
        felt += load + m.demands_shift + c.burnout_on_demands * self.burnout
        self.demands = max(min(felt, c.workload_limit), -c.workload_limit)

    def connect(self, c: Coefficients, m: Conditions) -> None:
        """Phase 7."""
        kept = c.connection_persistence
        pull = c.team_on_connection * self.team.connection - c.ai_on_connection * self.use
        self.connection = kept * self.connection + (1.0 - kept) * pull + m.connection_shift
        pull = c.ai_on_trust * self.use - c.connection_on_trust * self.connection
        self.trust = kept * self.trust + (1.0 - kept) * pull

    def find_clarity(self, c: Coefficients, m: Conditions) -> None:
        """Phase 8."""
        kept = c.connection_persistence
        pull = c.gain_on_clarity * max(self.perceived_gain, 0.0)
        self.clarity = kept * self.clarity + (1.0 - kept) * (self.usual_clarity - pull) + m.clarity_shift

    def burn_out(self, c: Coefficients, m: Conditions) -> None:
        """Phase 9."""
        demanded = c.demands_to_burnout * self.demands * c.demands_per_sd
        supported = c.connection_to_burnout * self.connection + c.clarity_to_burnout * self.clarity
        level = demanded - supported + m.burnout_shift
        if self.burnout < c.threshold_very_often:
            level += m.resilience_shift
        kept = c.burnout_persistence
        shock = c.burnout_shock_sd * self.model.random.gauss()
        self.burnout_state = kept * self.burnout_state + (1.0 - kept) * level + shock
        self.burnout = self.burnout_trait + self.burnout_state
        if self.uses_ai:
            self.burnout += c.relief

    def consider_quitting(self, c: Coefficients, m: Conditions) -> None:
        """Phase 10."""
        self.mood = c.intention_persistence * self.mood + c.intention_shock_sd * self.model.random.gauss()
        self.intention = (
            self.own_intention
            + self.mood
            + c.burnout_to_intention * self.burnout
            - c.clarity_to_intention * self.clarity
            - c.connection_to_intention * self.connection
            + c.talent_demand_to_intention * m.talent_demand * self.use
            + m.intention_shift
        )

    def exit_chance(self, c: Coefficients, m: Conditions) -> float:
        """Phase 11, first part; then a month of tenure passes."""
        hazard = exp(self.log_base_exit)
        if not self.freelancer:
            by_tenure = self.model.tenure_table[min(self.tenure, LONGEST_TENURE)]
            mood = c.intention_to_quit * self.intention
            mood += c.mood_per_log_ratio * (self.team.contagion + m.quit_shift)
            hazard *= exp(by_tenure + m.log_labour_market)
            hazard *= c.unavoidable_share + c.avoidable_share * exp(mood - c.mood_centre)
        self.tenure += 1
        return 1.0 - exp(-hazard)

    def produce(self, c: Coefficients, m: Conditions) -> float:
        """Phase 13: output; the ramp-up of the month comes first."""
        rate = c.ramp_rate + c.ramp_rate * c.ramp_ai_speed * self.use
        self.ramp += (1.0 - self.ramp) * (1.0 - exp(-rate))
        fitness = max(1.0 + c.burnout_on_output * self.burnout, 0.0)
        done = self.ramp * self.full_output * max(1.0 + self.true_gain + self.extra_work, 0.0)
        if self.uses_ai:  # a gift for a gift, or withholding
            done *= max(1.0 - c.sharing_on_output * min(m.target_share - c.even_split, 1.0), 0.0)
        output: float = done * fitness * m.work_done
        return output

    def report(self, chance: float, output: float, c: Coefficients) -> None:
        """Add the month to the sums of the worker's group."""
        totals = self.model.totals[self.position.group]
        burnout, intention = self.burnout, self.intention
        totals.present += 1
        if not self.freelancer:
            totals.expected_quits += chance
        if self.uses_ai:
            totals.ai_users += 1
            totals.perceived_sum += self.perceived_gain
            totals.true_sum += self.true_gain
        if burnout > c.threshold_burned_out:
            totals.burned_out += 1
        if burnout > c.threshold_very_often:
            totals.very_often += 1
        if intention > c.threshold_considering:
            totals.considering += 1
        if self.clarity < c.threshold_clarity:
            totals.unclear += 1
        totals.burnout_sum += burnout
        totals.hours_sum += self.hours
        totals.output += output
        totals.demands_sum += self.demands
        totals.connection_sum += self.connection
        totals.payroll += self.monthly_cost

    def maybe_leave(self, chance: float, c: Coefficients, m: Conditions) -> None:
        """Phase 11, second part."""
        if self.model.random.random() < chance:
            self.leave("contract_ends" if self.freelancer else "quits", c, m)
            return
        luck, department = self.model.random.random(), self.department
        if luck < (department.unwanted_freelancer if self.freelancer else department.unwanted):
            dismissed = luck < department.dismissal and not self.freelancer
            self.leave("dismissals" if dismissed else "layoffs", c, m)

    def leave(self, kind: str, c: Coefficients, m: Conditions) -> None:
        """Vacate the position; a layoff closes it, and so may a policy."""
        totals = self.model.totals[self.position.group]
        setattr(totals, kind, getattr(totals, kind) + 1)
        if kind == "quits":
            self.team.quits += 1
            totals.regretted_quits += self.performance > c.top_performer_above
        elif kind != "contract_ends":
            self.team.removals += 1
        if kind == "layoffs" or (m.refill_share < 1.0 and self.model.random.random() >= m.refill_share):
            self.team.seats -= 1
            self.team.closed += 1
        else:
            totals.vacant += 1
            spread = exp(c.replacement_cost_spread * self.model.random.gauss() - c.replacement_cost_centre)
            totals.replacement_cost += self.position.salary * c.replacement_cost * spread
            self.model.vacancies.append(self.position)
        self.team.members.remove(self)
        self.remove()
