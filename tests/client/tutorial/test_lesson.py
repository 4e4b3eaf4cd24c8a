"""The lessons as data: each is played by its own steps, says what is true, and is read strictly."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from client.battle.view.offers import Odds, attack_odds, charge_odds
from client.draw.board.ground import split_cover
from client.key_bindings import KeyBindings, use_bindings
from client.text.catalogue import text
from client.text.format import percent
from client.tutorial.goals import Hindrance
from client.tutorial.lesson import (
    PUPIL,
    Wait,
    lesson_of,
    packaged_lessons,
    read_lesson,
)
from client.tutorial.lesson_session import LessonSession
from client.tutorial.lesson_text import all_words, keys_of, words_of
from engine.battle.actions import Activate, EndPhase, Mode, Move
from engine.battle.battlefield import Sight, Terrain
from engine.battle.options import Options
from engine.errors import DataError
from engine.hexgrid import cells_of
from tests.client.tutorial.pupil import begin, next_action, run_headless

CODES = [lesson.code for lesson in packaged_lessons()]
THEMES = ["move", "sight", "shoot", "advance", "fight", "anchors", "battle"]


def test_there_are_seven_lessons_in_the_order_of_their_themes() -> None:
    assert CODES == THEMES


@pytest.mark.parametrize("code", CODES)
def test_every_step_of_a_lesson_can_be_done(code: str) -> None:
    session = begin(lesson_of(code))
    run_headless(session)
    assert session.is_last
    assert session.step.wait is Wait.READ


@pytest.mark.parametrize("code", CODES)
def test_every_step_has_its_texts_with_everything_filled_in(code: str) -> None:
    lesson = lesson_of(code)
    keys = [key for step in lesson.steps for key in keys_of(lesson, step)]
    words = all_words(lesson)
    assert len(words) == len(keys) + len(Hindrance)
    assert all("{" not in one for one in words)
    assert text(f"lesson.{code}")
    assert text(f"lesson.{code}.about")


def test_the_keys_that_are_named_are_those_of_the_player() -> None:
    session = begin(lesson_of("shoot"))
    session.go_on()
    assert " E, " in words_of(session)
    use_bindings(KeyBindings({"end-phase": ("k",)}))
    assert " K, " in words_of(session)


# What is said is true


def at_step(code: str, step: str) -> LessonSession:
    """Do a lesson up to a step."""
    session = begin(lesson_of(code))
    while session.step.code != step:
        if session.step.wait is Wait.READ or session.is_met:
            session.go_on()
        elif session.step.wait is Wait.UNDO:
            session.undo()
        elif session.step.wait is Wait.POINT and session.state.active == session.step.unit:
            session.point(session.spots[0], 60.0)
        else:
            session.submit(session.records, next_action(session))
    return session


def options_of(session: LessonSession, unit: int) -> Options:
    if session.state.active != unit:
        session.submit(session.records, Activate(unit))
    return session.game.options()


def shot(session: LessonSession, target: int) -> Odds:
    state = session.state
    assert state.active is not None
    unit = state.units[state.active]
    (code, targets), *_ = session.game.options().shoot
    assert targets >> target & 1
    weapon = unit.profile.weapon(code)
    assert weapon is not None
    return attack_odds(state, unit, weapon, state.units[target], Mode.VOLLEY)


def said(session: LessonSession) -> str:
    return words_of(session)


def test_the_first_move_is_of_4_points_and_the_marked_hex_is_rough_and_in_reach() -> None:
    session = at_step("move", "range")
    state = session.state
    assert "its 4 movement points" in said(session)
    assert state.units[0].profile.move == 4
    (spot,) = session.spots
    assert state.setup.scenario.terrain[spot[1]][spot[0]] == Terrain.ROUGH.value
    assert state.setup.rules.rough_cost == 2
    assert "2 points a hex" in said(session)
    assert session.game.options().move >> state.field.grid.cell(spot) & 1


def test_the_way_behind_the_wall_leads_round_its_end() -> None:
    session = at_step("move", "detour")
    assert "9 points" in said(session)
    assert session.state.units[1].profile.move == 9
    grid = session.state.field.grid
    start, (end,) = session.state.offset(session.state.units[1]), session.spots
    session.submit(session.records, Activate(1))
    session.submit(session.records, Move(end))
    (event,) = [one for one in session.history[-1].events if type(one).__name__ == "UnitMoved"]
    assert event.cost > grid.distance(grid.cell(start), grid.cell(end))  # type: ignore[union-attr]


def test_after_both_units_have_moved_the_phase_has_ended_by_itself() -> None:
    session = at_step("move", "over")
    assert session.state.phase.value == "SHOOT"
    assert all(batch.action != EndPhase() for batch in session.history)


def test_the_wall_hides_all_enemies_and_from_the_marked_hex_two_are_seen() -> None:
    lesson = lesson_of("sight")
    field = begin(lesson).state.field
    start, enemies = begin(lesson).state.units[0].cell, begin(lesson).state.units[1:]
    assert all(field.sight(start, enemy.cell) is Sight.BLOCKED for enemy in enemies)
    session = at_step("sight", "open")
    assert cells_of(session.game.options().shoot[0][1]) == [1, 2]


def test_cover_makes_the_save_of_the_bellows_one_better_as_it_is_said() -> None:
    session = at_step("sight", "open")
    in_the_open, in_cover = shot(session, 1), shot(session, 2)
    assert in_the_open.stats is not None
    assert in_cover.stats is not None
    assert (in_the_open.stats.save, in_cover.stats.save) == (5, 4)
    assert "5 or more" in said(session)
    assert "one better, 4 or more" in said(at_step("sight", "cover"))
    scenario = session.state.setup.scenario
    assert scenario.units[2].hex not in split_cover(scenario.terrain), "it is drawn as ruins"
    assert "among ruins" in said(at_step("sight", "cover"))
    assert (in_the_open.stats.cover, in_cover.stats.cover) == (False, True)
    assert in_the_open.attacks == in_cover.attacks, "only cover makes the difference"
    assert in_cover.damage < in_the_open.damage


def test_the_rifle_reaches_as_far_as_it_is_said_and_makes_two_attacks_at_the_fleck() -> None:
    session = at_step("shoot", "select")
    options_of(session, 0)
    (weapon,) = session.state.units[0].profile.ranged
    assert f"range of {weapon.range} hexes" in said(at_step("shoot", "select"))
    assert shot(session, 2).attacks == ((2, 1.0),)
    assert shot(session, 3).attacks == ((1, 1.0),), "beyond half range"


def test_the_sighter_hits_one_better_as_it_has_not_moved() -> None:
    session = at_step("shoot", "braced")
    options_of(session, 1)
    stats = shot(session, 3).stats
    assert stats is not None
    assert stats.heavy
    assert stats.to_hit == 2


def test_the_linesman_on_the_road_has_no_target_and_the_outrider_has_one_before_and_after() -> None:
    session = at_step("advance", "declare")
    options = options_of(session, 0)
    assert options.shoot == ()
    assert options.advance
    session = at_step("advance", "ride")
    assert [code for code, _ in options_of(session, 1).shoot] == ["carbine"]
    (carbine,) = session.state.units[1].profile.ranged
    assert carbine.range == 8
    assert "within 8 hexes" in said(at_step("advance", "halt"))
    assert at_step("advance", "fire").game.options().shoot


def test_the_chances_to_reach_are_those_that_are_said() -> None:
    session = at_step("fight", "far")
    state = session.state
    assert state.active is not None
    unit = state.units[state.active]
    assert unit.profile.ranged == ()
    far, near = (charge_odds(state, unit, state.units[target]) for target in (2, 1))
    assert (percent(far.reached), percent(near.reached)) == ("72%", "92%")
    assert "roll of 6 or more" in said(session)
    assert percent(far.reached) in said(session)
    assert percent(near.reached) in said(at_step("fight", "near"))
    assert "4 or more" in said(at_step("fight", "near"))
    assert far.reached == pytest.approx(26 / 36), "6 or more with two dice"
    assert near.reached == pytest.approx(33 / 36), "4 or more with two dice"


def test_one_linesman_does_not_take_the_second_anchor_and_two_do() -> None:
    session = at_step("anchors", "contest")
    assert session.state.owners == [PUPIL, PUPIL.other]
    assert at_step("anchors", "outweigh").state.owners == [PUPIL, PUPIL.other]
    session = at_step("anchors", "score")
    assert session.state.owners == [PUPIL, PUPIL]
    assert [unit.profile.oc for unit in session.state.units] == [1, 1, 1, 1]
    words = said(session)
    assert re.search(r"round 2\b.*5 points.*at most 15", words)
    run_headless(session)
    assert session.state.points[0] > 0


def test_the_small_battle_lasts_three_rounds_against_the_weakest_level() -> None:
    session = begin(lesson_of("battle"))
    assert session.state.setup.rules.rounds == 3
    assert "It lasts 3 rounds" in said(session)
    assert session.lesson.opponent == "recruit"
    assert len(session.state.setup.objectives) == 1


# Broken files

STEPS = '[[steps]]\ncode = "end"\nwait = "read"\n'
HEAD = 'kind = "lesson"\nnumber = 1\nscenario = "range"\nseed = 1\nopponent = "bot:greedy"\n'
BROKEN = {
    "a missing key": (HEAD.replace("seed = 1\n", "") + STEPS, "seed: missing"),
    "an unknown key": (HEAD + "luck = 3\n" + STEPS, "luck: unknown key"),
    "another kind": (HEAD.replace("lesson", "board") + STEPS, "kind"),
    "a battle that does not exist": (HEAD.replace("range", "moon") + STEPS, "'moon' does not"),
    "an opponent that does not exist": (HEAD.replace("greedy", "god") + STEPS, "'bot:god'"),
    "a step of an unknown kind": (HEAD + STEPS.replace("read", "pray"), "steps[0].wait"),
    "a step twice": (HEAD + STEPS + STEPS, "'end' is listed twice|end is listed twice"),
    "no steps": (HEAD + "steps = []\n", "the last step of a lesson"),
    "a last step that is not read": (
        HEAD + '[[steps]]\ncode = "a"\nwait = "undo"\n',
        "the last step of a lesson",
    ),
    "a move of nobody": (HEAD + '[[steps]]\ncode = "a"\nwait = "move"\n' + STEPS, "unit: missing"),
    "an enemy as one's own unit": (
        HEAD + '[[steps]]\ncode = "a"\nwait = "move"\nunit = 2\n' + STEPS,
        "unit 2 does not exist",
    ),
    "a friend as the target": (
        HEAD + '[[steps]]\ncode = "a"\nwait = "shoot"\nunit = 0\ntarget = 1\n' + STEPS,
        "unit 1 does not exist",
    ),
    "a hex off the board": (
        HEAD + '[[steps]]\ncode = "a"\nwait = "point"\nhexes = [[99, 0]]\n' + STEPS,
        "hex 99,0 is off",
    ),
    "pointing at nothing": (HEAD + '[[steps]]\ncode = "a"\nwait = "point"\n' + STEPS, "hexes"),
    "no phase": (HEAD + '[[steps]]\ncode = "a"\nwait = "phase"\n' + STEPS, "phase: missing"),
    "a button that does not exist": (HEAD + STEPS + 'button = "win"\n', "button: 'win'"),
    "no TOML": ("kind = ", "not valid TOML"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_lesson_is_refused_with_the_place_of_the_fault(tmp_path: Path, case: str) -> None:
    content, expected = BROKEN[case]
    file = tmp_path / "lesson.toml"
    file.write_text(content)
    with pytest.raises(DataError) as raised:
        read_lesson(file)
    shown = str(raised.value)
    assert "lesson.toml" in shown
    assert any(part in shown for part in expected.split("|")), shown


def test_the_rounds_of_a_battle_can_be_fewer_in_a_lesson(tmp_path: Path) -> None:
    file = tmp_path / "short.toml"
    file.write_text(HEAD + "rounds = 2\n" + STEPS)
    lesson = read_lesson(file)
    assert lesson.code == "short"
    assert lesson.scenario.rules.rounds == 2
