"""R7.4 and R7.5: FIGHT."""

from __future__ import annotations

from engine.battle.events import AttackMade, PhaseBegan
from engine.battle.phase import Phase
from tests.engine.boards import Battle, battle, blade, both_seats, gun, unit

FIGHTER = unit(blade(), HP_MAX=9)
DEADLY = unit(blade("axe", DMG=9))
FRAIL = unit(blade(), HP_MAX=1)

CHARGERS = """
    A......a
    ........
    B......b
    ........
    C......c
"""
"""Three pairs; the lower case ones are five hexes and more away."""


def fights(drawn: Battle) -> tuple[str, Battle]:
    """Fight on to the end of the turn, always missing; write who was picked, one by one."""
    order, turn = "", drawn.turn
    while drawn.phase == "FIGHT" and drawn.turn == turn and len(order) < 99:
        letter = drawn.pool[0]
        order += letter
        drawn = drawn.act(letter)
        line = min(line for line in drawn.legal if line.endswith("VOLLEY"))
        drawn = drawn.play(line, dice=[1])
    return order, drawn


# R7.4


@both_seats
def test_r7_4_engaged_units_with_a_melee_weapon_are_eligible(seat: str) -> None:
    # A and b fight; C has no melee weapon, D nobody beside it.
    board = "Ab.Cc.D"
    unarmed = unit(gun("pistol", "PISTOL"))
    drawn = battle(board, seat=seat, phase="FIGHT", A=FIGHTER, b=FIGHTER, C=unarmed, D=FIGHTER)
    assert drawn.legal == {"ACTIVATE b"}
    for letter in "CD":
        assert drawn.refuse(f"ACTIVATE {letter}").rule == "R7.4"
    assert fights(drawn)[0] == "bA"


def test_r7_4_a_unit_fights_once() -> None:
    drawn = battle("Abc", phase="FIGHT", A=FIGHTER, b=FIGHTER)
    drawn = drawn.act("b", "FIGHT blade A", dice=[1])
    refusal = drawn.refuse("ACTIVATE b")
    assert refusal.rule in ("R3.3", "R7.4")
    assert drawn.pool == "A"


@both_seats
def test_r7_4_part_1_is_for_the_charged_of_the_side_whose_turn_it_is(seat: str) -> None:
    # A charges; D and d stood engaged before.
    board = "A...b..Dd"
    quartet = dict.fromkeys("AbDd", FIGHTER)
    drawn = battle(board, seat=seat, phase="CHARGE", **quartet)
    drawn = drawn.act("A", "CHARGE b", "CHARGE_TO 3,0", dice=[1, 2])
    assert drawn.to_act == "upper"
    assert drawn.legal == {"ACTIVATE A"}
    assert drawn.refuse("ACTIVATE D").rule == "R7.4"
    assert drawn.refuse("ACTIVATE b").rule == "R7.4"
    drawn = drawn.act("A", "FIGHT blade b", dice=[1])
    assert drawn.to_act == "lower"
    assert fights(drawn)[0] == "bDd"


def test_r7_4_charged_units_fight_one_at_a_time_in_the_order_their_player_likes() -> None:
    drawn = battle(CHARGERS, phase="CHARGE", **dict.fromkeys("ABCabc", FIGHTER))
    for letter, row in (("A", 0), ("B", 2), ("C", 4)):
        drawn = drawn.act(letter, f"CHARGE {letter.lower()}", f"CHARGE_TO 6,{row}", dice=[6, 6])
    assert drawn.pool == "ABC"
    drawn = drawn.act("B", "FIGHT blade b", dice=[1])
    assert (drawn.to_act, drawn.pool) == ("upper", "AC")
    drawn = drawn.act("C", "FIGHT blade c", dice=[1]).act("A", "FIGHT blade a", dice=[1])
    assert (drawn.to_act, drawn.pool) == ("lower", "abc")
    assert fights(drawn)[0] == "abc"


