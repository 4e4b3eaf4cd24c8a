"""R10: decisions, dice, refusals, taking back."""

from __future__ import annotations

import random

import pytest

from engine.battle import Game, rules
from engine.battle.actions import Activate, from_text
from engine.battle.events import AttackMade, BattleEnded, Event
from engine.dice import RecordingDice, ScriptedDice, SeededDice
from engine.errors import IllegalAction
from tests.engine.boards import Battle, battle, blade, both_seats, gun, scenario, unit

ARENA = """
    A.#..b
    .%..~.
    B....c
    ..#...
"""
FIGHTER = unit(
    gun("bow", "RAPID_FIRE 1", NB="D3"),
    gun("pistol", "PISTOL", "HAZARDOUS"),
    blade("sword", NB=2),
    blade("tail", "EXTRA_ATTACKS", "SUSTAINED_HITS 1", DMG="D3"),
    HP_MAX=6,
    ARMOR_SAVE=5,
)
ARMIES = dict.fromkeys("ABbc", FIGHTER)


def arena(**options: object) -> Battle:
    return battle(ARENA, objectives={"hill": [(2, 2), (3, 2)]}, **ARMIES, **options)


def random_walk(seed: int) -> tuple[Battle, list[str], list[Event], list[int]]:
    """Play a whole battle at random: where it ends, its actions, events and rolls."""
    rng, dice = random.Random(seed), RecordingDice(SeededDice(seed))
    drawn = arena()
    state, actions, events = drawn.state, [], list(drawn.events)
    while state.result is None:
        legal = rules.legal_actions(state)
        assert legal
        assert len(actions) < 2000, "the battle does not end"
        action = rng.choice(legal)
        state, happened = rules.apply(state, action, dice)
        actions.append(action.to_text())
        events += happened
    return Battle(state, events), actions, events, dice.faces


# R10.1


@both_seats
def test_r10_1_the_engine_says_whose_decision_it_is(seat: str) -> None:
    drawn = battle("A..b", seat=seat, A=unit(blade()), b=unit(blade("claw")))
    assert (drawn.to_act, drawn.state.to_act) == ("upper", drawn.side("upper"))
    drawn = drawn.until("CHARGE").act("A", "CHARGE b", "CHARGE_TO 2,0", dice=[1, 1])
    assert drawn.to_act == "upper"
    drawn = drawn.act("A", "FIGHT blade b", dice=[1])
    assert drawn.to_act == "lower"


@pytest.mark.parametrize("seed", range(6))
def test_r10_1_every_legal_action_can_be_applied_and_every_battle_ends(seed: int) -> None:
    rng, state = random.Random(seed), arena().state
    for _ in range(2000):
        legal = rules.legal_actions(state)
        if state.result is not None:
            assert legal == []
            return
        for action in rng.sample(legal, min(4, len(legal))):
            rules.apply(state, action, SeededDice(seed))
        state, _ = rules.apply(state, rng.choice(legal), SeededDice(rng.randrange(999)))
    pytest.fail("the battle does not end")


def test_r10_1_a_single_legal_action_is_asked_for() -> None:
    fighter = unit(blade(), HP_MAX=9)
    drawn = battle("Ab", phase="FIGHT", A=fighter)
    assert drawn.legal == {"ACTIVATE A"}
    drawn = battle("A~...b", phase="SHOOT").act("A", "ADVANCE", dice=[1])
    assert drawn.legal == {"STAY"}


def test_r10_1_the_list_is_always_in_the_same_order_without_repeats() -> None:
    state = arena().state
    first = [action.to_text() for action in rules.legal_actions(state)]
    assert first == [action.to_text() for action in rules.legal_actions(state.fork())]
    assert len(first) == len(set(first))


def test_r10_1_no_unit_acts_for_ever() -> None:
    # The longest way through a unit's turn: single shots, every weapon.
    drawn = battle("A..b", phase="SHOOT", A=unit(gun("one", NB=3), gun("two", NB=3))).act("A")
    shots = 0
    while drawn.active == "A" and shots < 99:
        line = min(line for line in drawn.legal if line.endswith("SINGLE"))
        drawn = drawn.play(line, dice=[1])
        shots += 1
    assert shots == 6


# R10.2


def test_r10_2_the_same_seed_and_actions_give_the_same_battle_event_for_event() -> None:
    made = scenario(ARENA, units=ARMIES)
    games = [Game.start(made, seed=11) for _ in range(2)]
    rng = random.Random(3)
    while games[0].result is None:
        assert len(games[0].lines) < 2000, "the battle does not end"
        action = rng.choice(games[0].legal_actions())
        assert games[0].apply(action) == games[1].apply(action)
    assert games[0].checksum() == games[1].checksum()
    assert games[0].lines == games[1].lines


