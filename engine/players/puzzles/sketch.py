"""A battle under construction: board, units and objectives are added, then it becomes a state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec
from msgspec.structs import astuple

from engine.battle import outcome, rules
from engine.battle.battlefield import Battlefield, Terrain, battlefield_of
from engine.battle.marks import NO_MARKS
from engine.battle.phase import Phase
from engine.battle.scenario import Objective, Placement, Scenario, check_scenario
from engine.battle.scenario_files import load_rules
from engine.battle.side import Side
from engine.battle.state import BattleState, Setup, Snapshot, UnitSnapshot
from engine.data.catalog import UnitEntry, WeaponEntry
from engine.data.datafiles import packaged_data
from engine.hexgrid import Cell, CellSet, cells_of
from engine.players.puzzles.draw import Draw, require
from engine.validation import Findings, require_key

if TYPE_CHECKING:
    from engine.players.puzzles.puzzle_settings import Arm, PuzzleSettings, Span

DICE_FOR: Final = {2: "D3", 4: "D6", 7: "2D6"}
"""Dice by their approximate mean."""
_LETTERS: Final = "ABCDEFGH"
RULE_NUMBERS: Final = load_rules(packaged_data())
"""The rules' numbers for every puzzle: the packaged ones."""


class Piece(msgspec.Struct):
    """A unit of the sketch; *mine* is the side that answers, *spent* was activated before."""

    mine: bool
    code: str
    entry: UnitEntry
    cell: Cell
    hp: int
    spent: bool = False


