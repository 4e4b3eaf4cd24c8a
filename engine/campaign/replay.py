"""Loading campaigns: the turns of a save are played again, and must come to the same (C14.4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, Protocol

from engine.campaign.data_files import numbers_of
from engine.campaign.save import (
    CampaignSave,
    ProgressLine,
    SavedRefusal,
    SavedResult,
    TurnLine,
    broken,
    record_name,
)
from engine.campaign.setups import decode_setup
from engine.errors import CampaignError, DataError, shorten_problems
from engine.journal import line_of
from engine.plaintext import abridge, escape
from engine.sentences import Sentence
from engine.versions import CAMPAIGN_CHECK_EVERY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.orders import Order, Refusal
    from engine.campaign.records import BattleResult, BattleSpec, Finish
    from engine.campaign.setup import CampaignSetup
    from engine.campaign.vocabulary import HouseId, WorldId
    from engine.errors import SaveError

_FIRST_TURN_LINE: Final = 2
_SETUP: Final = "setup"
"""How problems name the setup in a header."""


class Playable(Protocol):
    """What is needed of a campaign to play turns again: the part of `Campaign` that plays."""

    @property
    def turn(self) -> int:
        """Return the turn in progress."""
        ...

    @property
    def finish(self) -> Finish | None:
        """Return how it ended, if it did."""
        ...

    @property
    def turns(self) -> tuple[TurnLine, ...]:
        """Return the turns that ended."""
        ...

    @property
    def is_decided(self) -> bool:
        """Return whether the turn can end: orders were carried out, no landing is pending."""
        ...

    def submit(self, house: HouseId, packet: Iterable[Order | str]) -> tuple[Refusal, ...]:
        """Take the packet of a house."""
        ...

    def carry_out(self) -> Mapping[WorldId, BattleSpec]:
        """Carry out the orders of all houses, and return the landings."""
        ...

    def conclude(self, world: WorldId, result: BattleResult) -> None:
        """Record the result of a landing."""
        ...

    def end_turn(self) -> None:
        """End the turn."""
        ...


def begin(save: CampaignSave) -> tuple[CampaignNumbers, CampaignSetup]:
    """Return the numbers and the setup of a save; SaveError if they are invalid."""
    place = line_of(save.file, 1)
    try:
        numbers = numbers_of(save.header.data)
        return numbers, decode_setup(save.header.setup, _SETUP, numbers)
    except DataError as error:
        raise broken(place, shorten_problems(error.problems)) from error


def replay(campaign: Playable, save: CampaignSave, turns: int | None = None) -> None:
    """Play the turns of a save again, or so many of them; SaveError where they differ from it."""
    for _ in replay_turns(campaign, save, turns):
        pass


def replay_turns(
    campaign: Playable, save: CampaignSave, turns: int | None = None
) -> Iterator[TurnLine]:
    """Play the turns of a save again as `replay` does; yield each after it was played."""
    for number, line in enumerate(save.turns[:turns], start=_FIRST_TURN_LINE):
        _replay_turn(campaign, line_of(save.file, number), line)
        yield line


def _replay_turn(campaign: Playable, place: Sentence, line: TurnLine) -> None:
    _require_turn(campaign, place, line.turn)
    try:
        for house, packet in sorted(line.packets.items()):
            campaign.submit(house, packet)
        specs = campaign.carry_out()
        _require_worlds(place, list(specs), list(line.results))
        for world, result in sorted(line.results.items()):
            _conclude(campaign, place, world, result)
        campaign.end_turn()
    except CampaignError as error:
        raise broken(place, error.message) from error
    played = campaign.turns[-1]
    _require_refusals(place, played.refusals, line.refusals)
    _require_checksum(place, line, played)


def _conclude(campaign: Playable, place: Sentence, world: WorldId, saved: SavedResult) -> None:
    result = saved.result()
    expected = SavedResult.of(result, campaign.turn, world).record
    if saved.record != expected:
        sentence = Sentence(
            "campaign.save.other-record",
            world=world,
            found=abridge(saved.record) or "-",
            expected=expected or record_name(campaign.turn, world),
        )
        raise broken(place, sentence, "C10.6")
    campaign.conclude(world, result)


def _require_turn(campaign: Playable, place: Sentence, turn: int) -> None:
    if campaign.finish is not None:
        sentence = Sentence("campaign.over", turn=campaign.finish.turn)
        raise broken(place, sentence, "C12.3")
    if turn != campaign.turn:
        sentence = Sentence("campaign.save.other-turn", found=turn, expected=campaign.turn)
        raise broken(place, sentence)


def _require_worlds(place: Sentence, expected: list[str], found: list[str]) -> None:
    if sorted(expected) != sorted(found):
        sentence = Sentence(
            "campaign.save.other-landings",
            found=abridge(", ".join(sorted(found))) or "-",
            expected=", ".join(sorted(expected)) or "-",
        )
        raise broken(place, sentence, "C10.6")


def _require_refusals(
    place: Sentence, played: Sequence[SavedRefusal], saved: Sequence[SavedRefusal]
) -> None:
    if played != saved:
        differ = [one for one in (*saved, *played) if (one in saved) != (one in played)]
        first = differ[0] if differ else saved[0]
        sentence = Sentence(
            "campaign.save.other-refusals", house=abridge(first.house), order=abridge(first.order)
        )
        raise broken(place, sentence, "C13.1")


def _require_checksum(place: Sentence, line: TurnLine, played: TurnLine) -> None:
    if (line.checksum is None) != (played.checksum is None):
        sentence = Sentence("campaign.save.checksum-turns", every=CAMPAIGN_CHECK_EVERY)
        raise broken(place, sentence)
    if line.checksum != played.checksum:
        raise broken(place, Sentence("campaign.save.other-state"))


# The turn in progress


def redo(campaign: Playable, side: Path, progress: Sequence[ProgressLine]) -> None:
    """Do again what a side file says about the turn in progress; SaveError if that can't be.

    Lines about earlier turns are left over from a crash between the two files, and of no use.
    """
    for number, line in enumerate(progress, start=1):
        if line.turn < campaign.turn:
            continue
        place = line_of(escape(str(side)), number)
        if line.turn == campaign.turn + 1 and campaign.is_decided:
            campaign.end_turn()  # the disk had room for what came next, but not for the turn
        _require_turn(campaign, place, line.turn)
        try:
            _redo_line(campaign, place, line)
        except CampaignError as error:
            raise broken(place, error.message) from error


def _redo_line(campaign: Playable, place: Sentence, line: ProgressLine) -> None:
    parts: list[Any] = [line.house, line.world, line.result]
    match parts:
        case [str() as house, None, None]:
            campaign.submit(house, line.orders)
        case [None, str() as world, SavedResult() as result]:
            _conclude(campaign, place, world, result)
        case [None, None, None] if not line.orders:
            campaign.carry_out()
        case _:
            raise _no_progress(place)


def _no_progress(place: Sentence) -> SaveError:
    return broken(place, Sentence("campaign.save.no-progress"))
