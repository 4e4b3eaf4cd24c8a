"""R1: hexes, terrain, sight, engagement, the mirror."""

from __future__ import annotations

import random

import pytest

from engine.battle.battlefield import Battlefield, Sight, Terrain
from engine.battle.events import AttackMade, AttacksCounted, UnitMoved
from engine.battle.scenario import decode_scenario
from engine.hexgrid import Grid, Offset, cells_of
from engine.validation import Findings
from tests.engine.boards import battle, both_seats, gun, scenario_table, unit


def around(grid: Grid, place: Offset) -> set[Offset]:
    return set(grid.offsets_of(grid.near[grid.cell(place)]))


def sight(board: str, a: Offset, b: Offset) -> Sight:
    """Judge a line of sight both ways: it is symmetric (R1.4)."""
    field = Battlefield(tuple("".join(row.split()) for row in board.strip().splitlines()), 2)
    one, other = field.grid.cell(a), field.grid.cell(b)
    assert field.sight(one, other) is field.sight(other, one)
    return field.sight(one, other)


# R1.1


def test_r1_1_neighbours_in_an_even_column_lie_up_and_in_an_odd_one_down() -> None:
    grid = Grid(5, 5)
    assert around(grid, (2, 2)) == {(2, 1), (2, 3), (1, 1), (1, 2), (3, 1), (3, 2)}
    assert around(grid, (1, 2)) == {(1, 1), (1, 3), (0, 2), (0, 3), (2, 2), (2, 3)}


def test_r1_1_nothing_is_beyond_the_corners() -> None:
    grid = Grid(5, 5)
    assert around(grid, (0, 0)) == {(1, 0), (0, 1)}
    assert around(grid, (1, 0)) == {(0, 0), (0, 1), (1, 1), (2, 0), (2, 1)}
    assert around(grid, (4, 0)) == {(3, 0), (4, 1)}
    assert around(grid, (0, 4)) == {(0, 3), (1, 3), (1, 4)}
    assert around(grid, (4, 4)) == {(4, 3), (3, 3), (3, 4)}
    assert around(grid, (3, 4)) == {(3, 3), (2, 4), (4, 4)}


def test_r1_1_the_first_character_of_a_board_is_hex_0_0() -> None:
    drawn = battle("""
        A#
        ~b
    """)
    field = drawn.state.field
    assert drawn.hex("A") == (0, 0)
    assert drawn.hex("b") == (1, 1)
    assert field.terrain_at((1, 0)) is Terrain.WALL
    assert field.terrain_at((0, 1)) is Terrain.ROUGH


@pytest.mark.parametrize(("columns", "rows"), [(5, 5), (44, 60), (5, 60), (44, 5), (25, 21)])
def test_r1_1_boards_of_every_size_work(columns: int, rows: int) -> None:
    lines = ["." * columns for _ in range(rows)]
    lines[0] = "A" + lines[0][1:]
    lines[-1] = lines[-1][:-1] + "b"
    drawn = battle("\n".join(lines), numbers={"SMALLEST_COLUMNS": 5, "SMALLEST_ROWS": 5})
    assert drawn.hex("b") == (columns - 1, rows - 1)
    drawn = drawn.act("A", "MOVE 1,0").until("MOVE", "lower")
    drawn = drawn.act("b", f"MOVE {columns - 2},{rows - 1}").finish()
    assert drawn.state.result is not None


@pytest.mark.parametrize(("columns", "rows"), [(4, 5), (5, 4), (45, 60), (44, 61)])
def test_r1_1_boards_beyond_the_sizes_are_refused(columns: int, rows: int) -> None:
    lines = ["." * columns for _ in range(rows)]
    lines[0] = "A" + lines[0][1:-1] + "b"
    table = scenario_table("\n".join(lines), numbers={"SMALLEST_COLUMNS": 5, "SMALLEST_ROWS": 5})
    findings = Findings("board")
    assert decode_scenario(table, findings) is None
    assert {problem.rule for problem in findings.problems} == {"R1.1"}


def test_r1_1_rows_of_unequal_length_are_refused() -> None:
    table = scenario_table("A..b\n....")
    table["terrain"][1] = "..."
    findings = Findings("board")
    assert decode_scenario(table, findings) is None
    assert [problem.rule for problem in findings.problems] == ["R1.1"]


