"""Undo and redo by R10.4: what was taken back comes back, until anybody does something else."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from client.battle.model.session import Session
from engine.battle import Game, Side
from engine.battle.actions import Activate, EndPhase, Move, Shoot
from engine.battle.save import parse_save, read_save
from tests.client.battle.desk import AGAINST_BOT, PEOPLE, Kept, Prompt, muster, sit_down, start
from tests.client.battle.stage import GUNS, prompt
from tests.client.keyboard_pilot import without_mouse
from tests.engine.walk import Walker

FAR = muster([("linesman", (1, 4)), ("sapper", (1, 1))], [("loom", (13, 4)), ("fleck", (13, 1))])


def dice_of(battle: Session | Game) -> list[int]:
    """Return the next rolls of a battle's dice."""
    game = battle if isinstance(battle, Game) else battle.game
    dice = game._seeded.copy()
    return [dice.d6() for _ in range(8)]


def written(session: Session) -> Game:
    """Return the battle that is in the lines of the save."""
    content = "".join(f"{line}\n" for line in session.game.lines).encode()
    return Game.from_save(parse_save(Path("battle.jsonl"), content))


def told(session: Session) -> list[tuple[int, str, str]]:
    """Return what can be explained of a battle."""
    return [
        (deed.ply, deed.action.to_text(), deed.before.checksum())
        for side in Side
        for deed in session.deeds[side]
    ]


# ---------------------------------------------------------------- by mouse and by keyboard


def test_redo_by_the_button_brings_a_move_back() -> None:
    pilot = sit_down(start(FAR))
    pilot.do(Activate(0))
    pilot.do(Move((3, 4)))
    after = pilot.session.game.checksum()
    assert "redo" not in pilot.actions()
    pilot.click("undo")
    assert pilot.session.game.checksum() != after
    pilot.click("redo")
    pilot.settle()
    assert pilot.session.game.checksum() == after
    assert "redo" not in pilot.actions()


@pytest.mark.parametrize("key", ["y", "ctrl+y", "ctrl+shift+z"])
def test_redo_by_each_of_its_keys(key: str) -> None:
    pilot = without_mouse(sit_down(start(FAR)))
    pilot.do(Activate(0))
    pilot.do(Move((3, 4)))
    after = pilot.session.game.checksum()
    pilot.press("ctrl+z")
    pilot.press(key)
    assert pilot.session.game.checksum() == after
    pilot.press(key)
    assert prompt(pilot) == "There is nothing to redo."


def test_redo_shows_what_it_brings_back() -> None:
    pilot = sit_down(start(FAR))
    pilot.do(Activate(0))
    pilot.do(Move((3, 4)))
    lines = [line.headline for line in pilot.screen.presenter.lines]
    pilot.press("z")
    pilot.press("y")
    pilot.settle()
    pilot.frame()
    assert [line.headline for line in pilot.screen.presenter.lines] == lines
    assert pilot.screen.presenter.animator.scene.units[0].at == (3, 4)


def test_a_phase_that_was_ended_and_taken_back_ends_again() -> None:
    pilot = sit_down(start(FAR))
    pilot.do(EndPhase())
    after = pilot.session.game.checksum()
    pilot.press("z")
    pilot.press("y")
    assert pilot.session.game.checksum() == after


# ---------------------------------------------------------------- what is in the list


def test_any_new_action_drops_what_could_be_redone() -> None:
    session = start(FAR)
    for action in (Activate(0), Move((3, 4))):
        session.submit(session.records, action)
    session.undo()
    assert session.redone_next is Side.ONE
    session.submit(session.records, Move((2, 4)))
    assert session.redone_next is None


def test_an_untouched_activation_goes_and_comes_with_the_action_before_it() -> None:
    session = start(FAR)
    for action in (Activate(0), Move((3, 4)), Activate(1)):
        session.submit(session.records, action)
    before = session.game.checksum()
    session.undo()
    assert session.state.active == 0
    session.redo()
    assert session.game.checksum() == before
    assert session.state.active == 1


def test_deselecting_is_nothing_to_redo_and_loses_nothing_that_is() -> None:
    session = start(FAR)
    session.submit(session.records, Activate(0))
    session.put_back()
    assert session.redone_next is None
    for action in (Activate(0), Move((3, 4))):
        session.submit(session.records, action)
    after = session.game.checksum()
    session.undo()
    session.put_back()
    assert session.state.active is None
    session.redo()
    assert session.game.checksum() == after


def test_an_action_that_rolled_dice_is_neither_undone_nor_redone() -> None:
    session = start(GUNS)
    for action in (EndPhase(), Activate(0)):
        session.submit(session.records, action)
    shot = next(one for one in session.game.legal_actions() if isinstance(one, Shoot))
    session.submit(session.records, shot)
    assert not session.can_undo
    assert session.redone_next is None


def test_a_bot_that_moves_on_drops_what_could_be_redone() -> None:
    thinking = Prompt()
    session = Session.start(FAR, 7, AGAINST_BOT, thinking)
    while session.awaits_person:
        session.submit(session.records, EndPhase())
    thinking.silent = True
    session.request_decision()
    session.undo()
    assert session.redone_next is Side.ONE
    session.redo()
    assert session.awaits_computer
    thinking.silent = False
    session.request_decision()
    assert session.poll()
    assert session.redone_next is None


# ---------------------------------------------------------------- over real play


@pytest.mark.parametrize("seed", range(6))
def test_redo_is_the_exact_inverse_of_undo_and_the_file_has_it_all(seed: int) -> None:
    """Random play with undo, redo and deselecting: states, dice and file stay what they must be."""
    kept, source, walker = Kept(), random.Random(seed), Walker(seed)
    session = start("first_landing", PEOPLE, seed, kept)
    undone: list[str] = []  # checksums before each undo, the latest last
    seen = {"undo": 0, "redo": 0, "put": 0}
    for _ in range(400):
        if session.game.result is not None:
            break
        dice, draw = dice_of(session), source.random()
        if draw < 0.25 and session.undone_next is not None:
            undone.append(session.game.checksum())
            session.undo()
            seen["undo"] += 1
        elif draw < 0.5 and undone:
            session.redo()
            assert session.game.checksum() == undone.pop()
            seen["redo"] += 1
        elif draw < 0.55 and session.can_put_back:
            session.put_back()
            seen["put"] += 1
            if not undone:
                assert session.redone_next is None
        else:
            session.submit(
                session.records, walker.choose(session.state, session.game.legal_actions())
            )
            undone.clear()
            dice = dice_of(session)
        assert dice_of(session) == dice, "taking back and redoing roll nothing"
        assert (session.redone_next is not None) == bool(undone)
        assert kept.lines == list(session.game.lines)
    assert min(seen.values()) > 0
    again = written(session)
    assert again.checksum() == session.game.checksum()
    assert dice_of(again) == dice_of(session)


def test_a_saved_battle_has_what_was_redone(tmp_path: Path) -> None:
    session = start(FAR)
    for action in (Activate(0), Move((3, 4))):
        session.submit(session.records, action)
    session.undo()
    session.redo()
    session.save(tmp_path / "one.jsonl")
    again = Session.resume(read_save(tmp_path / "one.jsonl"), Prompt())
    assert again.history == session.history
    assert again.game.checksum() == session.game.checksum()
    assert told(again) == told(session)
    assert again.redone_next is None