@both_seats
def test_r7_4_in_part_2_the_sides_alternate_and_the_enemy_goes_first(seat: str) -> None:
    board = """
        Aa
        ..
        Bb
        ..
        Cc
    """
    drawn = battle(board, seat=seat, phase="FIGHT", **dict.fromkeys("ABCabc", FIGHTER))
    assert (drawn.to_act, drawn.pool) == ("lower", "abc")
    drawn = drawn.act("b", "FIGHT blade B", dice=[1])
    assert (drawn.to_act, drawn.pool) == ("upper", "ABC")
    drawn = drawn.act("C", "FIGHT blade c", dice=[1])
    assert (drawn.to_act, drawn.pool) == ("lower", "ac")
    drawn = drawn.act("a", "FIGHT blade A", dice=[1])
    assert (drawn.to_act, drawn.pool) == ("upper", "AB")
    drawn = drawn.act("A", "FIGHT blade a", dice=[1]).act("c", "FIGHT blade C", dice=[1])
    drawn = drawn.act("B", "FIGHT blade b", dice=[1])
    assert drawn.turn == (1, "lower")


@both_seats
def test_r7_4_in_the_second_side_s_turn_the_first_side_goes_first(seat: str) -> None:
    drawn = battle("Ab", seat=seat, A=FIGHTER, b=FIGHTER)
    drawn = drawn.act("b", "FIGHT blade A", dice=[1]).act("A", "FIGHT blade b", dice=[1])
    assert drawn.turn == (1, "lower")
    assert drawn.legal == {"ACTIVATE A"}


@both_seats
def test_r7_4_when_one_side_has_none_left_the_other_finishes(seat: str) -> None:
    board = """
        Ab
        BC
        ..
        ..
    """
    quartet = dict.fromkeys("ABCb", FIGHTER)
    drawn = battle(board, seat=seat, phase="FIGHT", **quartet)
    assert fights(drawn)[0] == "bABC"
    many = battle(board.swapcase(), seat=seat, phase="FIGHT", **dict.fromkeys("abcB", FIGHTER))
    assert fights(many)[0] == "aBbc"


@both_seats
def test_r7_4_a_side_whose_units_die_is_passed_over(seat: str) -> None:
    board = """
        ab..
        A...
        ...B
        ...c
    """
    drawn = battle(
        board, seat=seat, phase="FIGHT", a=DEADLY, b=FIGHTER, A=FRAIL, B=FRAIL, c=FIGHTER
    )
    drawn = drawn.act("a", "FIGHT axe A", dice=[4, 4])
    assert (drawn.to_act, drawn.pool) == ("upper", "B")
    drawn = drawn.act("B", "FIGHT blade c", dice=[1])
    assert (drawn.to_act, drawn.pool) == ("lower", "c")
    assert fights(drawn)[0] == "c"


def test_r7_4_after_part_1_the_enemy_goes_first_even_if_part_1_left_it_one_unit() -> None:
    # B was engaged before; A's charge comes first, then b's side, then B.
    board = "A...b.Bc"
    drawn = battle(board, phase="CHARGE", **dict.fromkeys("ABbc", FIGHTER))
    drawn = drawn.act("A", "CHARGE b", "CHARGE_TO 3,0", dice=[1, 2])
    assert fights(drawn)[0] == "AbBc"


def test_r7_4_a_charged_unit_fights_in_part_2_of_the_enemy_s_turn() -> None:
    drawn = battle("A...b", phase="CHARGE", A=FIGHTER, b=FIGHTER)
    drawn = drawn.act("A", "CHARGE b", "CHARGE_TO 3,0", dice=[1, 2])
    order, drawn = fights(drawn)
    assert (order, drawn.turn) == ("Ab", (1, "lower"))
    assert (drawn.phase, drawn.to_act, drawn.pool) == ("FIGHT", "upper", "A")


def test_r7_4_a_charged_unit_whose_target_dies_first_fights_nobody() -> None:
    board = """
        A...b.
        ......
        B.....
        ......
        ....c.
    """
    trio = {"A": DEADLY, "B": DEADLY, "b": FRAIL}
    drawn = battle(board, phase="CHARGE", **trio)
    drawn = drawn.act("A", "CHARGE b", "CHARGE_TO 3,0", dice=[6, 6])
    drawn = drawn.act("B", "CHARGE b", "CHARGE_TO 4,1", dice=[6, 6])
    assert drawn.pool == "AB"
    drawn = drawn.act("B", "FIGHT axe b", dice=[4, 4])
    assert drawn.turn == (1, "lower")


