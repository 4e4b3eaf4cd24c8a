"""All tables of a balance experiment, from its games."""

from __future__ import annotations

from typing import TYPE_CHECKING

from engine.analysis import outcomes, playstyle, usage, value_estimates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from engine.analysis.measures import Measures
    from engine.analysis.tables import AnalysedGame, Table
    from engine.data.catalog import Catalog


def make_tables(
    games: Sequence[AnalysedGame],
    baseline: Sequence[AnalysedGame],
    catalog: Catalog,
    measures: Measures,
) -> list[Table]:
    """Return every table, in the order of the report.

    *baseline* games, of random players, show only what can be used, not who wins.
    """
    return [
        outcomes.compare_factions(games, measures),
        outcomes.compare_seats(games, measures),
        playstyle.compare_styles(games, catalog.units, measures),
        value_estimates.rate_units(games, catalog, measures),
        value_estimates.rate_weapons(games, baseline, catalog),
        usage.count_rules(games, baseline),
        usage.count_actions(games, baseline),
        outcomes.measure_lengths(games),
        outcomes.spread_lengths(games),
        outcomes.claim_games(measures, len(games)),
        outcomes.list_games(games),
    ]
