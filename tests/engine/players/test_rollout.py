"""The bot that plays its best options out: which, how far, by what dice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
import pytest

from engine.battle import rules
from engine.battle.actions import Fight, Mode, Shoot
from engine.battle.scenario_files import load_scenario
from engine.players import greedy, playout
from engine.players.bots import Search, packaged_bots, weights_of
from engine.players.rollout import Rollout
from engine.players.tactician import Tactician
from tests.engine.boards import battle, blade, both_seats, gun, unit
from tests.engine.walk import walk

if TYPE_CHECKING:
    from collections.abc import Callable

    from engine.battle.actions import Action
    from engine.battle.events import Event
    from engine.battle.state import BattleState
    from engine.dice import Dice
    from tests.engine.boards import Battle

WEIGHTS = weights_of("tactician")
SEARCH = Search(weights="tactician", options=3, samples=4, margin=50.0, trust=0.5)
RIFLE = gun("rifle", RNG=12)
HAMMER = blade("hammer", NB=6, ATK=2, STR=12, AP=-6, DMG=3)

Carried = tuple["BattleState", "Action", "BattleState"]


def bot(seed: int = 1, **changes: float) -> Rollout:
    search = msgspec.structs.replace(SEARCH, **changes)
    return Rollout("rollout", WEIGHTS, search, packaged_bots().position, seed)


def choose(player: Rollout, state: BattleState) -> Action:
    return player.choose(state, rules.legal_actions(state))


def decisions(name: str, seed: int, most: int = 30) -> list[BattleState]:
    """List states of random play in which there is more than one way to act."""
    states = [step.before for step in walk(load_scenario(name), seed)]
    asked = [state for state in states if state.active is not None]
    return [state for state in asked if len(rules.legal_actions(state)) > 1][
        :: max(1, len(asked) // most)
    ]


@pytest.fixture
def carried(monkeypatch: pytest.MonkeyPatch) -> list[Carried]:
    """Watch everything that is carried out."""
    seen: list[Carried] = []
    real: Callable[..., tuple[BattleState, list[Event]]] = rules.carry_out

    def watched(state: BattleState, action: Action, dice: Dice) -> tuple[BattleState, list[Event]]:
        after, events = real(state, action, dice)
        seen.append((state, action, after))
        return after, events

    monkeypatch.setattr(rules, "carry_out", watched)
    return seen


def playouts(carried: list[Carried], start: BattleState) -> list[list[Carried]]:
    """Part what was carried out into battles, each beginning in *start*."""
    parts: list[list[Carried]] = []
    for step in carried:
        if step[0] is start:
            parts.append([])
        parts[-1].append(step)
    return parts


# ---------------------------------------------------------------- the same again, and its own dice


def test_the_same_seed_makes_the_same_choices() -> None:
    states = decisions("first_landing", 3)
    one, other = bot(seed=7), bot(seed=7)
    assert [choose(one, state) for state in states] == [choose(other, state) for state in states]


def test_another_seed_rolls_other_dice(carried: list[Carried]) -> None:
    (state, *_) = decisions("full_muster", 3)
    ends = []
    for seed in (1, 2):
        carried.clear()
        choose(bot(seed=seed), state)
        ends.append([part[-1][2].checksum() for part in playouts(carried, state)])
    assert ends[0] != ends[1]


def test_each_decision_rolls_dice_of_its_own(carried: list[Carried]) -> None:
    (state, *_) = decisions("full_muster", 3)
    player, ends = bot(), []
    for _ in range(2):
        carried.clear()
        choose(player, state)
        ends.append([part[-1][2].checksum() for part in playouts(carried, state)])
    assert ends[0] != ends[1]


def test_every_option_meets_the_same_dice(monkeypatch: pytest.MonkeyPatch) -> None:
    (state, *_) = decisions("full_muster", 3)
    seeds: list[int] = []
    real = playout.SeededDice
    monkeypatch.setattr(playout, "SeededDice", lambda seed: seeds.append(seed) or real(seed))
    choose(bot(samples=4), state)
    # Seeds of activations are made of the sample's and of who acts when, and are larger.
    samples = [seed for seed in seeds if seed < playout.SEEDS]
    options = len(samples) // 4
    assert options > 1
    # All options are played out with a seed before the next one is taken.
    rounds = [samples[at : at + options] for at in range(0, len(samples), options)]
    assert [len(set(one)) for one in rounds] == [1] * 4
    assert len({one[0] for one in rounds}) == 4


def test_who_acts_at_the_same_time_rolls_the_same_whatever_was_chosen_before(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (state, *_) = decisions("full_muster", 3)
    seeds: list[int] = []
    real = playout.SeededDice
    monkeypatch.setattr(playout, "SeededDice", lambda seed: seeds.append(seed) or real(seed))
    choose(bot(samples=1), state)
    starts = [at for at, seed in enumerate(seeds) if seed < playout.SEEDS]
    parts = [
        set(seeds[start + 1 : end])
        for start, end in zip(starts, [*starts[1:], len(seeds)], strict=True)
    ]
    first, *others = parts
    assert others
    assert all(first & other for other in others)
    assert all(len(part) > 1 for part in parts)


@pytest.mark.parametrize("name", ["first_landing", "crossroads"])
def test_the_state_it_is_given_is_never_touched(name: str) -> None:
    player = bot()
    for state in decisions(name, 4, 12):
        before = state.to_bytes()
        choose(player, state)
        assert state.to_bytes() == before


# ---------------------------------------------------------------- how far


@pytest.mark.parametrize("name", ["first_landing", "crossroads"])
def test_it_plays_to_the_end_of_the_enemys_next_turn_and_no_further(
    name: str, carried: list[Carried]
) -> None:
    for state in decisions(name, 5, 12):
        carried.clear()
        side = state.to_act
        choose(bot(), state)
        for part in playouts(carried, state):
            end = part[-1][2]
            turns = [(before.round, before.side) for before, _, _ in part]
            passed = list(dict.fromkeys(turns))
            assert end.result is not None or end.side is side
            assert len([turn for turn in passed if turn[1] is not side]) <= 1
            if end.result is None:
                # One enemy turn is over, and nothing of the next own one was played.
                assert passed[-1][1] is not side
                assert (end.round, end.side) not in passed


def test_a_choice_in_the_enemys_turn_is_played_to_the_end_of_that(carried: list[Carried]) -> None:
    asked = [state for state in decisions("full_muster", 5, 400) if state.to_act is not state.side]
    assert asked, "somebody fights in the enemy's turn"
    carried.clear()
    choose(bot(), asked[0])
    for part in playouts(carried, asked[0]):
        assert {(before.round, before.side) for before, _, _ in part} == {
            (asked[0].round, asked[0].side)
        }


def test_the_tactician_finishes_the_activation_and_greedy_does_the_rest(
    carried: list[Carried],
) -> None:
    tactician, finished = Tactician("", WEIGHTS), 0
    for state in decisions("full_muster", 8, 60):
        carried.clear()
        choose(bot(samples=1), state)
        for part in playouts(carried, state):
            own = True
            for before, action, _ in part[1:]:
                own = own and before.active == state.active and before.to_act is state.to_act
                actions = rules.legal_actions(before)
                if own:
                    finished += len(actions) > 1
                    assert action == tactician.choose(before, actions)
                else:
                    assert action == greedy.decide(before, rules.options(before))
    assert finished


# ---------------------------------------------------------------- which options


def test_options_and_margin_limit_what_is_played_out(carried: list[Carried]) -> None:
    for state in decisions("first_landing", 6):
        actions = rules.legal_actions(state)
        scores = Tactician("", WEIGHTS).scores(state, actions)
        whole = {
            action: score
            for action, score in zip(actions, scores, strict=True)
            if not (isinstance(action, Shoot | Fight) and action.mode is Mode.SINGLE)
        }
        for options, margin in ((2, 50.0), (5, 1.0), (3, 0.0), (1, 50.0)):
            carried.clear()
            chosen = choose(bot(options=options, margin=margin, samples=2), state)
            tried = [part[0][1] for part in playouts(carried, state)]
            near = [action for action in whole if whole[action] >= max(whole.values()) - margin]
            assert len(tried) == (
                0 if min(options, len(near)) == 1 else 2 * min(options, len(near))
            )
            assert set(tried) <= set(near)
            assert chosen in (tried or near)


def test_one_option_is_not_played_out(carried: list[Carried]) -> None:
    state = battle("A....b", A=unit(RIFLE), b=unit()).act("A").state
    carried.clear()
    choose(bot(options=1), state)
    assert not carried


def test_who_acts_next_is_left_to_the_tactician(carried: list[Carried]) -> None:
    begun = battle("A..B..c", A=unit(RIFLE), B=unit(RIFLE), c=unit())
    actions = rules.legal_actions(begun.state)
    assert bot().choose(begun.state, actions) == Tactician("", WEIGHTS).choose(begun.state, actions)
    assert not carried


# ---------------------------------------------------------------- what comes of it


def chosen(begun: Battle) -> str:
    action = choose(bot(samples=24, options=4, margin=1000.0, trust=0.0), begun.state)
    (line,) = [line for line in begun.legal if begun.action(line) == action]
    return line


@both_seats
def test_by_outcomes_alone_it_shoots_the_one_that_dies(seat: str) -> None:
    flame = gun("flame", "TORRENT", NB=4, STR=12, AP=-6)
    tough = unit(T=12, ARMOR_SAVE=2, INVUL_SAVE=2, HP_MAX=9)
    begun = battle("A...\n....\nb..c", seat=seat, A=unit(flame), b=tough, c=unit(HP_MAX=1),
                   phase="SHOOT")  # fmt: skip
    assert chosen(begun.act("A")) == "SHOOT flame c VOLLEY"


@both_seats
def test_by_outcomes_alone_it_does_not_charge_into_death(seat: str) -> None:
    """The enemy may charge as well, but not as surely."""
    begun = battle("A.....b", seat=seat, A=unit(blade("knife", ATK=6, STR=1)), phase="CHARGE",
                   b=unit(HAMMER, T=12, ARMOR_SAVE=2, INVUL_SAVE=2, HP_MAX=12, MOVE=0),
                   numbers={"CHARGE_DICE": "D6"})  # fmt: skip
    assert chosen(begun.act("A")) == "WAIT"