class Sketch:
    """A battle under construction: a draw that does not fit raises Unfit, and the next is tried.

    *me* is the side whose unit acts; *goals* are objectives' cells with their owner (True: mine,
    None: no side).
    """

    def __init__(
        self, plan: Draw, draw: Draw, numbers: PuzzleSettings, terrain: tuple[str, ...]
    ) -> None:
        """Start with a board.

        *plan* draws the kind of variation, the same in every try: otherwise most puzzles would be
        of
        the kind that is drawn most easily.
        """
        self.plan: Final = plan
        self.draw: Final = draw
        self.numbers: Final = numbers
        self.terrain: Final = terrain
        self.field: Final[Battlefield] = battlefield_of(terrain, RULE_NUMBERS.rough_cost)
        self.me: Final = plan.pick(list(Side))
        self.pieces: Final[list[Piece]] = []
        self.goals: Final[list[tuple[CellSet, bool | None]]] = []
        self.first: Side = plan.pick(list(Side))
        self.round: int = plan.within((2, RULE_NUMBERS.rounds - 1))
        self.scored = True
        self.points: tuple[int, int] | None = None
        self._weapons: dict[str, WeaponEntry] = {}

    # Places

    @property
    def free(self) -> CellSet:
        """Return the cells without a unit."""
        taken = sum(1 << piece.cell for piece in self.pieces)
        return self.field.ground & ~taken

    def ring(self, cell: Cell, least: int, most: int) -> CellSet:
        """Return the cells *least* to *most* hexes from *cell*."""
        inner = self.field.within(cell, least - 1) if least > 0 else 0
        return self.field.within(cell, most) & ~inner

    def near(self, *pieces: Piece, distance: int) -> CellSet:
        """Return the cells up to *distance* hexes from any of *pieces*."""
        cells = 0
        for piece in pieces:
            cells |= self.field.within(piece.cell, distance)
        return cells

    # Units

    def enlist(
        self,
        role: str,
        arms: tuple[str, ...],
        at: CellSet,
        *,
        mine: bool,
        rules: tuple[str, ...] = (),
        hp: Span | None = None,
    ) -> Piece:
        """Draw a unit of a role, its weapons (*rules* on each), its place, its *hp* if not all."""
        number = len(self.pieces)
        code = f"{role}_{number}"
        weapons = {}
        for place, arm in enumerate(arms):
            kind = require_key(self.numbers.arms, arm, "arm")
            weapons[f"{arm}_{number}_{place}"] = self._weapon(kind, rules)
        self._weapons |= weapons
        entry = self._entry(role, weapons)
        left = entry.hp_max if hp is None else min(self.draw.within(hp), entry.hp_max)
        piece = Piece(mine, code, entry, self.draw.cell(at & self.free), left)
        self.pieces.append(piece)
        return piece

    def _entry(self, role: str, weapons: dict[str, WeaponEntry]) -> UnitEntry:
        kind = require_key(self.numbers.roles, role, "role")
        within = self.draw.within
        return UnitEntry(
            move=within(kind.move),
            t=within(kind.t),
            armor_save=within(kind.armor_save),
            invul_save=within(kind.invul_save),
            hp_max=within(kind.hp_max),
            oc=within(kind.oc),
            value=within(kind.value),
            keywords=(),
            rng_weapon_codes=tuple(code for code, weapon in weapons.items() if weapon.rng),
            cc_weapon_codes=tuple(code for code, weapon in weapons.items() if not weapon.rng),
        )

    def _weapon(self, arm: Arm, rules: tuple[str, ...]) -> WeaponEntry:
        within = self.draw.within
        return WeaponEntry(
            rng=within(arm.rng),
            nb=self._or_dice(within(arm.nb)),
            atk=within(arm.atk),
            strength=within(arm.strength),
            ap=within(arm.ap),
            dmg=self._or_dice(within(arm.dmg)),
            weapon_rules=rules,
        )

    def _or_dice(self, number: int) -> int | str:
        if number in DICE_FOR and self.draw.happens(self.numbers.board.dice_percent):
            return DICE_FOR[number]
        return number

    def add_bystanders(self, *around: Piece) -> None:
        """Add units of both sides that have no part in the puzzle, away from those that have."""
        board = self.numbers.board
        close = self.near(*around, distance=board.bystanders_apart - 1)
        for mine in (True, False):
            goals = sum(cells for cells, _ in self.goals)
            for _ in range(self.draw.within(board.bystanders)):
                foes = [piece for piece in self.pieces if piece.mine is not mine]
                at = self.free & ~close & ~goals & ~self.near(*foes, distance=2)
                piece = self.enlist("bystander", ("popgun", "knife"), at, mine=mine)
                piece.spent = mine and self.draw.happens(50)

    # Objectives

    def add_goal(self, at: CellSet, owner: bool | None) -> CellSet:  # noqa: FBT001 - mine, or not
        """Add an objective around one of the cells *at*; it shares no hex with another."""
        taken = sum(cells for cells, _ in self.goals)
        middle = self.draw.cell(at & ~taken)
        size = self.draw.within(self.numbers.board.objective_hexes)
        around = self.field.grid.near[middle] & self.field.ground & ~taken
        hexes = [middle, *self.draw.shuffled(cells_of(around))][:size]
        cells = sum(1 << cell for cell in hexes)
        self.goals.append((cells, owner))
        return cells

    # The state

    def build(self, phase: Phase, acting: Piece) -> BattleState:
        """Return the state in which *acting* has to choose in *phase*; Unfit if it is
        impossible.
        """
        order = self.draw.shuffled(self.pieces)
        setup = Setup(self._scenario(order))
        state = BattleState.from_snapshot(setup, self._snapshot(order, phase, order.index(acting)))
        require(not outcome.take_objectives(state.fork()))
        require(len(rules.legal_actions(state)) > 1)
        return state

    def unit_id(self, state: BattleState, piece: Piece) -> int:
        """Return the id of a piece in the *state* that was built."""
        return state.at[piece.cell]

    def _scenario(self, order: list[Piece]) -> Scenario:
        offsets = self.field.grid.offsets
        scenario = Scenario(
            name="puzzle",
            terrain=self.terrain,
            first=self.first,
            score_objectives=self.scored,
            objectives=tuple(
                Objective(letter, tuple(offsets[cell] for cell in cells_of(cells)))
                for letter, (cells, _) in zip(_LETTERS, self.goals, strict=False)
            ),
            units=tuple(
                Placement(self._side(piece.mine), piece.code, offsets[piece.cell])
                for piece in order
            ),
            rules=RULE_NUMBERS,
            profiles={piece.code: piece.entry for piece in order},
            weapons=self._weapons,
        )
        findings = Findings(scenario.name)
        check_scenario(scenario, findings)
        findings.raise_if_any()
        return scenario

    def _side(self, mine: bool) -> Side:  # noqa: FBT001 - the one thing it is asked
        return self.me if mine else self.me.other

    def _snapshot(self, order: list[Piece], phase: Phase, acting: int) -> Snapshot:
        spent = sum(1 << number for number, piece in enumerate(order) if piece.spent)
        return Snapshot(
            round=self.round,
            side=self.me,
            phase=phase,
            to_act=self.me,
            activated=spent | 1 << acting,
            active=acting,
            used=(),
            pending=None,
            owners=tuple(None if mine is None else self._side(mine) for _, mine in self.goals),
            points=self._points(),
            result=None,
            units=tuple(self._unit(piece) for piece in order),
        )

    def _points(self) -> tuple[int, int]:
        """Return the points as set, mine first, or drawn ones; in the order of the sides."""
        if self.points is None:
            most = len(self.goals) * (self.round - RULE_NUMBERS.first_scoring_round)
            worth = RULE_NUMBERS.objective_points * self.scored
            mine, theirs = (self.draw.within((0, most)) * worth for _ in Side)
        else:
            mine, theirs = self.points
        return (mine, theirs) if self.me is Side.ONE else (theirs, mine)

    def _unit(self, piece: Piece) -> UnitSnapshot:
        return UnitSnapshot(self.field.grid.offsets[piece.cell], piece.hp, *astuple(NO_MARKS))


def draw_terrain(draw: Draw, numbers: PuzzleSettings) -> tuple[str, ...]:
    """Return a random board."""
    board = numbers.board
    columns, rows = draw.within(board.columns), draw.within(board.rows)
    shares = (
        (Terrain.WALL, draw.within(board.wall_percent)),
        (Terrain.COVER, draw.within(board.cover_percent)),
        (Terrain.ROUGH, draw.within(board.rough_percent)),
    )
    return tuple("".join(_hex(draw, shares) for _ in range(columns)) for _ in range(rows))


def _hex(draw: Draw, shares: tuple[tuple[Terrain, int], ...]) -> str:
    drawn = draw.within((0, 99))
    for terrain, percent in shares:
        if drawn < percent:
            return terrain.value
        drawn -= percent
    return Terrain.OPEN.value
