"""The planner: what the steps of a plan share, and the only hand that gives orders."""

from __future__ import annotations

from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from engine.campaign.budget import Budget
from engine.campaign.checks import check
from engine.campaign.fleets import passes_shoals
from engine.campaign.forecast import forecast_books
from engine.campaign.obedience import obey
from engine.campaign.orders import FleetMission
from engine.campaign.personas.knowledge import Knowledge
from engine.campaign.randomness import lot
from engine.campaign.routes import turns_from

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from engine.campaign.economy import Books
    from engine.campaign.numbers import Persona, PersonaNumbers
    from engine.campaign.numbers.persona_numbers import PersonaLevel
    from engine.campaign.orders import Order
    from engine.campaign.records import Fleet
    from engine.campaign.view import View
    from engine.campaign.vocabulary import FleetId, HouseId, WorldId
    from engine.random_source import RandomSource

_T = TypeVar("_T")
_MOST_SALT = 2**32


class Wish(NamedTuple):
    """A wish that a persona could not follow: the step, the verb, and the first check that failed.

    *rule* is empty where no rule forbade it but the persona's own judgement, named by *code*.
    """

    step: str
    verb: str
    rule: str
    code: str


class Planner:
    """A plan in the making: the packet so far, and the budget that it leaves.

    *reserved* are worlds that a fleet goes for already, *busy* the fleets that have their orders.
    """

    def __init__(
        self,
        view: View,
        persona: Persona,
        scores: PersonaNumbers,
        level: PersonaLevel,
        source: RandomSource,
    ) -> None:
        """Start with an empty packet; *scores* are those of the mood that the persona is in."""
        self.view = view
        self.persona = persona
        self.level = level
        self.source = source
        self.scores = scores
        self.budget = Budget.of_view(view)
        self.known = Knowledge(view)
        self.orders: list[Order] = []
        self.wishes: list[Wish] = []
        self.reserved: set[WorldId] = set()
        self.busy: set[FleetId] = set()
        self.aims: dict[WorldId, int] = {}
        """Worlds that a fleet would press but for their starbases, and the turns to them."""
        self.step = ""
        self._memory: dict[tuple[str, str], tuple[object, Any]] = {}
        self._salt = source.integer(0, _MOST_SALT)

    @property
    def house(self) -> HouseId:
        """Return the house that the plan is for."""
        return self.view.house.id

    def give(self, order: Order) -> bool:
        """Add an order to the packet; whether it is legal. A wish that is not is noted."""
        refusal = check(self.view, self.budget, order)
        if refusal is not None:
            verb = order.to_text().partition(" ")[0]
            self.wishes.append(Wish(self.step, verb, refusal.rule, refusal.sentence.code))
            return False
        obey(self.view, self.budget, order)
        self.orders.append(order)
        return True

    def send(self, fleet: Fleet, order: FleetMission) -> bool:
        """Order a mission for a fleet, unless it has it already; return whether it has it then.

        The fleet is busy from now on.
        """
        self.busy.add(fleet.id)
        if (fleet.mission, fleet.target) == (order.mission, order.world):
            return True
        return self.give(order)

    def recall(self, what: str, place: str, basis: object, work_out: Callable[[], _T]) -> _T:
        """Return a figure about a world or a fleet, worked out anew where its *basis* is another.

        The basis is the record that an order would replace; None where no order changes the figure.
        """
        key = (what, place)
        known = self._memory.get(key)
        if known is None or known[0] is not basis:
            known = self._memory[key] = (basis, work_out())
        found: _T = known[1]
        return found

    def note(self, verb: str, code: str) -> None:
        """Note a wish that the persona's own judgement forbade."""
        self.wishes.append(Wish(self.step, verb, "", code))

    def lot(self, *words: str) -> str:
        """Return the lot of a word in a tie: it depends on nothing but the source and the words."""
        return lot(self._salt, *words)

    def rank(self, scored: Sequence[tuple[float, str, _T]]) -> list[tuple[float, str, _T]]:
        """Return scored candidates, each with a name, the best one first; ties by lot."""
        ranked = sorted(scored, key=lambda one: -one[0])
        if all(one[0] != other[0] for one, other in pairwise(ranked)):
            return ranked
        return sorted(scored, key=lambda one: (-one[0], self.lot(one[1])))

    def best(self, scored: Sequence[tuple[float, str, _T]]) -> tuple[float, str, _T]:
        """Return the best one of scored candidates, of which there is at least one; ties by lot."""
        most = max(one[0] for one in scored)
        return self.rank([one for one in scored if one[0] == most])[0]

    def choose(self, scored: Sequence[tuple[float, str, _T]]) -> _T | None:
        """Return the best of scored candidates, or one of the best as the level has it."""
        if not scored:
            return None
        if self.level.choices == 1:
            return self.best(scored)[2]
        return self.source.pick(self.rank(scored)[: self.level.choices])[2]

    def turns(self, fleet: Fleet) -> Mapping[WorldId, int]:
        """Return the turns of a fleet to every world that it can reach."""
        shoals = passes_shoals(fleet.ships, self.view.numbers.ships)
        return self.turns_from(fleet.world, shoals=shoals)

    def turns_from(self, world: WorldId, *, shoals: bool) -> Mapping[WorldId, int]:
        """Return the turns from a world to every world that can be reached."""
        return turns_from(self.view.map, self.view.numbers.ships, world, shoals=shoals)

    @property
    def idle_fleets(self) -> list[Fleet]:
        """Return the fleets without orders of this plan so far, in the order of their ids."""
        return [
            fleet for name, fleet in sorted(self.budget.fleets.items()) if name not in self.busy
        ]

    @cached_property
    def books(self) -> Books:
        """Return the books of the next income as they were before the first order."""
        return forecast_books(self.view, Budget.of_view(self.view))

    @property
    def income(self) -> int:
        """Return the income that can be expected, research taken off."""
        return self.books.income - self.books.research

    @property
    def turns_left(self) -> int:
        """Return the turns that are left, this one included."""
        return self.view.turns - self.view.turn + 1
