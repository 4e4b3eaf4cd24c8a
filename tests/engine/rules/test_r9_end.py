"""R9: objectives, victory points, the end of the battle."""

from __future__ import annotations

import pytest

from engine.battle.events import (
    BattleEnded,
    HazardRolled,
    ObjectiveTaken,
    PointsScored,
    Reason,
    Result,
)
from engine.battle.scenario import decode_scenario
from engine.battle.side import Side
from engine.validation import Findings
from tests.engine.battle_report.recorded import played
from tests.engine.boards import Battle, battle, blade, both_seats, gun, scenario_table, unit

HILL = {"hill": [(0, 0)]}
KILLER = unit(gun(DMG=9), blade("axe", DMG=9))


def owner(drawn: Battle, number: int = 0) -> str | None:
    """Name who controls an objective: "upper", "lower" or nobody."""
    side = drawn.state.owners[number]
    return None if side is None else drawn.whose(side)


def winner(drawn: Battle) -> tuple[str | None, Reason]:
    result = drawn.state.result
    assert result is not None
    return (None if result.winner is None else drawn.whose(result.winner)), result.reason


# R9.1


def test_r9_1_before_anybody_takes_it_nobody_controls_an_objective() -> None:
    drawn = battle(".A..b", objectives=HILL)
    assert owner(drawn) is None
    assert owner(drawn.until("MOVE", "lower")) is None


@both_seats
def test_r9_1_a_side_that_starts_on_it_controls_it_from_the_start(seat: str) -> None:
    drawn = battle("A..b", seat=seat, objectives={"one": [(0, 0)], "two": [(3, 0)]})
    assert [owner(drawn, number) for number in (0, 1)] == ["upper", "lower"]
    assert len(drawn.of(ObjectiveTaken)) == 2


@both_seats
def test_r9_1_it_is_taken_as_soon_as_a_unit_enters(seat: str) -> None:
    drawn = battle(".A..b", seat=seat, objectives=HILL).act("A", "MOVE 0,0")
    taken = drawn.one(ObjectiveTaken)
    assert (drawn.whose(taken.side), taken.objective, taken.before) == ("upper", "hill", None)
    assert drawn.events.index(taken) == 2


def test_r9_1_it_is_taken_as_soon_as_an_enemy_dies() -> None:
    hill = {"hill": [(2, 0), (4, 0)]}
    drawn = battle("A.B.bc", phase="SHOOT", objectives=hill, A=KILLER, b=unit(HP_MAX=1))
    assert owner(drawn) is None
    drawn = drawn.act("A", "SHOOT gun b", dice=[4, 4])
    assert owner(drawn) == "upper"


def test_r9_1_it_is_kept_until_the_other_side_takes_it() -> None:
    drawn = battle("A.....b", objectives=HILL, A=unit(MOVE=2), b=unit(MOVE=9))
    drawn = drawn.act("A", "MOVE 1,0")
    assert owner(drawn) == "upper"
    drawn = drawn.until("MOVE", "upper", 2)
    assert (owner(drawn), drawn.points("upper")) == ("upper", 5)


@both_seats
def test_r9_1_the_other_side_takes_it_with_more_oc(seat: str) -> None:
    board = """
        A.....
        .b....
        ......
    """
    # A holds the hill of three hexes; b comes with more.
    hill = {"hill": [(0, 0), (0, 1), (0, 2)]}
    drawn = battle(board, seat=seat, objectives=hill, A=unit(OC=2), b=unit(OC=3))
    assert owner(drawn) == "upper"
    drawn = drawn.until("MOVE", "lower").act("b", "MOVE 0,2")
    taken = drawn.one(ObjectiveTaken)
    assert (drawn.whose(taken.side), drawn.whose(taken.before or taken.side)) == ("lower", "upper")


@pytest.mark.parametrize("control", [0, 1, 2])
def test_r9_1_equal_or_less_oc_takes_nothing(control: int) -> None:
    board = """
        A.....
        .b....
        ......
    """
    hill = {"hill": [(0, 0), (0, 1), (0, 2)]}
    drawn = battle(board, objectives=hill, A=unit(OC=2), b=unit(OC=control))
    drawn = drawn.until("MOVE", "lower").act("b", "MOVE 0,2")
    assert owner(drawn) == "upper"


