"""The glossary: what every word, sign and figure of a battle is and does."""

from __future__ import annotations

import enum
import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from client.text.catalogue import name, text
from engine.battle.battlefield import Terrain
from engine.battle.marks import MARKS
from engine.battle.phase import Phase
from engine.battle.scenario_files import packaged_materials
from engine.data import weapon_rules

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.battle.scenario import RuleNumbers


class Kind(enum.Enum):
    """The kinds of things that are explained; the value is the catalogue's context of their
    names.
    """

    TERM = "term"
    PHASE = "phase"
    STAT = "stat-name"
    MARK = "mark"
    RULE = "weapon-rule"
    TERRAIN = "terrain"


_TEXTS: Final = {
    Kind.TERM: "term-text",
    Kind.PHASE: "phase-text",
    Kind.STAT: "stat-text",
    Kind.MARK: "mark-text",
    Kind.RULE: "weapon-rule-text",
    Kind.TERRAIN: "terrain-text",
}
"""The catalogue's context of the texts of each kind."""


class Topic(NamedTuple):
    """One thing that is explained.

    *code* is that of the data; a weapon rule may be written with its number, as on a weapon.
    """

    kind: Kind
    code: str


class Term(enum.Enum):
    """The things that no data names; the value is their code in the catalogue."""

    GOAL = "goal"
    POINTS = "points"
    ANCHOR = "anchor"
    ROUND = "round"
    SIDE = "side"
    WAITING = "waiting"
    ROSTER = "roster"
    ENGAGED = "engaged"
    LOG = "log"
    MAP = "map"

    READY = "ready"
    DONE = "done"
    ACTIVE = "active"
    TARGET = "target"
    LABEL = "label"
    BAR = "bar"
    BADGE = "badge"
    REACH = "reach"
    ADVANCE = "advance"
    ADVANCE_RANGE = "advance-range"
    CHARGE_END = "charge-end"
    RANGE = "range"
    COVERED = "covered"
    PATH = "path"
    THREAT = "threat"
    THREAT_SOURCE = "threat-source"
    ENEMY_REACH = "enemy-reach"

    FORECAST = "forecast"
    DESTROYED = "destroyed"
    DAMAGE = "damage"
    UNHARMED = "unharmed"
    REACHED = "reached"
    OUTCOMES = "outcomes"
    HIT = "hit"
    WOUND = "wound"
    SAVE = "save"
    ANSWER = "answer"
    TARGETS = "targets"
    CONSEQUENCES = "consequences"

    @property
    def topic(self) -> Topic:
        """Return the term as a topic."""
        return Topic(Kind.TERM, self.value)


UNIT_STATS: Final = ("MOVE", "T", "ARMOR_SAVE", "INVUL_SAVE", "HP", "HP_MAX", "OC")
"""The statistics of a unit, in the order of its card."""
_UNIT_FACTS: Final = ("VALUE", "KEYWORDS")
WEAPON_STATS: Final = ("RNG", "NB", "ATK", "STR", "AP", "DMG")
"""The statistics of a weapon, in the order of its row."""

_BATTLE: Final = (Term.GOAL, Term.POINTS, Term.ANCHOR, Term.ROUND, Term.SIDE)
_PANELS: Final = (Term.WAITING, Term.ROSTER, Term.ENGAGED, Term.LOG, Term.MAP)
_BOARD: Final = (
    *(Term.READY, Term.DONE, Term.ACTIVE, Term.TARGET, Term.LABEL, Term.BAR, Term.BADGE),
    *(Term.REACH, Term.PATH, Term.RANGE, Term.COVERED),
    *(Term.ADVANCE_RANGE, Term.ADVANCE, Term.CHARGE_END),
    *(Term.THREAT, Term.THREAT_SOURCE, Term.ENEMY_REACH),
)
_FORECAST: Final = (
    *(Term.FORECAST, Term.REACHED, Term.DESTROYED, Term.DAMAGE, Term.UNHARMED, Term.OUTCOMES),
    *(Term.HIT, Term.WOUND, Term.SAVE, Term.ANSWER, Term.TARGETS, Term.CONSEQUENCES),
)


class Entry(NamedTuple):
    """A topic in words: what it is called, and what it is and does."""

    title: str
    words: str


class Chapter(NamedTuple):
    """A group of topics, with the title that the glossary shows above it."""

    title: str
    topics: tuple[Topic, ...]


