"""R3: rounds, turns, phases, activation pools, marks."""

from __future__ import annotations

import pytest

from engine.battle.events import (
    BattleEnded,
    ObjectiveTaken,
    PhaseBegan,
    PhaseEnded,
    PointsScored,
    RoundBegan,
    TurnBegan,
    UnitWaited,
)
from engine.battle.phase import Phase
from engine.battle.scenario import decode_scenario
from engine.validation import Findings
from tests.engine.boards import Battle, battle, blade, both_seats, gun, scenario_table, unit

STUCK = unit(MOVE=0)
FAR = "A...........b"


# R3.1


@both_seats
@pytest.mark.parametrize("order", [("upper", "lower"), ("lower", "upper")])
def test_r3_1_the_named_side_has_the_first_turn_of_each_of_5_rounds(
    seat: str, order: tuple[str, str]
) -> None:
    begun = battle("A..b", seat=seat, lower_first=order[0] == "lower")
    events = begun.events + begun.finish().events
    turns = [
        (event.round, begun.whose(event.side)) for event in events if isinstance(event, TurnBegan)
    ]
    assert turns == [(number, whose) for number in range(1, 6) for whose in order]
    rounds = [event.round for event in events if isinstance(event, RoundBegan)]
    assert rounds == [1, 2, 3, 4, 5]
    assert isinstance(events[-1], BattleEnded)


@both_seats
def test_r3_1_the_second_side_has_its_whole_last_turn(seat: str) -> None:
    pair = {"A": unit(blade()), "b": unit(blade("claw"), gun("pistol", "PISTOL"))}
    drawn = battle("A...b", seat=seat, **pair).until("MOVE", "lower", 5)
    phases = [drawn.phase]
    drawn = drawn.act("b", "MOVE 3,0").until("SHOOT").act("b", "SHOOT pistol A", dice=[1])
    phases.append(drawn.phase)
    drawn = drawn.act("b", "CHARGE A", "CHARGE_TO 1,0", dice=[1, 2])
    phases.append(drawn.phase)
    drawn = drawn.act("b", "FIGHT claw A", dice=[4, 4]).act("A", "FIGHT blade b", dice=[4, 4])
    assert phases == ["MOVE", "CHARGE", "FIGHT"]
    assert (drawn.hp("A"), drawn.hp("b")) == (2, 2)
    assert drawn.state.result is not None


def test_r3_1_the_number_of_rounds_is_data() -> None:
    assert len(battle("A..b", numbers={"ROUNDS": 2}).finish().of(TurnBegan)) == 3


def broken(**changes: object) -> list[tuple[str, str, str]]:
    table = scenario_table("A..b") | changes
    findings = Findings("file")
    assert decode_scenario(table, findings) is None
    return [(problem.entry, problem.field, problem.rule) for problem in findings.problems]


def test_r3_1_a_side_has_1_to_20_units() -> None:
    twenty = "A" + "." * 19 + "\n" + "b" + "." * 19
    table = scenario_table(twenty)
    table["units"] = [
        {"side": side, "unit": unit, "hex": [column, row]}
        for row, (side, unit) in enumerate((("ONE", "upper_a"), ("TWO", "lower_b")))
        for column in range(20)
    ]
    assert decode_scenario(table, Findings("file")) is not None
    crowd = {**table["units"][-1], "hex": [0, 0]}
    findings = Findings("file")
    table["units"] = [*table["units"][1:20], *table["units"][20:], crowd]
    assert decode_scenario(table, findings) is None
    assert [problem.rule for problem in findings.problems] == ["R3.1"]
    only_one = [{"side": "ONE", "unit": "upper_a", "hex": [0, 0]}]
    assert broken(units=only_one) == [("units", "", "R3.1")]


@pytest.mark.parametrize("place", [[0, 0], [1, 0], [4, 0], [0, 1]])
def test_r3_1_units_start_alone_in_a_hex_of_the_board_that_is_no_wall(place: list[int]) -> None:
    units = scenario_table("A..b")["units"]
    moved = [units[0], {**units[1], "hex": place}]
    assert broken(units=moved, terrain=[".#.."]) == [("units[1]", "hex", "R3.1")]


# R3.2


@both_seats
def test_r3_2_a_turn_goes_through_its_phases_in_order(seat: str) -> None:
    pair = {"A": unit(gun(), blade(), MOVE=6), "b": unit(blade())}
    begun = battle("A....b", seat=seat, **pair)
    drawn, events = begun, list(begun.events)
    for lines, dice in (
        (("MOVE 1,0",), []),
        (("WAIT",), []),
        (("CHARGE b", "CHARGE_TO 4,0"), [1, 2]),
        (("FIGHT blade b",), [1]),
    ):
        drawn = drawn.act("A", *lines, dice=dice)
        events += drawn.events
    phases = [event.phase for event in events if isinstance(event, PhaseBegan)]
    assert phases == [Phase.MOVE, Phase.SHOOT, Phase.CHARGE, Phase.FIGHT]
    assert (drawn.phase, drawn.active, drawn.pool) == ("FIGHT", None, "b")


