"""The reason why an action is illegal, with the names that people know instead of codes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from client.text.catalogue import has_name, name, text
from client.text.format import capitalised

if TYPE_CHECKING:
    from client.text.names import BattleNames
    from engine.errors import IllegalAction

_UNIT: Final = re.compile(r"\bunit (\d+)\b")
_CODE: Final = re.compile(r"\b(?:[A-Z][A-Z_]+|[a-z]+(?:_[a-z]+)+)\b")
_CONTEXTS: Final = ("weapon", "weapon-rule", "phase", "terrain")


def refusal_text(error: IllegalAction, names: BattleNames) -> str:
    """Return why an action is illegal, and the number of the rule that forbids it."""
    reason = _UNIT.sub(lambda found: names.unit(int(found[1])), error.reason)
    reason = _CODE.sub(lambda found: _name_of(found[0]), reason)
    return text("battle.refuse.illegal", reason=capitalised(reason), rule=error.rule)


def _name_of(code: str) -> str:
    """Return what people call a code of any kind; the code itself where it is none."""
    contexts = [context for context in _CONTEXTS if has_name(context, code)]
    return name(contexts[0], code, x="", keyword="").strip() if contexts else code