def test_r7_4_a_charged_unit_without_a_melee_weapon_does_not_fight() -> None:
    drawn = battle("A...b", phase="CHARGE", A=unit(gun()), b=FIGHTER)
    drawn = drawn.act("A", "CHARGE b", "CHARGE_TO 3,0", dice=[6, 6])
    assert (drawn.to_act, drawn.legal) == ("lower", {"ACTIVATE b"})


def test_r7_4_a_phase_without_an_engaged_fighter_is_passed_over() -> None:
    drawn = battle("A...b", A=FIGHTER, b=FIGHTER, phase="CHARGE").play("END_PHASE")
    assert Phase.FIGHT not in [event.phase for event in drawn.of(PhaseBegan)]


# R7.5


def test_r7_5_fighting_is_not_optional() -> None:
    drawn = battle("Ab", phase="FIGHT", A=FIGHTER, b=FIGHTER)
    assert drawn.refuse("END_PHASE").rule == "R7.5"
    drawn = drawn.act("b")
    assert drawn.legal == {"FIGHT blade A VOLLEY", "FIGHT blade A SINGLE"}
    assert drawn.refuse("WAIT").rule == "R7.5"


def test_r7_5_the_player_names_one_melee_weapon_without_extra_attacks() -> None:
    drawn = battle("Ab", phase="FIGHT", A=unit(blade("sword"), blade("mace"), HP_MAX=9)).act("A")
    assert drawn.legal == {
        f"FIGHT {weapon} b {mode}" for weapon in ("sword", "mace") for mode in ("VOLLEY", "SINGLE")
    }
    drawn = drawn.play("FIGHT mace b", dice=[1])
    assert (drawn.active, len(drawn.of(AttackMade))) == (None, 1)


def test_r7_5_then_comes_every_weapon_with_extra_attacks_in_the_list_s_order() -> None:
    fighter = unit(
        blade("tail", "EXTRA_ATTACKS"), blade("sword"), blade("horn", "EXTRA_ATTACKS"), blade("axe")
    )
    drawn = battle("Ab", phase="FIGHT", A=fighter).act("A")
    assert {line.split()[1] for line in drawn.legal} == {"sword", "axe"}
    assert drawn.refuse("FIGHT tail b").rule == "R7.5"
    drawn = drawn.play("FIGHT axe b", dice=[1])
    assert {line.split()[1] for line in drawn.legal} == {"tail"}
    assert drawn.refuse("FIGHT horn b").rule == "R7.5"
    assert drawn.refuse("FIGHT sword b").rule == "R7.5"
    assert drawn.refuse("WAIT").rule == "R7.5"
    drawn = drawn.play("FIGHT tail b", dice=[1])
    assert {line.split()[1] for line in drawn.legal} == {"horn"}
    assert drawn.play("FIGHT horn b", dice=[1]).active is None


def test_r7_5_a_unit_with_extra_attacks_only_uses_those() -> None:
    fighter = unit(blade("tail", "EXTRA_ATTACKS"), blade("horn", "EXTRA_ATTACKS"))
    drawn = battle("Ab", phase="FIGHT", A=fighter).act("A")
    assert {line.split()[1] for line in drawn.legal} == {"tail"}
    drawn = drawn.play("FIGHT tail b", "FIGHT horn b", dice=[1, 1])
    assert drawn.active is None


def test_r7_5_only_adjacent_enemies_are_attacked() -> None:
    drawn = battle("cAb.d", phase="FIGHT", A=FIGHTER).act("A")
    assert {line.split()[2] for line in drawn.legal} == {"b", "c"}
    assert drawn.refuse("FIGHT blade d").rule == "R7.5"
    assert drawn.refuse("FIGHT blade A").rule == "R7.5"


