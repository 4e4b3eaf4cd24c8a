"""What every word of a campaign means: terms, ships, things, fighters, weapons, fields, houses.

Words and sentences are in the catalogue, the figures in them come from the data. A word is found as
the player's in any language, or as the code's.
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING, Final, NamedTuple

from client.text.campaign.words import fold, shown, words_of
from client.text.catalogue import name, text
from client.text.format import comma_list
from engine.campaign.bridge import load_materials
from engine.campaign.kinds import all_kinds
from engine.campaign.prices import muster_price
from engine.campaign.vocabulary import (
    FIELDS,
    Ending,
    Lane,
    Message,
    Posture,
    Spying,
    Stance,
    Thing,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from engine.campaign.numbers import CampaignNumbers
    from engine.data.catalog import Catalog, UnitEntry

TERM: Final = "campaign-term"
"""The context of the catalogue for the words that name no value of orders or data."""
TERMS: Final = (
    *("house", "world", "free_world", "hub", "hollow", "anchor", "lit", "dark", "lane"),
    *("unit", "landing_force", "garrison", "militia", "veterancy", "points"),
    *(
        "population",
        "treasury",
        "price",
        "yield",
        "upkeep",
        "prestige",
        "research_points",
        "overhead",
    ),
    *("dock", "fleet", "attack", "hull", "capacity", "bombardment", "volley", "ground_defences"),
    *("sound", "crippled", "unrest", "blockaded", "landing_cooldown", "faction", "id"),
    *("leader_penalty", "grievance", "exposed", "truce", "offer", "wreckage", "refund", "sight"),
    *("diplomacy", "orders", "movement", "conflict", "espionage", "income", "last_stand"),
)
TEXT: Final = "-text"
"""Ends the context of the sentences that explain the codes of a context."""


class Topic(NamedTuple):
    """A word that is explained: its code, and the context in which the catalogue names it."""

    context: str
    code: str


def topics(numbers: CampaignNumbers) -> list[Topic]:
    """Return all that is explained besides orders, commands and answers."""
    codes: dict[str, Iterable[str]] = {
        TERM: TERMS,
        "hull": numbers.ships.hulls,
        "thing": Thing,
        "unit": sorted({*all_kinds(numbers), numbers.invasion.pit}),
        "weapon": _catalog().weapons_of(_units(numbers).values()),
        "field": FIELDS,
        "tax": numbers.worlds.taxes,
        "faction": numbers.factions,
        "house": numbers.houses,
        "persona": numbers.personas.personas,
        "world-class": numbers.worlds.classes,
        "richness": numbers.worlds.richness,
        "lane": Lane,
        "posture": Posture,
        "message": Message,
        "spying": Spying,
        "stance": Stance,
        "ending": Ending,
    }
    return [Topic(context, str(code)) for context, ones in codes.items() for code in ones]


def find_topics(word: str, numbers: CampaignNumbers) -> list[Topic]:
    """Return what a word means; a word may mean several things."""
    wanted = fold(word)
    return [topic for topic in topics(numbers) if wanted in map(fold, words_of(*topic))]


def explain(topic: Topic, numbers: CampaignNumbers) -> Iterator[str]:
    """Yield what a word means, and the figures of what has some."""
    context, code = topic
    match context:
        case "weapon":
            yield _entry(topic, _weapon_figures(code))
        case "house":
            yield _entry(topic, _house_words(code, numbers))
        case "unit":
            yield _entry(topic, name("unit-text", code))
            yield from _unit_rows(code, numbers)
        case _:
            words = name(f"{context}{TEXT}", code, **_facts(topic, numbers))
            yield _entry(topic, words)
            yield from _figure_rows(topic, numbers)


def _facts(topic: Topic, numbers: CampaignNumbers) -> dict[str, object]:
    """Return what the sentences of a context may name: all data, and the entry of the topic."""
    facts: dict[str, object] = {"data": numbers}
    if topic.context == "tax":
        facts["tax"] = numbers.worlds.taxes[topic.code]
    elif topic.context == "richness":
        facts["richness"] = numbers.worlds.richness[topic.code]
    return facts


def _entry(topic: Topic, words: str) -> str:
    word = shown(*topic)
    if fold(word) == fold(topic.code):
        return text("campaign-help.entry-alone", word=word, words=words)
    return text("campaign-help.entry", word=word, code=topic.code, words=words)


def _figure_rows(topic: Topic, numbers: CampaignNumbers) -> Iterator[str]:
    """Yield the figures of a hull, a class of worlds or a faction."""
    match topic:
        case Topic("hull", code):
            hull = numbers.ships.hulls[code]
            yield text(
                "campaign-help.hull",
                price=hull.price,
                guns=hull.attack,
                frame=hull.hull,
                upkeep=hull.upkeep,
                strikes=hull.bombardment,
                room=hull.capacity,
                craft=hull.engineering,
                docks=hull.docks,
            )
        case Topic("world-class", code):
            kind = numbers.worlds.classes[code]
            yield text("campaign-help.world-class", raw=kind.raw, most=kind.most_population)
        case Topic("faction", code):
            faction = numbers.factions[code]
            first, second, third, fourth = (
                comma_list(shown("unit", unit) for unit in opened) for opened in faction.units
            )
            yield text(
                "campaign-help.faction",
                first=first,
                second=second,
                third=third,
                fourth=fourth,
                watch=shown("unit", faction.militia),
            )
        case _:
            return


def _house_words(code: str, numbers: CampaignNumbers) -> str:
    entry = numbers.houses[code]
    return text(
        "campaign-help.house",
        faction=shown("faction", entry.faction),
        persona=shown("persona", entry.persona),
    )


# Fighters and their weapons


@functools.cache
def _catalog() -> Catalog:
    return load_materials().generator.catalog


def _units(numbers: CampaignNumbers) -> dict[str, UnitEntry]:
    return _catalog().profiles_of({*all_kinds(numbers), numbers.invasion.pit})


def _unit_rows(code: str, numbers: CampaignNumbers) -> Iterator[str]:
    for faction, entry in sorted(numbers.factions.items()):
        for drill, opened in enumerate(entry.units):
            if code in opened:
                yield text(
                    "campaign-help.unit",
                    faction=shown("faction", faction),
                    drill=drill,
                    price=muster_price(code, numbers),
                    value=numbers.units[code].value,
                )
    unit = _catalog().units[code]
    yield text(
        "campaign-help.unit-figures",
        move=unit.move,
        toughness=unit.t,
        save=_roll(unit.armor_save),
        hp=unit.hp_max,
        hold=unit.oc,
        weapons=comma_list(shown("weapon", weapon) for weapon in unit.weapon_codes),
    )


def _weapon_figures(code: str) -> str:
    weapon = _catalog().weapons[code]
    return text(
        "campaign-help.weapon",
        range=weapon.rng,
        attacks=weapon.nb,
        hit=_roll(weapon.atk),
        strength=weapon.strength,
        piercing=weapon.ap,
        damage=weapon.dmg,
    )


def _roll(least: int | None) -> str:
    if least is None:
        return text("campaign-report.nothing")
    return text("campaign-help.roll", n=least)
