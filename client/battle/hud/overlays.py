"""What stands in front of the board and must be answered: questions, hand-over, menu, end."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.hud import prompts
from client.battle.hud.boxes import BoxText, Choice, draw_box, draw_cover
from client.battle.hud.end_panel import EndView, draw_end
from client.battle.hud.hit_areas import EndChoice, HotSpot, MenuChoice, Ready
from client.battle.input.intent import Box, Reply
from client.battle.input.keys import CAPS, Command, Press
from client.battle.view.board_picture import face_of
from client.draw.ui.panels import ButtonFace, Kind
from client.text.catalogue import name, plural, text
from engine.battle.side import Side

if TYPE_CHECKING:
    import pygame

    from client.battle.hud.shown_battle import ShownBattle
    from client.battle.presenter import Director
    from client.draw.ui.style import Style

_MENU_ICONS: Final = {
    MenuChoice.RESUME: "play",
    MenuChoice.SAVE: "save",
    MenuChoice.SETTINGS: "gear",
    MenuChoice.HELP: "book",
    MenuChoice.LEAVE: "exit",
}


def draw_front(surface: pygame.Surface, style: Style, screen: ShownBattle) -> list[HotSpot]:
    """Draw what is in front now; give its buttons."""
    director, area, mouse = screen.director, surface.get_rect(), screen.mouse
    if screen.covered and director.handing_to is not None:
        draw_cover(surface, style, director.handing_to)
    if director.menu_open:
        says, choices = BoxText(text("battle.menu.title"), ()), _menu_choices()
    elif screen.box is not None:
        says, choices = _question(director, screen.box)
    elif director.handing_to is not None:
        says, choices = _hand_over(director, director.handing_to)
    else:
        return draw_end(surface, style, _end(director), _end_choices(), mouse)
    return draw_box(surface, style, area, says, choices, mouse, veiled=not screen.covered)


def _menu_choices() -> list[Choice]:
    kinds = {MenuChoice.RESUME: Kind.PRIMARY, MenuChoice.LEAVE: Kind.CANCEL}
    return [
        Choice(
            choice.name.lower(),
            ButtonFace(text(choice.value), _MENU_ICONS[choice]),
            kinds[choice] if choice in kinds else Kind.NORMAL,
            choice,
        )
        for choice in MenuChoice
    ]


def _question(director: Director, box: Box) -> tuple[BoxText, list[Choice]]:
    words = prompts.words_of_box(box, director.situation)
    choices = [
        Choice(
            "confirm",
            ButtonFace(words.confirm, "check", CAPS[Command.CONFIRM]),
            Kind.CONFIRM,
            Reply.CONFIRM,
        )
    ]
    if words.skips:
        face = ButtonFace(text("battle.box.skip"), "hold", CAPS[Command.WAIT])
        choices.append(Choice("skip", face, Kind.SKIP, Reply.SKIP))
    face = ButtonFace(text("battle.box.cancel"), "cross", CAPS[Command.BACK])
    choices.append(Choice("cancel", face, Kind.CANCEL, Reply.CANCEL))
    return BoxText(words.title, words.lines), choices


def _hand_over(director: Director, side: Side) -> tuple[BoxText, list[Choice]]:
    state = director.session.state
    title = text("battle.hand-over.title", side=director.names.side(side))
    rounds = state.setup.rules.rounds
    lines = (text("battle.hand-over.text", round=state.round, rounds=rounds),)
    face = ButtonFace(text("battle.hand-over.ready"), "hand_over", CAPS[Command.CONFIRM])
    choices = [Choice("ready", face, Kind.PRIMARY, Ready())]
    if director.may_undo:
        face = ButtonFace(text("battle.do.undo"), "undo", CAPS[Command.UNDO])
        choices.append(Choice("undo", face, Kind.NORMAL, Press(Command.UNDO)))
    return BoxText(title, lines, side, face_of(state, side)), choices


def _end(director: Director) -> EndView:
    """Tell the result and why (R9.3), the points and what is left of both sides."""
    result, state = director.session.game.result, director.session.state
    assert result is not None, "the battle is over"
    one, two = (director.names.side(side) for side in Side)
    title = text("battle.end.draw")
    if result.winner is not None:
        title = text("battle.end.wins", side=director.names.side(result.winner))
    rows = [_row("battle.end.value", result.value_left)]
    if director.session.state.setup.scenario.score_objectives:
        rows.insert(0, _row("battle.end.points", result.victory_points))
    return EndView(
        title,
        name("result", result.reason.value),
        plural("battle.end.rounds", director.session.state.round),
        result.winner,
        (one, two),
        (face_of(state, Side.ONE), face_of(state, Side.TWO)),
        tuple(rows),
    )


def _row(label: str, pair: tuple[int, int]) -> tuple[str, str, str]:
    return text(label), str(pair[0]), str(pair[1])


def _end_choices() -> list[Choice]:
    looks = {
        EndChoice.NEW: (Kind.PRIMARY, "play"),
        EndChoice.VIEW: (Kind.NORMAL, "eye"),
        EndChoice.TITLE: (Kind.NORMAL, "exit"),
    }
    return [
        Choice(
            choice.name.lower(),
            ButtonFace(text(choice.value), looks[choice][1]),
            looks[choice][0],
            choice,
        )
        for choice in EndChoice
    ]
