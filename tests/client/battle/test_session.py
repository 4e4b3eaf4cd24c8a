"""A session: stale answers, taking back, the record, going on with a save."""

from __future__ import annotations

from pathlib import Path

import pytest

from client.battle.model.session import Session
from client.worker.decisions import DecisionAnswer
from engine.battle import Game, IllegalAction, Side
from engine.battle.actions import Activate, EndPhase, Move, Wait
from engine.battle.save import read_save
from engine.versions import CHECK_EVERY
from tests.client.battle.desk import AGAINST_BOT, PEOPLE, Kept, Prompt, muster, start

FAR = muster([("linesman", (1, 4)), ("sapper", (1, 1))], [("loom", (13, 4)), ("fleck", (13, 1))])


def test_an_action_for_an_older_ply_is_dropped() -> None:
    session = start(FAR)
    ply = session.records
    assert session.submit(ply, Activate(0))
    before = session.game.checksum()
    assert not session.submit(ply, Activate(1))
    assert session.game.checksum() == before


def test_an_illegal_action_changes_nothing() -> None:
    session = start(FAR)
    with pytest.raises(IllegalAction):
        session.submit(session.records, Wait())
    assert session.records == 0
    assert len(session.history) == 1


def test_a_persons_action_is_taken_back() -> None:
    session = start(FAR)
    before = session.game.checksum()
    session.submit(session.records, Activate(0))
    assert session.can_put_back
    session.submit(session.records, Move((2, 4)))
    assert session.can_undo
    assert not session.can_put_back
    session.undo()
    session.put_back()
    assert session.game.checksum() == before
    assert not session.can_undo
    assert [batch.action for batch in session.history] == [None]


def test_a_bots_action_is_not_taken_back() -> None:
    session = start(FAR, AGAINST_BOT)
    while session.awaits_person:
        session.submit(session.records, EndPhase())
    session.request_decision()
    assert session.poll()
    assert session.game.undo_side is Side.TWO
    assert not session.can_undo


def test_a_turn_ended_by_mistake_is_taken_back_while_the_bot_thinks() -> None:
    thinking = Prompt()
    session = Session.start(FAR, 7, AGAINST_BOT, thinking)
    while session.awaits_person:
        session.submit(session.records, EndPhase())
    thinking.silent = True
    session.request_decision()
    assert session.can_undo
    session.undo()
    assert session.awaits_person
    thinking.silent = False
    assert thinking.question is None
    assert not session.poll()


def test_a_late_answer_is_dropped() -> None:
    thinking = Prompt()
    session = Session.start(FAR, 7, AGAINST_BOT, thinking)
    while session.awaits_person:
        session.submit(session.records, EndPhase())
    session.request_decision()
    assert thinking.question is not None
    stale = DecisionAnswer(session.records - 1, Activate(2))
    thinking.poll = lambda: stale  # type: ignore[method-assign]
    before = session.records
    assert not session.poll()
    assert session.records == before


def test_every_line_of_the_save_is_recorded_once_as_it_comes() -> None:
    kept = Kept()
    session = start(FAR, PEOPLE, recorder=kept)
    assert kept.lines == list(session.game.lines)
    session.submit(session.records, Activate(0))
    session.put_back()
    session.submit(session.records, Activate(1))
    assert kept.lines == list(session.game.lines)
    late = Kept()
    session.record_with(late)
    session.submit(session.records, Wait())
    assert kept.lines + late.lines == list(session.game.lines)


def test_checksums_between_the_actions_are_recorded_once_too() -> None:
    kept = Kept()
    session = start("first_landing", PEOPLE, recorder=kept)
    for _ in range(2 * CHECK_EVERY):
        session.submit(session.records, session.game.legal_actions()[0])
        assert kept.lines == list(session.game.lines)
    assert len(session.game.lines) > 1 + session.records


def test_a_saved_battle_goes_on_with_its_history(tmp_path: Path) -> None:
    session = start(FAR)
    for action in (Activate(0), Move((2, 4)), Activate(1)):
        session.submit(session.records, action)
    session.put_back()
    session.save(tmp_path / "one.jsonl")
    again = Session.resume(read_save(tmp_path / "one.jsonl"), Prompt())
    assert again.game.checksum() == session.game.checksum()
    assert again.history == session.history
    assert again.can_undo
    assert again.take_batch() is None
    assert Game.load(tmp_path / "one.jsonl").checksum() == again.game.checksum()


def test_a_battle_left_before_its_first_action_begins_with_its_opening_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "saved.jsonl"
    start(FAR).save(path)
    resumed = Session.resume(read_save(path), Prompt())
    (opening,) = resumed.history
    assert resumed.take_batch() == opening == start(FAR).take_batch()
    assert resumed.take_batch() is None
