"""A campaign that is being played: it owns the state, takes packets and results, and saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine import limits
from engine.campaign.budget import Budget
from engine.campaign.campaign_file import CampaignFile, side_path
from engine.campaign.candidates import candidates
from engine.campaign.capture import check_result
from engine.campaign.checks import check
from engine.campaign.checksum import checksum_of
from engine.campaign.data_files import numbers_of, packaged_texts
from engine.campaign.founding import found
from engine.campaign.packets import check_packet
from engine.campaign.replay import begin, redo, replay, replay_turns
from engine.campaign.save import (
    ProgressLine,
    SavedRefusal,
    SavedResult,
    TurnLine,
    broken,
    header_of,
    read_save,
)
from engine.campaign.turn import close_turn, open_turn
from engine.campaign.view import view_of
from engine.errors import CampaignError, MatchError
from engine.journal import line_of
from engine.plaintext import abridge, escape
from engine.sentences import Sentence
from engine.versions import CAMPAIGN_CHECK_EVERY

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from engine.campaign.conflict import Halfway
    from engine.campaign.events import Event
    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.orders import Order, Refusal
    from engine.campaign.packets import CheckedOrders
    from engine.campaign.records import BattleResult, BattleSpec, Finish
    from engine.campaign.save import CampaignSave
    from engine.campaign.setup import CampaignSetup
    from engine.campaign.state import CampaignState
    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId, WorldId


class Campaign:
    """A campaign: packets for all houses, then the results of all landings, then the next turn.

    `submit` takes the packet of a house, and may be called again until `carry_out`. *pending* are
    then the landings that have no result yet; `conclude` gives one of them its result, and
    `end_turn` ends the turn. What can't be done now raises CampaignError and changes nothing.
    """

    def __init__(self, state: CampaignState) -> None:
        """Start with a state in which orders can be given; callers use `new`."""
        self._state = state
        self._packets: dict[HouseId, tuple[str, ...]] = {}
        self._checked: dict[HouseId, CheckedOrders] = {}
        self._views: dict[HouseId, View] = {}
        self._halfway: Halfway | None = None
        self._results: dict[WorldId, BattleResult] = {}
        self._turns: list[TurnLine] = []
        self._file: CampaignFile | None = None

    @classmethod
    def new(cls, numbers: CampaignNumbers, setup: CampaignSetup) -> Campaign:
        """Return a campaign at its first turn; MatchError if there is no map for it (C2.5)."""
        return cls(found(numbers, setup))

    @classmethod
    def load(cls, path: Path, turns: int | None = None) -> Campaign:
        """Return the campaign in a save, as it was after so many *turns*, or after all of them.

        Orders of a turn in progress are not in it, and it is not recorded. SaveError names the
        file, the line and the rule.
        """
        campaign = None
        for campaign, _ in cls.replay(path, turns):  # noqa: B007 - the last one is wanted
            pass
        assert campaign is not None, "the first one is that before any turn"
        return campaign

    @classmethod
    def replay(
        cls, path: Path, turns: int | None = None
    ) -> Iterator[tuple[Campaign, TurnLine | None]]:
        """Yield the campaign in a save as it began, and then after each turn, with its line.

        It is always the same object. SaveError as for `load`.
        """
        save = read_save(path)
        campaign = cls._begin(save)
        yield campaign, None
        for line in replay_turns(campaign, save, turns):
            yield campaign, line

    @classmethod
    def resume(cls, path: Path) -> tuple[Campaign, Sentence | None]:
        """Return the campaign in a save with the turn in progress; it goes on in the same file.

        With it comes the message about a last line that was cut off and is left out, if there is
        one. SaveError if the save can't be read or another program plays it.
        """
        file, save, progress = CampaignFile.resume(path)
        try:
            campaign = cls._begin(save)
            replay(campaign, save)
            redo(campaign, side_path(path), progress)
            campaign.attach(file, len(save.turns))
        except BaseException:
            file.close(0)
            raise
        if save.torn is None:
            return campaign, None
        return campaign, Sentence("campaign.save.torn", place=save.file, text=save.torn)

    @classmethod
    def _begin(cls, save: CampaignSave) -> Campaign:
        numbers, setup = begin(save)
        try:
            return cls.new(numbers, setup)
        except MatchError as error:
            raise broken(line_of(save.file, 1), error.message, "C2.5") from error

    # What can be seen of it

    @property
    def state(self) -> CampaignState:
        """Return the state as the turn in progress began, which nobody may write to."""
        return self._state

    @property
    def turn(self) -> int:
        """Return the turn in progress, or the one after the last when the campaign is over."""
        return self._state.turn

    @property
    def finish(self) -> Finish | None:
        """Return how the campaign ended; None while it goes on."""
        return self._state.finish

    @property
    def houses(self) -> tuple[HouseId, ...]:
        """Return the houses that give orders now, in the order of their ids."""
        return tuple(house.id for house in self._state.living())

    @property
    def turns(self) -> tuple[TurnLine, ...]:
        """Return the turns that ended, as a save records them."""
        return tuple(self._turns)

    @property
    def checksum(self) -> str:
        """Return the checksum of the state as the turn in progress began (C14.4)."""
        return checksum_of(self._state)

    def view(self, house: HouseId) -> View:
        """Return what a house knows as the turn in progress began (C5.6)."""
        if house not in self._views:
            self._require_house(house)
            self._views[house] = view_of(self._state, house)
        return self._views[house]

    def report(self, house: HouseId) -> tuple[Event, ...]:
        """Return what a house was told of the last turn."""
        return self.view(house).events

    # Orders

    def budget(self, house: HouseId) -> Budget:
        """Return what the packet of a house leaves, as far as one was submitted."""
        view = self.view(house)
        return self._checked[house].budget if house in self._checked else Budget.of_view(view)

    def candidates(self, house: HouseId) -> list[Order]:
        """Return the single orders that a house may add to its packet."""
        return candidates(self.view(house), self.budget(house))

    def check(self, house: HouseId, order: Order) -> Refusal | None:
        """Return why an order that a house adds to its packet would be refused (C13.2)."""
        return check(self.view(house), self.budget(house), order)

    def submit(self, house: HouseId, packet: Iterable[Order | str]) -> tuple[Refusal, ...]:
        """Take the packet of a house in the place of the one before; return what is refused of it.

        The rest of it stands (C13.1). CampaignError if orders can't be given now.
        """
        self._require_orders(house)
        texts = tuple(_text_of(order) for order in packet)
        if len(texts) > limits.PACKET_ORDERS:
            raise CampaignError(
                Sentence(
                    "campaign.too-many-orders",
                    house=house,
                    orders=len(texts),
                    most=limits.PACKET_ORDERS,
                )
            )
        checked = check_packet(self.view(house), texts)
        self._note(ProgressLine(self.turn, house, texts))
        self._packets[house] = texts
        self._checked[house] = checked
        return checked.refusals

    def packet(self, house: HouseId) -> tuple[str, ...]:
        """Return the packet that a house submitted in this turn, as texts; empty for none."""
        return self._packets[house] if house in self._packets else ()

    # The turn

    @property
    def is_carried_out(self) -> bool:
        """Whether the orders of this turn were carried out, so that none can be given any more."""
        return self._halfway is not None

    @property
    def is_decided(self) -> bool:
        """Whether all that is left of this turn is to end it."""
        return self.is_carried_out and not self.pending

    @property
    def specs(self) -> Mapping[WorldId, BattleSpec]:
        """Return the landings of this turn; none before its orders were carried out."""
        return {} if self._halfway is None else self._halfway.specs

    @property
    def landing_state(self) -> CampaignState:
        """Return the state in which the landings of this turn are decided, which nobody may write
        to; there is one once its orders were carried out.
        """
        assert self._halfway is not None, "the orders were carried out"
        return self._halfway.state

    @property
    def pending(self) -> Mapping[WorldId, BattleSpec]:
        """Return the landings of this turn that have no result yet, by world."""
        return {world: spec for world, spec in self.specs.items() if world not in self._results}

    def carry_out(self) -> Mapping[WorldId, BattleSpec]:
        """Carry out the orders of all houses up to the landings, and return those (C14.1).

        A house without a packet gives no orders. CampaignError if that was done already.
        """
        self._require_open()
        self._note(ProgressLine(self.turn))
        self._halfway = open_turn(self._state, self._checked)
        return self.pending

    def conclude(self, world: WorldId, result: BattleResult) -> None:
        """Record the result of a landing (C10.6).

        CampaignError if it has one or can't have this one.
        """
        if world not in self.pending:
            raise CampaignError(Sentence("campaign.no-landing", world=world))
        check_result(self.specs[world], result)
        saved = SavedResult.of(result, self.turn, world)
        self._note(ProgressLine(self.turn, world=world, result=saved))
        self._results[world] = result

    def end_turn(self) -> None:
        """End the turn, once all landings have their results: the next one begins.

        Orders that were not carried out yet are. CampaignError while landings are pending.
        """
        if not self.is_carried_out:
            self.carry_out()
        if self.pending:
            worlds = ", ".join(sorted(self.pending))
            raise CampaignError(Sentence("campaign.landings-pending", worlds=worlds))
        assert self._halfway is not None, "the orders were carried out"
        turn = self.turn
        self._state = close_turn(self._halfway, self._results)
        line = self._line_of(turn)
        self._turns.append(line)
        self._packets, self._checked, self._views = {}, {}, {}
        self._halfway, self._results = None, {}
        if self._file is not None:
            self._file.append(line)

    def _line_of(self, turn: int) -> TurnLine:
        """Return the line of a save about the turn that ends now."""
        refusals = [
            SavedRefusal(house, refusal.order, refusal.rule, refusal.sentence.code)
            for house in sorted(self._checked)
            for refusal in self._checked[house].refusals
        ]
        results = {
            world: SavedResult.of(result, turn, world)
            for world, result in sorted(self._results.items())
        }
        is_checked = turn % CAMPAIGN_CHECK_EVERY == 0
        return TurnLine(
            turn,
            dict(sorted(self._packets.items())),
            results,
            tuple(refusals),
            self.checksum if is_checked else None,
        )

    # Saving

    def save(self, path: Path, data: Mapping[str, str] | None = None) -> None:
        """Begin a save in a new file, in which the campaign is recorded from now on.

        *data* are the texts of the data files that it is played with, by place; the packaged ones
        if None. ValueError if they are others; SaveError if the file exists or can't be written.
        """
        if self._file is not None:
            raise CampaignError(Sentence("campaign.saved-already", place=str(self._file.path)))
        texts = packaged_texts() if data is None else dict(data)
        if numbers_of(texts) != self._state.numbers:
            msg = "the campaign is played with other data files"
            raise ValueError(msg)
        file = CampaignFile.begin(path, header_of(self._state.setup, texts), self._turns)
        self._note_progress(file)
        self._file = file

    def _note_progress(self, file: CampaignFile) -> None:
        """Write what happened in the turn in progress beside a save that has all earlier ones."""
        for house, packet in sorted(self._packets.items()):
            file.note(ProgressLine(self.turn, house, packet))
        if self.is_carried_out:
            file.note(ProgressLine(self.turn))
        for world, result in sorted(self._results.items()):
            saved = SavedResult.of(result, self.turn, world)
            file.note(ProgressLine(self.turn, world=world, result=saved))

    def attach(self, file: CampaignFile, turns: int) -> None:
        """Record the campaign from now on in a file that has its first *turns*.

        It has what happened in the turn in progress, too, unless it lacks a turn.
        """
        assert self._file is None, "a campaign has one save"
        missing = self._turns[turns:]
        for line in missing:
            file.append(line)
        if missing:
            self._note_progress(file)
        self._file = file

    @property
    def file(self) -> CampaignFile | None:
        """Return the file that it is recorded in; None if there is none."""
        return self._file

    def close(self, seconds: float) -> None:
        """Close the save, if there is one; a disk that takes longer than *seconds* is not waited
        for.
        """
        if self._file is not None:
            self._file.close(seconds)
            self._file = None

    def _note(self, line: ProgressLine) -> None:
        if self._file is not None:
            self._file.note(line)

    # What can't be done now

    def _require_house(self, house: HouseId) -> None:
        if house not in self._state.houses:
            raise CampaignError(Sentence("campaign.unknown-house", house=escape(abridge(house))))

    def _require_open(self) -> None:
        if self.finish is not None:
            raise CampaignError(Sentence("campaign.over", turn=self.finish.turn))
        if self.is_carried_out:
            raise CampaignError(Sentence("campaign.carried-out", turn=self.turn))

    def _require_orders(self, house: HouseId) -> None:
        self._require_house(house)
        self._require_open()
        if not self._state.houses[house].is_alive:
            raise CampaignError(Sentence("campaign.eliminated", house=house))


def _text_of(order: Order | str) -> str:
    """Return an order as a text that a save can carry; one that is no order stays one."""
    text = order if isinstance(order, str) else order.to_text()
    return text if text.isprintable() and len(text) <= limits.ORDER else _unreadable(text)


def _unreadable(text: str) -> str:
    """Return a text with hidden characters escaped, cut off so that it is no order any more."""
    return abridge(escape(abridge(text, limits.ORDER // 8)), limits.ORDER - 1)
