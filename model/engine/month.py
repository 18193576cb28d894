"""One month of one tile (a run of whole teams of a department): loops of rules over contiguous columns.

Each loop reads and writes a few columns only, so that LLVM can prove that they do not overlap and turn
it into vector code. `scratch` holds what lives for one month; its rows are named below.
"""

from __future__ import annotations

import numpy as np

from tandem.model.engine import columns as col
from tandem.model.engine.conditions import at
from tandem.model.numerics.arithmetic import nought, share_of, unity
from tandem.model.numerics.arrays import Integers, Reals, Word
from tandem.model.numerics.compiled import column_loop
from tandem.model.numerics.draws import Key, Stream, philox, uniform_of
from tandem.model.rules.adoption import adoption_probability, uses_ai_next
from tandem.model.rules.burnout import burnout_state_next, strain
from tandem.model.rules.clarity import clarity_next
from tandem.model.rules.coefficients import Coefficients
from tandem.model.rules.connection import connection_next, trust_next
from tandem.model.rules.demands import demands, raised_target_next
from tandem.model.rules.effort import effort, extra_hours, extra_work, slack
from tandem.model.rules.environment import Conditions
from tandem.model.rules.exits import exit_probability, outside_offers
from tandem.model.rules.freelance import niche_next, own_worth
from tandem.model.rules.gain import gross_gain, perceived_gain, true_gain
from tandem.model.rules.good_will import good_will
from tandem.model.rules.hiring import ramp_next
from tandem.model.rules.intention import intention, intention_mood_next
from tandem.model.rules.learning import proficiency_next
from tandem.model.rules.manager import bond_by_manager, lead, limits_kept, need_of_support, pull_of_manager
from tandem.model.rules.output import output
from tandem.model.rules.relief import relief
from tandem.model.rules.skill import experience
from tandem.model.rules.team import automated_work, contagion, left_work, peer_use, team_connection
from tandem.model.rules.use import time_with_ai, use_of_ai

PEERS, LOAD, TEAM_CONNECTION, PULL = 0, 1, 2, 3
ADOPTION_LUCK, EXIT_LUCK, INVOLUNTARY_LUCK, FILL_LUCK = 4, 5, 6, 7
BURNOUT_SHOCK, INTENTION_SHOCK, COST_LUCK = 8, 9, 10
USE, TENURE_MULTIPLIER, MOVES = 11, 12, 13
EXPECTED, EXTRA = 14, 15
AUTOMATED, NEED, LIMITS = 16, 17, 18  # of the team, too
SCRATCH_ROWS = 19

_events, _shocks = np.uint64(int(Stream.EVENTS)), np.uint64(int(Stream.SHOCKS))


@column_loop
def team_phase(
    values: Reals, recent: Reals, offsets: Integers, first: int, last: int, scratch: Reals, c: Coefficients
) -> None:
    """Phase 2 for teams `first` … `last` − 1: what each member meets of the team as it was last month."""
    start = np.uint64(offsets[first])
    employed, is_open = values[col.EMPLOYED], values[col.IS_OPEN]
    uses_ai, connection = values[col.USES_AI], values[col.CONNECTION]
    ai_time, people_skills = values[col.AI_TIME], values[col.PEOPLE_SKILLS]
    for team in range(first, last):
        # Unsigned indexes spare the code that would count negative ones from the end.
        one, after = np.uint64(offsets[team]), np.uint64(offsets[team + 1])
        present = users = total = seats = with_ai = nought(recent[col.VOLUNTARY, team])
        for i in range(one, after):
            present += employed[i]
            seats += is_open[i]
            users += employed[i] * uses_ai[i]
            total += employed[i] * connection[i]
            with_ai += employed[i] * ai_time[i]
        leads = lead(people_skills[one], employed[one])
        peers = peer_use(users, present)
        missing = np.float32(after - one) - present
        load = left_work(seats - present, recent[col.CLOSED, team], present, c)
        automated = automated_work(missing, present, share_of(with_ai, present), c)
        bond = team_connection(total, present)
        pull = contagion(recent[col.VOLUNTARY, team], recent[col.INVOLUNTARY, team], c)
        for i in range(one - start, after - start):
            scratch[PEERS, i] = peers
            scratch[LOAD, i] = load
            scratch[AUTOMATED, i] = automated
            scratch[TEAM_CONNECTION, i] = bond + bond_by_manager(leads, c)
            scratch[PULL, i] = pull + pull_of_manager(leads, c)
            scratch[NEED, i] = need_of_support(leads)
            scratch[LIMITS, i] = limits_kept(leads)
        leader = one - start  # led by somebody outside the team, who counts as average
        scratch[TEAM_CONNECTION, leader], scratch[PULL, leader] = bond, pull
        scratch[NEED, leader] = scratch[LIMITS, leader] = unity(bond)


