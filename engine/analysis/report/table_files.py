"""Tables as CSV files, and as Parquet files if the `lab` extra is installed."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path

from engine.analysis.tables import Table


def write_csv(tables: Sequence[Table], folder: Path) -> None:
    """Write one CSV file per table, UTF-8 with a header; a cell without a value is empty."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables:
        with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(table.columns)
            writer.writerows(table.rows)


def write_parquet(tables: Sequence[Table], folder: Path) -> None:
    """Write one Parquet file per table; ImportError without the `lab` extra."""
    import pyarrow as pa
    from pyarrow import parquet

    for table in tables:
        columns = {name: table.column(name) for name in table.columns}
        parquet.write_table(pa.table(columns), folder / f"{table.name}.parquet")
