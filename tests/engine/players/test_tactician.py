"""What the bots that weigh their options must do, on boards where it is plain (R4 to R7)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from engine.battle import rules
from engine.players.bots import weights_of
from engine.players.tactician import Tactician
from tests.engine.boards import battle, blade, both_seats, gun, unit

if TYPE_CHECKING:
    from tests.engine.boards import Battle

EVERY = ("tactician", "gun_line", "rush", "holder")
HOLDING = ("tactician", "holder")

RIFLE = gun("rifle", RNG=12)
HAMMER = blade("hammer", NB=6, ATK=2, STR=12, AP=-6, DMG=3)
KNIFE = blade("knife", ATK=6, STR=1)


def choice(begun: Battle, bot: str = "tactician") -> str:
    """Ask for the next action, letters for units."""
    actions = rules.legal_actions(begun.state)
    chosen = Tactician(bot, weights_of(bot)).choose(begun.state, actions)
    (line,) = [line for line in begun.legal if begun.action(line) == chosen]
    return line


# ---------------------------------------------------------------- MOVE


@both_seats
@pytest.mark.parametrize("bot", HOLDING)
def test_it_takes_an_objective_in_reach_that_nobody_defends(bot: str, seat: str) -> None:
    begun = battle("A........\n.........\n........b", seat=seat, A=unit(RIFLE), b=unit(KNIFE),
                   objectives={"A": [(2, 2)]})  # fmt: skip
    assert choice(begun.act("A"), bot) == "MOVE 2,2"


@both_seats
@pytest.mark.parametrize("bot", HOLDING)
def test_it_walks_towards_an_objective_it_can_not_reach_yet(bot: str, seat: str) -> None:
    begun = battle("A" + "." * 12 + "\n" + "." * 12 + "b", seat=seat, A=unit(), b=unit(MOVE=0),
                   objectives={"A": [(6, 0)]})  # fmt: skip
    column = int(choice(begun.act("A"), bot).removeprefix("MOVE ").split(",")[0])
    assert column == 3


def test_the_second_to_get_there_goes_elsewhere() -> None:
    """A stands on the left objective already; B is as near to it as to the right one."""
    begun = battle("A..B..." + "." * 9 + "c", A=unit(), B=unit(), c=unit(MOVE=0),
                   objectives={"A": [(0, 0)], "B": [(6, 0)]})  # fmt: skip
    assert choice(begun.act("B")) == "MOVE 6,0"


@both_seats
@pytest.mark.parametrize("bot", ["tactician", "gun_line", "holder"])
def test_it_leaves_a_fight_that_is_lost(bot: str, seat: str) -> None:
    begun = battle(".....\n.Ab..\n.....", seat=seat, A=unit(RIFLE, KNIFE, MOVE=6), b=unit(HAMMER))
    assert choice(begun.act("A"), bot).startswith("MOVE ")


@both_seats
@pytest.mark.parametrize("bot", ["tactician", "rush"])
def test_it_stays_in_a_fight_that_is_won(bot: str, seat: str) -> None:
    begun = battle(".....\n.Ab..\n.....", seat=seat, A=unit(HAMMER), b=unit(RIFLE, KNIFE))
    assert choice(begun.act("A"), bot) == "WAIT"


@both_seats
@pytest.mark.parametrize("bot", HOLDING)
def test_it_stays_where_its_place_is_best(bot: str, seat: str) -> None:
    """On the objective it holds, in cover, with its target in range."""
    begun = battle("...b...\n.......\n.......\n...A...", seat=seat, on={"A": "%"},
                   A=unit(RIFLE, ARMOR_SAVE=5), b=unit(gun("carbine", AP=-1, RNG=9)),
                   objectives={"A": [(3, 3)]})  # fmt: skip
    taken = begun.act("A", "WAIT").until("MOVE", "upper", 2)
    assert choice(taken.act("A"), bot) == "WAIT"


@both_seats
def test_it_comes_into_range_of_what_it_can_hurt(seat: str) -> None:
    begun = battle(
        "A" + "." * 8 + "b", seat=seat, A=unit(gun("pike", RNG=6)), b=unit(KNIFE, MOVE=0)
    )
    grid = begun.state.field.grid
    chosen = choice(begun.act("A")).removeprefix("MOVE ")
    column, row = map(int, chosen.split(","))
    assert grid.distance(grid.cell((column, row)), begun.unit("b").cell) <= 6


# ---------------------------------------------------------------- SHOOT


@both_seats
@pytest.mark.parametrize("bot", EVERY)
def test_it_shoots_what_it_can_hurt(bot: str, seat: str) -> None:
    tough = unit(T=12, ARMOR_SAVE=2, INVUL_SAVE=2)
    begun = battle(
        "A....\n.....\nb...c", seat=seat, A=unit(RIFLE), b=tough, c=unit(), phase="SHOOT"
    )
    assert choice(begun.act("A"), bot) == "SHOOT rifle c VOLLEY"


@both_seats
@pytest.mark.parametrize("bot", EVERY)
def test_it_destroys_for_sure_rather_than_scratching(bot: str, seat: str) -> None:
    flame = gun("flame", "TORRENT", NB=4, STR=12, AP=-6)
    begun = battle("A....\n.....\nb...c", seat=seat, A=unit(flame), b=unit(HP_MAX=9, VALUE=12),
                   c=unit(HP_MAX=1, VALUE=10), phase="SHOOT")  # fmt: skip
    assert choice(begun.act("A"), bot) == "SHOOT flame c VOLLEY"


@both_seats
@pytest.mark.parametrize("bot", EVERY)
def test_it_shoots_rather_than_waits(bot: str, seat: str) -> None:
    begun = battle("A....b", seat=seat, A=unit(RIFLE), b=unit(), phase="SHOOT")
    assert choice(begun.act("A"), bot) == "SHOOT rifle b VOLLEY"


@both_seats
@pytest.mark.parametrize("bot", HOLDING)
def test_it_advances_to_an_objective_when_there_is_nothing_to_shoot(bot: str, seat: str) -> None:
    begun = battle("A" + "." * 15 + "b", seat=seat, A=unit(gun("pike", RNG=2)), b=unit(MOVE=0),
                   objectives={"A": [(5, 0)]}, phase="SHOOT").act("A")  # fmt: skip
    assert choice(begun, bot) == "ADVANCE"
    assert choice(begun.play("ADVANCE", dice=[6]), bot) == "ADVANCE_TO 5,0"
    assert choice(begun.play("ADVANCE", dice=[2]), bot) == "ADVANCE_TO 2,0"


@both_seats
def test_staying_after_an_advance_was_declared_is_worth_no_shot(seat: str) -> None:
    """R5.2: who stays is done. The place is a bit better, the shot of ASSAULT is worth more."""
    begun = battle("......b\n.......\n.A.....\n.......", seat=seat, on={"A": "%"},
                   A=unit(gun("carbine", "ASSAULT", NB=6), ARMOR_SAVE=5),
                   b=unit(gun("rifle", AP=-1)), phase="SHOOT")  # fmt: skip
    declared = begun.act("A", "ADVANCE", dice=[1])
    assert choice(declared).startswith("ADVANCE_TO ")


# ---------------------------------------------------------------- CHARGE and FIGHT


@both_seats
@pytest.mark.parametrize("bot", EVERY)
def test_it_does_not_charge_what_kills_it_for_nothing(bot: str, seat: str) -> None:
    begun = battle("A..b", seat=seat, A=unit(KNIFE), phase="CHARGE",
                   b=unit(HAMMER, T=12, ARMOR_SAVE=2, INVUL_SAVE=2, HP_MAX=12))  # fmt: skip
    assert choice(begun.act("A"), bot) == "WAIT"


@both_seats
@pytest.mark.parametrize("bot", ["tactician", "rush", "holder"])
def test_it_charges_what_it_kills(bot: str, seat: str) -> None:
    begun = battle("A..b", seat=seat, A=unit(HAMMER), b=unit(RIFLE, KNIFE), phase="CHARGE")
    assert choice(begun.act("A"), bot) == "CHARGE b"


@both_seats
@pytest.mark.parametrize("bot", EVERY)
def test_who_can_not_strike_does_not_charge(bot: str, seat: str) -> None:
    begun = battle("A..b", seat=seat, A=unit(RIFLE), b=unit(), phase="CHARGE")
    assert choice(begun.act("A"), bot) == "WAIT"


@both_seats
@pytest.mark.parametrize("bot", EVERY)
def test_it_strikes_with_the_better_weapon(bot: str, seat: str) -> None:
    begun = battle("A.b", seat=seat, A=unit(KNIFE, HAMMER), b=unit(), phase="CHARGE")
    fight = begun.act("A", "CHARGE b", "CHARGE_TO 1,0", dice=[1, 1])
    assert choice(fight.act("A"), bot) == "FIGHT hammer b VOLLEY"


# ---------------------------------------------------------------- who goes first


@both_seats
@pytest.mark.parametrize("bot", EVERY)
def test_those_in_front_move_first_and_the_best_shot_fires_first(bot: str, seat: str) -> None:
    begun = battle(
        "A...B....c", seat=seat, A=unit(gun("cannon", NB=9)), B=unit(RIFLE), c=unit(HP_MAX=9)
    )
    assert choice(begun, bot) == "ACTIVATE B"
    assert choice(begun.until("SHOOT"), bot) == "ACTIVATE A"


@both_seats
@pytest.mark.parametrize("bot", EVERY)
@pytest.mark.parametrize("phase", ["MOVE", "SHOOT", "CHARGE"])
def test_no_phase_is_ended_while_anybody_waits(bot: str, phase: str, seat: str) -> None:
    begun = battle("A..b", seat=seat, A=unit(RIFLE, KNIFE), b=unit(), phase=phase)
    assert begun.may("END_PHASE")
    assert choice(begun, bot) == "ACTIVATE A"
