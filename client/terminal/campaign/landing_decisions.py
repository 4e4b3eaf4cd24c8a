"""The landings of a turn: a person decides about one's own, the resolver about the others."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.terminal.campaign.displays import DISPLAYS
from client.terminal.campaign.helping import HELP, answer_row, help_rows
from client.terminal.campaign.landing_answers import Answer
from client.terminal.campaign.landing_offers import offer_rows, own_chance
from client.terminal.session import Ending
from client.text.campaign.report import report_lines
from client.text.campaign.words import code_of, typed
from client.text.catalogue import text
from client.text.format import comma_list, terminal_percent
from client.tuning import load_tuning
from engine.campaign.events import LandingDecided
from engine.campaign.referee import ResolvingReferee
from engine.campaign.resolver import chance
from engine.campaign.shares import PERCENT, THOUSAND

if TYPE_CHECKING:
    from client.terminal.campaign.displays import CampaignDisplays
    from client.terminal.campaign.landing_battles import BattleRecords
    from client.terminal.campaign.line_input import LineInput
    from client.terminal.printer import WrappingPrinter
    from engine.campaign.campaign import Campaign
    from engine.campaign.records import BattleResult, BattleSpec
    from engine.campaign.vocabulary import HouseId


_COMMANDS: Final = (*DISPLAYS, "help", "quit")


class LandingDecisions:
    """Gives the landings of a turn their results."""

    def __init__(
        self,
        campaign: Campaign,
        house: HouseId,
        screen: WrappingPrinter,
        lines: LineInput,
        battles: BattleRecords,
        displays: CampaignDisplays,
    ) -> None:
        """Ask the person who has a house about its landings."""
        self._campaign = campaign
        self._house = house
        self._screen = screen
        self._lines = lines
        self._battles = battles
        self._displays = displays
        self._sure_percent = load_tuning().campaign.sure_percent
        self._standing: Answer | None = None
        """The answer to all landings of the turn that are left."""

    def decide_all(self) -> Ending | None:
        """Decide all landings of the turn; return an ending if the person leaves before."""
        self._standing = None
        state = self._campaign.landing_state
        referee = ResolvingReferee(state.numbers, state.setup.seed)
        own = [one for one, spec in self._campaign.specs.items() if self._is_own(spec)]
        for world, spec in sorted(self._campaign.pending.items()):
            if not self._is_own(spec):
                self._campaign.conclude(world, referee(spec))
                continue
            answer = self._answer(spec, own.index(world) + 1, len(own))
            if isinstance(answer, Ending):
                return answer
            if answer in {Answer.FIGHT, Answer.WATCH}:
                house = self._house if answer is Answer.FIGHT else None
                result = self._battles.play(spec, house, self._screen)
            else:
                result = referee(spec)
            if result is None:
                return Ending.LEFT
            self._campaign.conclude(world, result)
            self._tell(spec, result)
        return None

    def _is_own(self, spec: BattleSpec) -> bool:
        return self._house in {spec.attacker, spec.defender}

    def _answer(self, spec: BattleSpec, number: int, total: int) -> Answer | Ending:
        """Return what to do about an own landing, without asking where that is clear."""
        if self._battles.is_begun(spec):
            file = self._battles.path(spec)
            self._screen.show(text("campaign-play.goes-on", file=file))
            return Answer.FIGHT
        if self._standing is Answer.ALL or self._is_sure(spec):
            return Answer.RESOLVE
        self._offer(spec, number, total)
        while True:
            answer = self._ask(spec, number, total)
            if isinstance(answer, Ending):
                return answer
            if answer in {Answer.ALL, Answer.SURE}:
                self._standing = answer
            if answer is not Answer.SURE or self._is_sure(spec):
                return answer
            chances = own_chance(spec, self._campaign.state.numbers, self._house)
            self._screen.show(
                text(
                    "campaign-play.offer-not-sure",
                    world=spec.world,
                    chance=terminal_percent(chances / THOUSAND),
                    least=self._sure_percent,
                )
            )

    def _is_sure(self, spec: BattleSpec) -> bool:
        chances = own_chance(spec, self._campaign.state.numbers, self._house)
        return self._standing is Answer.SURE and chances * PERCENT >= self._sure_percent * THOUSAND

    def _offer(self, spec: BattleSpec, number: int, total: int) -> None:
        self._screen.show()
        if total > 1:
            self._screen.show(text("campaign-play.offer-number", n=number, total=total), "bold")
        for row in offer_rows(spec, self._campaign.landing_state, self._house):
            self._screen.show(row)

    def _ask(self, spec: BattleSpec, number: int, total: int) -> Answer | Ending:
        """Ask until there is an answer; show what is asked for on the way."""
        known = comma_list(typed("answer", one) for one in Answer)
        while True:
            self._screen.show(text("campaign-play.offer-ask", answers=known), "bold")
            line = self._lines.ask(self._screen)
            if line is None:
                return Ending.NO_INPUT
            word, _, rest = line.partition(" ")
            command = code_of("command", word, _COMMANDS)
            answer = code_of("answer", line, Answer)
            if answer is not None:
                return Answer(answer)
            if command == "quit":
                return Ending.LEFT
            if (word == HELP or command == "help") and rest:
                numbers = self._campaign.state.numbers
                self._displays.show_rows(help_rows(rest, _COMMANDS, numbers))
            elif word == HELP or command == "help":
                self._offer(spec, number, total)
                self._show_help()
            elif command is not None:
                self._displays.show(command, rest)
            else:
                self._screen.show(
                    text("campaign-play.offer-unknown", word=line, help=HELP), "yellow"
                )

    def _show_help(self) -> None:
        self._displays.show_rows(answer_row(one) for one in Answer)
        self._displays.show_rows(
            [
                text(
                    "campaign-help.offer-more",
                    quit=typed("command", "quit"),
                    commands=comma_list(typed("command", one) for one in DISPLAYS),
                )
            ]
        )

    def _tell(self, spec: BattleSpec, result: BattleResult) -> None:
        """Print the result of a landing at once; the report of the turn prints it again."""
        event = LandingDecided(spec, chance(spec, self._campaign.state.numbers), result)
        for line in report_lines([event], self._house):
            self._screen.show(line.sentence, "bold")
            self._displays.show_rows(line.details)
