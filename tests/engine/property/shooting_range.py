"""A range to try weapons on: one attacker, one target, in a state made to measure."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from engine.battle.actions import Activate
from engine.battle.marks import Marks
from engine.battle.phase import Phase
from engine.battle.scenario import Placement, Scenario
from engine.battle.side import Side
from engine.battle.state import BattleState, Setup
from engine.data.catalog import UnitEntry, WeaponEntry
from tests.engine.generated import PACKAGED_RULES, require_playable

if TYPE_CHECKING:
    from engine.battle.state import Unit
    from engine.data.catalog import Weapon


class Trial(NamedTuple):
    """What is fired at what: weapon and target as data files write them."""

    rules: tuple[str, ...] = ()
    nb: int | str = 4
    atk: int | None = 3
    strength: int = 4
    ap: int = 0
    dmg: int | str = 1
    reach: int = 12
    gap: int = 6
    toughness: int = 4
    armor: int = 4
    invul: int = 7
    hp: int = 3
    cover: bool = False
    friends: int = 0
    moved: bool = False

    @property
    def name(self) -> str:
        default = Trial()
        named = zip(self._fields, self, default, strict=True)
        return " ".join(f"{field}={value}" for field, value, usual in named if value != usual)


BESIDE = ((0, -1), (0, 1), (1, 0), (1, 1))
MIDDLE = 4


def lay_out(trial: Trial) -> tuple[BattleState, Unit, Unit, Weapon]:
    """Make the state of a trial, its attacker activated; the target stands *gap* hexes away."""
    scenario = _scenario_of(trial)
    require_playable(scenario)
    state = BattleState(Setup(scenario))
    state.side = state.to_act = Side.ONE
    state.round = 1
    state.phase = Phase.SHOOT if trial.reach else Phase.FIGHT
    if trial.moved:
        state.put(msgspec.structs.replace(state.units[0], marks=Marks(moved=True)))
    state.active = Activate(0).unit
    state.activated = 1
    weapon = state.units[0].profile.weapon("arm")
    assert weapon is not None
    return state, state.units[0], state.units[1], weapon


def _scenario_of(trial: Trial) -> Scenario:
    target_at = (2 + trial.gap, MIDDLE)
    rows = ["." * 32 for _ in range(9)]
    if trial.cover:
        rows[MIDDLE] = rows[MIDDLE][: target_at[0]] + "%" + rows[MIDDLE][target_at[0] + 1 :]
    entry = WeaponEntry(
        trial.reach, trial.nb, trial.strength, trial.ap, trial.dmg, trial.rules, trial.atk
    )
    ranged, melee = (("arm",), ()) if trial.reach else ((), ("arm",))
    plain: dict[str, Any] = {"move": 5, "oc": 1, "value": 10, "keywords": ("INFANTRY",)}
    attacker = UnitEntry(
        t=4, armor_save=4, invul_save=7, hp_max=50, **plain,
        rng_weapon_codes=ranged, cc_weapon_codes=melee,
    )  # fmt: skip
    target = UnitEntry(
        t=trial.toughness, armor_save=trial.armor, invul_save=trial.invul, hp_max=trial.hp,
        rng_weapon_codes=(), cc_weapon_codes=(), **plain,
    )  # fmt: skip
    places = [target_at] + [
        (target_at[0] + dc, target_at[1] + dr - (dc and target_at[0] % 2 == 0))
        for dc, dr in BESIDE[: trial.friends]
    ]
    return Scenario(
        name="range", terrain=tuple(rows), first=Side.ONE, score_objectives=False, objectives=(),
        units=(
            Placement(Side.ONE, "attacker", (2, MIDDLE)),
            *(Placement(Side.TWO, "target", place) for place in places),
            # Somebody is left when all of them are gone, so that the battle goes on.
            Placement(Side.TWO, "target", (31, 8)),
        ),
        rules=PACKAGED_RULES, profiles={"attacker": attacker, "target": target},
        weapons={"arm": entry},
    )  # fmt: skip


TRIALS = (
    Trial(),
    Trial(nb=1, atk=6, strength=1, toughness=10, armor=2, invul=4),
    Trial(nb="D6", dmg="D3", strength=8, hp=5),
    Trial(nb="2D6", dmg="D6+1", ap=-3, hp=10, armor=3),
    Trial(nb="D6+1", dmg="2D6", hp=12, ap=-1, invul=5),
    Trial(nb="D3", dmg="D6", strength=12, armor=7, hp=9),
    Trial(("RAPID_FIRE 2",), gap=6),
    Trial(("RAPID_FIRE 2",), gap=7),
    Trial(("RAPID_FIRE 1",), nb="D3", gap=3, reach=7),
    Trial(("MELTA 2",), dmg="D3", gap=6, hp=8),
    Trial(("MELTA 3",), dmg="D6", gap=6, hp=11),
    Trial(("MELTA 2",), dmg=1, gap=7, hp=8),
    Trial(("ASSAULT",), atk=4),
    Trial(("HEAVY",), atk=4),
    Trial(("HEAVY",), atk=4, moved=True),
    Trial(("HEAVY",), atk=2),
    Trial(("PISTOL",), gap=2, reach=4),
    Trial(("TORRENT",), atk=None, nb="D6", strength=5),
    Trial(("TORRENT", "LETHAL_HITS", "SUSTAINED_HITS 2"), atk=None),
    Trial(("TWIN_LINKED",), strength=3),
    Trial(("TWIN_LINKED", "DEVASTATING_WOUNDS"), strength=2, armor=2, dmg=2, hp=6),
    Trial(("LETHAL_HITS",), strength=2, toughness=8),
    Trial(("LETHAL_HITS", "SUSTAINED_HITS 1"), strength=3, hp=6),
    Trial(("LETHAL_HITS", "DEVASTATING_WOUNDS"), strength=3, armor=2, hp=5),
    Trial(("SUSTAINED_HITS 2",), atk=5, hp=7),
    Trial(("SUSTAINED_HITS 3", "TWIN_LINKED"), atk=4, dmg="D3", hp=9),
    Trial(("DEVASTATING_WOUNDS",), armor=2, invul=3, dmg=2, hp=5),
    Trial(("ANTI_INFANTRY 2",), strength=1, toughness=9),
    Trial(("ANTI_INFANTRY 4", "DEVASTATING_WOUNDS"), strength=2, toughness=9, armor=2, hp=4),
    Trial(("ANTI_INFANTRY 5", "LETHAL_HITS", "TWIN_LINKED"), strength=4, armor=3, ap=-1),
    Trial(("ANTI_VEHICLE 2",), strength=2),
    Trial(("IGNORES_COVER",), cover=True),
    Trial(cover=True, armor=7),
    Trial(cover=True, ap=-1, armor=3),
    Trial(cover=True, armor=3),
    Trial(("BLAST",), friends=4, nb="D3", hp=6),
    Trial(("BLAST", "RAPID_FIRE 1"), friends=3, gap=5, hp=6),
    Trial(("HAZARDOUS",), strength=6),
    Trial(("EXTRA_ATTACKS",), reach=0, gap=1),
    Trial(reach=0, gap=1, nb=5, strength=6, ap=-1, dmg=2, hp=9, cover=True),
    Trial(("SUSTAINED_HITS 1", "LETHAL_HITS", "TWIN_LINKED", "DEVASTATING_WOUNDS"),
          reach=0, gap=1, nb="D6", dmg="D3", strength=3, toughness=5, hp=8),
    Trial(("HAZARDOUS", "ANTI_INFANTRY 3", "SUSTAINED_HITS 2"), reach=0, gap=1, dmg="D6", hp=10),
)  # fmt: skip


class FastDice:
    """Dice that are rolled from a seed, a block of faces at a time."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)
        self._refill()

    def _refill(self) -> None:
        self._faces = iter(self._random.choices((1, 2, 3, 4, 5, 6), k=100_000))

    def d6(self) -> int:
        for face in self._faces:
            return face
        self._refill()
        return next(self._faces)
