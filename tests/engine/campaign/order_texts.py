"""Texts of orders: legal ones, near misses and nonsense, for whoever must cope with them."""

from __future__ import annotations

from random import Random
from typing import Final

from engine.campaign.orders import VERBS
from engine.campaign.view import View
from engine.campaign.vocabulary import FIELDS, Message, Mission, Posture, Spying, Thing

NONSENSE: Final = (
    "", " ", "-", ",", "w99", "nobody", "askerry.f", "askerry.f0", "=", "weapons=", "weapons=10",
    "9999", "99999", "-1", "٣", "\x1b[31m", "x" * 200, "a,b,", "a,a", "weapons=1,weapons=2",
)  # fmt: skip


def words_of(view: View) -> list[str]:
    """Return words that orders of a house may be made of."""
    fleets = view.fleets.values()
    return [
        *view.map.sites,
        *view.fleets,
        *(ship.id for one in fleets for ship in one.ships),
        *(unit.id for one in fleets for unit in one.units),
        *(unit.id for world in view.worlds.values() for unit in world.garrison),
        *view.houses,
        *view.numbers.ships.hulls,
        *view.numbers.worlds.taxes,
        *view.numbers.factions[view.house.faction].units[0],
        *(f"{field.value}=1" for field in FIELDS),
        *(word.value for kind in (Message, Mission, Posture, Spying, Thing) for word in kind),
        "20",
        "0",
    ]


def draw_texts(view: View, random: Random, count: int) -> list[str]:
    """Return random texts, most of them of the right form."""
    return [_draw_text(view, random) for _ in range(count)]


def _draw_text(view: View, random: Random) -> str:
    words = words_of(view)
    fleet = random.choice([*view.fleets, *view.fleets, *view.fleets, random.choice(words)])
    world = random.choice([*view.worlds, *view.worlds, *view.worlds, *view.map.sites])
    ship, unit = (_part_of(view, fleet, random, what) for what in ("ships", "units"))
    verb = random.choice(VERBS)
    shapes = {
        "split": f"{fleet} {ship} {random.choice([unit, '-'])}",
        "join": f"{fleet} {random.choice([*view.fleets, 'x'])}",
        "load": f"{fleet} {_in_garrison(view, random)}",
        "unload": f"{fleet} {unit}",
        "posture": f"{fleet} {random.choice(list(Posture))}",
        "salvage": f"{fleet} {ship}",
        "build": f"{world} {random.choice([*Thing, *view.numbers.ships.hulls])}",
        "muster": f"{world} {random.choice(sorted(view.numbers.units))}",
        "repair": f"{world} {random.choice([ship, 'starbase'])}",
        "tax": random.choice([*view.numbers.worlds.taxes, "x"]),
        "research": f"{random.choice([0, 20, 25, 60])} {random.choice(FIELDS)}=3",
        "spy_mission": f"{random.choice(list(Spying))} {random.choice([*view.houses, world])}",
        "diplomacy": f"{random.choice(list(Message))} {random.choice([*view.houses])}",
    }
    rest = shapes[verb] if verb in shapes else f"{fleet} {random.choice(list(view.map.sites))}"
    text = f"{verb} {rest}"
    return text if random.random() < 0.7 else _mutated(text, words, random)


def _part_of(view: View, fleet: str, random: Random, what: str) -> str:
    if fleet not in view.fleets or not getattr(view.fleets[fleet], what):
        return random.choice(["x", "-"])
    parts = getattr(view.fleets[fleet], what)
    return ",".join(part.id for part in random.sample(parts, random.randint(1, len(parts))))


def _in_garrison(view: View, random: Random) -> str:
    units = [unit.id for world in view.worlds.values() for unit in world.garrison]
    return random.choice([*units, "x", "-"])


def _mutated(text: str, words: list[str], random: Random) -> str:
    parts = text.split(" ")
    place = random.randrange(len(parts))
    word = random.choice([*NONSENSE, *words])
    match random.randint(0, 4):
        case 0:
            parts[place] = word
        case 1:
            parts.insert(place, word)
        case 2:
            parts.pop(place)
        case 3:
            parts[place] += random.choice([",", "=", "\x00", "é", word])
        case _:
            random.shuffle(parts)
    return " ".join(parts)
