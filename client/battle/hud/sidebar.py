"""The sidebar at the right: card, forecast or facts, and log; in narrow windows one tab at a
time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pygame

from client.battle.hud import (
    facts_panel,
    log_panel,
    odds_panel,
    targets_panel,
    threat_legend,
    unit_panel,
)
from client.battle.hud.advice_panel import AdvicePanel
from client.battle.hud.forecast_heading import forecast_heading, targets_heading, targets_notes
from client.battle.hud.hit_areas import Tab
from client.battle.hud.shown_facts import shown_facts
from client.battle.hud.tabs import draw_tabs
from client.battle.input.unit_selection import aimed_at
from client.battle.view import cards, odds_cards
from client.battle.view.answers import answer_words
from client.draw.ui import panels
from client.text.catalogue import text
from client.text.glossary import Term
from engine.battle.phase import Phase

if TYPE_CHECKING:
    from client.battle.battle_layout import BattleLayout
    from client.battle.hud.explained import ExplainedPlaces
    from client.battle.hud.hit_areas import HitArea
    from client.battle.hud.log_panel import LogView
    from client.battle.hud.roster_panel import RosterPanel
    from client.battle.presenter import BattlePresenter
    from client.battle.view.advice_view import AdviceView
    from client.battle.view.cards import UnitCard
    from client.battle.view.odds_cards import OddsCard
    from client.battle.view.offers import Odds
    from client.battle.view.threat_view import ThreatView
    from client.draw.ui.style import Style


_MOST_ROWS: Final = 6
"""Number of targets from which the list gets no higher."""
_LEAST_LOG: Final = 110
"""Minimum height of the log, in points."""
_LOG_SHARE: Final = 0.25
"""Share of the sidebar that a long log keeps beside the roster where there is room."""


class Sidebar:
    """The sidebar of the battle that a presenter shows."""

    def __init__(
        self,
        surface: pygame.Surface,
        style: Style,
        mouse: tuple[int, int],
        threats: ThreatView,
        advice: AdviceView,
        explained: ExplainedPlaces,
    ) -> None:
        """Create the sidebar for a surface, a style and the position of the mouse in pixels.

        What is drawn is added to *explained*.
        """
        self._threats = threats
        self._explained = explained
        self._advice = advice
        self._surface = surface
        self._style = style
        self._mouse = mouse

    def draw(
        self,
        layout: BattleLayout,
        presenter: BattlePresenter,
        card: UnitCard | None,
        log: LogView,
        tab: Tab,
        roster: RosterPanel | None,
    ) -> list[HitArea]:
        """Draw everything; return its hit areas. The *roster* takes the place of what is empty."""
        if layout.narrow:
            areas = self._draw_tabbed(layout.column, presenter, card, log, tab, roster)
            return areas + draw_tabs(self._surface, self._style, layout.tabs, tab, self._mouse)
        return self._draw_whole(layout.column, presenter, card, log, roster)

    def _draw_whole(
        self,
        rect: pygame.Rect,
        presenter: BattlePresenter,
        card: UnitCard | None,
        log: LogView,
        roster: RosterPanel | None,
    ) -> list[HitArea]:
        gap = self._style.px(self._style.layout.space.gap)
        areas: list[HitArea] = []
        top = rect.y
        least_log = self._style.px(_LEAST_LOG)
        wanted = self._middle_height(presenter, rect.w)
        if card is not None:
            needed = min(wanted, self._advised_height(rect.w) or wanted)
            room = rect.h - (needed + gap if wanted else 0) - gap - least_log
            card, height = self._fitting_card(card, presenter, rect.w, room)
            place = pygame.Rect(rect.x, top, rect.w, height)
            areas += unit_panel.draw_card(
                self._surface, self._style, place, card, self._mouse, self._explained
            )
            top = place.bottom + gap
        if wanted:
            height = min(wanted, rect.bottom - top - gap - least_log)
            if height < self._needed_height(presenter, rect.w):
                height = rect.bottom - top  # the log comes back when nothing is aimed at
            place = pygame.Rect(rect.x, top, rect.w, height)
            areas += self._draw_middle(place, presenter, narrow=False)
            top = place.bottom + gap
        rest = pygame.Rect(rect.x, top, rect.w, rect.bottom - top)
        above = None
        if roster is not None:
            above = roster_above_log(self._style, roster, log, rest, rect.h)
        if roster is not None and above is not None:
            areas += self._draw_roster(above, roster)
            rest.y, rest.h = above.bottom + gap, rest.bottom - above.bottom - gap
        return areas + self._draw_rest(rest, log)

    def _draw_rest(self, rect: pygame.Rect, log: LogView) -> list[HitArea]:
        """Draw the log in a rectangle, no higher than it needs."""
        if rect.h <= 0:
            return []
        least = min(rect.h, self._style.px(_LEAST_LOG))
        height = max(log_panel.log_height(self._style, log, rect.w, rect.h), least)
        return self._draw_log(pygame.Rect(*rect.topleft, rect.w, height), log)

    def _draw_roster(self, rect: pygame.Rect, roster: RosterPanel) -> list[HitArea]:
        return roster.draw(self._surface, rect, self._mouse, self._explained)

    def _draw_log(self, rect: pygame.Rect, log: LogView) -> list[HitArea]:
        self._explained.add_title(self._style, rect, Term.LOG.topic)
        return log_panel.draw_log(self._surface, self._style, rect, log, self._mouse)

    def _draw_tabbed(
        self,
        rect: pygame.Rect,
        presenter: BattlePresenter,
        card: UnitCard | None,
        log: LogView,
        tab: Tab,
        roster: RosterPanel | None,
    ) -> list[HitArea]:
        style, gap = self._style, self._style.px(self._style.layout.space.gap)
        if tab is Tab.LOG or self._middle_height(presenter, rect.w):
            roster = None
        if roster is not None and card is None:
            return self._draw_roster(rect, roster)
        pad = 2 * style.px(style.layout.space.padding_tight)
        head = pygame.Rect(rect.x, rect.y, rect.w, pad + unit_panel.head_height(style))
        top = head.bottom + gap
        rest = pygame.Rect(rect.x, top, rect.w, rect.bottom - top)
        if tab is Tab.ODDS:
            areas = self._draw_both(rect, presenter, card)
            if areas is not None:
                return areas
            if self._needed_height(presenter, rect.w) > rest.h:
                return self._draw_middle(rect, presenter, narrow=True)
        self._draw_head(head, card)
        if tab is Tab.LOG:
            return self._draw_log(rest, log)
        if tab is Tab.ODDS:
            if roster is not None:
                return self._draw_roster(rest, roster)
            return self._draw_middle(rest, presenter, narrow=True)
        body = panels.draw_panel(self._surface, style, rest)
        if card is None:
            return []
        return unit_panel.draw_weapons(
            self._surface, style, body, card, self._mouse, self._explained
        )

    def _draw_head(self, rect: pygame.Rect, card: UnitCard | None) -> None:
        """Draw the head of a card above a tab, or how to see one."""
        style = self._style
        inner = panels.draw_panel(self._surface, style, rect)
        if card is not None:
            unit_panel.draw_head(self._surface, style, inner, card, self._explained)
            return
        size = style.layout.text.table
        words = style.writer.wrap(text("battle.card.empty"), size, inner.w)
        for number, line in enumerate(words):
            at = inner.x, inner.y + number * style.writer.height(size)
            style.writer.write(self._surface, line, at, size, style.colours.bone500)

    def _draw_both(
        self, rect: pygame.Rect, presenter: BattlePresenter, card: UnitCard | None
    ) -> list[HitArea] | None:
        """Draw a whole card above the panel in the middle; None, with nothing drawn, if there is no
        room for both.
        """
        if card is None:
            return None
        style, gap = self._style, self._style.px(self._style.layout.space.gap)
        height = unit_panel.card_height(style, card, rect.w)
        wanted = max(self._middle_height(presenter, rect.w), self._least_height(presenter, rect.w))
        if not wanted or height + gap + wanted > rect.h:
            return None
        place = pygame.Rect(rect.x, rect.y, rect.w, height)
        areas = unit_panel.draw_card(
            self._surface, style, place, card, self._mouse, self._explained
        )
        below = pygame.Rect(rect.x, place.bottom + gap, rect.w, rect.h - height - gap)
        return areas + self._draw_middle(below, presenter, narrow=True)

    def _fitting_card(
        self, card: UnitCard, presenter: BattlePresenter, width: int, room: int
    ) -> tuple[UnitCard, int]:
        """Only name weapons of a card until it is no higher than *room*; return it and its height.

        Weapons that the forecast is not about are removed first; those that can be selected stay.
        """
        fighting = presenter.session.state.phase is Phase.FIGHT
        shown = [card, cards.without(card, ranged=fighting, melee=not fighting)]
        if not any(row.asked for row in (*card.ranged, *card.melee)):
            shown.append(cards.without(card, ranged=True, melee=True))
        heights = [unit_panel.card_height(self._style, one, width) for one in shown]
        found = [pair for pair in zip(shown, heights, strict=True) if pair[1] <= room]
        return found[0] if found else (shown[-1], heights[-1])

    # The panel in the middle

    def _middle_height(self, presenter: BattlePresenter, width: int) -> int:
        advised = self._advice.card
        if advised is not None:
            return AdvicePanel(self._style, advised, width).height
        if not presenter.deciding:
            return 0
        style, card = self._style, self._aimed_card(presenter)
        if card is not None:
            return odds_panel.odds_height(style, card, width, narrow=False)
        if presenter.offer.odds:
            return targets_panel.targets_height(style, min(_MOST_ROWS, len(presenter.ranking)))
        shown, legend = shown_facts(presenter, self._threats), self._threats.legend()
        if legend and (shown is None or not shown.facts):
            return threat_legend.legend_height(style, legend, width)
        if shown is None:
            return 0
        return facts_panel.facts_height(style, shown.facts, shown.hint, width)

    def _advised_height(self, width: int) -> int:
        """Return the height that advice needs at least; 0 while there is none."""
        advised = self._advice.card
        return 0 if advised is None else AdvicePanel(self._style, advised, width).least_height

    def _least_height(self, presenter: BattlePresenter, width: int) -> int:
        """Return the height that advice or a forecast needs at least; 0 while there is neither."""
        advised = self._advice.card
        if advised is not None:
            return AdvicePanel(self._style, advised, width).smallest_height
        card = self._aimed_card(presenter) if presenter.deciding else None
        return 0 if card is None else odds_panel.odds_height(self._style, card, width, narrow=True)

    def _needed_height(self, presenter: BattlePresenter, width: int) -> int:
        """Return the height for which the panel in the middle takes the place of the log, or of the
        head of a card: that of a forecast at its lowest, of facts set densely, of all reasons.
        """
        if self._advice.card is None and presenter.deciding:
            if self._aimed_card(presenter) is not None:
                return self._least_height(presenter, width)
            if presenter.offer.odds:
                return 0  # a list of targets counts those it leaves out
            shown = shown_facts(presenter, self._threats)
            if shown is not None and shown.facts:
                dense = facts_panel.least_facts_height
                return dense(self._style, shown.facts, shown.hint, width)
        return self._middle_height(presenter, width)

    def _draw_middle(
        self, rect: pygame.Rect, presenter: BattlePresenter, *, narrow: bool
    ) -> list[HitArea]:
        surface, style = self._surface, self._style
        advised = self._advice.card
        if advised is not None:
            return AdvicePanel(style, advised, rect.w).draw(surface, rect, self._mouse)
        card = self._aimed_card(presenter) if presenter.deciding else None
        if card is not None:
            heading = forecast_heading(presenter)
            odds_panel.draw_odds(
                surface, style, rect, card, heading, self._explained, narrow=narrow
            )
            return []
        if presenter.deciding and presenter.offer.odds:
            return self._draw_targets(rect, presenter)
        shown = shown_facts(presenter, self._threats) if presenter.deciding else None
        legend = self._threats.legend() if presenter.deciding else ()
        if legend and (shown is None or not shown.facts):
            self._explained.add_title(style, rect, Term.THREAT.topic)
            threat_legend.draw_legend(surface, style, rect, legend)
            return []
        if shown is None:
            panels.draw_panel(surface, style, rect, text("battle.odds.title"))
            return []
        self._explained.add_title(style, rect, shown.term.topic)
        facts_panel.draw_facts(surface, style, rect, shown.facts, shown.title, shown.hint)
        return []

    def _odds_card(self, presenter: BattlePresenter, odds: Odds) -> OddsCard:
        state = presenter.session.state
        assert state.active is not None, "somebody attacks"
        actor = state.units[state.active]
        answer = answer_words(state, actor, odds, self._threats.map)
        return odds_cards.odds_card(state, actor, odds, presenter.names, answer)

    def _aimed_card(self, presenter: BattlePresenter) -> OddsCard | None:
        aimed = aimed_at(presenter.decision, presenter.chosen)
        if aimed is None:
            return None
        return self._odds_card(presenter, presenter.offer.odds[aimed])

    def _draw_targets(self, rect: pygame.Rect, presenter: BattlePresenter) -> list[HitArea]:
        rows = [self._odds_card(presenter, one) for one in presenter.ranking]
        title, _ = targets_heading()
        space, size = self._style.layout.space, self._style.layout.text.caption
        room = rect.w - 2 * self._style.px(space.padding) - self._style.px(space.padding_tight)
        room -= panels.caption_width(self._style, title)
        heading = title, self._style.writer.first_fitting(targets_notes(), size, room)
        return targets_panel.draw_targets(
            self._surface, self._style, rect, rows, heading, self._mouse, self._explained
        )


def roster_above_log(
    style: Style, roster: RosterPanel, log: LogView, rect: pygame.Rect, whole: int
) -> pygame.Rect | None:
    """Return the place of the roster in what is left of a sidebar *whole* pixels high, above the
    log; None if the log needs all of it. A long log gives way to the last units of a roster.
    """
    gap, least_log = style.px(style.layout.space.gap), style.px(_LEAST_LOG)
    wanted = log_panel.log_height(style, log, rect.w, max(least_log, round(_LOG_SHARE * whole)))
    place, shares = rect.copy(), (max(wanted, least_log), least_log)
    whole_for = [kept for kept in shares if roster.shows_all(rect.w, rect.h - gap - kept)]
    for kept in (*whole_for, *shares):
        place.h = roster.height(rect.w, rect.h - gap - kept)
        if place.h >= roster.least_height(rect.w):
            return place
    return None
