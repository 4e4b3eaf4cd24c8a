"""An army while it is being built: every change makes another army, without a window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.battle.army import Army, find_problems

if TYPE_CHECKING:
    from engine.battle.generator import Materials
    from engine.sentences import Sentence


class ArmyDraft:
    """A draft of an army.

    Each faction has units of its own in it, so that trying another faction loses nothing. *saved*
    is the army as it is in its file, None while it is in none.
    """

    def __init__(self, materials: Materials, army: Army, *, is_saved: bool) -> None:
        """Create the draft of an army."""
        self._materials: Final = materials
        self.name = army.name
        self.faction = army.faction
        self.limit = army.limit
        self._units: dict[str, dict[str, int]] = {army.faction: dict(army.units)}
        self.saved: Army | None = army if is_saved else None
        self._first: Final = army

    @property
    def army(self) -> Army:
        """Return the army as it is now, its units in the order of the faction."""
        units = {code: n for code in self.rows if (n := self.number(code))}
        return Army(self.name.strip(), self.faction, self.limit, units)

    @property
    def rows(self) -> tuple[str, ...]:
        """Return the codes to choose from: those of the faction, then others that are in it."""
        catalog, held = self._materials.catalog, self._held
        known = catalog.factions[self.faction].units if self.faction in catalog.factions else ()
        return (*known, *(code for code in held if code not in known))

    @property
    def _held(self) -> dict[str, int]:
        return self._units.setdefault(self.faction, {})

    def number(self, code: str) -> int:
        """Return how many of a unit are in the army."""
        return self._held[code] if code in self._held else 0

    def cost(self, code: str) -> int | None:
        """Return the points of a unit; None if it is not declared."""
        units = self._materials.catalog.units
        return units[code].value if code in units else None

    @property
    def points(self) -> int:
        """Return the points of all units."""
        return self.army.points(self._materials.catalog)

    @property
    def most_of_a_kind(self) -> int:
        """Return how many of a unit an army may have."""
        return self._materials.numbers.most_of_a_kind

    def can_add(self, code: str) -> bool:
        """Whether another of a unit may be added: it is of the faction, and there are not too
        many. The limit is no obstacle, since something else may be taken out afterwards.
        """
        catalog, rules = self._materials.catalog, self._materials.rules
        if catalog.faction_of(code) != self.faction:
            return False
        return self.number(code) < self.most_of_a_kind and self.army.size < rules.most_units

    def add(self, code: str) -> bool:
        """Add one of a unit if that is possible; return whether it was."""
        if not self.can_add(code):
            return False
        self._held[code] = self.number(code) + 1
        return True

    def remove(self, code: str) -> bool:
        """Remove one of a unit; return whether there was one. A row of another faction's unit stays
        as long as the faction does, so that rows do not jump.
        """
        if not self.number(code):
            return False
        self._held[code] -= 1
        return True

    def problems(self) -> list[Sentence]:
        """Return what keeps the army from being fielded."""
        return find_problems(self.army, self._materials)

    @property
    def is_named(self) -> bool:
        """Whether the army has a name."""
        return bool(self.name.strip())

    @property
    def is_changed(self) -> bool:
        """Whether there is something that is not in the file; an untouched new army is nothing."""
        return self.army != (self.saved if self.saved is not None else self._first)