def test_r10_2_another_seed_gives_other_rolls() -> None:
    first, second = SeededDice(1), SeededDice(2)
    assert [first.d6() for _ in range(30)] != [second.d6() for _ in range(30)]


def test_r10_2_the_seeded_rolls_are_these_on_every_machine() -> None:
    dice = SeededDice(7)
    assert [dice.d6() for _ in range(12)] == SEED_7
    assert sorted({SeededDice(seed).d6() for seed in range(100)}) == [1, 2, 3, 4, 5, 6]


SEED_7 = [2, 1, 4, 1, 4, 3, 1, 4, 1, 3, 1, 1]


def test_r10_2_the_rolls_of_an_attack_come_in_the_order_of_the_rules() -> None:
    # Attacks, then for each: to hit, to wound, once more, to save, damage; the hazard last.
    weapon = gun("gun", "TWIN_LINKED", "SUSTAINED_HITS 1", "HAZARDOUS", NB="D3", DMG="D6")
    quarry = unit(ARMOR_SAVE=5, HP_MAX=30)
    drawn = battle("A..b", phase="SHOOT", A=unit(weapon, HP_MAX=9), b=quarry)
    first = [6, 2, 5, 4, 3]
    extra = [4, 1, 6]
    drawn = drawn.act("A", "SHOOT gun b", dice=[3, *first, *extra, 1, 2])
    made = drawn.of(AttackMade)
    assert len(made) == 2
    assert [hit.damage for hit in made[0].hits] == [3, 6]
    assert made[1].hits == ()


def test_r10_2_a_replay_with_the_recorded_rolls_gives_the_same_events() -> None:
    end, actions, events, faces = random_walk(5)
    dice, state = ScriptedDice(faces), arena().state
    told: list[Event] = list(arena().events)
    for text in actions:
        state, happened = rules.apply(state, from_text(text), dice)
        told += happened
    assert told == events
    assert state.checksum() == end.state.checksum()
    assert isinstance(events[-1], BattleEnded)


# R10.3


def test_r10_3_an_illegal_action_changes_nothing_and_says_why() -> None:
    game = Game.start(scenario(ARENA, units=ARMIES), seed=1)
    game.apply(game.legal_actions()[0])
    before, lines = game.checksum(), game.lines
    with pytest.raises(IllegalAction) as caught:
        game.apply(Activate(1))
    assert (game.checksum(), game.lines) == (before, lines)
    assert caught.value.rule == "R3.3"
    assert "R3.3" in str(caught.value)
    assert caught.value.reason in str(caught.value)


def test_r10_3_an_illegal_action_rolls_no_dice() -> None:
    made = scenario("A....b", units={"A": unit(gun())})
    games = [Game.start(made, seed=5) for _ in range(2)]
    for game in games:
        game.apply(from_text("END_PHASE"))
        game.apply(from_text("ACTIVATE 0"))
    for text in ("SHOOT gun 0 VOLLEY", "SHOOT bow 1 VOLLEY", "ADVANCE_TO 1,0"):
        with pytest.raises(IllegalAction):
            games[0].apply(from_text(text))
    shot = from_text("SHOOT gun 1 VOLLEY")
    assert games[0].apply(shot) == games[1].apply(shot)
    assert games[0].checksum() == games[1].checksum()


def test_r10_3_a_refused_action_is_never_carried_out_in_part() -> None:
    drawn = battle("A....b", A=unit(MOVE=2)).act("A")
    drawn.refuse("MOVE 3,0")
    assert drawn.play("MOVE 2,0").hex("A") == (2, 0)


# R10.4


def started(board: str, **units: object) -> Game:
    return Game.start(scenario(board, units=units), seed=3)


def apply(game: Game, *lines: str) -> None:
    for line in lines:
        game.apply(from_text(line))


def test_r10_4_actions_are_taken_back_the_latest_first() -> None:
    game = started("A..B..b")
    sums = [game.checksum()]
    for line in ("ACTIVATE 0", "MOVE 1,0", "ACTIVATE 1", "WAIT"):
        apply(game, line)
        sums.append(game.checksum())
    while len(sums) > 1:
        assert game.checksum() == sums.pop()
        game.undo()
    assert game.checksum() == sums[0]
    assert game.undo_side is None
    with pytest.raises(IllegalAction) as caught:
        game.undo()
    assert caught.value.rule == "R10.4"


