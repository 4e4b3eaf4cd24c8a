"""Decides when trouble that comes and goes, such as a full disk, is to be told."""

from __future__ import annotations

from client.tuning import load_tuning


class Outage:
    """What was told of trouble with one thing.

    Trouble is over once there was none for `settled_seconds`; what comes after is told at once.
    What comes sooner is told when `calm_seconds` have passed since the last message, if it lasts
    or comes again until then.
    """

    def __init__(self) -> None:
        """Start with everything well."""
        self._told_at: float | None = None
        self._well_since: float | None = None
        self._is_told = False

    def is_news(self, *, is_wrong: bool, now: float) -> bool:
        """Note whether something is wrong at *now*, in seconds; return whether to tell it."""
        numbers = load_tuning().autosave
        if not is_wrong:
            self._is_told = False
            if self._well_since is None:
                self._well_since = now
            return False
        well_since, self._well_since = self._well_since, None
        if well_since is not None and now - well_since >= numbers.settled_seconds:
            self._told_at = None
        is_soon = self._told_at is not None and now - self._told_at < numbers.calm_seconds
        if self._is_told or is_soon:
            return False
        self._is_told, self._told_at = True, now
        return True
