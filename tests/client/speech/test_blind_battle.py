"""A whole battle by keyboard alone, by somebody who hears the spoken lines and sees nothing."""

from __future__ import annotations

import pytest

from client.battle.speech.board_words import place_words
from client.battle.view.offers import attack_odds
from client.settings import HandOver, Pace
from client.text.catalogue import text
from client.text.format import amount, percent
from engine.battle.actions import Activate, Mode
from engine.battle.phase import Phase
from tests.client.battle.desk import AGAINST_BOT, PEOPLE, sit_down, start
from tests.client.pilot import FRAME, Pilot, greedy
from tests.client.speech.blind_pilot import BlindPilot
from tests.client.speech.listening import Listener


def listen_to(pilot: Pilot) -> Listener:
    """Have everything said that the pilot's window shows from now on."""
    ears, shown = Listener(), pilot._frame

    def frame(seconds: float) -> None:
        shown(seconds)
        ears.listen(pilot.stack)

    pilot._frame = frame
    return ears


def hear(pilot: Pilot, ears: Listener, key: str) -> list[str]:
    pilot.press(key)
    pilot.frame()
    return ears.news()


@pytest.mark.slow
@pytest.mark.parametrize("scenario", ["first_landing", "lock_keepers"])
def test_a_battle_is_played_from_spoken_lines_alone(scenario: str) -> None:
    pilot = sit_down(start(scenario, AGAINST_BOT))
    ears = listen_to(pilot)
    blind = BlindPilot(pilot.press, lambda: pilot.frame(FRAME), ears)
    blind.play()
    session = pilot.session
    assert session.game.result is not None
    assert pilot.shows_end
    done = {type(batch.action).__name__ for batch in session.history if batch.by is not None}
    assert {"Move", "Shoot"} <= done
    # Every event that the log tells was said, in its order, once.
    told = [line.headline for line in pilot.screen.presenter.lines]
    said = iter(ears.lines)
    assert all(any(one.startswith(headline) for one in said) for headline in told)
    assert len([one for one in ears.lines if one.startswith("Round 2")]) == 1
    winner = session.game.result.winner
    assert blind.result[0] in {text("battle.end.victory"), text("battle.end.defeat")} or not winner


def test_no_line_is_said_twice_while_nothing_changes() -> None:
    pilot = sit_down(start("crossroads", AGAINST_BOT))
    ears = listen_to(pilot)
    pilot.settle()
    pilot.press("tab")
    for _ in range(3):
        pilot.frame()
    ears.news()
    for _ in range(10):
        pilot.frame()
    assert ears.news() == []


def test_the_cursor_says_each_hex_with_its_terrain_and_unit() -> None:
    pilot = sit_down(start("crossroads", AGAINST_BOT))
    ears = listen_to(pilot)
    pilot.settle()
    hear(pilot, ears, "tab")
    state, presenter = pilot.session.state, pilot.screen.presenter
    for key in ("up", "up", "right", "down", "left", "right"):
        line = " ".join(hear(pilot, ears, key))
        at = presenter.chosen.hovered
        assert at is not None
        assert line.startswith(f"Column {at[0]}, row {at[1]}: ")
        cell = state.field.grid.cell(at)
        if cell in state.at:
            assert presenter.names.unit(state.at[cell]) in line
        if presenter.path is not None:
            assert text("speech.path", cost=presenter.path.label) in line
        elif cell != state.units[state.active or 0].cell:
            assert text("speech.unreachable") in line


def test_the_odds_that_are_said_are_the_engines() -> None:
    session = start("crossroads", AGAINST_BOT, 9)
    while session.state.phase is not Phase.SHOOT or session.state.round < 2:
        assert session.submit(session.records, greedy(session))
    pilot = sit_down(session)
    ears = listen_to(pilot)
    pilot.settle()
    heard: list[str] = []
    for _ in range(12):
        heard = hear(pilot, ears, "tab")
        if any(line.startswith("Target: ") for line in heard):
            break
    presenter, state = pilot.screen.presenter, session.state
    assert state.active is not None
    actor = state.units[state.active]
    targets = [line for line in heard if line.startswith("Target: ")]
    assert len(targets) == len(presenter.ranking) > 0
    for line, odds in zip(targets, presenter.ranking, strict=True):
        assert odds.weapon is not None
        target = state.units[odds.target]
        whole = attack_odds(state, actor, odds.weapon, target, Mode.VOLLEY)
        assert presenter.names.unit(odds.target) in line
        assert percent(whole.destroyed) in line
        assert f"{amount(whole.damage)} damage" in line


def test_the_threat_is_said_once_the_map_is_switched_on() -> None:
    pilot = sit_down(start("crossroads", AGAINST_BOT))
    ears = listen_to(pilot)
    pilot.settle()
    hear(pilot, ears, "up")
    heard = hear(pilot, ears, "d")
    at = pilot.screen.presenter.chosen.hovered
    facts = pilot.screen.threats.facts_at(at, pilot.screen.presenter.names)
    assert facts
    assert all(fact.words in " ".join(heard) for fact in facts)


def test_a_refusal_is_said_each_time_and_undo_says_so() -> None:
    pilot = sit_down(start("crossroads", AGAINST_BOT))
    ears = listen_to(pilot)
    pilot.settle()
    ears.news()
    for _ in range(2):
        assert text("battle.refuse.undo") in hear(pilot, ears, "z")
    pilot.do(Activate(min(one.id for one in pilot.session.state.living(pilot.session.state.side))))
    ears.news()
    pilot.do(greedy(pilot.session))
    ears.news()
    assert text("speech.taken-back") in hear(pilot, ears, "z")


def test_a_hand_over_that_covers_the_board_hides_it_from_the_ears_too() -> None:
    pilot = sit_down(start("lock_keepers", PEOPLE), hand_over=HandOver.OPAQUE)
    ears = listen_to(pilot)
    pilot.settle()
    while not pilot.hands_over:
        pilot.do(greedy(pilot.session))
    pilot.frame()
    ears.news()
    for _ in range(5):
        pilot.frame()
    assert ears.news() == []
    heard = hear(pilot, ears, "return")
    assert heard, "the next person hears where the battle stands"


def test_dice_are_said_where_the_log_shows_them() -> None:
    pilot = sit_down(start("lock_keepers", AGAINST_BOT), pace=Pace.INSTANT)
    ears = listen_to(pilot)
    pilot.settle()
    hear(pilot, ears, "l")
    lines, before = pilot.screen.presenter.lines, len(pilot.screen.presenter.lines)
    while not any(line.dice for line in lines[before:]):
        pilot.do(greedy(pilot.session))
        pilot.frame()
    heard = ears.news()
    rows = [row for line in lines[before:] for row in line.dice]
    assert all(row in heard for row in rows)


def test_everything_on_the_board_is_said_when_it_is_asked_for() -> None:
    pilot = sit_down(start("crossroads", AGAINST_BOT))
    ears = listen_to(pilot)
    pilot.settle()
    pilot.press("tab")
    ears.news()
    ears.narrator.repeat(pilot.stack)
    heard = ears.news()
    state, names = pilot.session.state, pilot.screen.presenter.names
    for unit in state.units:
        at = place_words(state.offset(unit))
        assert any(names.unit(unit.id) in line and at in line for line in heard)
    assert len([line for line in heard if line.startswith("Anchor ")]) == len(state.owners)
