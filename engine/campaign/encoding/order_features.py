"""The row of an order: its verb, the worlds that it is about, the fleet that obeys it, and what it
costs and may come to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final, NamedTuple

import numpy as np

from engine.campaign.encoding.budget_facts import NOTHING, Strength, strength_of
from engine.campaign.espionage import forecast_spy_mission
from engine.campaign.orders import (
    VERBS,
    Build,
    Diplomacy,
    FleetMission,
    Join,
    Load,
    Muster,
    Order,
    Repair,
    Salvage,
    SetPosture,
    SetResearch,
    SetTax,
    Split,
    SpyMission,
    Unload,
)
from engine.campaign.prices import (
    STARBASE,
    muster_price,
    repair_price,
    salvage_refund,
    spy_price,
    thing_price,
)
from engine.campaign.shares import PERCENT
from engine.campaign.vocabulary import FIELDS, Message, Posture, Spying, Thing
from engine.encoding.observation_layout import LARGE, Columns, Feature

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.campaign.encoding.budget_facts import BudgetFacts
    from engine.campaign.encoding.mission_odds import MissionOdds
    from engine.campaign.encoding.spec import Spec
    from engine.campaign.records import Ship, Unit
    from engine.campaign.vocabulary import WorldId
    from engine.encoding.observation_layout import Fill, FloatArray

OPTIONS: Final = len(FIELDS)
"""Columns for what an order chooses from a short list: as many as there are fields of research."""
_NONE: Final = (0.0,) * OPTIONS
_THINGS: Final = tuple(map(str, Thing))
_OF_WORLD: Final = (Build, Muster, Repair)


class OrderFacts(NamedTuple):
    """What there is to say of one order; None, in `facts_of`, is the end of the packet.

    *source* and *target* are rows of worlds, from 1. *fleet* is what obeys it, *part* what is
    built, mustered, repaired, scrapped, or moved from one place to another.
    """

    verb: int
    source: int = 0
    target: int = 0
    fleet: Strength = NOTHING
    turns: int = 0
    price: int = 0
    sky: float = 0.0
    chance: float = 0.0
    loss: float = 0.0
    part: Strength = NOTHING
    options: tuple[float, ...] = _NONE
    share: int = 0


END_PACKET: Final = OrderFacts(len(VERBS))


class OrderEncoder:
    """The encoder of the orders of one decision."""

    def __init__(self, facts: BudgetFacts, odds: MissionOdds) -> None:
        """Start with what all rows have in common."""
        self._facts: Final = facts
        self._odds: Final = odds
        self._view: Final = facts.view
        self._budget: Final = facts.budget
        self._numbers: Final = facts.view.numbers

    def facts_of(self, order: Order | None) -> OrderFacts:
        """Return what there is to say of a legal order, or of the end of the packet."""
        match order:
            case None:
                return END_PACKET
            case FleetMission():
                return self._mission(order)
            case Split() | Join() | Load() | Unload() | Salvage() | SetPosture():
                return self._fleet_order(order)
            case Build() | Muster() | Repair():
                return self._work(order)
            case SpyMission():
                return self._spy_mission(order)
            case _:
                return self._setting(order)

    def _row(self, world: WorldId) -> int:
        return self._facts.knowledge.place[world] + 1

    def _mission(self, order: FleetMission) -> OrderFacts:
        fleet = self._budget.fleets[order.fleet]
        odds = self._odds.of(self._facts, order)
        return OrderFacts(
            _verb(order.mission.value),
            self._row(fleet.world),
            self._row(order.world),
            self._facts.strengths[fleet.id],
            turns=self._facts.turns_of(fleet)[order.world],
            sky=odds.sky,
            chance=odds.landing,
            loss=odds.loss,
        )

    def _fleet_order(
        self, order: Split | Join | Load | Unload | Salvage | SetPosture
    ) -> OrderFacts:
        fleet = self._budget.fleets[order.fleet]
        price, part, options = 0, NOTHING, _NONE
        match order:
            case Split():
                part = self._part(
                    _named(fleet.ships, order.ships), _named(fleet.units, order.units)
                )
            case Join():
                part = self._facts.strengths[order.into]
            case Load():
                garrison = self._budget.worlds[fleet.world].garrison
                part = self._part((), _named(garrison, order.units))
            case Unload():
                part = self._part((), _named(fleet.units, order.units))
            case Salvage():
                ships = _named(fleet.ships, order.ships)
                price = -sum(salvage_refund(ship, self._numbers) for ship in ships)
                part = self._part(ships, ())
            case SetPosture():
                options = _one_of(order.posture, tuple(Posture))
        return OrderFacts(
            _verb(order.to_text().partition(" ")[0]),
            self._row(fleet.world),
            self._row(fleet.world),
            self._facts.strengths[fleet.id],
            price=price,
            part=part,
            options=options,
        )

    def _part(self, ships: Sequence[Ship], units: Sequence[Unit]) -> Strength:
        return strength_of(ships, units, self._numbers)

    def _work(self, order: Build | Muster | Repair) -> OrderFacts:
        numbers, world = self._numbers, self._budget.worlds[order.world]
        hulls = numbers.ships.hulls
        part, options = NOTHING, _NONE
        match order:
            case Build() if order.thing in hulls:
                price: int | None = hulls[order.thing].price
                part = _hull(self._facts, order.thing)
            case Build():
                price = thing_price(world, Thing(order.thing), numbers.worlds)
                options = _one_of(order.thing, _THINGS)
            case Muster():
                price = muster_price(order.kind, numbers)
                part = NOTHING._replace(points=numbers.units[order.kind].value)
            case Repair():
                hull = STARBASE if order.target == STARBASE else self._hull_of(order)
                price = repair_price(hull, numbers)
                if hull == STARBASE:
                    options = _one_of(STARBASE, _THINGS)
                else:
                    part = _hull(self._facts, hull)
        assert price is not None, "what has no price is not legal"
        row = self._row(order.world)
        return OrderFacts(
            _verb(type(order).__name__.lower()), row, row, price=price, part=part, options=options
        )

    def _hull_of(self, order: Repair) -> str:
        fleets = self._facts.fleets
        ships = [ship for fleet in fleets for ship in fleet.ships if ship.id == order.target]
        return ships[0].hull

    def _spy_mission(self, order: SpyMission) -> OrderFacts:
        steals = order.kind is Spying.STEAL
        target = self._view.houses[order.target].home if steals else order.target
        return OrderFacts(
            _verb("spy_mission"),
            target=self._row(target),
            price=spy_price(order.kind, self._numbers),
            chance=forecast_spy_mission(self._view, order) / PERCENT,
            options=_one_of(order.kind, tuple(Spying)),
        )

    def _setting(self, order: SetTax | SetResearch | Diplomacy) -> OrderFacts:
        match order:
            case SetTax():
                taxes = self._numbers.worlds.taxes
                ranked = sorted(taxes, key=lambda name: (taxes[name].income, name))
                return OrderFacts(_verb("tax"), options=_one_of(order.tax, ranked))
            case SetResearch():
                total = sum(order.weights)
                options = tuple(weight / total if total else 0.0 for weight in order.weights)
                return OrderFacts(_verb("research"), options=options, share=order.share)
            case Diplomacy():
                home = self._row(self._view.houses[order.house].home)
                options = _one_of(order.kind, tuple(Message))
                return OrderFacts(_verb("diplomacy"), target=home, options=options)


def _verb(name: str) -> int:
    return VERBS.index(name)


def _named(items: Sequence[Any], names: Sequence[str]) -> list[Any]:
    return [item for item in items if item.id in names]


def _one_of(chosen: str, known: Sequence[str]) -> tuple[float, ...]:
    """Return a 1 at the place of what is chosen; places beyond the columns are all zeros."""
    place = known.index(chosen)
    return tuple(float(column == place) for column in range(OPTIONS))


def _hull(facts: BudgetFacts, name: str) -> Strength:
    hull = facts.view.numbers.ships.hulls[name]
    return Strength(1, hull.attack, hull.hull, hull.bombardment, hull.capacity, 0, 0)


# Rows of many orders at once


class OrderRows:
    """The facts of the orders of a decision as columns, each of shape `(orders,)`."""

    def __init__(self, orders: Sequence[OrderFacts], spec: Spec) -> None:
        """Start with the facts of each order."""
        self.spec: Final = spec
        self._columns: Final = np.array([_flat(order) for order in orders], np.float64).T

    def column(self, name: str) -> FloatArray:
        """Return a column by its name."""
        found: FloatArray = self._columns[_FLAT.index(name)]
        return found

    def scaled(self, name: str, scale: float) -> FloatArray:
        """Return a column by a scale, cut off where it is too large."""
        largest = self.spec.largest
        cut: FloatArray = np.clip(self.column(name) / scale, -largest, largest)
        return cut


_PARTS: Final = ("ships", "attack", "hull", "capacity", "points")
_FLAT: Final = (
    *("verb", "source", "target", "turns", "price", "sky", "chance", "loss", "share"),
    *(f"fleet_{name}" for name in Strength._fields),
    *(f"part_{name}" for name in Strength._fields),
    *(f"option_{place}" for place in range(1, OPTIONS + 1)),
)


def _flat(order: OrderFacts) -> tuple[float, ...]:
    verb, source, target, fleet, turns, price, sky, chance, loss, part, options, share = order
    own = (verb, source, target, turns, price, sky, chance, loss, share)
    return (*own, *fleet, *part, *options)


def _is_verb(place: int) -> Fill[OrderRows]:
    return lambda rows: rows.column("verb") == place


def _plain(name: str) -> Fill[OrderRows]:
    return lambda rows: rows.column(name)


def _scaled(name: str, scale: str) -> Fill[OrderRows]:
    return lambda rows: rows.scaled(name, getattr(rows.spec, scale))


_SCALES: Final = {
    "ships": "ships",
    "attack": "attack",
    "hull": "attack",
    "bombardment": "attack",
    "capacity": "points",
    "points": "points",
    "crippled": "ships",
}
_SAID: Final = {
    "ships": "ships",
    "attack": "attack, by the table",
    "hull": "hull, by ATTACK",
    "bombardment": "bombardment, by ATTACK",
    "capacity": "capacity, by POINTS",
    "points": "points of units",
    "crippled": "crippled ships, by SHIPS",
}

ROW: Final[Columns[OrderRows]] = Columns(
    [
        *(
            Feature(f"is_{verb}", 0, 1, f"whether the verb is `{verb}`", _is_verb(place))
            for place, verb in enumerate(VERBS)
        ),
        Feature("is_end_packet", 0, 1, "whether it is no order but the end", _is_verb(len(VERBS))),
        Feature(
            "source",
            0,
            1,
            "row of the world where it is obeyed, from 1, / WORLDS; 0 for none",
            lambda rows: rows.column("source") / rows.spec.worlds,
        ),
        Feature(
            "target",
            0,
            1,
            "row of the world that it is aimed at, from 1, / WORLDS: of a house its home",
            lambda rows: rows.column("target") / rows.spec.worlds,
        ),
        *(
            Feature(
                f"fleet_{name}",
                0,
                LARGE,
                f"of the fleet that obeys: {said}",
                _scaled(f"fleet_{name}", _SCALES[name]),
            )
            for name, said in _SAID.items()
        ),
        Feature(
            "turns",
            0,
            1,
            "turns of the way, by TURNS",
            lambda rows: np.minimum(1.0, rows.column("turns") / rows.spec.turns),
        ),
        Feature("price", -LARGE, LARGE, "its price, by MONEY", _scaled("price", "money")),
        Feature(
            "sky_chance",
            0,
            1,
            "of a mission: the chance to keep the sky against the worst enemy known (C9.10)",
            _plain("sky"),
        ),
        Feature(
            "chance",
            0,
            1,
            "the chance of a landing by points known (C10.10), or of a spy mission (C7.3)",
            _plain("chance"),
        ),
        Feature(
            "expected_loss",
            0,
            1,
            "share of the landing force lost on average; of the ships, where there is no landing",
            _plain("loss"),
        ),
        *(
            Feature(
                f"part_{name}",
                0,
                LARGE,
                f"of what is built, mustered, repaired, scrapped, moved or joined: {_SAID[name]}",
                _scaled(f"part_{name}", _SCALES[name]),
            )
            for name in _PARTS
        ),
        *(
            Feature(
                f"option_{place}",
                0,
                1,
                f"research: weight {place} of all; else whether it chooses entry {place} of a list",
                _plain(f"option_{place}"),
            )
            for place in range(1, OPTIONS + 1)
        ),
        Feature(
            "research_share",
            0,
            1,
            "of `research`: the share of the income",
            lambda rows: rows.column("share") / PERCENT,
        ),
    ]
)
