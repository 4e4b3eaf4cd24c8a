"""All tables of a laboratory, from its games."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.players.laboratory import balance, styles, usage, worth

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.data.catalog import Catalog
    from engine.players.laboratory.measures import Measures
    from engine.players.laboratory.tables import LabGame, Table


def find_all(
    games: Sequence[LabGame], wild: Sequence[LabGame], catalog: Catalog, measures: Measures
) -> list[Table]:
    """Make every table, in the order a reader wants them.

    *wild* games, of players that do anything, tell only what can be used: never who wins.
    """
    return [
        balance.compare_factions(games, measures),
        balance.compare_seats(games, measures),
        styles.compare_styles(games, catalog.units, measures),
        worth.rate_units(games, catalog, measures),
        worth.rate_weapons(games, wild, catalog),
        usage.count_rules(games, wild),
        usage.count_actions(games, wild),
        balance.measure_lengths(games),
        balance.spread_lengths(games),
        balance.claim_games(measures, len(games)),
        balance.list_games(games),
    ]
