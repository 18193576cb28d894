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
from tandem.model.rules.skill import performance_of, skill_of, skill_score_of
from tandem.model.rules.use import usual_share_of_time
from tests.benchmarks.plain_team import Position

if TYPE_CHECKING:
    from tests.benchmarks.plain_mesa import PlainMesa


class Worker(mesa.Agent):
    """Somebody on a position."""

    model: PlainMesa

    def __init__(
        self, model: PlainMesa, position: Position, market_users: float, market_niches: float = 0.0
    ) -> None:
        super().__init__(model)
        c, luck = model.coefficients, model.random
        self.team = position.team
        self.department = position.team.department
        self.freelancer = position.freelancer
        role_pressure = luck.gauss()
        skill = skill_score_of.py_func(position.seniority, luck.gauss(), c)
        affinity = affinity_of.py_func(role_pressure, luck.gauss(), c)
        self.burnout_trait = burnout_trait_of.py_func(role_pressure, luck.gauss(), c)
        self.optimism = optimism_of.py_func(role_pressure, luck.gauss(), c)
        self.intention_trait = intention_trait_of.py_func(role_pressure, luck.gauss(), c)
        self.performance = performance_of.py_func(skill, luck.gauss(), c)
        self.affinity, self.skill = affinity, skill_of.py_func(skill)
        self.ai_share = usual_share_of_time.py_func(position.exposure, affinity, luck.gauss(), c)
        self.people_skills = luck.random()
        self.take(position)
        self.tenure = 0
        self.ramp = c.ramp_start
        self.uses_ai = self.may_adopt and luck.random() < market_users
        self.proficiency = c.hired_proficiency if self.uses_ai else 0.0
        self.niche = self.freelancer and self.uses_ai and luck.random() < market_niches
        self.moved = False  # this month, up to another position
        self.burnout = self.burnout_trait
        self.ai_time = 0.0
        self.burnout_state = self.use = self.true_gain = self.perceived_gain = self.raised_target = 0.0
        self.demands = self.connection = self.trust = self.mood = self.intention = 0.0
        self.extra_work = self.hours = 0.0
        self.clarity = self.usual_clarity = c.clarity_spread * luck.gauss()
        self.team.members.append(self)

    def take(self, position: Position) -> None:
        """Sit down on a position; what follows from it and from traits."""
        c = self.model.coefficients
        self.position, position.holder = position, self
        self.log_base_exit = position.log_base_exit
        self.own_intention = c.intention_trait_sd * self.intention_trait
        self.may_adopt = self.affinity > c.never_adopts_below
        self.inclination = exp(c.adoption_affinity * self.affinity + position.log_adoption)
        self.level_of_output = 1.0 + c.performance_sd * self.performance
        if position.freelancer:
            self.level_of_output -= c.missing_know_how
        self.load_of_salary = 1.0 if position.freelancer else c.payroll_load
        self.monthly_salary = position.salary * c.month_share

    def become(self, person: Mapping[str, float]) -> None:
        """Take over a person as found in a steady organisation; nobody uses AI yet."""
        self.burnout_trait, self.optimism = person["burnout_trait"], person["optimism"]
        self.intention_trait, self.performance = person["intention_trait"], person["performance"]
        self.affinity, self.skill = person["affinity"], person["skill"]
        self.ai_share, self.people_skills = person["ai_share"], person["people_skills"]
        self.take(self.position)
        self.tenure, self.ramp = int(person["tenure"]), person["ramp"]
        self.uses_ai, self.niche, self.proficiency = False, False, 0.0
        self.burnout_state, self.burnout = person["burnout_state"], person["burnout"]
        self.mood = person["intention_mood"]
        self.clarity = self.usual_clarity = person["clarity_trait"]

    def step(self) -> None:
        """A month of a worker."""
        c, m = self.model.coefficients, self.department.conditions
        self.moved = False
        self.adopt(c, m)
        self.learn(c, m)
        self.gain(c)
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
            reach, rate = m.proficiency_in_reach, m.learning_rate
            if self.freelancer:
                reach += c.freelancer_closes * (1.0 - reach)
                rate += c.freelancer_faster * rate
            self.proficiency += min(rate, 1.0) * max(reach - self.proficiency, 0.0)
            self.ai_time = min(self.ai_share * m.tool_quality, 1.0)
            self.use = self.ai_time * self.proficiency * c.use_per_time
        else:
            self.ai_time = self.use = 0.0

    def gain(self, c: Coefficients) -> None:
        """Phase 5."""
        if self.uses_ai:
            experience = self.skill * self.ramp
            gross = self.use * c.true_gain * (c.gain_novice + experience * (c.gain_expert - c.gain_novice))
            rework = c.rework_novice + experience * (c.rework_expert - c.rework_novice)
            self.true_gain = gross - rework * abs(gross)
            self.perceived_gain = gross + self.optimism
        else:
            self.true_gain = self.perceived_gain = 0.0

    def meet_demands(self, c: Coefficients, m: Conditions) -> None:
        """Phase 6."""
        if self.freelancer:  # targets of one's own
            wanted = c.freelancer_target_share * max(self.true_gain, 0.0)
        else:
            believed = self.perceived_gain if c.reported_gain_believed > 0.0 else self.true_gain
            wanted = m.target_share * max(believed, 0.0)
        distance = wanted - self.raised_target
        self.raised_target += distance * (c.ratchet_up_rate if distance > 0.0 else c.ratchet_down_rate)
        gap, load = self.raised_target - self.true_gain, self.team.load
        if gap > 0.0:
            effort = c.effort_ceiling * (1.0 - exp(-c.effort_of_gap * gap))
            felt = effort + c.unmet_weight * (gap - effort)
            self.extra_work = load + effort
        else:
            felt = gap if self.freelancer else c.slack_taken * gap
            self.extra_work = load + felt
        self.hours = self.extra_work - m.hours_off
        self.extra_work += self.team.automated
        felt += load + m.demands_shift + c.burnout_on_demands * self.burnout
        self.demands = max(min(felt, c.workload_limit), -c.workload_limit)

    def connect(self, c: Coefficients, m: Conditions) -> None:
        """Phase 7."""
        kept = c.connection_persistence
        pull = c.team_on_connection * self.team.connection - c.ai_on_connection * self.use
        pull -= c.trust_on_connection * self.trust  # of last month
        self.connection = kept * self.connection + (1.0 - kept) * pull + m.connection_shift
        pull = c.ai_on_trust * self.use + c.gain_on_trust * self.perceived_gain
        pull -= c.connection_on_trust * self.connection
        self.trust = kept * self.trust + (1.0 - kept) * pull

    def find_clarity(self, c: Coefficients, m: Conditions) -> None:
        """Phase 8."""
        kept = c.connection_persistence
        pull = 0.0 if self.freelancer else c.gain_on_clarity * max(self.perceived_gain, 0.0)
        self.clarity = kept * self.clarity + (1.0 - kept) * (self.usual_clarity - pull) + m.clarity_shift

    def burn_out(self, c: Coefficients, m: Conditions) -> None:
        """Phase 9."""
        demanded = c.demands_to_burnout * self.demands * c.demands_per_sd
        supported = c.connection_to_burnout * self.connection + c.clarity_to_burnout * self.clarity
        level = demanded - supported + m.burnout_shift + self.team.limits_kept * m.guardrail_shift
        if self.burnout < c.threshold_very_often:
            level += m.resilience_shift
        kept = c.burnout_persistence
        shock = c.burnout_shock_sd * self.model.random.gauss()
        self.burnout_state = kept * self.burnout_state + (1.0 - kept) * level + shock
        relief = c.relief_per_time * min(self.ai_time, c.relief_full_use)
        self.burnout = self.burnout_trait + self.burnout_state + relief

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
            offers = c.offers_to_quit * m.talent_demand * self.use * max(1.0 + self.performance, 0.0)
            pull = self.team.pull + offers + m.quit_shift + self.team.need_of_support * m.support_shift
            mood = c.intention_to_quit * self.intention + c.mood_per_log_ratio * pull
            hazard *= exp(by_tenure + m.log_labour_market)
            hazard *= c.unavoidable_share + c.avoidable_share * exp(mood - c.mood_centre)
        elif self.niche:
            hazard *= exp(c.niche_on_ends)
        self.tenure += 1
        return 1.0 - exp(-hazard)

    def produce(self, c: Coefficients, m: Conditions) -> float:
        """Phase 13: output; the ramp-up of the month, and a niche found in it, come first."""
        rate = c.ramp_rate + c.ramp_rate * c.ramp_ai_speed * min(self.use, 1.0)
        self.ramp += (1.0 - self.ramp) * (1.0 - exp(-rate))
        fitness = max(1.0 + c.burnout_on_output * self.burnout, 0.0)
        level = self.level_of_output
        if self.freelancer:
            self.niche = self.niche or self.model.random.random() < c.niche_rate * self.use
            level += c.niche_on_output if self.niche else 0.0
        done = self.ramp * max(level, 0.0) * max(1.0 + self.true_gain + self.extra_work, 0.0)
        if self.uses_ai and not self.freelancer:  # a gift for a gift, or withholding
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
            totals.ai_time_sum += self.ai_time
            totals.weekly_users += self.ai_time > c.weekly_use_from
            totals.daily_users += self.ai_time > c.daily_use_from
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
        fees = self.raised_target + c.niche_on_fees * self.niche if self.freelancer else 0.0
        totals.payroll += self.monthly_salary * (self.load_of_salary + fees)

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
            spread = exp(c.replacement_cost_spread * self.model.random.gauss() - c.replacement_cost_centre)
            totals.replacement_cost += self.position.salary * c.replacement_cost * spread
            self.model.stand_empty(self.position)
        self.position.holder = None
        self.team.members.remove(self)
        self.remove()
