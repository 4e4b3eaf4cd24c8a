"""The prompt: what the person at the screen is asked now, with an icon and a tone."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING, Final, NamedTuple

from client.battle.input.keys import KeyCommand, key_words
from client.battle.input.questions import Question
from client.battle.input.unit_selection import Selection, aimed_at, weapon_in_hand
from client.text.catalogue import name, plural, text
from client.text.format import comma_list
from engine.battle.phase import Phase
from engine.battle.state import AdvancePending, AttackPending, ChargePending
from engine.hexgrid import cells_of

if TYPE_CHECKING:
    from client.battle.input.decision import PendingDecision
    from client.battle.presenter import BattlePresenter
    from client.text.names import BattleNames
    from engine.battle.state import UnitSet


_MOST_NAMES: Final = 6
"""Number of units that a question names; further ones are only counted."""


class Tone(enum.Enum):
    """What a prompt is about; determines its colour."""

    PLAIN = enum.auto()
    MOVE = enum.auto()
    SHOOT = enum.auto()
    ADVANCE = enum.auto()
    FIGHT = enum.auto()
    REFUSED = enum.auto()


class Prompt(NamedTuple):
    """A prompt: a question or a status; *icon* may be empty."""

    words: str
    icon: str
    tone: Tone


_TONES = {
    Phase.COMMAND: Tone.PLAIN,
    Phase.MOVE: Tone.MOVE,
    Phase.SHOOT: Tone.SHOOT,
    Phase.CHARGE: Tone.ADVANCE,
    Phase.FIGHT: Tone.FIGHT,
}


def prompt_of(presenter: BattlePresenter) -> Prompt:
    """Return the prompt for the current question, or for what is going on."""
    session = presenter.session
    if presenter.said is not None:
        bad = presenter.said.bad
        tone = Tone.REFUSED if bad else Tone.PLAIN
        return Prompt(presenter.said.words, "cross" if bad else "check", tone)
    if presenter.over:
        return Prompt(text("battle.ask.over"), "crown", Tone.PLAIN)
    if presenter.deciding:
        alone = not session.seats.shared
        return ask(presenter.decision, presenter.chosen, presenter.names, alone=alone)
    if presenter.steps.is_frozen:
        keys = {"step": key_words(KeyCommand.STEP), "pause": key_words(KeyCommand.PAUSE)}
        return Prompt(text("battle.ask.paused", **keys), "hold", Tone.PLAIN)
    if session.awaits_computer:
        side = presenter.names.side(session.state.to_act)
        key = "battle.ask.thinking" if presenter.animator.idle else "battle.ask.playing"
        return Prompt(text(key, side=side), "chip", Tone.PLAIN)
    side = presenter.names.side(presenter.animator.scene.side)
    return Prompt(text("battle.ask.playing", side=side), "film", Tone.PLAIN)


def ask(
    now: PendingDecision, chosen: Selection, names: BattleNames, *, alone: bool = False
) -> Prompt:
    """Return what a person is asked; a person *alone* at the screen is addressed as "you"."""
    state = now.state
    phase = state.phase
    icon, tone = phase.value.lower(), _TONES[phase]
    if state.active is None:
        words = _ask_for_unit(now, names, alone=alone)
        return Prompt(words, icon, tone)
    match state.pending:
        case AdvancePending():
            return Prompt(text("battle.ask.advance-to"), "advance", Tone.ADVANCE)
        case ChargePending():
            return Prompt(text("battle.ask.charge-to"), "charge", Tone.ADVANCE)
        case AttackPending(weapon, _, attacks, added):
            key = "battle.ask.attacks-left"
            if phase is Phase.FIGHT:
                key = "battle.ask.attacks-left-you" if alone else "battle.ask.attacks-left-fight"
            title = name("weapon", weapon)
            side = names.side(state.to_act)
            words = plural(key, attacks + added, weapon=title, side=side)
            return Prompt(words, icon, tone)
        case _:
            return Prompt(_ask_active(now, chosen, names, alone=alone), icon, tone)


def _ask_for_unit(now: PendingDecision, names: BattleNames, *, alone: bool) -> str:
    state = now.state
    if state.phase is not Phase.FIGHT:
        return text(f"battle.ask.pick-{state.phase.value.lower()}")
    side = names.side(state.to_act)
    picks = [state.units[unit] for unit in cells_of(now.options.activate)]
    own_turn = state.to_act is state.side
    if picks and all(unit.marks.charged for unit in picks) and own_turn:
        if alone:
            return text("battle.ask.pick-fight-charged-you")
        return text("battle.ask.pick-fight-charged", side=side)
    if alone:
        return text("battle.ask.pick-fight-you" if own_turn else "battle.ask.pick-fight-enemy-turn")
    return text("battle.ask.pick-fight", side=side)


def _ask_active(now: PendingDecision, chosen: Selection, names: BattleNames, *, alone: bool) -> str:
    if now.state.phase is Phase.MOVE:
        return text("battle.ask.move")
    if now.state.phase is Phase.CHARGE:
        return text("battle.ask.charge")
    weapon = weapon_in_hand(now, chosen)
    if weapon is None:
        keys = {"advance": key_words(KeyCommand.ADVANCE), "wait": key_words(KeyCommand.WAIT)}
        return text("battle.ask.shoot-none", **keys)
    if now.state.phase is not Phase.FIGHT:
        if chosen.keyed and aimed_at(now, chosen) is None:
            keys = {
                "next": key_words(KeyCommand.NEXT_TARGET),
                "confirm": key_words(KeyCommand.CONFIRM),
            }
            return text("battle.ask.shoot-keys", weapon=name("weapon", weapon), **keys)
        return text("battle.ask.shoot", weapon=name("weapon", weapon))
    if alone:
        return text("battle.ask.fight-you", weapon=name("weapon", weapon))
    side = names.side(now.state.to_act)
    return text("battle.ask.fight", weapon=name("weapon", weapon), side=side)


class QuestionWords(NamedTuple):
    """The text of a question, and the label of its confirming button."""

    title: str
    lines: tuple[str, ...]
    confirm: str
    skips: bool


def question_words(question: Question, now: PendingDecision, names: BattleNames) -> QuestionWords:
    """Return the text of a question."""
    match question:
        case Question.ADVANCE:
            told = _loss_line(now), _roll_line(now), text("battle.box.advance-answers")
            confirm = text("battle.do.advance")
            return QuestionWords(text("battle.box.advance-title"), told, confirm, skips=True)
        case Question.END_PHASE:
            phase = name("phase", now.state.phase.value)
            lines = _end_lines(now, names)
            confirm = text("battle.box.end-confirm", phase=phase)
            title = text("battle.box.end-title")
            return QuestionWords(title, lines, confirm, skips=False)
        case Question.LEAVE:
            over = now.state.result is not None
            lines = (text("battle.box.leave-over" if over else "battle.box.leave"),)
            title = text("battle.box.leave-title")
            return QuestionWords(title, lines, text("battle.box.leave-confirm"), skips=False)
        case _:
            raise AssertionError(question)


def _end_lines(now: PendingDecision, names: BattleNames) -> tuple[str, ...]:
    """Return what all units could still do that the marks on the board are at."""
    key = f"battle.box.end-{now.state.phase.value.lower()}"
    line = text(key, units=_units_to_name(now.spare, names))
    others = now.able & ~now.spare
    if not others:
        return (line,)
    return line, text("battle.box.end-advance", units=_units_to_name(others, names))


def _units_to_name(units: UnitSet, names: BattleNames) -> str:
    """Return the names of units; after a few of them, the number of the rest."""
    named = [names.unit(unit) for unit in cells_of(units)]
    if len(named) > _MOST_NAMES:
        rest = len(named) - _MOST_NAMES + 1
        named[_MOST_NAMES - 1 :] = [plural("battle.box.end-more", rest)]
    return comma_list(named)


def _roll_line(now: PendingDecision) -> str:
    """Return the line that explains the advance roll and the outlines on the board."""
    roll = now.state.setup.advance_roll
    if not roll.count:
        return text("battle.box.advance-fixed", n=roll.bonus)
    dice = f"{roll.count}D{roll.sides}" + (f"+{roll.bonus}" if roll.bonus else "")
    least = roll.value_of((1,) * roll.count)
    return text("battle.box.advance-roll", dice=dice, least=least, most=roll.highest)


def _loss_line(now: PendingDecision) -> str:
    """Return what a unit can't do after an advance, and which weapons may still be fired (R5.3)."""
    state = now.state
    assert state.active is not None, "only an active unit advances"
    unit = state.units[state.active]
    weapons = [name("weapon", weapon.code) for weapon in unit.profile.ranged if weapon.assault]
    if not weapons or unit.marks.fled:
        return text("battle.box.advance")
    return text("battle.box.assault", weapons=comma_list(weapons))
