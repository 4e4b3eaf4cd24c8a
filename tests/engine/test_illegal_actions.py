"""Illegal actions of every kind: each is refused with its rule, and nothing at all changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import pytest

from engine.battle import Game, IllegalAction
from engine.battle.actions import (
    Action,
    Activate,
    AdvanceTo,
    Charge,
    ChargeTo,
    Fight,
    Mode,
    Move,
    Shoot,
    from_text,
)
from tests.engine.boards import Battle, battle, blade, gun, scenario, unit

SHOOTER: Final = unit(
    gun("rifle", NB=3),
    gun("bomb", "BLAST", NB=2),
    gun("pistol", "PISTOL"),
    gun("sidearm", "PISTOL"),
    gun("light", "ASSAULT"),
    blade("sword"),
    MOVE=3,
    HP_MAX=9,
)
FIGHTER: Final = unit(
    blade("sword", NB=2),
    blade("mace"),
    blade("tail", "EXTRA_ATTACKS"),
    blade("horn", "EXTRA_ATTACKS"),
    HP_MAX=9,
)
UNARMED: Final = unit(gun("stub", "PISTOL"), HP_MAX=9)


# Where battles stand. A letter in a name is the active unit.


def move() -> Battle:
    return battle("A.~.B#.C...b", A=unit(MOVE=2), B=unit(MOVE=0), C=unit(MOVE=2))


def move_a() -> Battle:
    return move().act("A")


def move_second() -> Battle:
    return move().act("A", "WAIT")


def move_past_enemy() -> Battle:
    return battle("A...b", A=unit(MOVE=9)).act("A")


def move_with_dead() -> Battle:
    drawn = battle("A...b.c", phase="SHOOT", A=unit(gun(DMG=9)), c=unit(blade()))
    return drawn.act("A", "SHOOT gun b", dice=[4, 4]).until("MOVE", "lower")


def shoot() -> Battle:
    return battle("A....b.c#D#.B", phase="SHOOT", A=SHOOTER, D=unit())


def shoot_a() -> Battle:
    return shoot().act("A")


def shoot_friend_clause() -> Battle:
    return battle("A...bB..c", phase="SHOOT", A=SHOOTER).act("A")


def shoot_engaged() -> Battle:
    return battle("eA.c....d".replace("e", "b"), phase="SHOOT", A=SHOOTER).act("A")


def shoot_fled() -> Battle:
    return battle("....Ab", A=SHOOTER).act("A", "MOVE 2,0").act("A")


def shoot_wall() -> Battle:
    return battle("A.#.b..c\n........", phase="SHOOT", A=SHOOTER).act("A")


def shoot_far() -> Battle:
    far = "A" + "." * 12 + "b"
    return battle(far, phase="SHOOT", A=SHOOTER).act("A")


def shots_left() -> Battle:
    return battle("A....b.c.....B", phase="SHOOT", A=SHOOTER).act(
        "A", "SHOOT rifle b SINGLE", dice=[1]
    )


def added_left() -> Battle:
    drawn = battle("A..b.c", phase="SHOOT", A=unit(gun("carbine", "RAPID_FIRE 2")))
    return drawn.act("A", "SHOOT carbine b SINGLE", dice=[1])


def after_rifle() -> Battle:
    return shoot_a().play("SHOOT rifle b", dice=[1, 1, 1])


def after_pistol() -> Battle:
    return shoot_a().play("SHOOT pistol b", dice=[1])


def advance_rolled() -> Battle:
    return battle("A...#..b....B", phase="SHOOT", A=SHOOTER).act("A", "ADVANCE", dice=[2])


def advanced() -> Battle:
    return advance_rolled().play("ADVANCE_TO 1,0")


def charge() -> Battle:
    return battle("A....b.B...............c", phase="CHARGE", A=FIGHTER)


def charge_a() -> Battle:
    return charge().act("A")


def charge_engaged() -> Battle:
    return battle("Ab...B", phase="CHARGE")


def charge_after_advance() -> Battle:
    drawn = battle("A....b..B", phase="SHOOT").act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[1])
    return drawn.until("CHARGE")


def charge_rolled() -> Battle:
    board = """
        ....#.
        A....b
        ...B..
    """
    return battle(board, phase="CHARGE", A=FIGHTER).act("A", "CHARGE b", dice=[2, 2])


def fight() -> Battle:
    board = """
        Ab..Cc
        d.....
        ......
        ...D..
    """
    return battle(board, phase="FIGHT", A=FIGHTER, b=FIGHTER, C=UNARMED, d=FIGHTER)


def fight_part_1() -> Battle:
    drawn = battle("A...b.Cc", phase="CHARGE", A=FIGHTER, b=FIGHTER, C=FIGHTER, c=FIGHTER)
    return drawn.act("A", "CHARGE b", "CHARGE_TO 3,0", dice=[2, 2])


def fight_a() -> Battle:
    return battle("bA.c", phase="FIGHT", A=FIGHTER).act("A")


def blows_left() -> Battle:
    return fight_a().play("FIGHT sword b SINGLE", dice=[1])


def after_sword() -> Battle:
    return fight_a().play("FIGHT sword b", dice=[1, 1])


def fought() -> Battle:
    return fight().act("b", "FIGHT sword A", "FIGHT tail A", "FIGHT horn A", dice=[1, 1, 1, 1])


def over() -> Battle:
    drawn = battle("A..b", phase="SHOOT", A=unit(gun(DMG=9)))
    return drawn.act("A", "SHOOT gun b", dice=[4, 4])


def out_of_rounds() -> Battle:
    return battle("A..b").finish()


Wish = tuple[Callable[[], Battle], str | Action, str, str]
"""Where, what, the rule that forbids it, a word of the reason."""

WISHES: list[Wish] = [
    # the end
    (over, "ACTIVATE A", "R9.3", "over"),
    (over, "END_PHASE", "R9.3", "over"),
    (over, "SHOOT gun b", "R9.3", "over"),
    (out_of_rounds, "MOVE 1,0", "R9.3", "over"),
    (out_of_rounds, "ACTIVATE b", "R9.3", "over"),
    # ACTIVATE
    (move, "ACTIVATE b", "R3.1", "side ONE"),
    (move, "ACTIVATE B", "R4.1", "MOVE"),
    (move, "ACTIVATE 77", "R2.4", "no unit 77"),
    (move, Activate(-1), "R2.4", "no unit -1"),
    (move_a, "ACTIVATE A", "R3.3", "finish first"),
    (move_a, "ACTIVATE C", "R3.3", "finish first"),
    (move_second, "ACTIVATE A", "R3.3", "already acted"),
    (move_with_dead, "ACTIVATE b", "R2.3", "destroyed"),
    (move_with_dead, "ACTIVATE A", "R3.1", "side TWO"),
    (shoot, "ACTIVATE D", "R6.1", "SHOOT"),
    (charge_engaged, "ACTIVATE A", "R7.1", "CHARGE"),
    (charge_after_advance, "ACTIVATE A", "R7.1", "CHARGE"),
    (fight, "ACTIVATE A", "R7.4", "TWO picks"),
    (fight, "ACTIVATE C", "R7.4", "no melee weapon"),
    (fight, "ACTIVATE D", "R7.4", "no melee weapon"),
    (fight_part_1, "ACTIVATE b", "R7.4", "ONE picks"),
    (fight_part_1, "ACTIVATE C", "R7.4", "charged fight first"),
    (fought, "ACTIVATE b", "R3.3", "already acted"),
    (advance_rolled, "ACTIVATE B", "R3.3", "finish first"),
    # END_PHASE
    (move_a, "END_PHASE", "R3.5", "finish first"),
    (shots_left, "END_PHASE", "R3.5", "finish first"),
    (fight, "END_PHASE", "R7.5", "skip a fight"),
    (fight_a, "END_PHASE", "R7.5", "skip a fight"),
    # nobody activated
    (move, "MOVE 1,0", "R3.5", "no unit"),
    (move, "WAIT", "R3.5", "no unit"),
    (shoot, "SHOOT rifle b", "R3.5", "no unit"),
    (shoot, "ADVANCE", "R3.5", "no unit"),
    (charge, "CHARGE b", "R3.5", "no unit"),
    (fight, "FIGHT sword b", "R3.5", "no unit"),
    # the wrong phase
    (move_a, "SHOOT rifle b", "R6.4", "this is the MOVE phase"),
    (move_a, "ADVANCE", "R5.1", "this is the MOVE phase"),
    (move_a, "CHARGE b", "R7.2", "this is the MOVE phase"),
    (move_a, "GIVE_UP", "R6.4", "this is the MOVE phase"),
    (shoot_a, "MOVE 1,0", "R4.4", "this is the SHOOT phase"),
    (shoot_a, "FIGHT sword b", "R7.5", "this is the SHOOT phase"),
    (charge_a, "MOVE 1,0", "R4.4", "this is the CHARGE phase"),
    (charge_a, "ADVANCE_TO 1,0", "R5.2", "this is the CHARGE phase"),
    (charge_a, "STAY", "R5.2", "this is the CHARGE phase"),
    (fight_a, "SHOOT rifle b", "R6.4", "this is the FIGHT phase"),
    (fight_a, "CHARGE_TO 1,0", "R7.3", "this is the FIGHT phase"),
    # MOVE
    (move_a, "MOVE 0,0", "R4.2", "already in that hex"),
    (move_a, "MOVE 2,0", "R4.2", "2 movement points"),
    (move_a, "MOVE 4,0", "R4.2", "occupied"),
    (move_a, "MOVE 5,0", "R1.3", "WALL"),
    (move_a, "MOVE 99,0", "R1.1", "off the board"),
    (move_a, Move((-1, 0)), "R1.1", "off the board"),
    (move_a, Move((0, 1)), "R1.1", "off the board"),
    (move_past_enemy, "MOVE 3,0", "R4.2", "adjacent to an enemy"),
    (move_past_enemy, "MOVE 4,0", "R4.2", "occupied"),
    # the weapons of SHOOT
    (shoot_a, "SHOOT cannon b", "R2.1", "no weapon cannon"),
    (shoot_a, "SHOOT sword b", "R2.2", "melee"),
    (after_rifle, "SHOOT rifle b", "R6.5", "has already been fired"),
    (after_rifle, "SHOOT pistol b", "R6.5", "PISTOL"),
    (after_pistol, "SHOOT light b", "R6.5", "PISTOL"),
    (advanced, "SHOOT rifle b", "R6.2", "ASSAULT"),
    (shoot_engaged, "SHOOT rifle b", "R6.2", "PISTOL"),
    (shoot_fled, "SHOOT light b", "R6.1", "fled"),
    # the targets of SHOOT
    (shoot_a, "SHOOT rifle 50", "R2.4", "no unit 50"),
    (shoot_a, Shoot("rifle", -2, Mode.VOLLEY), "R2.4", "no unit -2"),
    (shoot_a, "SHOOT rifle A", "R6.3", "same side"),
    (shoot_a, "SHOOT rifle B", "R6.3", "same side"),
    (shoot_far, "SHOOT rifle b", "R6.3", "hexes away, range"),
    (shoot_wall, "SHOOT rifle b", "R6.3", "sight"),
    (shoot_friend_clause, "SHOOT rifle b", "R6.3", "the shooter's side"),
    (shoot_friend_clause, "SHOOT bomb b", "R8 BLAST", "side"),
    (shoot_engaged, "SHOOT pistol c", "R6.3", "adjacent"),
    (added_left, "SHOOT carbine c", "R6.4", "extra attacks"),
    # attacks that are left
    (shots_left, "SHOOT pistol b", "R6.4", "attacks left"),
    (shots_left, "WAIT", "R6.4", "attacks left"),
    (shots_left, "ADVANCE", "R6.4", "attacks left"),
    (shoot_a, "GIVE_UP", "R6.4", "no attacks left"),
    # the advance
    (shoot_a, "ADVANCE_TO 1,0", "R5.2", "no advance was rolled"),
    (shoot_a, "STAY", "R5.2", "no advance was rolled"),
    (after_rifle, "ADVANCE", "R5.1", "already shot"),
    (advanced, "ADVANCE", "R5.1", "already advanced"),
    (shoot_engaged, "ADVANCE", "R5.1", "enemy adjacent"),
    (advance_rolled, "ADVANCE", "R5.2", "was rolled"),
    (advance_rolled, "WAIT", "R5.2", "was rolled"),
    (advance_rolled, "SHOOT rifle b", "R5.2", "was rolled"),
    (advance_rolled, "ADVANCE_TO 0,0", "R4.2", "already in that hex"),
    (advance_rolled, "ADVANCE_TO 3,0", "R5.2", "2 movement points"),
    (advance_rolled, "ADVANCE_TO 4,0", "R1.3", "WALL"),
    (advance_rolled, "ADVANCE_TO 7,0", "R4.2", "occupied"),
    (advance_rolled, AdvanceTo((0, 9)), "R1.1", "off the board"),
    # CHARGE
    (charge_a, "CHARGE c", "R7.1", "reach"),
    (charge_a, "CHARGE B", "R7.1", "same side"),
    (charge_a, "CHARGE 9", "R2.4", "no unit 9"),
    (charge_a, Charge(-1), "R2.4", "no unit -1"),
    (charge_a, "CHARGE_TO 4,0", "R7.3", "no charge was rolled"),
    (charge_rolled, "WAIT", "R7.3", "was rolled"),
    (charge_rolled, "CHARGE b", "R7.3", "was rolled"),
    (charge_rolled, "CHARGE_TO 2,1", "R7.3", "not adjacent to unit 2, the target"),
    (charge_rolled, "CHARGE_TO 5,0", "R7.3", "4 movement points"),
    (charge_rolled, "CHARGE_TO 4,0", "R1.3", "WALL"),
    (charge_rolled, "CHARGE_TO 5,1", "R7.3", "occupied"),
    (charge_rolled, ChargeTo((6, 1)), "R1.1", "off the board"),
    # FIGHT
    (fight_a, "WAIT", "R7.5", "skip a fight"),
    (fight_a, "GIVE_UP", "R7.5", "skipped"),
    (fight_a, "FIGHT tail b", "R7.5", "first"),
    (fight_a, "FIGHT sword c", "R7.5", "not adjacent"),
    (fight_a, "FIGHT sword A", "R7.5", "same side"),
    (fight_a, "FIGHT spear b", "R2.1", "no weapon spear"),
    (fight_a, "FIGHT sword 12", "R2.4", "no unit 12"),
    (fight_a, Fight("sword", -1, Mode.SINGLE), "R2.4", "no unit -1"),
    (blows_left, "GIVE_UP", "R7.5", "skipped"),
    (blows_left, "WAIT", "R7.5", "skipped"),
    (blows_left, "FIGHT mace b", "R7.5", "attacks left"),
    (blows_left, "FIGHT sword c", "R7.5", "not adjacent"),
    (after_sword, "FIGHT sword b", "R7.5", "has already been used"),
    (after_sword, "FIGHT mace b", "R7.5", "only one"),
    (after_sword, "FIGHT horn b", "R7.5", "tail has to strike before horn"),
]


@pytest.mark.parametrize(
    ("where", "wish", "rule", "word"),
    WISHES,
    ids=[
        f"{where.__name__}-{wish if isinstance(wish, str) else wish.to_text()}"
        for where, wish, _, _ in WISHES
    ],
)
def test_an_illegal_action_is_refused_with_its_rule(
    where: Callable[[], Battle], wish: str | Action, rule: str, word: str
) -> None:
    refusal = where().refuse(wish)
    assert refusal.rule == rule
    assert word in refusal.reason
    assert str(refusal) == f"{refusal.action}: {refusal.reason} [{rule}]"


def test_there_are_enough_of_them_and_no_two_alike() -> None:
    alike = {(where.__name__, str(wish)) for where, wish, _, _ in WISHES}
    assert len(alike) == len(WISHES) > 100


def test_a_reason_is_a_short_sentence_for_people() -> None:
    for where, wish, _, _ in WISHES:
        reason = where().refuse(wish).reason
        assert 10 < len(reason) < 90
        assert reason == reason.strip(" .")
        assert "_" not in reason.replace("EXTRA_ATTACKS", "")


def test_a_refused_action_leaves_dice_record_and_taking_back_alone() -> None:
    made = scenario("A....b", units={"A": unit(gun(NB="D6"))})
    tried, plain = (Game.start(made, seed=8) for _ in range(2))
    for text in ("END_PHASE", "ACTIVATE 0"):
        tried.apply(from_text(text))
        plain.apply(from_text(text))
    for text in ("SHOOT gun 7 VOLLEY", "SHOOT gun 0 SINGLE", "ACTIVATE 1", "MOVE 1,0", "STAY"):
        with pytest.raises(IllegalAction):
            tried.apply(from_text(text))
        assert tried.checksum() == plain.checksum()
        assert tried.lines == plain.lines
        assert tried.undo_side == plain.undo_side
    shot = from_text("SHOOT gun 1 VOLLEY")
    assert tried.apply(shot) == plain.apply(shot)
    assert tried.lines == plain.lines
