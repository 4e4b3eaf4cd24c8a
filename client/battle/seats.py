"""Who sits on each side of a battle: a person at this screen, a level, or a bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from engine.battle.side import Side
from engine.players import scripted_bots
from engine.players.levels import level_names

if TYPE_CHECKING:
    from engine.battle.save import Header


class Seats(NamedTuple):
    """Hold the players of ONE and TWO by name, as saves name them."""

    one: str
    two: str

    @classmethod
    def of(cls, header: Header) -> Self:
        """Seat the players that a battle's header names."""
        return cls(*header.players)

    def player(self, side: Side) -> str:
        """Name the player of a side."""
        return self[side.index]

    def is_person(self, side: Side) -> bool:
        """Tell whether a side is played at this screen: whoever is no bot and no level is."""
        player = self.player(side)
        return not player.startswith(scripted_bots.BOT) and player not in level_names()

    def is_stand_in(self, side: Side) -> bool:
        """Whether a person at this screen plays in the place of a player that is not known here."""
        return self.is_person(side) and self.player(side) != scripted_bots.PERSON

    @property
    def shared(self) -> bool:
        """Tell whether two people share the screen."""
        return self.is_person(Side.ONE) and self.is_person(Side.TWO)

    @property
    def watched(self) -> bool:
        """Tell whether nobody at this screen plays."""
        return not self.is_person(Side.ONE) and not self.is_person(Side.TWO)
