"""A campaign at the terminal: a person orders for one house, personas for the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.terminal.campaign import choices, overviews
from client.terminal.campaign.batches import Batch, Expansion, fill, rest_rows
from client.terminal.campaign.displays import DISPLAYS, CampaignDisplays
from client.terminal.campaign.end_rows import end_rows
from client.terminal.campaign.given_lines import GivenLines
from client.terminal.campaign.helping import HELP, help_rows, near_words
from client.terminal.campaign.landing_answers import NO, NOW, YES
from client.terminal.campaign.landing_decisions import LandingDecisions
from client.terminal.campaign.line_input import LineInput
from client.terminal.campaign.opponents import plan_packet
from client.terminal.campaign.order_list import order_rows, undone_rows
from client.terminal.campaign.order_odds import odds_rows
from client.terminal.campaign.shorthands import (
    ALL,
    MistypedLine,
    expand,
    legal_part,
    mistyped_text,
    short_lines,
)
from client.terminal.campaign.shorthands import COMMANDS as SHORT_COMMANDS
from client.terminal.session import Ending
from client.text.campaign.map_marks import known_people, named_world
from client.text.campaign.order_text import OrderReader, order_text, short_name
from client.text.campaign.refusal_reasons import invalid_text, refusal_text, typed_words
from client.text.campaign.words import code_of, typed
from client.text.catalogue import render, text
from client.text.problems import problem_text
from engine.campaign.obedience import obey
from engine.campaign.orders import VERBS, FleetMission, parse_order
from engine.campaign.vocabulary import Mission
from engine.errors import CampaignError
from engine.sentences import InvalidValue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from client.terminal.campaign.landing_battles import BattleRecords
    from client.terminal.printer import WrappingPrinter
    from engine.campaign.budget import Budget
    from engine.campaign.campaign import Campaign
    from engine.campaign.orders import Order
    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId

COMMANDS: Final = (
    *DISPLAYS,
    *("orders", "can", "odds", "undo", *SHORT_COMMANDS, "help", "end", "quit"),
)
"""What can be typed besides orders."""


class CampaignSession:
    """A session in which a person plays a campaign on."""

    def __init__(
        self, campaign: Campaign, house: HouseId, screen: WrappingPrinter, battles: BattleRecords
    ) -> None:
        """Create the session of a campaign that is recorded in a file."""
        self._campaign = campaign
        self._house = house
        self._screen = screen
        self._folder = battles.folder
        self._lines = LineInput(self._complete)
        self._displays = CampaignDisplays(campaign, house, screen)
        self._landings = LandingDecisions(
            campaign, house, screen, self._lines, battles, self._displays
        )
        self._candidates: tuple[tuple[str, ...], list[Order]] | None = None
        self._problem_told = False
        self._given = GivenLines()
        self._commands: dict[str, Callable[[str], None]] = {
            "orders": self._show_orders,
            "can": self._show_choices,
            "odds": self._show_odds,
            "undo": self._undo,
            "help": self._show_help,
        }

    @property
    def _view(self) -> View:
        return self._campaign.view(self._house)

    @property
    def _budget(self) -> Budget:
        return self._campaign.budget(self._house)

    def run(self) -> Ending:
        """Play until the campaign is over, the person quits or the input ends."""
        if self._campaign.finish is None and self._campaign.turn > 1:
            self._displays.show_report()
        while self._campaign.finish is None:
            ending = self._play_turn()
            if ending is not None:
                return ending
        self._tell_end()
        return Ending.OVER

    def _play_turn(self) -> Ending | None:
        campaign = self._campaign
        if not campaign.is_carried_out:
            if self._house in campaign.houses:
                ending = self._give_orders()
                if ending is not None:
                    return ending
            for house in campaign.houses:
                if house != self._house:
                    campaign.submit(house, plan_packet(campaign, house))
            campaign.carry_out()
        ending = self._landings.decide_all()
        if ending is not None:
            return ending
        took_part = self._house in campaign.houses
        campaign.end_turn()
        self._tell_saving()
        if took_part or campaign.finish is not None:
            self._displays.show_report()
        if took_part and self._house not in campaign.houses:
            self._screen.show(text("campaign-play.you-are-out"), "bold")
        return None

    # Orders

    def _give_orders(self) -> Ending | None:
        """Read lines until one ends the turn or the session."""
        self._displays.show_map()
        self._displays.show_fleets()
        self._given.begin(len(self._campaign.packet(self._house)))
        shown = None
        while True:
            self._tell_saving()
            packet = self._campaign.packet(self._house)
            if shown != packet:
                self._screen.show(overviews.top_line(self._view, self._budget), "bold")
                shown = packet
            line = self._lines.ask(self._screen)
            if line is None:
                return Ending.NO_INPUT
            word, _, rest = line.partition(" ")
            command = HELP if word == HELP else code_of("command", word, COMMANDS)
            match command:
                case "quit":
                    return Ending.LEFT
                case "end":
                    if self._may_end(rest.strip()):
                        return None
                case _ if command == HELP:
                    self._show_help(rest)
                case str() if command in DISPLAYS:
                    self._displays.show(command, rest.strip())
                case str() if command in self._commands:
                    self._commands[command](rest.strip())
                case _:
                    self._give(line)

    def _may_end(self, rest: str) -> bool:
        """Print what waits for orders; return whether the turn may end all the same.

        What is typed then is the answer if it is one; else the turn goes on, and the line is read
        as the next one: no line that was typed ahead is lost.
        """
        rows = list(overviews.idle_rows(self._view, self._budget))
        if not rows or code_of("answer", rest, [NOW]) is not None:
            return True
        for row in rows:
            self._screen.show(row, "yellow")
        words = {"yes": typed("answer", YES), "end": typed("command", "end")}
        self._screen.show(text("campaign-play.sure", now=typed("answer", NOW), **words))
        line = self._lines.ask(self._screen)
        if line is None:
            return False
        word, _, last = line.partition(" ")
        once_more = code_of("command", word, ["end"]) is not None
        if once_more and (not last or code_of("answer", last, [NOW]) is not None):
            return True
        if code_of("answer", line, [YES]) is not None:
            return True
        self._screen.show(text("campaign-play.not-ended"))
        if code_of("answer", line, [NO]) is None:
            self._lines.put_back(line)
        return False

    def _give(self, line: str) -> None:
        """Add the orders of a line to the packet, or say why they are refused."""
        found = self._read_orders(line)
        if found is None:
            return
        if found.orders:
            rows = list(self._odds_of(found.orders))
            fleets = set(self._budget.fleets)
            if not self._submit([*self._campaign.packet(self._house), *found.orders]):
                return
            self._given.add(len(found.orders))
            for order in found.orders:
                ordered = order_text(order.to_text(), self._house)
                self._screen.show(text("campaign-play.ordered-now", order=ordered))
            for fleet in sorted(set(self._budget.fleets) - fleets):
                new = short_name(fleet, self._house)
                self._displays.show_rows([text("campaign-play.new-fleet", fleet=new)])
            if len(found.orders) == 1:
                self._displays.show_rows(rows)
        self._tell_rest(found)

    def _submit(self, packet: list[Order | str]) -> bool:
        """Submit a packet; False after saying why it can't be, such as too many orders."""
        try:
            self._campaign.submit(self._house, packet)
        except CampaignError as error:
            self._screen.show(render(error), "yellow")
            return False
        return True

    def _read_orders(self, line: str) -> Expansion | None:
        """Return what a line comes to; None after saying that it is no order."""
        view, budget = self._view, self._budget
        try:
            read = OrderReader(view).read(line)
            found = expand(view, budget, read, self._last_packet())
            return fill(view, budget, Batch([parse_order(read)])) if found is None else found
        except MistypedLine as error:
            self._screen.show(mistyped_text(error), "yellow")
            self._show_help(error.command)
        except InvalidValue as error:
            self._screen.show(invalid_text(error, self._house), "yellow")
            word = line.split(" ", maxsplit=1)[0]
            if code_of("verb", word, VERBS) or code_of("command", word, SHORT_COMMANDS):
                self._show_help(word)
            else:
                self._displays.show_rows(near_words(line, COMMANDS))
        return None

    def _tell_rest(self, found: Expansion) -> None:
        for row in rest_rows(found, self._view):
            self._screen.show(row, "yellow")

    def _odds_of(self, orders: Sequence[Order]) -> Iterator[str]:
        """Yield what orders are likely to come to, one after another."""
        budget = self._budget.copy()
        for order in orders:
            if len(orders) > 1:
                yield order_text(order.to_text(), self._house)
            yield from odds_rows(self._view, budget, order)
            obey(self._view, budget, order)

    def _last_packet(self) -> tuple[str, ...]:
        turns = self._campaign.turns
        packets = turns[-1].packets if turns else {}
        return packets[self._house] if self._house in packets else ()

    def _list_candidates(self) -> list[Order]:
        packet = self._campaign.packet(self._house)
        if self._candidates is None or self._candidates[0] != (str(self._campaign.turn), *packet):
            key = (str(self._campaign.turn), *packet)
            self._candidates = (key, self._list_sensible())
        return self._candidates[1]

    def _list_sensible(self) -> list[Order]:
        """Return the candidates, but those to settle where everybody knows that somebody lives."""
        view = self._view
        return [
            order
            for order in self._campaign.candidates(self._house)
            if not (
                isinstance(order, FleetMission)
                and order.mission is Mission.COLONISE
                and known_people(view, order.world) is not None
            )
        ]

    def _complete(self, line: str) -> list[str]:
        """Return the words that may come next: of orders, short lines and commands."""
        if self._campaign.is_carried_out:
            return []
        short = list(short_lines(self._budget))
        word, space, rest = line.partition(" ")
        if space and code_of("command", word, ["odds"]) is not None:
            return choices.completions(self._list_candidates(), self._house, short, rest)
        lines = [*choices.command_lines(self._view, self._budget, COMMANDS), *short]
        return choices.completions(self._list_candidates(), self._house, lines, line)

    # What is shown

    def _show_orders(self, _: str) -> None:
        packet = self._campaign.packet(self._house)
        if not packet:
            self._screen.show(text("campaign-play.no-orders"))
        self._displays.show_rows(order_rows(packet, self._house))

    def _show_choices(self, words: str) -> None:
        subject = self._displays.named_fleet(words) if words else None
        if words and subject is None:
            subject = named_world(self._view, words)
            if subject not in self._budget.worlds:
                unknown = text("campaign-play.can-unknown", word=typed_words(words))
                self._screen.show(unknown, "yellow")
                return
        found = list(
            choices.choice_rows(self._view, self._budget, self._list_candidates(), subject)
        )
        nothing = choices.nothing_row(self._view, self._budget, subject)
        self._displays.show_rows(found or [nothing])

    def _show_odds(self, words: str) -> None:
        if not words:
            self._screen.show(text("campaign-play.odds-how"), "yellow")
            return
        found = self._read_orders(words)
        if found is not None:
            self._displays.show_rows(self._odds_of(found.orders))
            self._tell_rest(found)

    def _undo(self, words: str) -> None:
        """Take back what the last line gave, the order of a number, or all."""
        packet = list(self._campaign.packet(self._house))
        if not packet:
            self._screen.show(text("campaign-play.no-orders"), "yellow")
            return
        if code_of("answer", words, [ALL]) is not None:
            undone = list(range(len(packet)))
        elif not words:
            undone = self._given.last()
        else:
            place = order_number(words, len(packet))
            if place is None:
                self._screen.show(text("campaign-play.undo-how", most=len(packet)), "yellow")
                return
            undone = [place - 1]
        rest = [place for place in range(len(packet)) if place not in undone]
        kept, lost = legal_part(self._view, [packet[place] for place in rest])
        for place, refusal in lost:  # orders that needed those that are taken back
            undone.append(rest[place])
            if refusal is not None:
                self._screen.show(refusal_text(refusal, self._view), "yellow")
        places = [rest[place] for place in kept]
        self._campaign.submit(self._house, [packet[place] for place in places])
        self._given.keep(places)
        for row in undone_rows(packet, undone, places, self._house):
            self._screen.show(row)

    def _show_help(self, words: str) -> None:
        self._displays.show_rows(help_rows(words.strip(), COMMANDS, self._view.numbers))

    def _tell_saving(self) -> None:
        """Print once that the campaign can't be saved, or is saved elsewhere now."""
        file = self._campaign.file
        if file is None:
            return
        moved_to = file.take_move()
        if moved_to is not None:
            self._screen.show(text("campaign-play.moved", file=moved_to), "yellow")
        problem = file.problem
        if problem is not None and not self._problem_told:
            reason = problem_text(problem)
            self._screen.show(text("campaign-play.failing", reason=reason), "yellow")
        self._problem_told = problem is not None

    def _tell_end(self) -> None:
        """Show how the campaign ended, why, and what it was like."""
        self._screen.show()
        rows = end_rows(self._campaign, self._house, self._folder, self._screen.width)
        for words, is_heading, is_whole in rows:
            show = self._screen.show_whole if is_whole else self._screen.show
            show(words if is_heading else f"  {words}", "bold" * is_heading)
        self._displays.show_rows(overviews.standing_rows(self._view))


def order_number(words: str, most: int) -> int | None:
    """Return the number of an order from 1 to *most* in typed words; None if it is none."""
    digits = words.removesuffix(".")  # so they are listed
    if not (digits.isascii() and digits.isdigit() and len(digits) <= len(str(most))):
        return None
    number = int(digits)
    return number if 1 <= number <= most else None
