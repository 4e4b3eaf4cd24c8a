"""The players of a battle by side: a person at this screen, a level, or a bot."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, Self

from client.text.catalogue import name, text
from client.text.format import capitalised
from engine.battle.side import Side
from engine.players import scripted_bots
from engine.players.levels import level_names

if TYPE_CHECKING:
    from engine.battle.save import Header


class Seats(NamedTuple):
    """The players of ONE and TWO, by the names that saves use."""

    one: str
    two: str

    @classmethod
    def from_header(cls, header: Header) -> Self:
        """Return the players named in a battle's header."""
        return cls(*header.players)

    def player(self, side: Side) -> str:
        """Return the player of a side."""
        return self[side.index]

    def is_person(self, side: Side) -> bool:
        """Whether a side is played by a person at this screen: its player is neither a bot nor a
        level.
        """
        player = self.player(side)
        return not player.startswith(scripted_bots.BOT) and player not in level_names()

    def is_stand_in(self, side: Side) -> bool:
        """Whether a person at this screen plays for a player that is unknown here."""
        return self.is_person(side) and self.player(side) != scripted_bots.PERSON

    @property
    def shared(self) -> bool:
        """Whether two people share the screen."""
        return self.is_person(Side.ONE) and self.is_person(Side.TWO)

    @property
    def watched(self) -> bool:
        """Whether no person at this screen plays."""
        return not self.is_person(Side.ONE) and not self.is_person(Side.TWO)

    def own_side(self, to_act: Side) -> Side:
        """Return the side of the person at this screen: of two people, that of the one who is *to
        act*; ONE if nobody plays.
        """
        if self.shared:
            return to_act
        return Side.TWO if self.is_person(Side.TWO) else Side.ONE

    def display_name(self, side: Side) -> str:
        """Return the name of a side's player: "you" if one person plays against a bot."""
        if self.is_person(side) and not self.shared:
            return text("battle.turn.you")
        return capitalised(name("player", self.player(side)))
