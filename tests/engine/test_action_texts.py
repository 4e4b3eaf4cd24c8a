"""What is no action at all never becomes one."""

from __future__ import annotations

import pytest

from engine.battle.actions import from_text
from engine.errors import IllegalAction


@pytest.mark.parametrize(
    "text",
    [
        "",
        "activate 0",
        "ACTIVATE",
        "ACTIVATE one",
        "ACTIVATE -1",
        "ACTIVATE +1",
        "ACTIVATE 01",
        "ACTIVATE 0 0",
        "ACTIVATE  0",
        "MOVE 1",
        "MOVE 1;2",
        "MOVE 1,2,3",
        "MOVE ,",
        "MOVE 1, 2",
        "SHOOT gun 1",
        "SHOOT gun 1 ALL",
        "SHOOT gun b VOLLEY",
        "FIGHT 1 blade VOLLEY",
        "WAIT 1",
        "DANCE",
        "END PHASE",
        "TAKE BACK",
    ],
)
def test_what_is_no_action_at_all_is_said_to_be_none(text: str) -> None:
    with pytest.raises(ValueError, match=r".+") as caught:
        from_text(text)
    assert not isinstance(caught.value, IllegalAction)
    assert repr(text) in str(caught.value)
