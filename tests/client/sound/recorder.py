"""A mixer that plays nothing and remembers what it was to play."""

from __future__ import annotations


class Recorder:
    """A recorder of the names and volumes of sounds, in the order in which they begin."""

    def __init__(self) -> None:
        self.is_open = True
        self.played: list[tuple[str, float]] = []
        self.loops: list[tuple[str, float] | None] = []
        self.closed = False

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.played]

    def play(self, name: str, volume: float) -> None:
        self.played.append((name, volume))

    def loop(self, name: str, volume: float) -> None:
        self.loops.append((name, volume))

    def end_loop(self) -> None:
        self.loops.append(None)

    def close(self) -> None:
        self.closed = True
