"""`hexfront balance`: plays, resumes, and writes what was found."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import Result
from pyarrow import parquet

from engine.analysis.statistics.rules_seen import RuleSeen
from engine.data.datafiles import packaged_data
from engine.data.factions import load_catalog

Command = Callable[..., Result]

FACTIONS = sorted(load_catalog(packaged_data()).factions)[:2]
TABLES = {
    "pairings",
    "seats",
    "styles",
    "units",
    "weapons",
    "rules",
    "actions",
    "lengths",
    "length_counts",
    "claims",
    "games",
}


@pytest.fixture
def trial(tmp_path: Path) -> list[object]:
    """Name the options of a trial without somebody: four games and four."""
    options: dict[str, object] = {
        "--player": "bot:random",
        "--games": 4,
        "--workers": 1,
        "--folder": tmp_path,
    }
    return ["balance", *(word for option in options.items() for word in option)]


@pytest.fixture
def small(trial: list[object]) -> list[object]:
    """Name the options of a laboratory for a test: six games."""
    options: dict[str, object] = {
        "--factions": ",".join(FACTIONS),
        "--scenarios": "first_landing",
        "--scenario-games": 2,
        "--baseline-games": 2,
    }
    return [*trial, *(word for option in options.items() for word in option)]


class Page(HTMLParser):
    """A page in which every tag must be closed by its own."""

    VOID = ("meta", "rect", "line", "circle", "br")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.count: dict[str, int] = {}
        self.links: list[str] = []
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.count[tag] = self.count[tag] + 1 if tag in self.count else 1
        self.links += [
            value or "" for name, value in attrs if name in ("src", "href", "xlink:href")
        ]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def read_csv(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.slow
def test_the_laboratory_writes_tables_and_a_page(hexfront: Command, small: list[object]) -> None:
    told = json.loads(hexfront(*small, "--json").stdout)
    folder = Path(told["folder"])
    assert {file.stem for file in folder.glob("*.csv")} == TABLES
    assert {file.stem for file in folder.glob("*.parquet")} == TABLES
    games = read_csv(folder / "games.csv")
    assert len(games) == 6
    assert [game["generated"] for game in games] == ["True"] * 4 + ["False"] * 2
    drawn = {(game["faction_one"], game["faction_two"]) for game in games[:4]}
    assert drawn == {tuple(FACTIONS), tuple(FACTIONS[::-1])}
    assert [row["rule"] for row in read_csv(folder / "rules.csv")] == [r.value for r in RuleSeen]
    assert [row["games"] for row in read_csv(folder / "pairings.csv")] == ["4", "4"]
    table = parquet.read_table(folder / "games.parquet")
    assert table.num_rows == 6
    assert table.column("winner").to_pylist() == [game["winner"] or None for game in games]
    text = (folder / "report.html").read_text(encoding="utf-8")
    page = Page(text)
    assert page.links == []
    assert "http" not in text
    assert "@import" not in text
    assert "url(" not in text
    assert page.count["svg"] >= 12
    assert "None" not in text
    for name in (*FACTIONS, "bot:random", "first_landing"):
        assert name in text


@pytest.mark.slow
def test_the_same_command_goes_on_and_says_the_same(hexfront: Command, small: list[object]) -> None:
    first = hexfront(*small).stdout
    folder = Path(first.split("Written to ")[1].strip())
    page = (folder / "report.html").read_text(encoding="utf-8")
    (file,) = [file for file in folder.glob("*.jsonl") if FACTIONS[0] in file.name]
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])
    assert hexfront(*small).stdout == first
    assert file.read_bytes().count(b"\n") == whole.count(b"\n")
    assert (folder / "report.html").read_text(encoding="utf-8") == page
    for name in ("pairings", "seats", "claims", "units that stand out", "dead rules"):
        assert name in first


@pytest.mark.slow
def test_without_the_lab_extra_there_is_csv_and_a_word(
    hexfront: Command, small: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jinja2", None)
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    done = hexfront(*small, "--json")
    assert done.exit_code == 0
    assert "`lab` extra" in done.stderr
    folder = Path(json.loads(done.stdout)["folder"])
    assert {file.stem for file in folder.glob("*.csv")} == TABLES
    assert not list(folder.glob("*.html"))


@pytest.mark.slow
def test_a_unit_and_a_weapon_are_tried_with_and_without(
    hexfront: Command, trial: list[object]
) -> None:
    catalog = load_catalog(packaged_data())
    unit = catalog.factions[FACTIONS[0]].units[0]
    weapon = catalog.units[unit].rng_weapon_codes[0]
    told = json.loads(hexfront(*trial, "--without", f"{unit},{weapon}", "--json").stdout)
    assert [row["code"] for row in told["without"]] == [unit, weapon]
    for row in told["without"]:
        assert row["battles"] == 4
        assert row["low"] <= row["difference"] <= row["high"]
        assert (row["value"] > 0) == (row["code"] == unit)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"--factions": "nobody,ordinate"}, "there are: "),
        ({"--games": 3}, "must be even"),
        ({"--player": "nobody"}, "unknown player 'nobody'; expected one of"),
        ({"--scenarios": "nowhere"}, "unknown scenario"),
        ({"--games": 0, "--scenario-games": 0}, "nothing to play"),
    ],
)
def test_what_cannot_be_played_is_refused_with_a_sentence(
    hexfront: Command, small: list[object], changed: dict[str, object], said: str
) -> None:
    done = hexfront(*small, *(word for option in changed.items() for word in option))
    assert done.exit_code == 1
    assert said in done.stderr
    assert not done.stdout


def test_without_nobody_there_is_no_trial(hexfront: Command, trial: list[object]) -> None:
    done = hexfront(*trial, "--without", "nothing")
    assert done.exit_code == 1
    assert "neither a unit nor a weapon" in done.stderr


def test_what_means_nothing_to_a_trial_is_refused(hexfront: Command, small: list[object]) -> None:
    done = hexfront(*small, "--without", "spade", "--page", "nowhere.md")
    assert done.exit_code == 1
    refused = "--factions, --scenarios, --scenario-games, --baseline-games, --page"
    said = f"{refused}: cannot be combined with --without"
    assert said in done.stderr


def test_a_page_keeps_what_was_found(
    hexfront: Command, small: list[object], tmp_path: Path
) -> None:
    page = tmp_path / "page.md"
    page.write_text("a\n<!-- balance: begin -->\nold\n<!-- balance: end -->\nb\n", "utf-8")
    told = json.loads(hexfront(*small, "--page", page, "--json").stdout)
    written = page.read_text(encoding="utf-8")
    assert written.startswith("a\n<!-- balance: begin -->\n\n`pairings`")
    assert written.endswith("\n\n<!-- balance: end -->\nb\n")
    assert "old" not in written
    pairing = told["pairings"][0]
    who = f"| {pairing['faction']} | {pairing['against']} | {pairing['games']} |"
    assert f"{who} {pairing['win_rate']:.1%} |" in written
    unused = [rule["rule"] for rule in told["rules"] if rule["dead"]]
    assert unused
    assert all(f"`{rule}`" in written for rule in unused)


@pytest.mark.parametrize("more", [(), ("--without", "loom")])
def test_a_page_that_cannot_hold_it_is_refused_before_anything_is_played(
    hexfront: Command, small: list[object], tmp_path: Path, more: tuple[str, ...]
) -> None:
    page = tmp_path / "page.md"
    page.write_text("no marks" if not more else "<!-- balance: begin --><!-- balance: end -->")
    done = hexfront(*small, "--page", page, *more)
    assert done.exit_code == 1
    assert ("marks" if not more else "--without") in done.stderr
    assert list(tmp_path.iterdir()) == [page]
