"""The rows of the list of saved battles: one per battle, all distinguishable."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from client.screens.summary_text import date_of, players_of, round_and_score
from client.text.catalogue import plural, text
from client.text.names import scenario_name
from client.widgets.list_box import ListRow

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from client.worker.summary import Summary

_ICONS: Final = {"saves": "save", "autosaves": "film", "finished": "crown"}
_GROUPED: Final = "autosaves"
"""The folder of files that the player did not save: the newest of a battle stands for all."""


class Entry(NamedTuple):
    """A saved battle: its file, and the *older* ones that the list hides."""

    path: Path
    older: tuple[Path, ...] = ()


def group_files(
    paths: Iterable[Path],
    summaries: Mapping[Path, Summary],
    holders: Mapping[Path, str],
    *,
    every: bool,
) -> list[Entry]:
    """Return the battles in the order of their newest files; with *every*, one entry per file.

    A file that is unread, unreadable or in use has an entry of its own.
    """
    entries: list[Entry] = []
    heads: dict[str, int] = {}
    for path in paths:
        known = path in summaries and not summaries[path].problem and not holders[path]
        if every or not known or path.parent.name != _GROUPED:
            entries.append(Entry(path))
            continue
        battle = summaries[path].battle
        if battle in heads:
            head = entries[heads[battle]]
            entries[heads[battle]] = head._replace(older=(*head.older, path))
            continue
        heads[battle] = len(entries)
        entries.append(Entry(path))
    return entries


def list_rows(
    entries: Iterable[Entry],
    summaries: Mapping[Path, Summary],
    unread: Collection[Path],
    holders: Mapping[Path, str],
) -> list[ListRow]:
    """Return the rows; those that would look the same include the names of their files."""
    entries = list(entries)
    rows = []
    for entry in entries:
        summary = summaries[entry.path] if entry.path in summaries else None
        rows.append(_row(entry, summary, holders[entry.path], unread=entry.path in unread))
    looks = Counter(row[1:] for row in rows)
    return [
        row if looks[row[1:]] == 1 else row._replace(subtitle=f"{row.subtitle} · {entry.path.stem}")
        for row, entry in zip(rows, entries, strict=True)
    ]


def _row(entry: Entry, summary: Summary | None, holder: str, *, unread: bool) -> ListRow:
    path, folder = entry.path, entry.path.parent.name
    code, icon = str(path), _ICONS[folder] if folder in _ICONS else "save"
    if summary is None:
        return ListRow(code, path.stem, text(holder or _reading(unread=unread)), icon)
    if summary.problem:
        sign = icon if holder else "bug"
        return ListRow(code, path.stem, text(holder or "load.broken"), sign, date_of(summary))
    kind = text(f"load.{folder}") if folder in _ICONS else ""
    facts = text(
        "load.facts",
        kind=text(holder) if holder else kind,
        standing=round_and_score(summary),
        players=players_of(summary),
    )
    if entry.older:
        facts = f"{facts} · {plural('load.older', len(entry.older))}"
    return ListRow(code, scenario_name(summary.scenario), facts, icon, date_of(summary))


def _reading(*, unread: bool) -> str:
    return "load.unread" if unread else "load.reading"
