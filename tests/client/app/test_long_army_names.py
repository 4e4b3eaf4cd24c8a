"""The head of a side's army shows the whole name that a player gave it, where that is possible."""

from __future__ import annotations

import pytest

from client.settings import Settings
from client.text.catalogue import text
from tests.client.app.hand import OpenApp
from tests.client.written import frame_of


@pytest.mark.parametrize(("size", "scale"), [((1280, 800), 100), ((1280, 800), 150)])
@pytest.mark.parametrize("title", ["Compagnie du Grand-Fond", "The Long Evening of the Deep"])
def test_a_long_name_is_written_smaller_or_in_two_lines(
    open_app: OpenApp, size: tuple[int, int], scale: int, title: str
) -> None:
    hand = open_app(size, Settings(scale=scale))
    hand.press(text("title.new-battle"))
    hand.frame(2)
    head = hand.screen.armies[0].head
    head.words = head.words._replace(title=title)
    frame = frame_of(hand.app.style, hand.app.size, hand.screen.draw)
    written = " ".join(frame.within(head.rect))
    assert "…" not in written, written
    assert set(title.split()) <= set(written.split()), written
