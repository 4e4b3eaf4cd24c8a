"""The rows of the list of saved battles: one per battle, all distinguishable."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final, NamedTuple

from client.screens.summary_text import date_of, round_and_score
from client.text.catalogue import plural, text
from client.text.names import scenario_name
from client.widgets.list_box import ListRow
from engine.plaintext import escape

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path

    from client.worker.summary import Summary

_ICONS: Final = {"saves": "save", "autosaves": "film", "finished": "crown"}
_GROUPED: Final = "autosaves"
"""The folder of files that the player did not save: of a battle, one stands for those that contain
nothing more.
"""

_NAMED: Final = "saves"
"""The folder of files that the player gave names to."""


class Entry(NamedTuple):
    """A saved battle: its file, and the *older* ones that the list hides.

    All that happened in an older one is in the file as well.
    """

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

    Those that can't be read come last. A file that is unread, unreadable or in use has an entry of
    its own, and so has one in which anything happened that a newer one of the same battle does not
    contain.
    """
    entries: list[Entry] = []
    heads: dict[str, list[int]] = {}
    for path in paths:
        known = path in summaries and not summaries[path].problem and not holders[path]
        if every or not known or path.parent.name != _GROUPED:
            entries.append(Entry(path))
            continue
        summary = summaries[path]
        places = heads.setdefault(summary.battle, [])
        newer = [at for at in places if summaries[entries[at].path].continues(summary)]
        if newer:
            head = entries[newer[0]]
            entries[newer[0]] = head._replace(older=(*head.older, path))
            continue
        places.append(len(entries))
        entries.append(Entry(path))
    return sorted(entries, key=lambda entry: _is_broken(entry.path, summaries, holders))


def _is_broken(path: Path, summaries: Mapping[Path, Summary], holders: Mapping[Path, str]) -> bool:
    """Whether a file is known to be broken, and not just kept by whoever has it open."""
    return path in summaries and summaries[path].problem is not None and not holders[path]


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
        row._replace(subtitle=f"{row.subtitle} · {entry.path.stem}")
        if looks[row[1:]] > 1 and not _is_being_read(row)
        else row
        for row, entry in zip(rows, entries, strict=True)
    ]


def _row(entry: Entry, summary: Summary | None, holder: str, *, unread: bool) -> ListRow:
    path, folder = entry.path, entry.path.parent.name
    code, icon = str(path), _ICONS[folder] if folder in _ICONS else "save"
    if summary is None:
        said = text(holder or _reading(unread=unread))
        # The name of a file is no title, if what the battle is called is about to be read.
        if said == text("load.reading") and folder != _NAMED:
            return ListRow(code, said, "", icon)
        return ListRow(code, path.stem, said, icon)
    if summary.problem:
        sign = icon if holder else "bug"
        return ListRow(code, path.stem, text(holder or "load.broken"), sign, date_of(summary))
    is_named = folder == _NAMED
    title = escape(path.stem) if is_named else scenario_name(summary.scenario)
    kind = scenario_name(summary.scenario) if is_named else text(f"load.{folder}")
    facts = text(
        "load.facts",
        kind=text(holder) if holder else kind,
        standing=round_and_score(summary),
    )
    if entry.older:
        facts = text("load.facts.older", facts=facts, older=plural("load.older", len(entry.older)))
    return ListRow(code, title, facts, icon, date_of(summary))


def _is_being_read(row: ListRow) -> bool:
    """Whether a row will say what it is in a moment."""
    return row.title == text("load.reading") and not row.subtitle


def _reading(*, unread: bool) -> str:
    return "load.unread" if unread else "load.reading"
