from __future__ import annotations

from typing import get_args

import pytest

from client.text import battle_log
from client.text.battle_log import Heading, LogLine, log_line, log_lines, newest_first
from client.text.catalogue import name
from engine.battle import Event, Game, Side, load_scenario
from engine.battle.events import (
    AdvanceRolled,
    AttackMade,
    AttacksCounted,
    AttacksGivenUp,
    BattleEnded,
    ChargeRolled,
    HazardRolled,
    Hit,
    MoveKind,
    ObjectiveTaken,
    PhaseBegan,
    PhaseEnded,
    PointsScored,
    Reason,
    Result,
    Roll,
    RoundBegan,
    TurnBegan,
    UnitActivated,
    UnitDestroyed,
    UnitMoved,
    UnitStayed,
    UnitWaited,
)
from engine.battle.phase import Phase
from engine.battle.scenario import Scenario
from engine.players.scripted_bots import make_bot
from tests.client.battle.desk import muster

ONE, TWO = Side.ONE, Side.TWO
MISS = Roll(2, 3, success=False, critical=False)
STRIKE = Roll(4, 3, success=True, critical=False)
CRITICAL = Roll(6, 3, success=True, critical=True)


class PlainNames:
    """Names of units by kind and number, beside a board that shows hexes."""

    shows_hexes = True

    def __init__(self, scenario: Scenario) -> None:
        self.units = scenario.units

    def unit(self, unit: int) -> str:
        return f"{name('unit', self.units[unit].unit)} {unit}"

    def side(self, side: Side) -> str:
        return name("side", side.value)

    def side_of(self, unit: int) -> Side:
        return self.units[unit].side


@pytest.fixture(scope="module")
def names() -> PlainNames:
    """Return names of a battle: unit 0 is a linesman of ONE, 14 a needle of TWO, 16 a chorus."""
    line = [("linesman", (column, row)) for column in range(2) for row in range(7)]
    return PlainNames(muster(line, [("needle", (8, 1)), ("needle", (8, 3)), ("chorus", (8, 5))]))


def attack(hit: Roll | None, *hits: Hit, cover: bool = False, left: int = 2) -> AttackMade:
    lost = sum(one.lost for one in hits)
    return AttackMade(0, "line_rifle", 14, False, cover, hit, hits, lost, left)


def wound(  # every field of a hit has a use in some test
    wounded: Roll | None,
    save: Roll | None = None,
    again: Roll | None = None,
    faces: tuple[int, ...] = (),
    lost: int = 0,
    *,
    extra: bool = False,
) -> Hit:
    last = again or wounded
    return Hit(extra, wounded, again, last is None or last.success, save, faces, lost, lost)


