"""What a person can look at in a campaign: the map, reports, worlds, fleets, houses, books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.terminal.campaign import overviews
from client.terminal.campaign.map_drawing import draw_star_map, legend
from client.text.campaign.map_marks import named_world
from client.text.campaign.refusal_reasons import typed_words
from client.text.campaign.report import report_lines
from client.text.catalogue import text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from client.terminal.printer import WrappingPrinter
    from engine.campaign.budget import Budget
    from engine.campaign.campaign import Campaign
    from engine.campaign.view import View
    from engine.campaign.vocabulary import HouseId

DISPLAYS: Final = (*("map", "report", "worlds", "fleets", "houses", "world", "fleet", "books"),)
"""The commands that show something and change nothing, whenever they are typed."""


class CampaignDisplays:
    """Shows a campaign as its house knows it."""

    def __init__(self, campaign: Campaign, house: HouseId, screen: WrappingPrinter) -> None:
        """Show it to one house."""
        self._campaign = campaign
        self._house = house
        self._screen = screen
        self._commands: dict[str, Callable[[str], None]] = {
            "map": self.show_map,
            "report": self.show_report,
            "worlds": self._show_worlds,
            "fleets": self.show_fleets,
            "houses": self._show_houses,
            "world": self._show_world,
            "fleet": self._show_fleet,
            "books": self._show_books,
        }

    def show(self, command: str, words: str) -> None:
        """Show what one of the `DISPLAYS` asks for; *words* are what comes after it."""
        self._commands[command](words)

    def show_rows(self, rows: Iterable[str]) -> None:
        """Show lines, a little to the right."""
        for row in rows:
            self._screen.show(f"  {row}")

    @property
    def _view(self) -> View:
        return self._campaign.view(self._house)

    @property
    def _budget(self) -> Budget:
        return self._campaign.budget(self._house)

    def show_map(self, _: str = "") -> None:
        """Show the map and what its marks mean."""
        self._screen.show_whole(draw_star_map(self._view, self._budget))
        self.show_rows(legend(self._view))

    def show_report(self, _: str = "") -> None:
        """Show what happened in the last turn, by groups, the weightiest first."""
        turn = self._campaign.turn - 1
        self._screen.show()
        if not turn:
            self._screen.show(text("campaign-play.no-report"))
            return
        self._screen.show(text("campaign-play.report", turn=turn), "bold")
        group = None
        for line in report_lines(self._campaign.report(self._house), self._house):
            if line.group is not group:
                group = line.group
                self._screen.show(f"-- {text(f'campaign-play.group-{group.value}')}", "bold")
            self._screen.show(f"   {line.sentence}")
            for row in line.details:
                self._screen.show(f"      {row}", "dim")

    def _show_worlds(self, _: str) -> None:
        self.show_rows(overviews.world_rows(self._view, self._budget))

    def show_fleets(self, _: str = "") -> None:
        """Show the house's fleets."""
        self.show_rows(overviews.fleet_rows(self._view, self._budget))

    def _show_houses(self, _: str) -> None:
        self.show_rows(overviews.house_rows(self._view))

    def _show_world(self, words: str) -> None:
        world = named_world(self._view, words)
        if not words:
            self._screen.show(text("campaign-play.which-world"), "yellow")
        elif world in self._view.map.sites:
            self.show_rows(overviews.world_card(self._view, self._budget, world))
        else:
            self._screen.show(
                text("campaign-play.no-such-world", word=typed_words(words)), "yellow"
            )

    def _show_fleet(self, words: str) -> None:
        fleet = self.named_fleet(words)
        if not words:
            self._screen.show(text("campaign-play.which-fleet"), "yellow")
        elif fleet is None:
            self._screen.show(
                text("campaign-play.no-such-fleet", word=typed_words(words)), "yellow"
            )
        else:
            self.show_rows(overviews.fleet_card(self._view, self._budget, fleet))

    def named_fleet(self, words: str) -> str | None:
        """Return the id of the own fleet that words name; None if they name none."""
        name = words if "." in words else f"{self._house}.{words.lower()}"
        return name if name in self._budget.fleets else None

    def _show_books(self, _: str) -> None:
        self.show_rows(overviews.book_rows(self._view, self._budget))
