"""The reason why an action is illegal, with display names instead of codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.text.catalogue import name, render, text
from client.text.format import capitalised
from engine.battle.side import Side
from engine.sentences import Sentence

if TYPE_CHECKING:
    from client.text.names import BattleNames
    from engine.errors import IllegalAction
    from engine.sentences import Parameter

_CONTEXTS: Final = {
    "first": "weapon",
    "needed": "phase",
    "phase": "phase",
    "terrain": "terrain",
    "weapon": "weapon",
}
"""The context of the catalogue for the names of a parameter's codes."""


def illegal_action_text(error: IllegalAction, names: BattleNames) -> str:
    """Return why an action is illegal; the number of the rule is for the terminal only."""
    parameters = {
        parameter: _name(parameter, value, names)
        for parameter, value in error.sentence.parameters.items()
    }
    reason = render(error.sentence.replace(**parameters))
    return text("battle.refuse.illegal", reason=capitalised(reason))


def _name(parameter: str, value: Parameter, names: BattleNames) -> Parameter:
    """Return the display name of the *value* of a parameter; numbers are unchanged."""
    match parameter, value:
        case "unit", Sentence(parameters={"number": int(number)}):
            return names.unit(number)
        case "hex", Sentence():  # the board of the window shows no hex numbers
            return text("battle.refuse.that-hex")
        case "side", str(side):
            return names.side(Side(side))
        case "weapon_rule", str(rule):
            return name("weapon-rule", rule, x="", keyword="").strip()
        case _, str(code):
            return name(_CONTEXTS[parameter], code)
        case _:
            return value