EVENTS: list[tuple[Event, str | None]] = [
    (RoundBegan(3), "Round 3"),
    (TurnBegan(TWO, 3), "Side Two: turn begins"),
    (PhaseBegan(ONE, Phase.SHOOT), "Shoot"),
    (
        PointsScored(ONE, ("A", "B"), 10, 25),
        "Side One scores 10 points for A, B, for a total of 25.",
    ),
    (PointsScored(ONE, ("A",), 1, 1), "Side One scores 1 point for A, for a total of 1."),
    (ObjectiveTaken(ONE, "A", None), "Side One takes anchor A."),
    (ObjectiveTaken(ONE, "A", TWO), "Side One takes anchor A from Side Two."),
    (UnitActivated(0), None),
    (UnitWaited(0), "Linesman 0 waits."),
    (PhaseEnded(Phase.MOVE, (0,)), "Move phase ends; 1 unit waited."),
    (PhaseEnded(Phase.MOVE, (0, 1)), "Move phase ends; 2 units waited."),
    (
        UnitMoved(0, MoveKind.MOVE, ((3, 3), (4, 3)), 1, fled=False),
        "Linesman 0 moves from 3,3 to 4,3.",
    ),
    (
        UnitMoved(0, MoveKind.MOVE, ((3, 3), (4, 3)), 2, fled=True),
        "Linesman 0 flees from 3,3 to 4,3. Cost: 2 movement points.",
    ),
    (
        UnitMoved(0, MoveKind.ADVANCE, ((3, 3), (4, 3)), 1, fled=False),
        "Linesman 0 advances from 3,3 to 4,3.",
    ),
    (
        UnitMoved(0, MoveKind.CHARGE, ((3, 3), (4, 3)), 1, fled=False),
        "Linesman 0 charges from 3,3 to 4,3.",
    ),
    (AdvanceRolled(0, (4,), 4), "Linesman 0 rolls 4 for its advance."),
    (UnitStayed(0), "Linesman 0 stays where it is."),
    (
        AttacksCounted(0, "line_rifle", 14, (), 1, 1, 0),
        "Linesman 0 aims its Line rifle at Needle 14: 2 attacks.",
    ),
    (
        attack(MISS),
        "Linesman 0 fires its Line rifle at Needle 14: 1 attack, no damage.",
    ),
    (
        AttacksGivenUp(0, "line_rifle", 2),
        "Linesman 0 skips its remaining attacks with Line rifle: 2.",
    ),
    (
        HazardRolled(16, "chord", 1, 3, 1),
        "Chorus 16 is hurt by its own Chord: 3 hit points lost, 1 left.",
    ),
    (
        HazardRolled(16, "chord", 4, 0, 4),
        "Chorus 16 is unharmed by its own Chord.",
    ),
    (UnitDestroyed(14, 0, (3, 3)), "Needle 14 is destroyed."),
    (
        ChargeRolled(0, 14, (1, 2), 3, reached=False),
        "Linesman 0 charges Needle 14 and rolls 3: not far enough.",
    ),
    (
        ChargeRolled(0, 14, (6, 2), 8, reached=True),
        "Linesman 0 charges Needle 14 and rolls 8: it gets there.",
    ),
    (
        BattleEnded(Result(TWO, Reason.VALUE, (5, 5), (10, 20))),
        "Side Two wins. Victory points are level, but the winner’s surviving units are worth more.",
    ),
    (
        BattleEnded(Result(None, Reason.DRAW, (5, 5), (10, 10))),
        "A draw. Victory points and surviving units are level.",
    ),
]


@pytest.mark.parametrize(("event", "said"), EVENTS, ids=[type(e).__name__ for e, _ in EVENTS])
def test_every_event_has_its_sentence(names: PlainNames, event: Event, said: str | None) -> None:
    line = log_line(event, names)
    assert (line and line.headline) == said


def test_a_charge_that_fell_short_says_what_it_needed(names: PlainNames) -> None:
    event = ChargeRolled(0, 14, (1, 2), 3, reached=False)
    (line,) = log_lines([event], names, 7)
    words = "Linesman 0 charges Needle 14 and rolls 3: not far enough, needed 7."
    assert line.headline == words
    reached = ChargeRolled(0, 14, (6, 2), 8, reached=True)
    (line,) = log_lines([reached], names, 7)
    assert line.headline == "Linesman 0 charges Needle 14 and rolls 8: it gets there."


def test_hexes_are_named_only_where_the_board_shows_their_numbers(names: PlainNames) -> None:
    move = UnitMoved(0, MoveKind.MOVE, ((3, 3), (4, 3), (5, 3)), 3, fled=False)
    numbered = log_line(move, names)
    names.shows_hexes = False
    try:
        plain = log_line(move, names)
    finally:
        names.shows_hexes = True
    assert numbered is not None
    assert plain is not None
    assert numbered.headline == "Linesman 0 moves from 3,3 to 5,3. Cost: 3 movement points."
    assert plain.headline == "Linesman 0 moves 2 hexes. Cost: 3 movement points."
    assert plain.hexes == numbered.hexes == ((3, 3), (4, 3), (5, 3))


def line(words: str, heading: Heading | None = None) -> LogLine:
    return LogLine(words, None, heading=heading)


def test_newest_first_headings_stand_above_their_groups() -> None:
    lines = [
        line("round 1", Heading.ROUND),
        line("one's turn", Heading.TURN),
        line("move", Heading.PHASE),
        line("a"),
        line("b"),
        line("shoot", Heading.PHASE),
        line("c"),
        line("two's turn", Heading.TURN),
        line("move again", Heading.PHASE),
        line("d"),
        line("round 2", Heading.ROUND),
        line("result", Heading.RESULT),
    ]
    assert [lines[index].headline for index in newest_first(lines)] == [
        "result",
        *("round 1", "two's turn", "move again", "d"),
        *("one's turn", "shoot", "c", "move", "b", "a"),
    ]