# R1.2


@pytest.mark.parametrize(
    ("start", "end", "hexes"),
    [
        ((0, 0), (0, 0), 0),
        ((0, 0), (0, 4), 4),
        ((0, 0), (4, 0), 4),
        ((0, 0), (4, 2), 4),
        ((0, 0), (4, 3), 5),
        ((0, 4), (4, 0), 6),
        ((1, 0), (4, 2), 3),
        ((1, 0), (4, 3), 4),
        ((1, 4), (0, 0), 5),
        ((3, 1), (0, 4), 4),
    ],
)
def test_r1_2_distance_is_cube_distance(start: Offset, end: Offset, hexes: int) -> None:
    grid = Grid(5, 5)
    assert grid.distance(grid.cell(start), grid.cell(end)) == hexes
    assert grid.distance(grid.cell(end), grid.cell(start)) == hexes


def test_r1_2_adjacent_means_distance_1() -> None:
    grid = Grid(6, 7)
    for cell in grid.cells:
        near = [other for other in grid.cells if grid.distance(cell, other) == 1]
        assert sorted(near) == cells_of(grid.near[cell])


@pytest.mark.parametrize(
    ("reach", "distance", "added"),
    [(6, 3, 1), (6, 4, 0), (5, 2, 1), (5, 3, 0), (7, 3, 1), (7, 4, 0), (2, 1, 1), (3, 2, 0)],
)
def test_r1_2_within_half_range_is_twice_the_distance_at_most_rng(
    reach: int, distance: int, added: int
) -> None:
    board = "A" + "." * (distance - 1) + "b"
    weapon = gun("gun", "RAPID_FIRE 1", "PISTOL", RNG=reach)
    drawn = battle(board, phase="SHOOT", A=unit(weapon)).act("A", "SHOOT gun b SINGLE", dice=[1])
    assert drawn.one(AttacksCounted).rapid_fire == added


# R1.3


def test_r1_3_nothing_enters_a_wall() -> None:
    drawn = battle(".A#..b", A=unit(MOVE=6)).act("A")
    assert drawn.hexes("MOVE") == {(0, 0)}
    assert drawn.refuse("MOVE 2,0").rule == "R1.3"


def test_r1_3_nothing_is_seen_through_a_wall() -> None:
    assert sight("...\n.#.\n...", (1, 0), (1, 2)) is Sight.BLOCKED
    board = """
        .A.
        .#.
        .b.
    """
    assert battle(board, phase="SHOOT", A=unit(gun())).act("A").legal == {"ADVANCE", "WAIT"}


def test_r1_3_cover_is_entered_for_one_point_and_seen_through() -> None:
    drawn = battle("A%%%..b", phase="MOVE", A=unit(gun(), MOVE=3)).act("A", "MOVE 3,0")
    assert drawn.one(UnitMoved).cost == 3
    assert sight("....\n.%%.\n.%..", (1, 0), (1, 2)) is Sight.CLEAR


def test_r1_3_cover_protects_the_unit_in_it_and_nobody_behind_it() -> None:
    inside = battle("A...b", on={"b": "%"}, phase="SHOOT", A=unit(gun()))
    assert inside.act("A", "SHOOT gun b", dice=[1]).one(AttackMade).cover
    behind = battle("A..%b", phase="SHOOT", A=unit(gun()))
    assert not behind.act("A", "SHOOT gun b", dice=[1]).one(AttackMade).cover
    shooter = battle("A...b", on={"A": "%"}, phase="SHOOT", A=unit(gun()))
    assert not shooter.act("A", "SHOOT gun b", dice=[1]).one(AttackMade).cover


def test_r1_3_rough_costs_2_points_to_enter_and_nothing_to_leave() -> None:
    drawn = battle(".A~...b", A=unit(MOVE=2)).act("A")
    assert drawn.hexes("MOVE") == {(0, 0), (2, 0)}
    assert drawn.play("MOVE 2,0").one(UnitMoved).cost == 2
    leaving = battle("A~...b", on={"A": "~"}, A=unit(MOVE=3)).act("A")
    assert leaving.hexes("MOVE") == {(1, 0), (2, 0)}
    assert battle("A....b", on={"A": "~"}, A=unit(MOVE=2)).act("A").hexes("MOVE") == {
        (1, 0),
        (2, 0),
    }


