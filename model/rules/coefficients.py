"""What the rules multiply with: a month's rates, effects, spreads and thresholds, one number each.

Where the numbers come from is in `model/engine/coefficients.py`.
"""

from __future__ import annotations

from typing import NamedTuple


class Coefficients(NamedTuple):
    """What the rules multiply with. Names as in the register unless derived."""

    intention_to_quit: float
    mood_centre: float
    mood_per_log_ratio: float
    avoidable_share: float
    unavoidable_share: float
    contagion_per_leaver: float
    contagion_involuntary: float
    contagion_decay: float
    contagion_ceiling: float
    dismissal_rate: float
    adoption_innovation: float
    adoption_imitation: float
    adoption_affinity: float
    adoption_centre: float
    never_adopts_below: float
    role_to_affinity: float
    own_to_affinity: float
    abandonment_rate: float
    learning_rate: float
    learning_experimentation: float
    learning_tools: float
    learning_self: float
    learning_employer: float
    untrained_ceiling: float
    use_per_proficiency: float
    true_gain: float
    gain_novice: float
    gain_expert: float
    rework_tax: float
    optimism_mean: float
    optimism_common: float
    optimism_own: float
    gain_to_targets: float
    reported_gain_believed: float
    ratchet_up_rate: float
    ratchet_down_rate: float
    effort_of_gap: float
    effort_ceiling: float
    unmet_weight: float
    slack_taken: float
    sharing_on_output: float
    even_split: float
    workload_limit: float
    empty_seat_work: float
    adaptation_decay: float
    demands_per_sd: float
    burnout_on_demands: float
    relief: float
    ai_on_connection: float
    connection_persistence: float
    team_on_connection: float
    ai_on_trust: float
    connection_on_trust: float
    gain_on_clarity: float
    clarity_spread: float
    burnout_trait_sd: float
    burnout_shock_sd: float
    burnout_persistence: float
    role_to_trait: float
    own_to_trait: float
    demands_to_burnout: float
    connection_to_burnout: float
    clarity_to_burnout: float
    burnout_to_intention: float
    clarity_to_intention: float
    connection_to_intention: float
    talent_demand_to_intention: float
    intention_trait_sd: float
    role_to_intention: float
    own_to_intention: float
    intention_shock_sd: float
    intention_persistence: float
    fill_rate: float
    executive_fill_rate: float
    ramp_rate: float
    ramp_ai_speed: float
    ramp_start: float
    hired_proficiency: float
    performance_sd: float
    burnout_on_output: float
    replacement_cost: float
    replacement_cost_centre: float
    replacement_cost_spread: float
    vacancy_cost: float
    payroll_load: float
    threshold_burned_out: float
    threshold_very_often: float
    threshold_considering: float
    threshold_clarity: float
    top_performer_above: float
    month_share: float
    freelancer_log_exit: float
    freelancer_pay_ratio: float
