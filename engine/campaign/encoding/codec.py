"""The codec of the decisions of a campaign: rows for a learner, and the orders of its choices."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final, NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt

from engine.campaign.encoding.budget_facts import BudgetFacts
from engine.campaign.encoding.mission_odds import MissionOdds
from engine.campaign.encoding.offer import normalise, offered_orders
from engine.campaign.encoding.order_features import ROW, OrderEncoder, OrderRows
from engine.campaign.encoding.overview import whole_columns, whole_values
from engine.campaign.encoding.view_facts import Knowledge
from engine.campaign.encoding.world_features import WORLD, WorldContext
from engine.encoding.observation_layout import ObservationLayout
from engine.errors import EncodingError
from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.campaign.budget import Budget
    from engine.campaign.encoding.spec import Spec
    from engine.campaign.orders import Order
    from engine.campaign.view import View
    from engine.encoding.observation_layout import FloatArray

VERSION: Final = 1
"""The version of the code; it rises when the same view would be encoded differently."""
END_PACKET: Final = 0
"""The row of the end of the packet."""


class Decision(NamedTuple):
    """An encoded decision, all rows float32.

    - *whole*: (features,), the house and the others
    - *worlds*: (worlds, features), one a world of the map, by id
    - *rows*: (rows, features), the end of the packet, then an order each
    - *orders*: what each row stands for; None is the end of the packet
    """

    whole: FloatArray
    worlds: FloatArray
    rows: FloatArray
    orders: tuple[Order | None, ...]

    def encode(self, order: Order | None) -> int:
        """Return the row of an order, None for the end; LookupError if it is not offered."""
        sought = None if order is None else normalise(order)
        if sought not in self.orders:
            msg = f"{order} is not offered"
            raise LookupError(msg)
        return self.orders.index(sought)

    def decode(self, row: int) -> Order | None:
        """Return the order of a row, None for the end; LookupError if there is no such row."""
        if not 0 <= row < len(self.orders):
            msg = f"row {row} holds no order; there are {len(self.orders)}"
            raise LookupError(msg)
        return self.orders[row]


class Codec:
    """The codec of the decisions of campaigns within the limits of the encoding.

    It keeps nothing of a campaign: a view and a budget are encoded the same way whatever came
    before.
    """

    def __init__(self, spec: Spec) -> None:
        """Set the numbers of the encoding."""
        self.spec: Final = spec
        self.layout: Final = ObservationLayout(
            [
                ("whole", 1, whole_columns(spec.houses)),
                ("worlds", spec.worlds, WORLD),
                ("rows", spec.candidates + 1, ROW),
            ],
            spec.largest,
        )

    @property
    def fingerprint(self) -> str:
        """Return the SHA-256 of all that decides how a view is encoded, as hexadecimal digits."""
        names = [
            [block.name, block.rows, [[f.name, f.low, f.high] for f in block.columns.features]]
            for block in self.layout.blocks.values()
        ]
        parts = [VERSION, self.spec, names]
        return hashlib.sha256(msgspec.json.encode(parts, order="deterministic")).hexdigest()

    def check(self, view: View) -> None:
        """Raise EncodingError, naming the limit, for a campaign that exceeds the encoding."""
        worlds, houses = len(view.map.sites), len(view.houses) - 1
        if worlds > self.spec.worlds:
            most = self.spec.worlds
            raise EncodingError(Sentence("encoding.too-many-worlds", worlds=worlds, most=most))
        if houses > self.spec.houses:
            most = self.spec.houses
            raise EncodingError(Sentence("encoding.too-many-houses", houses=houses, most=most))

    def begin_packet(self, view: View) -> PacketEncoder:
        """Return the encoder of the decisions of a packet; EncodingError for what is too large."""
        self.check(view)
        return PacketEncoder(view, self.spec)

    def encode(self, view: View, budget: Budget) -> Decision:
        """Return the encoded decision of a house after the orders that made the budget."""
        return self.begin_packet(view).encode(budget)

    def observation(self, decision: Decision) -> tuple[FloatArray, npt.NDArray[np.bool_]]:
        """Return a decision as one array, `(size,)`, and which rows may be chosen, `(rows,)`."""
        observation = np.zeros(self.layout.size, np.float32)
        whole, worlds, rows = self.layout.split(observation)
        whole[0] = decision.whole
        worlds[: len(decision.worlds)] = decision.worlds
        rows[: len(decision.rows)] = decision.rows
        mask = np.zeros(len(rows), np.bool_)
        mask[: len(decision.rows)] = True
        return observation, mask


class PacketEncoder:
    """The encoder of the decisions of one packet: what no order changes is worked out once."""

    def __init__(self, view: View, spec: Spec) -> None:
        """Start with a view within the limits; callers use `Codec.begin_packet`."""
        self._knowledge: Final = Knowledge(view, spec)
        self._odds: Final = MissionOdds()
        self._spec: Final = spec

    def encode(self, budget: Budget) -> Decision:
        """Return the encoded decision after the orders that made a budget of the view."""
        facts = BudgetFacts(self._knowledge, budget)
        orders = (None, *offered_orders(facts, self._odds))
        encoder = OrderEncoder(facts, self._odds)
        rows = np.zeros((len(orders), len(ROW)), np.float32)
        ROW.write(rows, OrderRows([encoder.facts_of(order) for order in orders], self._spec))
        worlds = [WORLD.values(WorldContext(facts, world)) for world in self._knowledge.worlds]
        return Decision(
            np.array(whole_values(facts), np.float32), np.array(worlds, np.float32), rows, orders
        )
