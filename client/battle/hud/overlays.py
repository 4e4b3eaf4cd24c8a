"""What stands in front of the board and must be answered: questions, hand-over, menu, end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.hud import prompts
from client.battle.hud.boxes import BoxButton, BoxText, draw_box, draw_cover
from client.battle.hud.end_panel import EndView, draw_end
from client.battle.hud.hit_areas import EndChoice, HitArea, MenuChoice, Ready
from client.battle.input.intent import Question, QuestionAnswer
from client.battle.input.keys import CAPS, KeyCommand, Press
from client.battle.view.board_picture import face_of
from client.draw.ui.panels import ButtonFace, ButtonKind
from client.text.catalogue import name, plural, text
from engine.battle.side import Side

if TYPE_CHECKING:
    import pygame

    from client.battle.hud.shown_battle import ShownBattle
    from client.battle.presenter import BattlePresenter
    from client.draw.ui.style import Style

_MENU_ICONS: Final = {
    MenuChoice.RESUME: "play",
    MenuChoice.SAVE: "save",
    MenuChoice.SETTINGS: "gear",
    MenuChoice.HELP: "book",
    MenuChoice.LEAVE: "exit",
}


def draw_front(surface: pygame.Surface, style: Style, screen: ShownBattle) -> list[HitArea]:
    """Draw what is in front now; return its buttons."""
    presenter, area, mouse = screen.presenter, surface.get_rect(), screen.mouse
    if screen.covered and presenter.handing_to is not None:
        draw_cover(surface, style, presenter.handing_to)
    if presenter.menu_open:
        says, choices = BoxText(text("battle.menu.title"), ()), _menu_choices()
    elif screen.question is not None:
        says, choices = _question(presenter, screen.question)
    elif presenter.handing_to is not None:
        says, choices = _hand_over(presenter, presenter.handing_to)
    else:
        return draw_end(surface, style, _end(presenter), _end_choices(), mouse)
    return draw_box(surface, style, area, says, choices, mouse, veiled=not screen.covered)


def _menu_choices() -> list[BoxButton]:
    kinds = {MenuChoice.RESUME: ButtonKind.PRIMARY, MenuChoice.LEAVE: ButtonKind.CANCEL}
    return [
        BoxButton(
            choice.name.lower(),
            ButtonFace(text(choice.value), _MENU_ICONS[choice]),
            kinds[choice] if choice in kinds else ButtonKind.NORMAL,
            choice,
        )
        for choice in MenuChoice
    ]


def _question(presenter: BattlePresenter, question: Question) -> tuple[BoxText, list[BoxButton]]:
    words = prompts.question_words(question, presenter.decision, presenter.names)
    choices = [
        BoxButton(
            "confirm",
            ButtonFace(words.confirm, "check", CAPS[KeyCommand.CONFIRM]),
            ButtonKind.CONFIRM,
            QuestionAnswer.CONFIRM,
        )
    ]
    if words.skips:
        face = ButtonFace(text("battle.box.skip"), "hold", CAPS[KeyCommand.WAIT])
        choices.append(BoxButton("skip", face, ButtonKind.SKIP, QuestionAnswer.SKIP))
    face = ButtonFace(text("battle.box.cancel"), "cross", CAPS[KeyCommand.BACK])
    choices.append(BoxButton("cancel", face, ButtonKind.CANCEL, QuestionAnswer.CANCEL))
    return BoxText(words.title, words.lines), choices


def _hand_over(presenter: BattlePresenter, side: Side) -> tuple[BoxText, list[BoxButton]]:
    state = presenter.session.state
    title = text("battle.hand-over.title", side=presenter.names.side(side))
    rounds = state.setup.rules.rounds
    lines = (text("battle.hand-over.text", round=state.round, rounds=rounds),)
    face = ButtonFace(text("battle.hand-over.ready"), "hand_over", CAPS[KeyCommand.CONFIRM])
    choices = [BoxButton("ready", face, ButtonKind.PRIMARY, Ready())]
    if presenter.may_undo:
        face = ButtonFace(text("battle.do.undo"), "undo", CAPS[KeyCommand.UNDO])
        choices.append(BoxButton("undo", face, ButtonKind.NORMAL, Press(KeyCommand.UNDO)))
    return BoxText(title, lines, side, face_of(state, side)), choices


def _end(presenter: BattlePresenter) -> EndView:
    """Tell the result and why (R9.3), the points and what is left of both sides."""
    result, state = presenter.session.game.result, presenter.session.state
    assert result is not None, "the battle is over"
    one, two = (presenter.names.side(side) for side in Side)
    title = text("battle.end.draw")
    if result.winner is not None:
        title = text("battle.end.wins", side=presenter.names.side(result.winner))
    rows = [_row("battle.end.value", result.value_left)]
    if presenter.session.state.setup.scenario.score_objectives:
        rows.insert(0, _row("battle.end.points", result.victory_points))
    return EndView(
        title,
        name("result", result.reason.value),
        plural("battle.end.rounds", presenter.session.state.round),
        result.winner,
        (one, two),
        (face_of(state, Side.ONE), face_of(state, Side.TWO)),
        tuple(rows),
    )


def _row(label: str, pair: tuple[int, int]) -> tuple[str, str, str]:
    return text(label), str(pair[0]), str(pair[1])


def _end_choices() -> list[BoxButton]:
    looks = {
        EndChoice.NEW: (ButtonKind.PRIMARY, "play"),
        EndChoice.VIEW: (ButtonKind.NORMAL, "eye"),
        EndChoice.TITLE: (ButtonKind.NORMAL, "exit"),
    }
    return [
        BoxButton(
            choice.name.lower(),
            ButtonFace(text(choice.value), looks[choice][1]),
            looks[choice][0],
            choice,
        )
        for choice in EndChoice
    ]