def test_r9_1_equal_oc_leaves_an_objective_with_nobody() -> None:
    board = "A.b"
    drawn = battle(board, objectives={"hill": [(0, 0), (2, 0)]})
    assert owner(drawn) is None


def test_r9_1_units_of_oc_0_control_nothing() -> None:
    drawn = battle("A..b", objectives=HILL, A=unit(OC=0))
    assert owner(drawn) is None


def test_r9_1_the_oc_of_several_units_is_added_up() -> None:
    board = """
        AB..
        ....
        c...
    """
    hill = {"hill": [(0, 0), (1, 0), (0, 2)]}
    drawn = battle(board, objectives=hill, A=unit(OC=2), B=unit(OC=2), c=unit(OC=3))
    assert owner(drawn) == "upper"


@both_seats
def test_r9_1_when_the_holder_leaves_the_weaker_takes_it(seat: str) -> None:
    drawn = battle("A.b", seat=seat, objectives={"hill": [(0, 0), (2, 0)]}, A=unit(OC=3))
    assert owner(drawn) == "upper"
    gone = battle(".A.b", seat=seat, objectives={"hill": [(1, 0), (3, 0)]}, A=unit(OC=3))
    gone = gone.act("A", "MOVE 0,0")
    assert owner(gone) == "lower"


def test_r9_1_a_hex_of_two_objectives_counts_for_both() -> None:
    drawn = battle("A..b", objectives={"one": [(0, 0), (1, 0)], "two": [(0, 0)]})
    assert [owner(drawn, number) for number in (0, 1)] == ["upper", "upper"]


def test_r9_1_a_charge_takes_it_from_the_enemy_before_anybody_fights() -> None:
    hill = {"hill": [(3, 0), (4, 0)]}
    drawn = battle("A...b", phase="CHARGE", objectives=hill, A=unit(blade(), OC=2))
    assert owner(drawn) == "lower"
    drawn = drawn.act("A", "CHARGE b", "CHARGE_TO 3,0", dice=[1, 2])
    assert (owner(drawn), drawn.phase) == ("upper", "FIGHT")


def test_r9_1_an_objective_may_hold_a_wall() -> None:
    assert owner(battle("A#.b", objectives={"hill": [(0, 0), (1, 0)]})) == "upper"


def test_r9_1_objectives_have_hexes_of_the_board() -> None:
    for hexes in ([], [[9, 9]], [[0, 0], [0, 0]]):
        table = scenario_table("A..b", objectives=HILL)
        table["objectives"][0]["hexes"] = hexes
        findings = Findings("file")
        assert decode_scenario(table, findings) is None
        assert {problem.rule for problem in findings.problems} == {"R9.1"}


# R9.2

THREE = {"one": [(0, 0)], "two": [(1, 0)], "three": [(2, 0)], "four": [(3, 0)]}


@both_seats
def test_r9_2_each_side_scores_in_its_command_from_round_2_on(seat: str) -> None:
    both = {"one": [(0, 0)], "two": [(3, 0)]}
    drawn = battle("A..b", seat=seat, objectives=both)
    assert (drawn.points("upper"), drawn.points("lower")) == (0, 0)
    drawn = drawn.until("MOVE", "lower", 1)
    assert (drawn.points("upper"), drawn.points("lower")) == (0, 0)
    drawn = drawn.until("MOVE", "upper", 2)
    assert (drawn.points("upper"), drawn.points("lower")) == (5, 0)
    drawn = drawn.until("MOVE", "lower", 2)
    assert (drawn.points("upper"), drawn.points("lower")) == (5, 5)


@pytest.mark.parametrize(("count", "points"), [(0, 0), (1, 5), (2, 10), (3, 15), (4, 15)])
def test_r9_2_5_points_an_objective_and_at_most_15_a_turn(count: int, points: int) -> None:
    board = "ABCD....b"[4 - count :] if count else "...A....b"
    objectives = {name: THREE[name] for name in list(THREE)[: max(count, 1)]}
    drawn = battle(board, objectives=objectives).until("MOVE", "upper", 2)
    assert drawn.points("upper") == points