def test_r1_3_a_unit_without_the_points_for_rough_does_not_enter_it() -> None:
    assert battle("A~..b", A=unit(MOVE=1)).phase == "SHOOT"


def test_r1_3_rough_slows_an_advance() -> None:
    drawn = battle("A~.~...b", phase="SHOOT").act("A", "ADVANCE", dice=[4])
    assert drawn.hexes("ADVANCE_TO") == {(1, 0), (2, 0)}
    moved = battle("A~.~...b", phase="SHOOT").act("A", "ADVANCE", "ADVANCE_TO 3,0", dice=[5])
    assert moved.one(UnitMoved).cost == 5


def test_r1_3_rough_slows_a_charge_in_its_end_hex_too() -> None:
    board = "A~.~b"
    failed = battle(board, phase="CHARGE").act("A", "CHARGE b", dice=[1, 3])
    assert failed.active is None
    reached = battle(board, phase="CHARGE").act("A", "CHARGE b", "CHARGE_TO 3,0", dice=[2, 3])
    assert reached.one(UnitMoved).cost == 5


def test_r1_3_what_rough_costs_is_data() -> None:
    drawn = battle("A~...b", A=unit(MOVE=3), numbers={"ROUGH_COST": 3}).act("A")
    assert drawn.hexes("MOVE") == {(1, 0)}
    smooth = battle("A~~..b", A=unit(MOVE=2), numbers={"ROUGH_COST": 1}).act("A")
    assert smooth.hexes("MOVE") == {(1, 0), (2, 0)}


# R1.4

COLUMN = ((1, 0), (1, 4))
ROW = ((0, 1), (4, 1))


def test_r1_4_a_line_of_hexes_without_a_wall_is_clear() -> None:
    assert sight("...\n...\n...\n...\n...", *COLUMN) is Sight.CLEAR


@pytest.mark.parametrize("row", [1, 2, 3])
def test_r1_4_a_wall_on_the_line_blocks(row: int) -> None:
    rows = ["...", "...", "...", "...", "..."]
    rows[row] = ".#."
    assert sight("\n".join(rows), *COLUMN) is Sight.BLOCKED


def test_r1_4_walls_beside_the_line_do_nothing() -> None:
    assert sight("...\n#.#\n#.#\n#.#\n...", *COLUMN) is Sight.CLEAR


def test_r1_4_a_wall_on_one_side_of_a_border_obscures() -> None:
    # From (0, 1) to (4, 1) the line runs along borders in columns 1 and 3.
    assert sight(".#...\n.....\n.....", *ROW) is Sight.OBSCURED
    assert sight(".....\n.#...\n.....", *ROW) is Sight.OBSCURED
    assert sight(".....\n...#.\n.....", *ROW) is Sight.OBSCURED


def test_r1_4_two_walls_on_the_same_line_obscure_and_one_on_each_line_block() -> None:
    assert sight(".#.#.\n.....\n.....", *ROW) is Sight.OBSCURED
    assert sight(".#...\n...#.\n.....", *ROW) is Sight.BLOCKED
    assert sight("...#.\n.#...\n.....", *ROW) is Sight.BLOCKED
    assert sight(".#...\n.#...\n.....", *ROW) is Sight.BLOCKED


def test_r1_4_a_wall_where_the_line_lies_in_one_hex_blocks_both_lines() -> None:
    assert sight(".....\n..#..\n.....", *ROW) is Sight.BLOCKED


def test_r1_4_a_hex_off_the_board_is_no_wall() -> None:
    assert sight("..#..", (0, 0), (3, 0)) is Sight.BLOCKED
    assert sight(".#.", (0, 0), (2, 0)) is Sight.OBSCURED
    assert sight("...", (0, 0), (2, 0)) is Sight.CLEAR


def test_r1_4_the_ends_themselves_never_block() -> None:
    assert sight("#.#", (0, 0), (2, 0)) is Sight.CLEAR