def test_r3_2_command_asks_nobody() -> None:
    drawn = battle("A..b")
    for _ in range(9):
        assert drawn.phase != "COMMAND"
        drawn = drawn.play("END_PHASE")


def test_r3_2_command_clears_the_marks_and_scores_before_the_first_decision() -> None:
    drawn = battle("A....b", objectives={"hill": [(0, 0), (1, 0)]}, A=unit(MOVE=1))
    drawn = drawn.until("MOVE", "lower", 1).until("SHOOT")
    assert drawn.points("upper") == 0
    drawn = drawn.until("MOVE", "upper", 2)
    assert drawn.one(PointsScored).points == 5
    places = [drawn.events.index(drawn.one(kind)) for kind in (TurnBegan, PointsScored, PhaseBegan)]
    assert places == sorted(places)


def test_r3_2_a_phase_in_which_nobody_can_act_is_passed_over() -> None:
    begun = battle(FAR, A=STUCK, b=STUCK)
    assert begun.phase == "SHOOT"
    assert [event.phase for event in begun.of(PhaseBegan)] == [Phase.SHOOT]


def test_r3_2_a_battle_in_which_nobody_can_ever_act_plays_itself() -> None:
    begun = battle("A#b", A=STUCK, b=STUCK)
    assert begun.state.result is not None
    assert begun.legal == set()
    assert len(begun.of(TurnBegan)) == 10


# R3.3


def test_r3_3_one_unit_finishes_before_the_next_starts() -> None:
    drawn = battle("A..B..b").act("A")
    assert drawn.active == "A"
    assert drawn.refuse("ACTIVATE B").rule == "R3.3"
    drawn = drawn.play("MOVE 1,0")
    assert drawn.active is None
    assert drawn.pool == "B"


def test_r3_3_a_unit_is_activated_once_a_phase() -> None:
    drawn = battle("A..B..b").act("A", "WAIT")
    assert drawn.pool == "B"
    assert drawn.refuse("ACTIVATE A").rule == "R3.3"
    assert drawn.act("B", "WAIT").pool == "AB"


def test_r3_3_a_waiting_unit_that_loses_its_last_option_leaves_the_pool() -> None:
    # Only hex (1, 0) is open to A.
    board = """
        A.B.
        #...
        ...b
    """
    drawn = battle(board, A=unit(MOVE=1))
    assert drawn.pool == "AB"
    drawn = drawn.act("B", "MOVE 1,0")
    assert drawn.phase == "SHOOT"
    assert drawn.of(UnitWaited) == []


def test_r3_3_a_unit_that_gains_its_first_option_joins_the_pool() -> None:
    drawn = battle("AB....b")
    assert drawn.pool == "B"
    drawn = drawn.act("B", "MOVE 2,0")
    assert (drawn.phase, drawn.pool) == ("MOVE", "A")
    assert drawn.act("A").hexes("MOVE") == {(1, 0)}


def test_r3_3_a_unit_whose_last_target_dies_leaves_the_pool() -> None:
    walled_in = unit(gun())
    drawn = battle("A#b#B###c.", phase="SHOOT", A=walled_in, B=walled_in, b=unit(HP_MAX=1))
    assert drawn.pool == "AB"
    drawn = drawn.act("A", "SHOOT gun b", dice=[4, 4, 1])
    assert drawn.turn == (1, "lower")
    assert drawn.of(UnitWaited) == []


@both_seats
def test_r3_3_a_waiting_unit_that_dies_leaves_the_pool(seat: str) -> None:
    trio = {"A": unit(blade(DMG=3)), "B": unit(blade(DMG=3)), "b": unit(blade(DMG=3))}
    drawn = battle("Ab.B..c", seat=seat, **trio).until("FIGHT")
    assert drawn.pool == "b"
    drawn = drawn.act("b", "FIGHT blade A", dice=[4, 4])
    assert drawn.turn == (1, "lower")


def test_r3_3_a_phase_ends_exactly_when_its_pool_is_empty() -> None:
    drawn = battle("A..B.....b")
    drawn = drawn.act("B", "WAIT")
    assert (drawn.phase, drawn.pool) == ("MOVE", "A")
    drawn = drawn.act("A")
    assert drawn.phase == "MOVE"
    drawn = drawn.play("WAIT")
    assert drawn.phase == "SHOOT"


def test_r3_3_nothing_counts_steps() -> None:
    # 20 units a side act in each phase, one after the other.
    letters = "ABCDEFGHIJKLMNOPQRST"
    board = f"{'.' * 20}\n{letters}\n" + f"{'.' * 20}\n" * 4 + f"{letters.lower()}\n{'.' * 20}"
    drawn = battle(board)
    for letter in letters:
        assert drawn.phase == "MOVE"
        drawn = drawn.act(letter, "WAIT")
    assert drawn.phase == "SHOOT"


# R3.4


def test_r3_4_moving_marks_a_unit_moved_until_the_enemys_command() -> None:
    drawn = battle("A....b").act("A", "MOVE 1,0")
    assert drawn.marks("A") == {"moved"}
    drawn = drawn.until("CHARGE")
    assert drawn.marks("A") == {"moved"}
    assert drawn.until("MOVE", "lower").marks("A") == set()


