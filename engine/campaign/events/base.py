"""The base class of all events."""

from __future__ import annotations

import msgspec


class BaseEvent(msgspec.Struct, frozen=True, tag=True):
    """Base class of all events."""
