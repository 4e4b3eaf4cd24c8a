"""Rectangles are computed: rows, columns and grids fill their room and never overlap."""

from __future__ import annotations

import itertools

import pygame
from hypothesis import given
from hypothesis import strategies as st

from client.widgets import layout
from client.widgets.layout import Length, Share

ROOM = pygame.Rect(10, 20, 300, 200)
LENGTHS = st.lists(
    st.integers(0, 40) | st.floats(0.1, 5).map(Share), min_size=1, max_size=8
)  # what may be asked for


def test_fixed_lengths_are_kept_and_shares_take_the_rest() -> None:
    left, middle, right = layout.split_columns(ROOM, [50, Share(), 40], 10)
    assert (left.x, left.w) == (10, 50)
    assert (middle.x, middle.right) == (70, 260)
    assert (right.x, right.right) == (270, ROOM.right)


def test_shares_divide_by_their_weights() -> None:
    one, three = layout.split_rows(ROOM, [Share(1), Share(3)])
    assert (one.h, three.h) == (50, 150)


@given(LENGTHS, st.integers(0, 6))
def test_rows_and_columns_stand_in_order_with_gaps_and_end_where_the_room_ends(
    lengths: list[Length], gap: int
) -> None:
    room = pygame.Rect(3, 5, 900, 700)
    rows = layout.split_rows(room, lengths, gap)
    columns = layout.split_columns(room, lengths, gap)
    assert len(rows) == len(columns) == len(lengths)
    for before, after in itertools.pairwise(rows):
        assert after.y - before.bottom == gap
    for before, after in itertools.pairwise(columns):
        assert after.x - before.right == gap
    for row, column, length in zip(rows, columns, lengths, strict=True):
        assert (row.x, row.w) == (room.x, room.w)
        assert (column.y, column.h) == (room.y, room.h)
        if not isinstance(length, Share):
            assert row.h == column.w == length
    if any(isinstance(length, Share) for length in lengths):
        assert rows[-1].bottom == room.bottom
        assert columns[-1].right == room.right


def test_shares_of_no_room_are_empty_and_not_negative() -> None:
    places = layout.split_columns(pygame.Rect(0, 0, 50, 10), [60, Share(), Share()], 5)
    assert [place.w for place in places] == [60, 0, 0]


def test_equal_shares_differ_by_a_pixel_at_most() -> None:
    widths = {place.w for place in layout.split_columns(ROOM, [Share()] * 7, 4)}
    assert max(widths) - min(widths) <= 1


def test_a_stack_is_as_high_as_its_rows() -> None:
    rows = layout.stack(ROOM, [10, 20, 30], 5)
    assert [(row.y, row.h) for row in rows] == [(20, 10), (35, 20), (60, 30)]
    assert layout.stack(ROOM, []) == []


def test_a_grid_fills_row_by_row() -> None:
    cells = layout.grid(ROOM, 5, 2, 30, 10)
    assert len(cells) == 5
    assert [cell.topleft for cell in cells] == [(10, 20), (165, 20), (10, 60), (165, 60), (10, 100)]
    assert {cell.size for cell in cells} == {(145, 30)}


def test_a_place_within_a_room_is_aligned_and_never_larger() -> None:
    assert layout.within(ROOM, (100, 50)).center == ROOM.center
    assert layout.within(ROOM, (100, 50), (1, 0)).topright == ROOM.topright
    assert layout.within(ROOM, (1000, 1000)) == ROOM
    assert layout.within(ROOM, (-5, 10)).w == 0


def test_an_edge_wider_than_the_room_leaves_nothing() -> None:
    assert layout.inset(ROOM, 10, 20) == pygame.Rect(20, 40, 280, 160)
    assert layout.inset(pygame.Rect(0, 0, 10, 10), 20).size == (0, 0)
