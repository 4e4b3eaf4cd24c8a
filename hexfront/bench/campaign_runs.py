"""What `hexfront bench campaign` measures: turns, opening a save, memory.

Times are those of the processor, which a busy machine distorts less. The drawing of the map is not
part of any turn. For turn 100 the early ends are out of reach, so that all campaigns last so long.
"""

from __future__ import annotations

import os
import statistics
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from engine.analysis.campaigns.playing import play
from engine.analysis.campaigns.simulation_plan import make_plan
from engine.campaign.campaign import Campaign
from engine.campaign.data import load_numbers
from engine.campaign.personas import plan_for
from engine.campaign.referee import ResolvingReferee
from hexfront.bench import timing
from hexfront.bench.process_memory import memory_of

if TYPE_CHECKING:
    from engine.campaign.numbers import CampaignNumbers

HOUSES: Final = (2, 3, 4, 6)
USUAL_HOUSES: Final = 4
TURN: Final = 35
LATE_TURN: Final = 100
TURNS: Final = (TURN, LATE_TURN)
LAST: Final = 5
"""The turns up to one that is measured, of which the median counts."""
TENTHS: Final = 10
KILO: Final = 1000
CLOSING_SECONDS: Final = 10.0
_UNREACHED: Final = 10**9


@cache
def _numbers() -> CampaignNumbers:
    return load_numbers()


def _endless_numbers() -> CampaignNumbers:
    """Return the numbers with the early ends out of reach, but for that of the last house."""
    numbers = _numbers()
    victory = replace(numbers.victory, keeper_harvests=_UNREACHED, acclaim_lead=_UNREACHED)
    return replace(numbers, victory=victory)


def turns(houses: int, games: int) -> dict[str, object]:
    """Measure the turns of campaigns, the same ones in every run."""
    _milliseconds(houses, 1, TURN, _numbers())  # warms up
    usual, late, loops = [], [], []
    for _ in range(timing.RUNS):
        loops.append(timing.time_of(timing.run_loop, time.process_time))
        usual.append(_milliseconds(houses, games, TURN, _numbers()))
        late.append(_milliseconds(houses, games, LATE_TURN, _endless_numbers()))
    at_turn = [median_at(run, TURN) for run in usual]
    slowest = [max(max(game) for game in run) for run in usual]
    ratios = [median_at(run, LATE_TURN) / median_at(run, TURN) for run in late]
    return {
        "houses": houses,
        "games": games,
        "turn": TURN,
        "milliseconds_best": timing.rounded([min(at_turn)])[0],
        "milliseconds": timing.rounded(at_turn),
        "slowest_best": timing.rounded([min(slowest)])[0],
        "slowest": timing.rounded(slowest),
        "late_turn": LATE_TURN,
        "late_games_lasting": sum(len(game) == LATE_TURN for game in late[0]),
        "late_ratio_best": timing.rounded([min(ratios)])[0],
        "late_ratio": timing.rounded(ratios),
        "loop_seconds": timing.rounded(loops),
    }


def _milliseconds(
    houses: int, games: int, turns: int, numbers: CampaignNumbers
) -> list[tuple[float, ...]]:
    """Play campaigns of personas; return the milliseconds of all turns of each."""
    plan = make_plan(games, {"houses": houses, "turns": turns})
    return [
        play(plan, game, numbers, clock=time.process_time).milliseconds for game in range(games)
    ]


def median_at(games: list[tuple[float, ...]], turn: int) -> float:
    """Return the median of the last turns up to one, in the median game.

    Games that ended before that turn count by the last turns that they had.
    """
    return statistics.median(statistics.median(game[:turn][-LAST:]) for game in games)


def opening(turns: int) -> dict[str, object]:
    """Measure opening the save of the first campaign of four houses that lasts so many turns."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "campaign.jsonl"
        record(path, turns)
        measured = timing.measure(lambda: _open(path), time.process_time)
        return {
            "turns": turns,
            "kilobytes": round(path.stat().st_size / KILO),
            "seconds_best": timing.rounded([min(measured.seconds)])[0],
            "seconds": timing.rounded(measured.seconds),
            "loop_seconds": timing.rounded(measured.loop_seconds),
        }


def _open(path: Path) -> None:
    """Open a save as a player does, who goes on with it."""
    campaign, _ = Campaign.resume(path)
    campaign.close(CLOSING_SECONDS)


def record(path: Path, turns: int) -> None:
    """Save the first campaign of personas from seed 0 on that lasts so many turns."""
    seed = 0
    while not _record(path, turns, seed):
        path.unlink()
        seed += 1


def _record(path: Path, turns: int, seed: int) -> bool:
    """Save the campaign of a seed; whether it lasted so many turns."""
    plan = make_plan(1, {"houses": USUAL_HOUSES, "turns": turns, "seed": seed})
    campaign = Campaign.new(_numbers(), plan.setup_of(0, _numbers()))
    referee = ResolvingReferee(_numbers(), seed)
    while campaign.finish is None:
        for house in campaign.houses:
            campaign.submit(house, plan_for(campaign.view(house), campaign.state.setup).orders)
        for world, spec in campaign.carry_out().items():
            campaign.conclude(world, referee(spec))
        campaign.end_turn()
    campaign.save(path)
    campaign.close(CLOSING_SECONDS)
    return campaign.finish.turn == turns


def memory(games: int) -> dict[str, object]:
    """Measure the memory of this process after each of so many campaigns, one after another."""
    plan = make_plan(games, {"houses": USUAL_HOUSES, "turns": TURN})
    megabytes = []
    for game in range(games):
        play(plan, game, _numbers())
        megabytes.append(memory_of(os.getpid()).rss)
    second, last = tenths(megabytes)
    return {"games": games, "second_tenth_megabytes": second, "last_tenth_megabytes": last}


def tenths(megabytes: list[float]) -> tuple[float, float]:
    """Return the medians of the second and the last tenth; the first tenth fills caches."""
    tenth = len(megabytes) // TENTHS
    return statistics.median(megabytes[tenth : 2 * tenth]), statistics.median(megabytes[-tenth:])
