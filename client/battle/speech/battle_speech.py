"""What the screen of a battle says: log, question, active unit, the hex of the cursor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from client.battle.hud.forecast_heading import forecast_heading, targets_heading
from client.battle.hud.shown_facts import shown_facts
from client.battle.hud.targets_panel import row_words
from client.battle.input.keys import KeyCommand, key_words
from client.battle.input.unit_selection import aimed_at, destinations, unit_at, weapon_in_hand
from client.battle.speech import board_words, panel_words
from client.battle.speech.roster_words import roster_words
from client.battle.view import cards, odds_cards
from client.battle.view.answers import answer_words
from client.speech.spoken import PROMPT, Speech
from client.text.catalogue import plural, text
from client.text.format import comma_list

if TYPE_CHECKING:
    from collections.abc import Callable

    from client.battle.hud.prompts import Prompt
    from client.battle.hud.shown_battle import ShownBattle
    from client.battle.hud.turn_bar import TurnInfo
    from client.battle.view.cards import UnitCard
    from client.battle.view.odds_cards import OddsCard
    from client.battle.view.offers import Odds
    from client.battle.view.roster import RosterArmy
    from client.text.battle_log import LogLine
    from client.widgets.action_bar import BarAction
    from engine.battle.actions import UnitId
    from engine.hexgrid import Offset

UNIT: Final = "unit"
TARGETS: Final = "targets"
ACTIONS: Final = "actions"
HEX: Final = "hex"
FACTS: Final = "facts"


class DrawnBattle(Protocol):
    """The drawing of a battle, as text mode reads it; *offered* are the buttons below the board."""

    offered: list[BarAction]

    def card(self) -> UnitCard | None:
        """Return the card of the unit that the panels are about."""
        ...

    def turn_info(self) -> TurnInfo:
        """Return what the bar at the top shows."""
        ...

    def prompt(self) -> Prompt:
        """Return what the person at the screen is asked."""
        ...

    def roster(self) -> tuple[RosterArmy, RosterArmy]:
        """Return both armies."""
        ...


class BattleSpeech:
    """The words of a battle on the screen; what was computed is kept until something changes."""

    def __init__(self, screen: ShownBattle, drawing: Callable[[], DrawnBattle]) -> None:
        """Start a speech about a screen and what draws it at the time.

        What a resumed battle has behind it is not said.
        """
        self._screen: Final = screen
        self._drawing: Final = drawing
        self._opening: tuple[str, ...] | None = None
        self._is_resumed = screen.session.records > 0
        self._log: list[str] = []
        self._worded = 0
        self._said: tuple[str, float] | None = None
        self._kept: tuple[tuple[object, ...], dict[str, tuple[str, ...]]] | None = None

    def speech(self) -> Speech:
        """Return what the screen says at the moment."""
        self._update_log()
        presenter = self._screen.presenter
        if self._opening is None:
            self._opening = tuple(self._opening_words())
        opening, panels = self._opening, self._panels()
        if presenter.session.history and not presenter.lines:
            return Speech({}, self._log, opening)  # what happened comes before what is asked
        if not presenter.deciding:
            return Speech(self._waiting_topics(), self._log, opening, panels)
        threats = self._screen.threats
        key = (
            presenter.session.records,
            presenter.chosen,
            id(threats.map),
            threats.is_waiting,
            threats.is_shown,
            self._prompt(),
        )
        if self._kept is None or self._kept[0] != key:
            self._kept = key, self._topics()
        return Speech(self._kept[1], self._log, opening, panels)

    def overview(self) -> list[str]:
        """Return the unit that the card is about, the whole board, and what can be done."""
        state, drawing = self._screen.session.state, self._drawing()
        presenter = self._screen.presenter
        card = drawing.card()
        lines = [] if card is None else board_words.card_words(card)
        lines += board_words.survey_words(state, presenter.names)
        lines += roster_words(drawing.roster())
        lines += board_words.player_words(self._screen.session.seats, presenter.names)
        lines.append(self._screen.goal.words)
        for panel in self._panels().values():
            lines += panel
        if presenter.deciding and presenter.ranking:
            lines += [comma_list(targets_heading()), *self._targets()]
            aimed = presenter.chosen.hovered and self._aimed_card(presenter.chosen.hovered)
            if aimed:
                lines += panel_words.forecast_words(aimed, forecast_heading(presenter))
        lines += self._shown_facts() if presenter.deciding else []
        lines += board_words.recent_words(presenter.lines)
        lines.append(self._prompt())
        if presenter.deciding or self._screen.still:
            lines += [*self._actions(), *self._disabled()]
        keys = [
            text("speech.action", label=text(command.value), cap=key_words(command))
            for command in (KeyCommand.LOG, *(one for one, _ in drawing.turn_info().buttons))
        ]
        return [*lines, text("speech.actions", actions=comma_list(keys))]

    def _shown_facts(self) -> list[str]:
        """Return the panel of facts: its title, and the facts or what stands there instead."""
        shown = shown_facts(self._screen.presenter, self._screen.threats)
        if shown is None:
            return []
        facts = [text("speech.fact", fact=fact.words) for fact in shown.facts]
        return [shown.title, *(facts or [shown.hint])]

    def _panels(self) -> dict[str, tuple[str, ...]]:
        """Return what the aids show over the board."""
        return {type(aid).__name__: tuple(aid.words()) for aid in self._screen.aids}

    def _prompt(self) -> str:
        return self._drawing().prompt().words

    # What happened

    def _update_log(self) -> None:
        """Append what happened: lines of the log, what was taken back, notices."""
        presenter = self._screen.presenter
        lines = presenter.lines
        if self._is_resumed and lines:
            self._is_resumed, self._worded = False, len(lines)
        if len(lines) < self._worded:
            self._log.append(text("speech.taken-back"))
            self._worded = len(lines)
        for line in lines[self._worded :]:
            self._log += self._line_words(line)
        self._worded = len(lines)
        said = presenter.said
        if said is not None and (
            self._said is None or self._said[0] != said.words or said.left > self._said[1]
        ):
            self._log.append(said.words)
        self._said = None if said is None else (said.words, said.left)

    def _line_words(self, line: LogLine) -> list[str]:
        """Return a line of the log, with the hex where a unit went; the dice, if they are shown."""
        words = line.headline
        if line.hexes:
            words = text(
                "speech.moved", headline=words, hex=board_words.place_words(line.hexes[-1])
            )
        return [words, *(line.dice if self._screen.all_unfolded else ())]

    def _opening_words(self) -> list[str]:
        state, names = self._screen.session.state, self._screen.presenter.names
        seats = self._screen.session.seats
        people = [side for side in (state.side, state.side.other) if seats.is_person(side)]
        goal = self._screen.goal
        return [
            *board_words.standing_words(state, names),
            *([goal.words] if goal.is_shown else []),
            *(text("speech.you", side=names.side(side)) for side in people),
            text("speech.help", cap=key_words(KeyCommand.HELP)),
        ]

    # While nobody decides

    def _waiting_topics(self) -> dict[str, tuple[str, ...]]:
        """Return what is asked and can be done while the battle rests, or who is thinking."""
        presenter, topics = self._screen.presenter, dict[str, tuple[str, ...]]()
        rests = self._screen.still
        thinks = presenter.animator.idle and self._screen.session.awaits_computer
        if (rests or thinks) and presenter.said is None:
            topics[PROMPT] = (self._prompt(),)
        if rests:
            topics[ACTIONS] = tuple(self._actions())
            topics[HEX] = ()
            at = presenter.chosen.hovered
            if at is not None and self._screen.session.state.field.grid.holds(at):
                words = board_words.hex_words(self._screen.session.state, at, presenter.names)
                topics[HEX] = (" ".join(words),)
        return topics

    # What is decided now

    def _topics(self) -> dict[str, tuple[str, ...]]:
        topics = {
            UNIT: tuple(self._unit()),
            PROMPT: (self._prompt(),),
            TARGETS: tuple(self._targets()),
            ACTIONS: tuple(self._actions()),
            HEX: (),
        }
        if self._screen.presenter.said is not None:
            del topics[PROMPT]  # the notice is in its place
        at = self._screen.presenter.chosen.hovered
        if at is not None and self._screen.session.state.field.grid.holds(at):
            topics[HEX] = (" ".join(self._hex(at)),)
        if not self._screen.threats.is_waiting:  # rather late than twice
            facts = [] if at is None else self._facts(at)
            topics[FACTS] = (" ".join(facts),) if facts else ()
        return topics

    def _unit(self) -> list[str]:
        """Return the active unit, its weapons that may attack, and how far it can go."""
        presenter, state = self._screen.presenter, self._screen.session.state
        if state.active is None:
            return []
        unit = state.units[state.active]
        now = presenter.decision
        lines = [text("speech.active", unit=board_words.unit_words(state, unit, presenter.names))]
        card = self._card(unit.id)
        lines += [
            board_words.weapon_words(row) for row in (*card.ranged, *card.melee) if row.number
        ]
        cells = destinations(now)
        if cells:
            lines.append(plural("speech.destinations", cells.bit_count()))
        return lines

    def _card(self, unit: UnitId) -> UnitCard:
        presenter, state = self._screen.presenter, self._screen.session.state
        now = presenter.decision
        offered = tuple(code for code, _ in now.attacks)
        in_hand = weapon_in_hand(now, presenter.chosen)
        return cards.unit_card(state, unit, presenter.names, offered, in_hand, asked=True)

    def _targets(self) -> list[str]:
        """Return all targets of the active unit, the one worth most first."""
        presenter, state = self._screen.presenter, self._screen.session.state
        found = [self._odds_card(odds) for odds in presenter.ranking]
        return [
            text(
                "speech.target",
                unit=board_words.unit_words(state, state.units[card.target], presenter.names),
                odds=row_words(card)[0],
            )
            for card in found
        ]

    def _actions(self) -> list[str]:
        """Return what can be done by keys."""
        keys = [
            text("speech.action", label=one.face.label, cap=one.face.key)
            for one in self._drawing().offered
            if one.face.key and (one.enabled or one.code == KeyCommand.CONFIRM.name.lower())
        ]
        keys += [
            text("speech.action", label=text(command.value), cap=key_words(command))
            for command in (KeyCommand.NEXT_TARGET,)
        ]
        return [text("speech.actions", actions=comma_list(keys))] if keys else []

    def _disabled(self) -> list[str]:
        """Return the buttons that can't be pressed now."""
        usable = text("speech.disabled")
        return [
            comma_list([one.face.label, usable])
            for one in self._drawing().offered
            if not one.enabled
        ]

    # The hex of the cursor

    def _hex(self, at: Offset) -> list[str]:
        """Return what is in a hex, and whether one can go or attack there, in sentences."""
        presenter, state = self._screen.presenter, self._screen.session.state
        words = board_words.hex_words(state, at, presenter.names)
        if presenter.path is not None:
            words.append(text("speech.path", cost=presenter.path.label))
        elif destinations(presenter.decision) and unit_at(state, at) != state.active:
            words.append(text("speech.unreachable"))
        card = self._aimed_card(at)
        if card is not None:
            words.append(text("speech.odds", odds=row_words(card)[0]))
            words += map(panel_words.roll_words, card.chances)
        return words

    def _facts(self, at: Offset) -> list[str]:
        """Return what follows from going to a hex or attacking there, and what reaches it."""
        shown = shown_facts(self._screen.presenter, self._screen.threats)
        card = self._aimed_card(at)
        answer = [card.answer] if card is not None and card.answer else []
        facts = [] if shown is None else [fact.words for fact in shown.facts]
        return [text("speech.fact", fact=one) for one in (*answer, *facts)]

    def _aimed_card(self, at: Offset) -> OddsCard | None:
        """Return the odds of attacking the unit in a hex; None if it is no target."""
        presenter = self._screen.presenter
        target = aimed_at(presenter.decision, presenter.chosen)
        if target is None or target != unit_at(self._screen.session.state, at):
            return None
        return self._odds_card(presenter.offer.odds[target])

    def _odds_card(self, odds: Odds) -> OddsCard:
        presenter, state = self._screen.presenter, self._screen.session.state
        assert state.active is not None, "somebody attacks"
        actor = state.units[state.active]
        answer = answer_words(state, actor, odds, self._screen.threats.map)
        return odds_cards.odds_card(state, actor, odds, presenter.names, answer)