def test_r3_4_every_mark_is_set_by_its_deed() -> None:
    # Columns far enough apart that nobody meddles.
    board = """
        A.............Cd
        #.#.#.#.#.#.#.#.
        B......e........
    """
    fighter = unit(gun("light", "ASSAULT"), blade(), MOVE=6)
    drawn = battle(board, A=unit(), B=fighter, C=unit(gun("pistol", "PISTOL"), MOVE=6))
    drawn = drawn.act("C", "MOVE 12,0").act("A", "WAIT")
    assert drawn.marks("C") == {"moved", "fled"}
    drawn = drawn.until("SHOOT").act("A", "ADVANCE", "ADVANCE_TO 1,0", dice=[1])
    assert drawn.marks("A") == {"advanced"}
    assert drawn.active is None
    drawn = drawn.act("B", "SHOOT light e", dice=[1])
    assert drawn.marks("B") == {"shot"}
    drawn = drawn.until("CHARGE").act("B", "CHARGE e", "CHARGE_TO 6,2", dice=[6, 6])
    assert drawn.marks("B") == {"shot", "charged"}
    drawn = drawn.act("B", "FIGHT blade e", dice=[1])
    assert drawn.turn == (1, "lower")
    assert [drawn.marks(letter) for letter in "ABC"] == [set(), set(), set()]


@both_seats
def test_r3_4_marks_are_cleared_at_the_command_of_either_side(seat: str) -> None:
    pair = {"A": unit(blade(), HP_MAX=9), "b": unit(blade("claw"), HP_MAX=9)}
    drawn = battle("Ab", seat=seat, **pair)
    for number in (1, 2):
        for whose, first, second in (("upper", "b", "A"), ("lower", "A", "b")):
            assert drawn.turn == (number, whose)
            assert drawn.pool == first
            drawn = drawn.act(
                first, f"FIGHT {'claw' if first == 'b' else 'blade'} {second}", dice=[1]
            )
            assert drawn.marks(first) == {"fought"}
            drawn = drawn.act(
                second, f"FIGHT {'claw' if second == 'b' else 'blade'} {first}", dice=[1]
            )
            assert drawn.marks("A") == drawn.marks("b") == set()


# R3.5


@both_seats
def test_r3_5_activate_is_legal_for_every_unit_of_the_pool(seat: str) -> None:
    drawn = battle("C.A.B....b", seat=seat, C=STUCK)
    assert drawn.legal == {"ACTIVATE A", "ACTIVATE B", "END_PHASE"}
    assert drawn.refuse("ACTIVATE C").rule == "R4.1"
    assert drawn.refuse("ACTIVATE b").rule == "R3.1"


def test_r3_5_then_the_legal_actions_are_those_of_that_unit() -> None:
    drawn = battle("A..B....b", A=unit(MOVE=1), B=unit(MOVE=1))
    assert drawn.act("A").legal == {"MOVE 1,0", "WAIT"}
    assert drawn.act("B").legal == {"MOVE 2,0", "MOVE 4,0", "WAIT"}


def test_r3_5_nothing_can_be_done_before_a_unit_is_named() -> None:
    drawn = battle("A..b")
    assert drawn.refuse("MOVE 1,0").rule == "R3.5"
    assert drawn.refuse("WAIT").rule == "R3.5"


def test_r3_5_end_phase_waits_with_every_unit_left_in_the_pool() -> None:
    drawn = battle("A..B..C...b").act("B", "WAIT").play("END_PHASE")
    assert drawn.one(PhaseEnded) == PhaseEnded(Phase.MOVE, (drawn.ids["A"], drawn.ids["C"]))
    assert (drawn.phase, drawn.pool) == ("SHOOT", "ABC")
    assert drawn.marks("A") == set()


def test_r3_5_units_that_waited_so_do_not_come_back_into_the_phase() -> None:
    drawn = battle("AB...b").act("B", "MOVE 2,0").play("END_PHASE")
    assert drawn.phase == "SHOOT"
    assert drawn.one(PhaseEnded).units == (drawn.ids["A"],)


def test_r3_5_end_phase_is_illegal_while_a_unit_is_activated() -> None:
    drawn = battle("A..B..b").act("A")
    assert "END_PHASE" not in drawn.legal
    assert drawn.refuse("END_PHASE").rule == "R3.5"


@both_seats
def test_r3_5_end_phase_is_never_legal_in_fight(seat: str) -> None:
    drawn = battle("Ab", seat=seat, A=unit(blade()), b=unit(blade()))
    assert drawn.phase == "FIGHT"
    assert drawn.legal == {"ACTIVATE b"}
    assert drawn.refuse("END_PHASE").rule == "R7.5"


def test_r3_5_an_activation_is_not_put_back_by_an_action() -> None:
    drawn: Battle = battle("A..B....b").act("A")
    assert not [line for line in drawn.legal if line.split()[0] not in ("MOVE", "WAIT")]


def test_r3_5_objectives_are_taken_by_nobodys_decision() -> None:
    begun = battle("A..b", objectives={"hill": [(0, 0)]})
    assert begun.one(ObjectiveTaken).before is None