def test_r7_5_an_enemy_beside_friends_may_be_fought() -> None:
    drawn = battle("AbB", phase="FIGHT", A=FIGHTER, B=FIGHTER)
    assert drawn.act("A").may("FIGHT blade b")


@both_seats
def test_r7_5_attacks_that_are_left_are_made_and_never_given_up(seat: str) -> None:
    fighter = unit(blade(NB=3), HP_MAX=9)
    drawn = battle("cAb", seat=seat, phase="FIGHT", A=fighter).act("A")
    drawn = drawn.play("FIGHT blade b SINGLE", dice=[1])
    assert drawn.active == "A"
    assert drawn.legal == {
        f"FIGHT blade {target} {mode}" for target in "bc" for mode in ("VOLLEY", "SINGLE")
    }
    assert drawn.refuse("GIVE_UP").rule == "R7.5"
    assert drawn.refuse("WAIT").rule == "R7.5"
    drawn = drawn.play("FIGHT blade c SINGLE", "FIGHT blade b VOLLEY", dice=[4, 4, 1])
    assert (drawn.active, drawn.hp("c"), drawn.hp("b")) == (None, 2, 3)


def test_r7_5_attacks_left_by_a_dead_target_go_to_another() -> None:
    drawn = battle("cAb", phase="FIGHT", A=unit(blade(NB=3)), b=unit(HP_MAX=1)).act("A")
    drawn = drawn.play("FIGHT blade b", dice=[4, 4])
    assert drawn.legal == {"FIGHT blade c VOLLEY", "FIGHT blade c SINGLE"}
    assert drawn.play("FIGHT blade c", dice=[1, 1]).active is None


def test_r7_5_the_activation_ends_with_nobody_adjacent() -> None:
    fighter = unit(blade(NB=3), blade("tail", "EXTRA_ATTACKS"))
    drawn = battle("c..Ab", phase="FIGHT", A=fighter, b=unit(HP_MAX=1))
    drawn = drawn.act("A", "FIGHT blade b", dice=[4, 4])
    assert drawn.turn == (1, "lower")
    assert len(drawn.of(AttackMade)) == 1


def test_r7_5_the_activation_ends_with_the_unit_s_death() -> None:
    fighter = unit(blade("axe", "HAZARDOUS"), blade("tail", "EXTRA_ATTACKS"))
    drawn = battle("C.Ab", phase="FIGHT", A=fighter)
    drawn = drawn.act("A", "FIGHT axe b", dice=[1, 1])
    assert (drawn.hp("A"), drawn.active) == (0, None)


def test_r7_5_each_extra_weapon_may_take_another_target() -> None:
    fighter = unit(blade(), blade("tail", "EXTRA_ATTACKS"))
    drawn = battle("cAb", phase="FIGHT", A=fighter)
    drawn = drawn.act("A", "FIGHT blade b", "FIGHT tail c", dice=[4, 4, 4, 4])
    assert (drawn.hp("b"), drawn.hp("c")) == (2, 2)


def test_r7_5_a_unit_is_fought_from_its_first_attack_on() -> None:
    drawn = battle("Ab", phase="FIGHT", A=unit(blade(NB=2))).act("A")
    assert drawn.marks("A") == set()
    assert drawn.play("FIGHT blade b SINGLE", dice=[1]).marks("A") == {"fought"}


@both_seats
def test_r7_5_one_left_with_nobody_adjacent_leaves_the_pool_unmarked(seat: str) -> None:
    quintet = {"A": DEADLY, "B": FIGHTER, "b": FRAIL, "D": FIGHTER, "d": FIGHTER}
    drawn = battle("AbB..Dd", seat=seat, phase="FIGHT", **quintet)
    drawn = drawn.act("b", "FIGHT blade A", dice=[1]).act("A", "FIGHT axe b", dice=[4, 4])
    assert (drawn.to_act, drawn.pool) == ("lower", "d")
    drawn = drawn.act("d", "FIGHT blade D", dice=[1])
    assert (drawn.to_act, drawn.pool) == ("upper", "D")
    assert (drawn.marks("A"), drawn.marks("B")) == ({"fought"}, set())
