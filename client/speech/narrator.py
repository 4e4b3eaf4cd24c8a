"""The narrator of text mode: says what has changed on the screens, one line at a time."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any, Final

from client.speech.spoken import CONTENT, FOCUS, PROMPT, TITLE, Spoken
from client.text.catalogue import text
from client.text.key_names import name_of_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.screen import Screen
    from client.speech.spoken import Speech
    from client.stack import ScreenStack

SAY_AGAIN: Final = "f12"
"""The key that has everything on the screen in front said."""
_REPEATED: Final = (TITLE, FOCUS, PROMPT)
"""Topics that are said again when a screen comes back to the front."""


@dataclasses.dataclass(slots=True, eq=False)
class _Memory:
    """What has been said of a screen: the last lines of topics and panels, the log's number."""

    screen: Screen[Any]
    topics: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    panels: dict[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    logged: int = 0
    is_new: bool = True


class Narrator:
    """A reader of the screens: it is shown the stack after every frame, and changes nothing.

    *say* is called with one line at a time, which may contain anything.
    """

    def __init__(self, say: Callable[[str], None]) -> None:
        """Start with nothing said."""
        self._say: Final = say
        self._memories: list[_Memory] = []
        self._front: Screen[Any] | None = None

    def greet(self) -> None:
        """Say which key has everything said."""
        self._say(text("speech.greeting", cap=name_of_key(SAY_AGAIN)))

    def listen(self, stack: ScreenStack) -> None:
        """Say what has changed since the last frame.

        Of the screen in front that is everything, of those seen beneath it only what happened.
        """
        kept = stack.screens
        self._memories = [
            one for one in self._memories if any(one.screen is screen for screen in kept)
        ]
        *beneath, front = stack.visible
        for screen in beneath:
            if isinstance(screen, Spoken):
                self._say_log(self._memory_of(screen), screen.words().speech())
        if isinstance(front, Spoken):
            memory = self._memory_of(front)
            if front is not self._front:
                for topic in _REPEATED:
                    memory.topics.pop(topic, None)
            self._say_all(memory, front.words().speech())
        self._front = front

    def repeat(self, stack: ScreenStack) -> None:
        """Say everything about the screen in front."""
        front = stack.top
        if isinstance(front, Spoken):
            for line in front.words().overview():
                self._say(line)

    def _memory_of(self, screen: Screen[Any]) -> _Memory:
        for memory in self._memories:
            if memory.screen is screen:
                return memory
        memory = _Memory(screen)
        self._memories.append(memory)
        return memory

    def _say_all(self, memory: _Memory, speech: Speech) -> None:
        if memory.is_new:
            memory.is_new = False
            for line in speech.opening:
                self._say(line)
        self._say_log(memory, speech)
        self._say_panels(memory, speech)
        for topic, lines in speech.topics.items():
            before = memory.topics[topic] if topic in memory.topics else ()
            memory.topics[topic] = lines
            if lines != before:
                known = before if topic.startswith(CONTENT) else ()
                for line in lines:
                    if line not in known:
                        self._say(line)

    def _say_panels(self, memory: _Memory, speech: Speech) -> None:
        """Say what is new on the panels, and which ones were closed."""
        before, memory.panels = memory.panels, {}
        memory.panels.update((name, lines) for name, lines in speech.panels.items() if lines)
        for panel, known in before.items():
            if panel not in memory.panels:
                self._say(text("speech.closed", title=known[0]))
        for panel, lines in memory.panels.items():
            known = before[panel] if panel in before else ()
            for line in lines:
                if line not in known:
                    self._say(line)

    def _say_log(self, memory: _Memory, speech: Speech) -> None:
        for line in speech.log[memory.logged :]:
            self._say(line)
        memory.logged = len(speech.log)
