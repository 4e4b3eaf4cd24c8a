"""Small battles to put on the screen, and what a test asks of it."""

from __future__ import annotations

from client.battle.hud import prompts
from client.battle.hud.prompts import QuestionWords, question_words
from client.battle.input.questions import Question
from client.draw.board.picture import BoardPicture, UnitPicture
from engine.battle.actions import (
    Action,
)
from engine.battle.scenario import Scenario
from tests.client.battle.desk import (
    muster,
    sit_down,
    start,
)
from tests.client.pilot import Pilot
from tests.client.written import Frame, frame_of

FAR = muster([("linesman", (1, 4)), ("fleck", (1, 1))], [("loom", (14, 4))])
TWO_EACH = muster([("linesman", (1, 4)), ("sapper", (1, 1))], [("loom", (9, 4)), ("fleck", (9, 6))])
NEAR = muster([("linesman", (4, 4))], [("loom", (8, 4)), ("fleck", (8, 6))])
CLOSE = muster([("linesman", (4, 4))], [("loom", (7, 4))])
GUNS = muster([("theodolite", (1, 4))], [("loom", (9, 4)), ("fleck", (9, 6))])
MELEE = muster(
    [("linesman", (4, 4)), ("sapper", (8, 4))],
    [("loom", (5, 3)), ("fleck", (8, 5))],
)
SHOOTING = muster(
    [("linesman", (1, 1)), ("linesman", (5, 4)), ("linesman", (1, 7)), ("linesman", (1, 4))],
    [("loom", (14, 4))],
)
"""Of four who may shoot or advance, the second alone has a target."""


def pilot_after(scenario: Scenario, *actions: Action, seed: int = 7) -> Pilot:
    session = start(scenario, seed=seed)
    for action in actions:
        assert session.submit(session.records, action)
    pilot = sit_down(session)
    pilot.settle()
    return pilot


def picture(pilot: Pilot) -> BoardPicture:
    return pilot.screen.picture()


def shown(pilot: Pilot, unit: int) -> UnitPicture:
    return next(one for one in picture(pilot).units if one.unit == unit)


def last_action(pilot: Pilot) -> Action | None:
    return pilot.session.history[-1].action


def prompt(pilot: Pilot) -> str:
    return prompts.prompt_of(pilot.screen.presenter).words


def frame(pilot: Pilot) -> Frame:
    """Draw the screen once more and return what is written on it."""
    screen = pilot.screen
    return frame_of(screen.app.style, screen.app.size, screen.draw)


def column(pilot: Pilot) -> list[str]:
    """List what is written beside the board, from the top."""
    return frame(pilot).within(pilot.screen.layout.column)


def active(pilot: Pilot) -> int | None:
    return pilot.session.state.active


def words_of(question: Question, pilot: Pilot) -> QuestionWords:
    presenter = pilot.screen.presenter
    return question_words(question, presenter.decision, presenter.names)