def test_newest_first_leaves_out_headings_of_nothing_but_the_newest() -> None:
    lines = [
        line("round 1", Heading.ROUND),
        line("one's turn", Heading.TURN),
        line("shoot", Heading.PHASE),
        line("move", Heading.PHASE),
        line("a"),
        line("two's turn", Heading.TURN),
        line("charge", Heading.PHASE),
    ]
    shown = [lines[index].headline for index in newest_first(lines)]
    assert shown == ["round 1", "two's turn", "charge", "one's turn", "move", "a"]


def test_newest_first_shows_lines_before_any_heading_last() -> None:
    lines = [line("a"), line("b"), line("round", Heading.ROUND), line("c")]
    assert newest_first(lines) == [2, 3, 1, 0]
    assert newest_first([]) == []


def test_no_kind_of_event_is_left_out() -> None:
    assert {type(event) for event, _ in EVENTS} == set(get_args(Event))


def test_a_volley_is_one_line_with_a_row_of_dice_an_attack(names: PlainNames) -> None:
    counted = AttacksCounted(0, "line_rifle", 14, (5,), 3, 1, 0)
    saved = wound(STRIKE, Roll(5, 5, success=True, critical=False))
    through = wound(STRIKE, Roll(2, 5, success=False, critical=False), faces=(3,), lost=2)
    gone = UnitDestroyed(14, 0, (3, 3))
    events = [counted, attack(MISS), attack(STRIKE, saved), attack(STRIKE, through, left=0), gone]
    (line,) = log_lines(events, names)
    assert line == LogLine(
        "Linesman 0 fires its Line rifle at Needle 14: 3 attacks, destroyed.",
        ONE,
        (
            "attacks 3 (rolled 5)",
            "Close volley 1: 1 more attack",
            "hit 2 (3+) misses",
            "hit 4 (3+) · wound 4 (3+) · save 5 (5+) made",
            "hit 4 (3+) · wound 4 (3+) · save 2 (5+) failed · damage 2 (rolled 3) · −2",
        ),
        (0, 14),
    )


@pytest.mark.parametrize(
    ("event", "rows"),
    [
        (attack(None, wound(MISS)), ["hits without a roll · wound 2 (3+) failed"]),
        (
            attack(STRIKE, wound(MISS, again=CRITICAL, lost=1), cover=True),
            [
                (
                    "in cover · hit 4 (3+) · wound 2 (3+) failed · reroll"
                    " · wound 6 (3+), critical · no save · −1"
                ),
            ],
        ),
        (
            attack(CRITICAL, wound(None, lost=1), wound(STRIKE, lost=1, extra=True)),
            [
                "hit 6 (3+), critical · wounds without a roll · no save · −1",
                "extra hit · wound 4 (3+) · no save · −1",
            ],
        ),
    ],
)
def test_dice_say_what_was_needed_and_what_came_of_it(
    names: PlainNames, event: AttackMade, rows: list[str]
) -> None:
    line = log_line(event, names)
    assert line is not None
    assert list(line.dice) == rows


def test_rolls_that_are_added_up_show_their_dice(names: PlainNames) -> None:
    charge = log_line(ChargeRolled(0, 14, (6, 2), 8, reached=True), names)
    advance = log_line(AdvanceRolled(0, (4,), 4), names)
    assert charge is not None
    assert advance is not None
    assert charge.dice == ("rolled 6 + 2 = 8",)
    assert advance.dice == ("rolled 4",)


def test_a_weapon_that_finishes_its_bearer_has_a_line_of_its_own(names: PlainNames) -> None:
    events = [attack(MISS), HazardRolled(0, "line_rifle", 1, 2, 0), UnitDestroyed(0, 0, (3, 3))]
    assert [line.headline for line in log_lines(events, names)][1:] == [
        "Linesman 0 is hurt by its own Line rifle: 2 hit points lost, 0 left.",
        "Linesman 0 is destroyed.",
    ]


def test_a_battle_between_bots_is_told_from_the_first_line_to_the_last() -> None:
    game = Game.start(load_scenario("full_muster"), 5)
    bots = [make_bot("bot:random", side, 5) for side in Side]
    names = PlainNames(game.header.scenario)
    lines = log_lines(game.opening, names)
    while game.result is None:
        action = bots[game.state.to_act.index].choose(game.state, game.legal_actions())
        lines += log_lines(game.apply(action), names)
    assert lines[0].headline == "Round 1"
    assert lines[-1] == battle_log.result_line(game.result, names)
    assert all(line.headline and "{" not in line.headline for line in lines)
