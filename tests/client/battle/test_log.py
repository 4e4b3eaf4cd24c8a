"""The log of a battle on the screen: appended to, and rebuilt when something is taken back."""

from __future__ import annotations

import pytest

from client.battle import presenter as presenter_module
from client.battle.input.intent import Undo
from client.text.battle_log import log_lines
from engine.battle.actions import Activate, Move
from tests.client.battle.desk import muster, sit_down, start

FAR = muster([("linesman", (1, 4)), ("sapper", (1, 1))], [("loom", (13, 4)), ("fleck", (13, 1))])


def test_each_action_is_worded_once_and_all_again_after_one_was_taken_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    pilot = sit_down(start(FAR))
    presenter, session = pilot.screen.presenter, pilot.session
    worded: list[object] = []

    def note(events: object, names: object) -> object:
        worded.append(events)
        return log_lines(events, names)  # type: ignore[arg-type]

    monkeypatch.setattr(presenter_module, "log_lines", note)
    before = [line.headline for line in presenter.lines]
    session.submit(session.ply, Activate(0))
    session.submit(session.ply, Move((2, 4)))
    pilot.frame()
    pilot.settle()
    assert len(worded) == 2, "what is in the log already is not worded again"
    assert [line.headline for line in presenter.lines][: len(before)] == before
    assert len(presenter.lines) > len(before)
    worded.clear()
    presenter.do(Undo())
    assert len(worded) == len(session.history)
    assert [line.headline for line in presenter.lines] == before
