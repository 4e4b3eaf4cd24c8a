"""The row of the whole: the house itself, and what all know of each other house."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from engine.campaign.economy import overhead_percent
from engine.campaign.fleets import points_of
from engine.campaign.shares import PERCENT
from engine.campaign.vocabulary import FIELDS, LEVELS, Stance
from engine.encoding.observation_layout import LARGE, Columns, Feature

if TYPE_CHECKING:
    from engine.campaign.encoding.budget_facts import BudgetFacts
    from engine.campaign.encoding.spec import Spec
    from engine.campaign.vocabulary import HouseId
    from engine.encoding.observation_layout import Fill


class OwnContext(NamedTuple):
    """The house of a decision, as the packet so far leaves it."""

    facts: BudgetFacts

    @property
    def spec(self) -> Spec:
        """Return the scales."""
        return self.facts.spec

    def money(self, amount: int) -> float:
        """Return an amount of money by its scale."""
        return self.spec.cut(amount / self.spec.money)

    def lead(self) -> float:
        """Return the prestige beyond that of the best other house: tanh."""
        view = self.facts.view
        best = max((view.houses[one].prestige for one in self.facts.knowledge.others), default=0)
        return math.tanh((view.house.prestige - best) / self.spec.lead)

    def keeper(self) -> float:
        """Return the lit anchors as a share of those that make a keeper (C12.3)."""
        view = self.facts.view
        share = view.numbers.victory.keeper_share(view.seed_houses)
        return self.spec.cut(self.facts.lit * PERCENT / (share * self.facts.knowledge.anchors))

    def total(self, figure: str, scale: float) -> float:
        """Return a figure of all fleets together by a scale."""
        strengths = self.facts.strengths.values()
        return self.spec.cut(sum(getattr(one, figure) for one in strengths) / scale)

    def garrison_points(self) -> float:
        """Return the points of all garrisons together."""
        numbers = self.facts.view.numbers
        garrisons = [world.garrison for world in self.facts.budget.worlds.values()]
        points = sum(points_of(unit, numbers) for units in garrisons for unit in units)
        return self.spec.cut(points / self.spec.points)

    def tax(self, place: int) -> bool:
        """Whether the tax is the one at a place, the lightest first."""
        taxes = self.facts.view.numbers.worlds.taxes
        ranked = sorted(taxes, key=lambda name: (taxes[name].income, name))
        return self.facts.budget.house.tax in ranked[place : place + 1]


class OtherContext(NamedTuple):
    """Another house as this one knows it; None where there is none."""

    facts: BudgetFacts
    house: HouseId | None

    def value(self, name: str) -> float:
        """Return a feature; 0 for no house, and for an eliminated one."""
        if self.house is None or self.facts.view.houses[self.house].eliminated is not None:
            return 0.0
        found: float = getattr(self, name)(self.house)
        return found

    def home_turns(self, house: HouseId) -> float:
        """Return the turns between the homes."""
        view, knowledge = self.facts.view, self.facts.knowledge
        turns = knowledge.turns_from(view.house.home, shoals=True)
        return self.facts.spec.soon(turns[view.houses[house].home])

    def prestige(self, house: HouseId) -> float:
        """Return its prestige, which is public."""
        spec = self.facts.spec
        return spec.cut(self.facts.view.houses[house].prestige / spec.prestige)

    def worlds(self, house: HouseId) -> float:
        """Return its worlds as far as known."""
        spec = self.facts.spec
        return spec.cut(self.facts.knowledge.held_known[house] / spec.held)

    def lit(self, house: HouseId) -> float:
        """Return its lit anchors as far as known."""
        spec = self.facts.spec
        return spec.cut(self.facts.knowledge.lit_known[house] / spec.anchors)

    def treaty(self, house: HouseId) -> float:
        """Return -1 at war or where it is declared, 1 for a pact, else 0."""
        if house in self.facts.knowledge.enemies:
            return -1.0
        return float(self.facts.view.stance(house) is Stance.PACT)

    def offer(self, house: HouseId) -> float:
        """Return whether an offer of its stands."""
        return float(any(offer.sender == house for offer in self.facts.view.offers))

    def levels(self, house: HouseId) -> float:
        """Return its levels of research together, as a share of all."""
        return sum(self.facts.view.houses[house].levels) / (LEVELS * len(FIELDS))


def _tax(place: int) -> Fill[OwnContext]:
    return lambda o: o.tax(place)


def _level(place: int) -> Fill[OwnContext]:
    return lambda o: o.facts.view.house.levels[place] / LEVELS


def _other(name: str) -> Fill[OtherContext]:
    return lambda o: o.value(name)


_TAXES: Final = ("lowest", "middle", "highest")

OWN: Final[Columns[OwnContext]] = Columns(
    [
        Feature(
            "turn",
            0,
            1,
            "the turn, as a share of all",
            lambda o: o.facts.view.turn / o.facts.view.turns,
        ),
        Feature(
            "houses",
            0,
            1,
            "houses at the start, of the most there may be",
            lambda o: o.facts.view.seed_houses / (o.spec.houses + 1),
        ),
        Feature(
            "prestige",
            0,
            LARGE,
            "its prestige",
            lambda o: o.spec.cut(o.facts.view.house.prestige / o.spec.prestige),
        ),
        Feature(
            "lead", -1, 1, "prestige beyond the best other house: tanh(x / LEAD)", OwnContext.lead
        ),
        Feature(
            "worlds",
            0,
            LARGE,
            "its worlds, by HELD",
            lambda o: o.spec.cut(len(o.facts.budget.worlds) / o.spec.held),
        ),
        Feature(
            "lit", 0, LARGE, "its lit anchors", lambda o: o.spec.cut(o.facts.lit / o.spec.anchors)
        ),
        Feature(
            "keeper", 0, LARGE, "lit anchors as a share of those of a keeper", OwnContext.keeper
        ),
        Feature(
            "income",
            0,
            LARGE,
            "its next income, research included",
            lambda o: o.money(o.facts.books.income),
        ),
        Feature(
            "research",
            0,
            LARGE,
            "what of it goes to research",
            lambda o: o.money(o.facts.books.research),
        ),
        Feature("upkeep", 0, LARGE, "its next upkeep", lambda o: o.money(o.facts.books.upkeep)),
        Feature(
            "treasury",
            0,
            LARGE,
            "what the packet so far leaves in the treasury",
            lambda o: o.money(o.facts.budget.house.treasury),
        ),
        Feature(
            "overhead",
            0,
            1,
            "the share of all yields that is lost to overhead",
            lambda o: (
                overhead_percent(o.facts.view.numbers.worlds, len(o.facts.budget.worlds)) / PERCENT
            ),
        ),
        *(
            Feature(f"tax_{name}", 0, 1, f"whether taxes are the {name}", _tax(place))
            for place, name in enumerate(_TAXES)
        ),
        Feature(
            "research_share",
            0,
            1,
            "the share of the income for research",
            lambda o: o.facts.budget.house.research_share / PERCENT,
        ),
        *(
            Feature(f"level_{field}", 0, 1, f"level of {field.replace('_', ' ')}", _level(place))
            for place, field in enumerate(map(str, FIELDS))
        ),
        Feature(
            "fleets",
            0,
            1,
            "its fleets, as a share of the most that a house may have",
            lambda o: min(1.0, len(o.facts.fleets) / o.facts.view.numbers.ships.fleets),
        ),
        Feature("ships", 0, LARGE, "all its ships", lambda o: o.total("ships", o.spec.ships)),
        Feature(
            "attack",
            0,
            LARGE,
            "attack of all its ships",
            lambda o: o.total("attack", o.spec.attack),
        ),
        Feature(
            "landing_points",
            0,
            LARGE,
            "points of all landing forces",
            lambda o: o.total("points", o.spec.points),
        ),
        Feature("garrison_points", 0, LARGE, "points of all garrisons", OwnContext.garrison_points),
        Feature(
            "orders",
            0,
            LARGE,
            "orders of the packet so far, by ORDERS",
            lambda o: o.spec.cut(len(o.facts.budget.accepted) / o.spec.orders),
        ),
        Feature(
            "spied",
            0,
            1,
            "whether the packet has a spy mission",
            lambda o: o.facts.budget.spy_mission is not None,
        ),
    ]
)

OTHER: Final[Columns[OtherContext]] = Columns(
    [
        Feature(
            "home_turns",
            0,
            1,
            "turns between the homes, by TURNS; 0 as all others for no house, or an eliminated one",
            _other("home_turns"),
        ),
        Feature("prestige", 0, LARGE, "its prestige", _other("prestige")),
        Feature("worlds", 0, LARGE, "its worlds as far as known, by HELD", _other("worlds")),
        Feature("lit", 0, LARGE, "its lit anchors as far as known", _other("lit")),
        Feature("treaty", -1, 1, "-1 at war or declared, 1 for a pact, else 0", _other("treaty")),
        Feature("offer", 0, 1, "whether an offer of its stands", _other("offer")),
        Feature("levels", 0, 1, "its levels of research together, as a share", _other("levels")),
    ]
)


def whole_columns(houses: int) -> Columns[Any]:
    """Return the features of the whole: the own ones, then those of so many other houses."""
    others = [
        feature._replace(name=f"other_{place}_{feature.name}")
        for place in range(1, houses + 1)
        for feature in OTHER.features
    ]
    return Columns([*OWN.features, *others])


def whole_values(facts: BudgetFacts) -> list[float]:
    """Return the values of the features of the whole."""
    values = OWN.values(OwnContext(facts))
    others = facts.knowledge.others
    for place in range(facts.spec.houses):
        house = others[place] if place < len(others) else None
        values += OTHER.values(OtherContext(facts, house))
    return values