@column_loop
def draw_events(
    seat_id: Integers, incarnation: Integers, month: Word, key: Key, adoption: Reals, leave: Reals,
    involuntary: Reals, fill: Reals,
) -> None:  # fmt: skip
    """Uniform luck of the month for each seat."""
    for i in range(adoption.size):
        word = philox(np.uint64(seat_id[i]), np.uint64(incarnation[i]), month, _events, key.low, key.high)
        adoption[i] = uniform_of(word[0], adoption[i])
        leave[i] = uniform_of(word[1], adoption[i])
        involuntary[i] = uniform_of(word[2], adoption[i])
        fill[i] = uniform_of(word[3], adoption[i])


@column_loop
def draw_shocks(
    seat_id: Integers, incarnation: Integers, month: Word, key: Key, burnout: Reals, intention: Reals,
    cost: Reals,
) -> None:  # fmt: skip
    """Uniform luck for the burnout shock, the intention shock and the replacement cost of each seat."""
    for i in range(burnout.size):
        word = philox(np.uint64(seat_id[i]), np.uint64(incarnation[i]), month, _shocks, key.low, key.high)
        burnout[i] = uniform_of(word[0], burnout[i])
        intention[i] = uniform_of(word[1], burnout[i])
        cost[i] = uniform_of(word[2], burnout[i])


@column_loop
def adoption_phase(
    uses_ai: Reals, proficiency: Reals, affinity: Reals, log_adoption: Reals, peers: Reals, luck: Reals,
    freelancer: Reals, usual: Reals, time: Reals, use: Reals, c: Coefficients, m: Conditions,
) -> None:  # fmt: skip
    """Phases 3 and 4, adoption and learning; `use` becomes time with AI weighted by proficiency."""
    for i in range(uses_ai.size):
        start = adoption_probability(peers[i], affinity[i], log_adoption[i], c, at(m, i))
        user = uses_ai_next(uses_ai[i], start, luck[i], c)
        skilled = proficiency_next(proficiency[i], user, freelancer[i], c, at(m, i))
        spent = time_with_ai(user, usual[i], at(m, i))
        uses_ai[i] = user
        proficiency[i] = skilled
        time[i] = spent
        use[i] = use_of_ai(spent, skilled, c)


@column_loop
def gain_phase(
    uses_ai: Reals, use: Reals, skill: Reals, ramp: Reals, optimism: Reals, true: Reals, perceived: Reals,
    c: Coefficients,
) -> None:  # fmt: skip
    """Phase 5, gain."""
    for i in range(uses_ai.size):
        experienced = experience(skill[i], ramp[i])
        gross = gross_gain(use[i], experienced, c)
        true[i] = true_gain(gross, experienced, c)
        perceived[i] = perceived_gain(gross, uses_ai[i], optimism[i])


@column_loop
def demands_phase(
    raised: Reals, true: Reals, perceived: Reals, freelancer: Reals, load: Reals, automated: Reals,
    burnout: Reals, demanded: Reals, hours: Reals, extra: Reals, c: Coefficients, m: Conditions,
) -> None:  # fmt: skip
    """Phase 6, demands; `extra` becomes the work done beyond the normal, by AI on empty seats, too."""
    for i in range(raised.size):
        target = raised_target_next(raised[i], perceived[i], true[i], freelancer[i], c, at(m, i))
        tried, kept = effort(target, true[i], c), slack(target, true[i], freelancer[i], c)
        raised[i] = target
        demanded[i] = demands(target, true[i], tried, kept, load[i], burnout[i], c, at(m, i))
        beyond = extra_work(tried, kept, load[i], c)
        extra[i] = beyond + automated[i]
        hours[i] = extra_hours(beyond, at(m, i))