@both_seats
def test_r9_2_after_the_last_turn_each_side_scores_once_more(seat: str) -> None:
    both = {"one": [(0, 0)], "two": [(3, 0)], "three": [(2, 0)]}
    drawn = battle("A..b", seat=seat, objectives=both).until("MOVE", "lower", 5)
    assert (drawn.points("upper"), drawn.points("lower")) == (20, 20)
    drawn = drawn.act("b", "MOVE 2,0").finish()
    assert (drawn.points("upper"), drawn.points("lower")) == (25, 30)
    assert winner(drawn) == ("lower", Reason.VICTORY_POINTS)


def test_r9_2_the_first_side_scores_first_after_the_last_turn() -> None:
    both = {"one": [(0, 0)], "two": [(3, 0)]}
    drawn = battle("A..b", objectives=both).finish()
    last = [event.side for event in drawn.of(PointsScored)][-2:]
    assert last == [Side.ONE, Side.TWO]


def test_r9_2_what_is_taken_in_a_turn_is_scored_in_the_next_command_only() -> None:
    drawn = battle(".A..b", objectives=HILL).until("MOVE", "upper", 2).act("A", "MOVE 0,0")
    assert drawn.points("upper") == 0
    assert drawn.until("MOVE", "lower").points("upper") == 0
    assert drawn.until("MOVE", "upper", 3).points("upper") == 5


def test_r9_2_the_numbers_are_data() -> None:
    numbers = {"FIRST_SCORING_ROUND": 1, "OBJECTIVE_POINTS": 3, "MOST_POINTS": 7, "ROUNDS": 1}
    board = "ABC.....b"
    objectives = {name: THREE[name] for name in ("one", "two", "three")}
    begun = battle(board, objectives=objectives, numbers=numbers)
    assert begun.points("upper") == 7
    assert begun.finish().points("upper") == 14


# R9.3


@both_seats
@pytest.mark.parametrize("whose", ["upper", "lower"])
def test_r9_3_a_battle_ends_at_once_when_a_side_has_no_unit(seat: str, whose: str) -> None:
    frail = unit(gun("bow", NB=4, DMG=9), HP_MAX=1)
    drawn = battle("A....b", seat=seat, A=frail, b=frail).until("SHOOT", whose)
    shooter, target = ("A", "b") if whose == "upper" else ("b", "A")
    drawn = drawn.act(shooter, f"SHOOT bow {target}", dice=[4, 4])
    assert winner(drawn) == (whose, Reason.ELIMINATION)
    assert isinstance(drawn.events[-1], BattleEnded)
    assert drawn.legal == set()


@both_seats
def test_r9_3_elimination_in_a_fight_ends_the_battle_too(seat: str) -> None:
    drawn = battle("Ab", seat=seat, phase="FIGHT", A=unit(HP_MAX=1), b=KILLER)
    drawn = drawn.act("b", "FIGHT axe A", dice=[4, 4])
    assert winner(drawn) == ("lower", Reason.ELIMINATION)


@both_seats
def test_r9_3_who_destroys_its_own_last_unit_loses(seat: str) -> None:
    bearer = unit(gun("gun", "HAZARDOUS"), HP_MAX=2)
    drawn = battle("A..b", seat=seat, phase="SHOOT", A=bearer)
    drawn = drawn.act("A", "SHOOT gun b", dice=[1, 1])
    assert winner(drawn) == ("lower", Reason.ELIMINATION)


def test_r9_3_after_the_end_there_is_no_further_roll() -> None:
    bearer = unit(gun("gun", "HAZARDOUS", "SUSTAINED_HITS 3", NB=5, DMG=9), HP_MAX=2)
    drawn = battle("A..b", phase="SHOOT", A=bearer).act("A", "SHOOT gun b", dice=[6, 4])
    assert drawn.of(HazardRolled) == []
    assert winner(drawn) == ("upper", Reason.ELIMINATION)


def test_r9_3_elimination_beats_victory_points() -> None:
    drawn = battle("A....b", objectives=HILL, b=KILLER).until("SHOOT", "lower", 3)
    assert drawn.points("upper") == 10
    drawn = drawn.act("b", "SHOOT gun A", dice=[4, 4])
    assert winner(drawn) == ("lower", Reason.ELIMINATION)