def test_r10_4_an_untouched_activation_can_be_put_back_that_way() -> None:
    game = started("A..B..b")
    before = game.checksum()
    apply(game, "ACTIVATE 1")
    game.undo()
    assert game.checksum() == before
    apply(game, "ACTIVATE 0")


@pytest.mark.parametrize(
    ("board", "lines"),
    [
        ("A....b", ("END_PHASE", "ACTIVATE 0", "ADVANCE")),
        ("A....b", ("END_PHASE", "ACTIVATE 0", "SHOOT gun 1 VOLLEY")),
        ("A....b", ("END_PHASE", "END_PHASE", "ACTIVATE 0", "CHARGE 1")),
    ],
)
def test_r10_4_none_that_rolled_dice_and_none_before_it(board: str, lines: tuple[str, ...]) -> None:
    game = started(board, A=unit(gun(NB=2)))
    apply(game, *lines[:-1])
    assert game.undo_side is not None
    apply(game, lines[-1])
    assert game.undo_side is None
    with pytest.raises(IllegalAction):
        game.undo()


def test_r10_4_after_a_roll_later_actions_can_be_taken_back_up_to_it() -> None:
    game = started("A.........b")
    apply(game, "END_PHASE", "ACTIVATE 0", "ADVANCE")
    rolled = game.checksum()
    apply(game, "ADVANCE_TO 1,0")
    game.undo()
    assert game.checksum() == rolled
    assert game.undo_side is None


def test_r10_4_what_the_engine_did_by_itself_goes_back_with_the_action() -> None:
    made = scenario("A...b", units={"A": unit(MOVE=0)}, objectives={"hill": [(0, 0)]})
    game = Game.start(made, seed=3)
    apply(game, *["END_PHASE"] * 2)
    assert (game.state.round, game.state.side.name) == (1, "TWO")
    apply(game, *["END_PHASE"] * 2)
    before, points = game.checksum(), list(game.state.points)
    apply(game, "END_PHASE")
    assert (game.state.round, game.state.points) == (2, [5, 0])
    game.undo()
    assert game.checksum() == before
    assert game.state.points == points
    assert game.state.round == 1


def test_r10_4_a_mark_and_an_objective_go_back_with_the_move() -> None:
    made = scenario(".A...b", objectives={"hill": [(0, 0)]})
    game = Game.start(made, seed=3)
    apply(game, "ACTIVATE 0", "MOVE 0,0")
    assert game.state.owners[0] is not None
    game.undo()
    assert game.state.owners == [None]
    assert not game.state.units[0].marks.moved


def test_r10_4_nothing_from_before_an_action_of_the_enemy_is_one_s_own_to_take_back() -> None:
    game = started("A...b")
    apply(game, "END_PHASE", "END_PHASE", "END_PHASE")
    assert game.undo_side is not None
    assert game.undo_side.name == "ONE"
    apply(game, "ACTIVATE 1")
    assert game.undo_side.name == "TWO"


def test_r10_4_once_the_enemy_has_acted_nothing_from_before_comes_back() -> None:
    game = started("A...b")
    apply(game, "END_PHASE", "END_PHASE", "END_PHASE", "ACTIVATE 1")
    game.undo()
    assert game.undo_side is None
    with pytest.raises(IllegalAction):
        game.undo()
    apply(game, "ACTIVATE 1", "WAIT")
    game.undo()
    game.undo()
    assert game.undo_side is None


@both_seats
def test_r10_4_in_a_fight_a_pick_after_the_enemy_s_is_the_only_thing_to_take_back(
    seat: str,
) -> None:
    armed = {"A": unit(blade(), HP_MAX=9), "b": unit(blade(), HP_MAX=9)}
    game = Game.start(scenario("Ab", seat=seat, units=armed), seed=3)
    first, second = (0, 1) if game.state.to_act is game.state.units[0].side else (1, 0)
    assert game.state.units[first].side is not game.state.side
    apply(game, f"ACTIVATE {first}", f"FIGHT blade {second} VOLLEY", f"ACTIVATE {second}")
    assert game.undo_side is game.state.units[second].side
    game.undo()
    assert game.undo_side is None


def test_r10_4_a_taken_back_battle_goes_on_as_if_nothing_had_been() -> None:
    straight, detour = started("A....b", A=unit(gun())), started("A....b", A=unit(gun()))
    lines = ("ACTIVATE 0", "MOVE 1,0", "ACTIVATE 0", "SHOOT gun 1 VOLLEY")
    apply(straight, *lines)
    apply(detour, "ACTIVATE 0", "MOVE 2,0")
    detour.undo()
    detour.undo()
    apply(detour, *lines)
    assert straight.checksum() == detour.checksum()
