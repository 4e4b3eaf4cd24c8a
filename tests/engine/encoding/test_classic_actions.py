"""What the twelve actions of the classic encoding stand for, and the one rule for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.battle import rules
from engine.battle.actions import (
    Move,
    Wait,
)
from engine.encoding.classic.codec import ClassicDecision
from engine.players.bots import weights_of
from engine.players.tactician import Tactician
from tests.engine.boards import battle, blade, both_seats, gun, unit
from tests.engine.encoding.samples import EAST, NORTH, SOUTH, WEST, classic_codec, way

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from tests.engine.boards import Battle, UnitTable

SHOOT, CHARGE, FIGHT, WAIT = 4, 9, 10, 11
AXE = blade("axe", NB=3, ATK=3, STR=6)
RIFLE = gun("rifle")


def offered(begun: Battle) -> dict[int, str]:
    """Write what each action stands for, letters for units."""
    return {number: words(begun, one) for number, one in decision(begun).actions.items()}


def decision(begun: Battle) -> ClassicDecision:
    return classic_codec().encode(begun.state)


def answered(begun: Battle) -> str:
    """Write the answer that is given without asking."""
    asked = classic_codec().ask(begun.state)
    assert not isinstance(asked, ClassicDecision), f"asked: {asked.actions}"
    return words(begun, asked)


def words(begun: Battle, action: Action) -> str:
    (line,) = [line for line in begun.legal if begun.action(line) == action]
    return line.removesuffix(" VOLLEY")


# ---------------------------------------------------------------- 0 to 3: where to go


@both_seats
@pytest.mark.parametrize("columns", [11, 12])
def test_0_to_3_move_to_the_best_hex_of_a_sector(columns: int, seat: str) -> None:
    """The best as the tactician scores it; on boards of both symmetries."""
    row = "." * columns
    board = [row] * 11
    board[5] = row[:5] + "A" + row[6:]
    board[8] = row[:-1] + "b"
    begun = battle("\n".join(board), seat=seat, A=unit(RIFLE, MOVE=4),
                   objectives={"A": [(5, 2)], "B": [(8, 8)]}).act("A")  # fmt: skip
    moves = [one for one in rules.legal_actions(begun.state) if isinstance(one, Move)]
    scores = Tactician("", weights_of("tactician")).scores(begun.state, moves)
    chosen = decision(begun)
    assert sorted(chosen.actions) == [NORTH, SOUTH, EAST, WEST, WAIT]
    for number in (NORTH, SOUTH, EAST, WEST):
        there = [
            score
            for move, score in zip(moves, scores, strict=True)
            if way(begun.state, begun.hex("A"), move.to) == number
        ]
        move = chosen.actions[number]
        assert isinstance(move, Move)
        assert way(begun.state, begun.hex("A"), move.to) == number
        assert scores[moves.index(move)] == max(there)
        assert len(there) > 5
    assert chosen.actions[WAIT] == Wait()


@pytest.mark.parametrize("seat", ["ONE", "TWO"])
def test_east_is_towards_the_end_of_the_enemy_from_both_seats(seat: str) -> None:
    begun = battle(".....\n.....\n..A..\n.....\n....b", seat=seat, A=unit(MOVE=2)).act("A")
    column = int(offered(begun)[EAST].removeprefix("MOVE ").split(",")[0])
    assert column > 2 if seat == "ONE" else column < 2


@both_seats
def test_a_sector_without_a_destination_is_not_offered(seat: str) -> None:
    begun = battle(".##....\n.#A....\n..#....\n.......\n......b", seat=seat, A=unit(MOVE=1)).act(
        "A"
    )
    # (3, 0) and (3, 1) are left: both on the side towards the enemy's end for ONE.
    assert begun.hexes("MOVE") == {(3, 0), (3, 1)}
    assert sorted(offered(begun)) == [EAST if seat == "ONE" else WEST, WAIT]


# ---------------------------------------------------------------- 10 and 11 in MOVE


@both_seats
def test_whoever_is_engaged_leaves_or_stays_to_fight(seat: str) -> None:
    begun = battle(".....\n.Ab..\n.....", seat=seat, A=unit(AXE), b=unit(AXE)).act("A")
    chosen = offered(begun)
    assert chosen[FIGHT] == "WAIT"
    assert WAIT not in chosen
    assert set(chosen) & {NORTH, SOUTH, EAST, WEST}


@both_seats
def test_whoever_can_not_strike_leaves_or_waits(seat: str) -> None:
    begun = battle(".....\n.Ab..\n.....", seat=seat, A=unit(RIFLE), b=unit(AXE)).act("A")
    assert offered(begun)[WAIT] == "WAIT"
    assert FIGHT not in offered(begun)


# ---------------------------------------------------------------- 4 to 8: whom to shoot


@both_seats
def test_4_to_8_shoot_the_targets_the_best_first(seat: str) -> None:
    begun = battle("A......\n.......\n.......\nb.c.d..", seat=seat, phase="SHOOT", A=unit(RIFLE),
                   b=unit(T=9), c=unit(HP_MAX=1, VALUE=30), d=unit(VALUE=20)).act("A")  # fmt: skip
    assert offered(begun) == {
        4: "SHOOT rifle c",
        5: "SHOOT rifle d",
        6: "SHOOT rifle b",
        11: "WAIT",
    }


@both_seats
def test_a_target_is_shot_with_the_weapon_that_does_it_best(seat: str) -> None:
    begun = battle("A......\n.......\n.......\nb.c....", seat=seat, phase="SHOOT",
                   A=unit(gun("rifle", NB=4), gun("lance", STR=10, AP=-5, DMG=6)),
                   b=unit(T=9, ARMOR_SAVE=2, HP_MAX=8), c=unit(T=2)).act("A")  # fmt: skip
    shots = {line for number, line in offered(begun).items() if SHOOT <= number < CHARGE}
    assert shots == {"SHOOT lance b", "SHOOT rifle c"}


@both_seats
def test_the_next_weapon_is_asked_for_anew(seat: str) -> None:
    begun = battle("A......\n.......\n.......\nb.c....", seat=seat, phase="SHOOT",
                   A=unit(gun("rifle"), gun("other", RNG=9))).act("A")  # fmt: skip
    first = offered(begun)[4]
    again = begun.play(first, dice=[1])
    assert first.split(" ")[1] not in " ".join(offered(again).values())
    assert sorted(offered(again)) == [4, 5, WAIT]


@both_seats
def test_more_targets_than_slots_are_not_offered(seat: str) -> None:
    begun = battle("A......\n.......\n.......\nbcdefg.", seat=seat, phase="SHOOT", A=unit(RIFLE),
                   b=unit(T=9), g=unit(VALUE=50))  # fmt: skip
    chosen = offered(begun.act("A"))
    assert chosen[4] == "SHOOT rifle g"
    assert [chosen[number][-1] for number in range(5, 9)] == ["c", "d", "e", "f"]
    assert sorted(chosen) == [4, 5, 6, 7, 8, WAIT]
    assert begun.act("A").may("SHOOT rifle b")


# ---------------------------------------------------------------- advances


FIELD = "A" + "." * 11 + "\n" + "." * 11 + "b"
CANNON = gun("cannon", NB=9, ATK=2, STR=12, AP=-6, RNG=10)
"""Sweeps all of FIELD but the column that A begins in."""


def to_the_objective(seat: str, a: UnitTable) -> Battle:
    return battle(
        FIELD, seat=seat, phase="SHOOT", A=a, b=unit(MOVE=0), objectives={"A": [(4, 0)]}
    ).act("A")


def before_the_cannon(seat: str) -> Battle:
    return battle(FIELD, seat=seat, phase="SHOOT", b=unit(CANNON, MOVE=0)).act("A")


@both_seats
def test_whoever_has_no_target_advances_if_that_is_better_without_being_asked(seat: str) -> None:
    assert answered(to_the_objective(seat, unit())) == "ADVANCE"
    assert answered(before_the_cannon(seat)) == "WAIT"


@both_seats
def test_who_does_not_shoot_advances_if_that_is_better(seat: str) -> None:
    sniper = to_the_objective(seat, unit(gun("rifle", RNG=24)))
    assert offered(sniper) == {4: "SHOOT rifle b", 11: "ADVANCE"}


@both_seats
def test_an_advance_goes_to_the_best_hex_or_nowhere(seat: str) -> None:
    rolled = to_the_objective(seat, unit()).play("ADVANCE", dice=[4])
    assert answered(rolled) == "ADVANCE_TO 4,0"
    zone_of_control = before_the_cannon(seat).play("ADVANCE", dice=[4])
    assert zone_of_control.hexes("ADVANCE_TO")
    assert answered(zone_of_control) == "STAY"
    stuck = battle("~~~....\n~A~....\n~~~...b", seat=seat, phase="SHOOT")
    assert answered(stuck.act("A", "ADVANCE", dice=[1])) == "STAY"


# ---------------------------------------------------------------- 9: charges


@both_seats
def test_9_charges_the_best_target_and_11_waits(seat: str) -> None:
    begun = battle("A......\n.......\n...b...\n.......\nc......", seat=seat, phase="CHARGE",
                   A=unit(AXE), b=unit(HP_MAX=1, VALUE=60), c=unit(T=9))  # fmt: skip
    assert offered(begun.act("A")) == {9: "CHARGE b", 11: "WAIT"}


@both_seats
def test_a_charge_ends_in_the_best_hex_without_being_asked(seat: str) -> None:
    """Of the hexes beside b the one on the objective, not the one beside c as well."""
    begun = battle("A......\n.......\n...b...\n.......\n.......", seat=seat, phase="CHARGE",
                   A=unit(AXE), objectives={"A": [(2, 2)]})  # fmt: skip
    rolled = begun.act("A", "CHARGE b", dice=[6, 6])
    assert len(rolled.hexes("CHARGE_TO")) > 2
    assert answered(rolled) == "CHARGE_TO 2,2"


# ---------------------------------------------------------------- 10: fights


@both_seats
def test_fighting_leaves_no_choice_and_waiting_is_never_offered(seat: str) -> None:
    begun = battle(".....\n.Ab..\n.c...", seat=seat, phase="FIGHT", A=unit(AXE),
                   b=unit(HP_MAX=1, VALUE=60), c=unit(T=9)).act("A")  # fmt: skip
    assert offered(begun) == {10: "FIGHT axe b"}
    assert decision(begun).mask.tolist() == [False] * 10 + [True, False]
    assert answered(begun) == "FIGHT axe b"


# ---------------------------------------------------------------- the rest


def test_the_unit_with_the_lowest_id_acts_first() -> None:
    begun = battle("C.A.B..\n.......\n......d")
    assert answered(begun) == "ACTIVATE A"
    assert answered(begun.act("A", "WAIT")) == "ACTIVATE B"


@both_seats
def test_what_is_left_of_the_attacks_goes_to_the_best_target_left(seat: str) -> None:
    begun = battle("A......\n.......\n.......\nb.c.d..", seat=seat, phase="SHOOT",
                   A=unit(gun("rifle", NB=3)), b=unit(HP_MAX=1), d=unit(VALUE=40))  # fmt: skip
    left = begun.act("A", "SHOOT rifle b", dice=[6, 6])
    assert left.may("GIVE_UP")
    assert answered(left) == "SHOOT rifle d"


def test_no_action_stands_for_what_is_not_asked() -> None:
    begun = battle("A......\n.......\n.......\nb.c....", phase="SHOOT", A=unit(gun(NB=3)),
                   b=unit(HP_MAX=1))  # fmt: skip
    with pytest.raises(LookupError, match="the active unit"):
        classic_codec().encode(begun.state)
    left = begun.act("A", "SHOOT gun b", dice=[6, 6])
    with pytest.raises(LookupError, match="what dice have asked"):
        classic_codec().encode(left.state)


def test_a_number_that_is_not_offered_stands_for_the_next_one_up() -> None:
    begun = battle("A......\n.......\n.......\nb......", phase="SHOOT", A=unit(RIFLE)).act("A")
    chosen = decision(begun)
    assert sorted(chosen.actions) == [4, 11]
    assert [chosen.nearest(number) for number in range(12)] == [4] * 5 + [11] * 7
    with pytest.raises(LookupError, match="action 5 is not offered"):
        chosen.decode(5)
    moving = decision(battle("A......\n.......\n.......\n......b").act("A"))
    assert moving.nearest(8) == 11