@column_loop
def connection_phase(
    connection: Reals, trust: Reals, clarity: Reals, outlook: Reals, use: Reals, perceived: Reals,
    freelancer: Reals, team: Reals, c: Coefficients, m: Conditions,
) -> None:  # fmt: skip
    """Phases 7 and 8, connection, relative trust and clarity."""
    for i in range(connection.size):
        bond = connection_next(connection[i], use[i], trust[i], team[i], c, at(m, i))
        trust[i] = trust_next(trust[i], use[i], perceived[i], bond, c)
        connection[i] = bond
        clarity[i] = clarity_next(clarity[i], outlook[i], perceived[i], freelancer[i], c, at(m, i))


@column_loop
def burnout_phase(
    state: Reals, burnout: Reals, trait: Reals, demanded: Reals, connection: Reals, clarity: Reals,
    time: Reals, limits: Reals, shock: Reals, c: Coefficients, m: Conditions,
) -> None:  # fmt: skip
    """Phase 9, burnout, with relief by AI."""
    for i in range(state.size):
        level = strain(demanded[i], connection[i], clarity[i], burnout[i], limits[i], c, at(m, i))
        changing = burnout_state_next(state[i], level, shock[i], c)
        state[i] = changing
        burnout[i] = trait[i] + changing + relief(time[i], c)


@column_loop
def intention_phase(
    mood: Reals, intends: Reals, trait: Reals, burnout: Reals, clarity: Reals, connection: Reals, use: Reals,
    shock: Reals, c: Coefficients, m: Conditions,
) -> None:  # fmt: skip
    """Phase 10, quit intention."""
    for i in range(mood.size):
        feeling = intention_mood_next(mood[i], shock[i], c)
        mood[i] = feeling
        intends[i] = intention(trait[i], feeling, burnout[i], clarity[i], connection[i], use[i], c, at(m, i))


@column_loop
def tenure_phase(tenure: Reals, multiplier: Reals, table: Reals) -> None:
    """Look up the tenure multiplier, then let a month pass."""
    longest = np.int64(table.size - 1)
    for i in range(tenure.size):
        multiplier[i] = table[min(np.int64(tenure[i]), longest)]
    for i in range(tenure.size):
        tenure[i] += unity(tenure[i])


@column_loop
def exit_phase(
    chance: Reals, log_base: Reals, multiplier: Reals, intends: Reals, pull: Reals, need: Reals, use: Reals,
    performance: Reals, freelancer: Reals, niche: Reals, c: Coefficients, m: Conditions,
) -> None:  # fmt: skip
    """Phase 11, first part: each worker's chance to leave."""
    for i in range(chance.size):
        offers = outside_offers(use[i], performance[i], c, at(m, i))
        chance[i] = exit_probability(
            log_base[i], multiplier[i], intends[i], pull[i], offers, need[i], freelancer[i], niche[i],
            c, at(m, i),
        )  # fmt: skip


@column_loop
def output_phase(
    produced: Reals, ramp: Reals, use: Reals, performance: Reals, true: Reals, extra: Reals, uses_ai: Reals,
    burnout: Reals, employed: Reals, freelancer: Reals, niche: Reals, luck: Reals, c: Coefficients,
    m: Conditions,
) -> None:  # fmt: skip
    """Phase 13, first part: output; what the month taught, and niches found in it, come first.

    `luck` is that of filling seats, which nobody needs for a seat that is taken.
    """
    for i in range(produced.size):
        reached = ramp_next(ramp[i], use[i], c)
        ramp[i] = reached
        found = niche_next(niche[i], freelancer[i], use[i], luck[i], c)
        niche[i] = found
        will = good_will(uses_ai[i], freelancer[i], c, at(m, i))
        worth = own_worth(freelancer[i], found, c)
        made = output(reached, performance[i], true[i], extra[i], will, worth, burnout[i], c, at(m, i))
        produced[i] = employed[i] * made