def stat(code: str) -> Topic:
    """Return a statistic of a unit or a weapon, by its key in data files."""
    return Topic(Kind.STAT, code)


def rule(written: str) -> Topic:
    """Return a weapon rule as a weapon has it: `RULE` or `RULE x`."""
    return Topic(Kind.RULE, written)


def mark(code: str) -> Topic:
    """Return a mark of a unit."""
    return Topic(Kind.MARK, code)


def phase(which: Phase) -> Topic:
    """Return a phase of a turn."""
    return Topic(Kind.PHASE, which.value)


def terrain(which: Terrain) -> Topic:
    """Return a kind of ground."""
    return Topic(Kind.TERRAIN, which.name)


def chapters() -> list[Chapter]:
    """Return the whole glossary: every topic once, weapon rules without their numbers."""
    return [
        Chapter(text("glossary.battle"), _terms((*_BATTLE, *_PANELS))),
        Chapter(text("glossary.phases"), tuple(phase(one) for one in Phase)),
        Chapter(text("glossary.unit"), tuple(stat(one) for one in (*UNIT_STATS, *_UNIT_FACTS))),
        Chapter(text("glossary.marks"), tuple(mark(one) for one in MARKS)),
        Chapter(text("glossary.weapon"), tuple(stat(one) for one in WEAPON_STATS)),
        Chapter(text("glossary.rules"), tuple(rule(one) for one in _rules())),
        Chapter(text("glossary.terrain"), tuple(terrain(one) for one in Terrain)),
        Chapter(text("glossary.board"), _terms(_BOARD)),
        Chapter(text("glossary.forecast"), _terms(_FORECAST)),
    ]


def _terms(terms: Iterable[Term]) -> tuple[Topic, ...]:
    return tuple(term.topic for term in terms)


def _rules() -> Iterator[str]:
    """Yield all weapon rules; the one against a keyword for each keyword that has a hunter."""
    yield from weapon_rules.NUMBERED
    yield from weapon_rules.PLAIN
    yield from _hunters()


@functools.cache
def _hunters() -> tuple[str, ...]:
    catalog = packaged_materials().catalog
    found = {
        weapon_rules.parse(written).full_name
        for weapon in catalog.weapons.values()
        for written in weapon.weapon_rules
        if written.startswith(weapon_rules.ANTI)
    }
    return tuple(sorted(found))


def entry_of(topic: Topic, rules: RuleNumbers) -> Entry:
    """Return a topic in words, with the numbers of the rules of a battle."""
    context, code, values = topic.kind.value, topic.code, _numbers_of(rules)
    if topic.kind is Kind.RULE:
        code, number, keyword = _split_rule(topic.code)
        values |= {"x": number, "keyword": keyword}
    title = name(context, code, **values)
    if topic.kind is Kind.STAT and (label := name("stat", code)) != title:
        title = text("glossary.stat", label=label, name=title)
    return Entry(title, name(_TEXTS[topic.kind], code, **values))


def _split_rule(written: str) -> tuple[str, str, str]:
    """Return the code of a weapon rule, its number, and the keyword it is against, in words."""
    full, _, number = written.partition(" ")
    number = number or text("glossary.number")
    if full.startswith(weapon_rules.ANTI):
        keyword = full.removeprefix(weapon_rules.ANTI)
        return weapon_rules.ANTI, number, name("keyword", keyword)
    return full, number, ""


def _numbers_of(rules: RuleNumbers) -> dict[str, object]:
    """Return the numbers that texts of the glossary may mention."""
    return {
        "advance": rules.advance_dice,
        "charge": rules.charge_dice,
        "cost": rules.rough_cost,
        "damage": rules.hazard_damage,
        "first": rules.first_scoring_round,
        "most": rules.most_points,
        "points": rules.objective_points,
        "rounds": rules.rounds,
    }


def search(wanted: str, rules: RuleNumbers) -> list[tuple[str, list[Entry]]]:
    """Return the entries that contain all words of *wanted*, by the titles of their chapters.

    Chapters without such an entry are left out.
    """
    parts = wanted.casefold().split()
    found = []
    for chapter in chapters():
        entries = [entry_of(topic, rules) for topic in chapter.topics]
        kept = [one for one in entries if _contains(one, chapter.title, parts)]
        if kept:
            found.append((chapter.title, kept))
    return found


def _contains(entry: Entry, title: str, parts: list[str]) -> bool:
    whole = " ".join((*entry, title)).casefold()
    return all(part in whole for part in parts)