@both_seats
@pytest.mark.parametrize("whose", ["upper", "lower"])
def test_r9_3_more_victory_points_win_whatever_is_left(seat: str, whose: str) -> None:
    hill = {"hill": [(0, 0)] if whose == "upper" else [(3, 0)]}
    rich = {"A": unit(VALUE=1), "b": unit(VALUE=99)}
    if whose == "lower":
        rich = {"A": unit(VALUE=99), "b": unit(VALUE=1)}
    drawn = battle("A..b", seat=seat, objectives=hill, **rich).finish()
    assert winner(drawn) == (whose, Reason.VICTORY_POINTS)


@both_seats
@pytest.mark.parametrize("whose", ["upper", "lower"])
def test_r9_3_on_equal_points_more_value_in_living_units_wins(seat: str, whose: str) -> None:
    upper, lower = (31, 30) if whose == "upper" else (30, 31)
    both = {"one": [(0, 0)], "two": [(3, 0)]}
    pair = {"A": unit(VALUE=upper), "b": unit(VALUE=lower)}
    drawn = battle("A..b", seat=seat, objectives=both, **pair).finish()
    assert winner(drawn) == (whose, Reason.VALUE)


def test_r9_3_wounded_units_count_in_full_and_destroyed_ones_not_at_all() -> None:
    shooter = unit(gun("gun", DMG=2), gun("spare", DMG=2), VALUE=10)
    trio = {"A": shooter, "b": unit(VALUE=11), "c": unit(VALUE=50, HP_MAX=1)}
    drawn = battle("A...b.c", phase="SHOOT", **trio)
    drawn = drawn.act("A", "SHOOT gun b", "SHOOT spare c", dice=[4, 4, 4, 4])
    assert (drawn.hp("b"), drawn.hp("c")) == (1, 0)
    drawn = drawn.finish()
    assert winner(drawn) == ("lower", Reason.VALUE)
    result = drawn.state.result
    assert result is not None
    assert result.value_left == (10, 11)


@both_seats
def test_r9_3_otherwise_it_is_a_draw(seat: str) -> None:
    both = {"one": [(0, 0)], "two": [(3, 0)]}
    drawn = battle("A..b", seat=seat, objectives=both).finish()
    assert winner(drawn) == (None, Reason.DRAW)
    assert drawn.state.result == Result(None, Reason.DRAW, (25, 25), (10, 10))


@both_seats
def test_r9_3_with_objectives_off_only_value_counts(seat: str) -> None:
    drawn = battle("A..b", seat=seat, objectives=HILL, score=False, b=unit(VALUE=11))
    drawn = drawn.finish()
    assert drawn.of(PointsScored) == []
    assert winner(drawn) == ("lower", Reason.VALUE)
    assert winner(battle("A..b", objectives=HILL, score=False).finish()) == (None, Reason.DRAW)


def test_r9_3_a_scenario_that_scores_names_objectives() -> None:
    findings = Findings("file")
    assert decode_scenario(scenario_table("A..b", score=True), findings) is None
    assert [problem.rule for problem in findings.problems] == ["R9.3"]


def test_r9_3_the_battle_ends_after_the_last_turn_s_last_decision() -> None:
    drawn = battle("A..b").until("CHARGE", "lower", 5)
    assert drawn.state.result is None
    drawn = drawn.play("END_PHASE")
    assert drawn.one(BattleEnded).result == drawn.state.result


@pytest.mark.parametrize("actions", [0, 7, 40])
@pytest.mark.parametrize("side", Side)
def test_r9_4_a_concession_ends_the_battle_at_once_whoever_is_to_act(
    side: Side, actions: int
) -> None:
    game = played("first_landing", 3, actions)
    points, before = tuple(game.state.points), game.state
    (event,) = game.concede(side)
    assert isinstance(event, BattleEnded)
    assert event.result == game.result
    assert event.result.winner is side.other
    assert event.result.reason is Reason.CONCESSION
    assert event.result.victory_points == points
    assert before.result is None, "the state from before is not changed"
    assert game.legal_actions() == []
