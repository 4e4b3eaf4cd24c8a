"""The levels of the trained opponent: what their file says, what they choose, what they refuse."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from engine import resources
from engine.battle import rules, turn
from engine.battle.actions import EndPhase
from engine.battle.scenario_files import load_scenario
from engine.battle.side import Side
from engine.battle.state import Setup
from engine.dice import SeededDice
from engine.errors import EncodingError, MatchError
from engine.players import levels, scripted_bots
from engine.players.arena.match import make_match
from engine.players.level_player import make_level_player
from engine.players.levels import Level, level_names, packaged_levels, packaged_model, refusal
from engine.players.model import CARD_FILE, POLICY_FILE
from engine.players.policy import Policy
from engine.players.registry import make_player
from engine.players.scenario_list import read_scenario_list
from engine.players.search import PolicySearch
from tests.engine.encoding.samples import crowded
from tests.engine.players.games import play, seats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from engine.battle.actions import Action
    from engine.battle.state import BattleState

NAMES = ["recruit", "soldier", "veteran", "commander"]
FEW = 40
"""Decisions of a battle that are enough to differ in."""


class Sleeper:
    """A player that does nothing that can be left."""

    name = "sleeper"

    def choose(self, state: BattleState, actions: Sequence[Action]) -> Action:  # noqa: ARG002 - a Player
        return EndPhase() if EndPhase() in actions else actions[-1]


@pytest.fixture
def no_caches() -> Iterator[None]:
    """Read files anew, and once more after the test."""
    caches = (levels.packaged_levels, levels.packaged_model)
    for cache in caches:
        cache.cache_clear()
    yield
    for cache in caches:
        cache.cache_clear()


def choices(name: str, seed: int, most: int = FEW, battle: str = "first_landing") -> list[Action]:
    """List the first choices of a level against `greedy`, both seats' battle and dice the same.

    No time passes, so that it thinks as far as it may, however busy the machine is.
    """
    one = make_level_player(name, Side.ONE, seed, clock=lambda: 0.0)
    greedy = scripted_bots.make_bot("bot:greedy", Side.TWO, 1)
    game = play((one, greedy), battle, 1)
    own = (action for state, action in game if state.to_act is Side.ONE)
    return list(itertools.islice(own, most))


# ---------------------------------------------------------------- what there is


def test_there_are_four_levels_of_one_policy_the_weakest_first() -> None:
    assert level_names() == NAMES
    assert packaged_levels().model == packaged_model().card.name


def test_every_level_but_the_last_differs_from_it_only_in_what_it_draws_of() -> None:
    recruit, soldier, veteran, commander = packaged_levels().levels.values()
    assert recruit.candidates > 1
    assert soldier.candidates > 1
    assert recruit.temperature is not None
    assert soldier.temperature is not None
    assert recruit.temperature > soldier.temperature
    assert veteran == Level(candidates=1, temperature=None, search=None)
    assert commander.search is not None
    assert [one.search for one in (recruit, soldier, veteran)] == [None] * 3


def test_a_level_is_called_as_no_other_player_is() -> None:
    assert not set(NAMES) & {scripted_bots.PERSON, *scripted_bots.bot_names()}


# ---------------------------------------------------------------- what they choose


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("battle", ["crossroads", "without_objectives", "harmless", "worthless"])
def test_a_level_plays_what_is_legal_in_every_kind_of_battle(name: str, battle: str) -> None:
    for side in Side:
        player = make_player(name, side, 3)
        other = scripted_bots.make_bot("bot:random", side.other, 3)
        game = play(seats(player, other, side), battle, 3)  # it looks at every choice
        own = (action for state, action in game if state.to_act is side)
        assert list(itertools.islice(own, FEW // 2))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_seed_makes_the_same_choices(name: str) -> None:
    assert choices(name, 7) == choices(name, 7)


@pytest.mark.parametrize("name", ["recruit", "soldier"])
def test_a_level_that_draws_draws_otherwise_by_another_seed(name: str) -> None:
    assert choices(name, 7) != choices(name, 8)


def test_a_veteran_does_the_same_whatever_the_seed() -> None:
    assert choices("veteran", 7) == choices("veteran", 8)


@pytest.mark.parametrize("seed", range(3))
def test_a_recruit_still_takes_objectives(seed: int) -> None:
    setup = Setup(load_scenario("crossroads"))
    for side in Side:
        state, _ = turn.start(setup)
        dice = SeededDice(seed)
        player = make_player("recruit", side, seed)
        pair = seats(player, Sleeper(), side)
        while state.result is None:
            action = pair[state.to_act.index].choose(state, rules.legal_actions(state))
            state, _ = rules.apply(state, action, dice)
        assert state.result.winner is side
        scorings = setup.rules.rounds - setup.rules.first_scoring_round + 1
        assert state.points[side.index] >= 2 * scorings * setup.rules.objective_points


def test_a_commander_searches_and_the_others_do_not() -> None:
    kinds = {name: type(make_player(name, Side.ONE, 1)) for name in NAMES}
    assert kinds.pop("commander") is PolicySearch
    assert set(kinds.values()) == {Policy}


# ---------------------------------------------------------------- limits


@pytest.mark.parametrize("name", NAMES)
def test_beyond_its_limits_a_level_refuses_with_a_sentence_and_bots_play_on(name: str) -> None:
    spec = packaged_model().codec.spec
    scenario = crowded(spec.units, spec.objectives + 1)
    said = f"this battle has {spec.objectives + 1} objectives; the encoding holds"
    assert str(refusal(scenario)).startswith(said)
    assert refusal(crowded(spec.units, spec.objectives)) is None
    state, _ = turn.start(Setup(scenario))
    actions = rules.legal_actions(state)
    with pytest.raises(EncodingError, match=said):
        make_player(name, state.to_act, 1).choose(state, actions)
    assert (
        scripted_bots.make_bot("bot:tactician", state.to_act, 1).choose(state, actions) in actions
    )


@pytest.mark.usefixtures("no_caches")
def test_a_policy_that_is_not_what_its_card_says_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = resources.model("opponent")
    (tmp_path / "opponent").mkdir()
    for file in (CARD_FILE, POLICY_FILE):
        (tmp_path / "opponent" / file).write_bytes(shipped.joinpath(file).read_bytes())
    monkeypatch.setattr(levels, "model", lambda name: tmp_path / name)
    assert refusal(load_scenario("crossroads")) is None
    levels.packaged_model.cache_clear()
    with (tmp_path / "opponent" / POLICY_FILE).open("ab") as policy:
        policy.write(b"!")
    said = f"{POLICY_FILE} is not the file that {CARD_FILE} describes"
    assert said in str(refusal(load_scenario("crossroads")))
    with pytest.raises(MatchError, match=said):
        make_player("veteran", Side.ONE, 1)


# ---------------------------------------------------------------- matches


def test_a_match_depends_on_the_numbers_of_its_levels_and_of_no_other(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def data(a: str) -> str:
        return make_match(a, "bot:greedy", read_scenario_list("first_landing"), 2, 1).data

    before = {name: data(name) for name in (*NAMES, "bot:random")}
    assert len(set(before.values())) == len(before)
    changed = dict(packaged_levels().levels)
    changed["soldier"] = Level(candidates=2, temperature=0.5, search=None)
    other = levels.Levels(packaged_levels().model, changed)
    monkeypatch.setattr("engine.players.registry.packaged_levels", lambda: other)
    assert {name for name in before if data(name) != before[name]} == {"soldier"}
    assert other.fingerprint != packaged_levels().fingerprint
