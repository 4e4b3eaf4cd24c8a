"""When to report trouble that comes and goes, such as a full disk."""

from __future__ import annotations

from client.tuning import load_tuning


class Outage:
    """The history of trouble with one thing, to decide what is reported.

    Trouble is over after `settled_seconds` without any; what follows is reported at once. A
    problem that recurs sooner is reported once `calm_seconds` have passed since the last report,
    if it persists or recurs by then.
    """

    def __init__(self) -> None:
        """Start without trouble."""
        self._told_at: float | None = None
        self._well_since: float | None = None
        self._is_told = False

    def is_news(self, *, is_wrong: bool, now: float) -> bool:
        """Record whether something *is_wrong* at *now*, in seconds; return whether to report it."""
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
