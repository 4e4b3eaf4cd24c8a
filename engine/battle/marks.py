"""The marks of a unit: what it has done in this turn (R3.4)."""

from __future__ import annotations

from typing import Final

import msgspec


class Marks(msgspec.Struct, frozen=True):
    """The marks of a unit, all cleared at the start of each turn (R3.4)."""

    moved: bool = False
    fled: bool = False
    advanced: bool = False
    shot: bool = False
    charged: bool = False
    fought: bool = False

    @property
    def names(self) -> tuple[str, ...]:
        """Return the names of the marks that are set, in the order of `MARKS`."""
        return tuple(name for name in MARKS if getattr(self, name))


NO_MARKS: Final = Marks()
MARKS: Final = Marks.__struct_fields__
"""The names of all marks."""