def test_r1_4_an_obscured_target_is_visible_and_has_cover() -> None:
    drawn = battle("A#b", phase="SHOOT", A=unit(gun())).act("A", "SHOOT gun b", dice=[1])
    assert drawn.one(AttackMade).cover


def test_r1_4_units_never_block_sight() -> None:
    board = """
        .A.
        .B.
        .c.
        ...
        .d.
    """
    drawn = battle(board, phase="SHOOT", A=unit(gun())).act("A", "SHOOT gun d", dice=[1])
    assert not drawn.one(AttackMade).cover


def test_r1_4_sight_is_symmetric_and_adjacent_hexes_always_see_each_other() -> None:
    rng = random.Random(4)
    for _ in range(5):
        rows = tuple("".join(rng.choice("..#") for _ in range(7)) for _ in range(6))
        field = Battlefield(rows, 2)
        for a in field.grid.cells:
            for b in field.grid.cells:
                assert field.sight(a, b) is field.sight(b, a)
                if field.grid.distance(a, b) == 1:
                    assert field.sight(a, b) is Sight.CLEAR


# R1.5


def test_r1_5_a_unit_is_engaged_while_an_enemy_is_adjacent() -> None:
    drawn = battle("AB.c.dE")
    engaged = {letter for letter in "ABcdE" if drawn.state.is_engaged(drawn.unit(letter))}
    assert engaged == {"d", "E"}


@both_seats
def test_r1_5_engagement_ends_with_the_enemy(seat: str) -> None:
    board = """
        ....
        .AbB
        ....
        ...c
    """
    drawn = battle(
        board,
        seat=seat,
        phase="SHOOT",
        A=unit(gun("pistol", "PISTOL")),
        B=unit(gun()),
        b=unit(HP_MAX=1),
    )
    assert drawn.pool == "A"
    drawn = drawn.act("A", "SHOOT pistol b", dice=[4, 4])
    assert drawn.pool == "B"
    assert drawn.act("B").legal == {"SHOOT gun c VOLLEY", "SHOOT gun c SINGLE", "ADVANCE", "WAIT"}


def test_r1_5_engagement_begins_with_the_enemys_arrival() -> None:
    drawn = battle("A..b", phase="CHARGE")
    drawn = drawn.act("A", "CHARGE b", "CHARGE_TO 2,0", dice=[1, 1])
    assert drawn.state.is_engaged(drawn.unit("A"))
    assert drawn.state.is_engaged(drawn.unit("b"))


# R1.6


def test_r1_6_a_board_of_odd_columns_is_mirrored_left_to_right() -> None:
    grid = Grid(5, 4)
    assert grid.mirror((0, 3)) == (4, 3)
    assert grid.mirror((2, 1)) == (2, 1)


def test_r1_6_a_board_of_even_columns_is_mirrored_by_the_half_turn() -> None:
    grid = Grid(4, 5)
    assert grid.mirror((0, 3)) == (3, 1)
    assert grid.mirror((1, 2)) == (2, 2)


@pytest.mark.parametrize(("columns", "rows"), [(5, 5), (5, 6), (6, 5), (6, 6)])
def test_r1_6_the_mirror_is_a_symmetry_of_the_board(columns: int, rows: int) -> None:
    grid = Grid(columns, rows)
    for cell, place in grid.offsets.items():
        image = grid.mirror(place)
        assert grid.mirror(image) == place
        assert around(grid, image) == {grid.mirror(near) for near in around(grid, place)}
        assert grid.offsets[cell] == place


@pytest.mark.parametrize("columns", [5, 6])
def test_r1_6_mirrored_terrain_is_seen_alike(columns: int) -> None:
    rng = random.Random(columns)
    rows = ["".join(rng.choice("...#%~") for _ in range(columns)) for _ in range(6)]
    grid = Grid(columns, 6)
    twin = [
        "".join(rows[grid.mirror((c, r))[1]][grid.mirror((c, r))[0]] for c in range(columns))
        for r in range(6)
    ]
    here, there = Battlefield(tuple(rows), 2), Battlefield(tuple(twin), 2)
    for a, place in grid.offsets.items():
        for b, other in grid.offsets.items():
            images = grid.cell(grid.mirror(place)), grid.cell(grid.mirror(other))
            assert here.sight(a, b) is there.sight(*images)
