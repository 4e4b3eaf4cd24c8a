"""Holds the catalogues of texts against the packaged data and against each other."""

from __future__ import annotations

import gettext
import string
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from client.text.catalogue import read_catalogue as read_compiled
from client.text.glossary import Term
from client.text.nouns import CONTEXT as FORMS
from client.text.report_table import COLUMNS
from engine.battle.battlefield import Sight, Terrain
from engine.battle.events import Reason
from engine.battle.phase import Phase
from engine.battle.side import Side
from engine.data import weapon_rules
from engine.errors import DataError
from engine.players import scripted_bots
from engine.players.levels import level_names
from engine.players.puzzles.puzzle_settings import packaged_settings
from scripts.compile_catalogues import (
    compile_catalogue,
    find_catalogues,
    is_fresh,
    judge,
    read_catalogue,
    texts_of,
)

ROOT = Path(__file__).parents[2]
DATA = ROOT / "assets" / "data"
ENGLISH = ROOT / "assets" / "locale" / "en" / "LC_MESSAGES" / "hexfront.po"
CATALOGUES = find_catalogues()
BROKEN = 'msgid "menu.play"\nmsgstr "Play\n'
SMALL = """
msgid ""
msgstr ""
"Language: en\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

msgctxt "unit"
msgid "linesman"
msgstr "Linesman"

msgid "log.points"
msgid_plural "log.points"
msgstr[0] "{n} point"
msgstr[1] "{n} points"
"""


def tables_in(folder: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for file in sorted((DATA / folder).glob("*.toml")):
        yield file.stem, tomllib.loads(file.read_text(encoding="utf-8"))


def names_of_rules() -> set[str]:
    return {*weapon_rules.NUMBERED, *weapon_rules.PLAIN, weapon_rules.ANTI}


def codes_of_factions() -> dict[str, set[str]]:
    factions = dict(tables_in("factions"))
    works = dict(tables_in("campaign"))["works"]
    tables = [*factions.values(), works]
    units = [unit for table in tables for unit in table["units"].items()]
    weapons = [weapon for table in tables for weapon in table["weapons"].items()]
    return {
        "faction": set(factions),
        "unit": {code for code, _ in units},
        "weapon": {code for code, _ in weapons} | set(packaged_settings().arms),
        "keyword": {keyword for _, fields in units for keyword in fields["KEYWORDS"]},
        "stat": {key for _, fields in units + weapons for key in fields}
        - {"RNG_WEAPON_CODES", "CC_WEAPON_CODES", "WEAPON_RULES"}
        | {"HP"},
    }


def codes() -> dict[str, set[str]]:
    """Gather every code a player may meet, by the context of its text."""
    bots = {bot.removeprefix(scripted_bots.BOT) for bot in scripted_bots.bot_names()}
    found = codes_of_factions() | {
        "board": {name for name, _ in tables_in("boards")},
        "scenario": {name for name, _ in tables_in("scenarios")},
        "weapon-rule": names_of_rules(),
        "side": {side.value for side in Side},
        "phase": {phase.value for phase in Phase},
        "terrain": {terrain.name for terrain in Terrain},
        "sight": {sight.value for sight in Sight},
        "result": {reason.value for reason in Reason},
        "seat": {"anybody", scripted_bots.PERSON, *level_names(), *bots},
        "seat-style": {scripted_bots.PERSON, *level_names(), *bots},
        "player": {"anybody", scripted_bots.PERSON, *level_names(), *scripted_bots.bot_names()},
        "report-column": set(COLUMNS),
        "mark": {"moved", "fled", "advanced", "shot", "charged", "fought"},
        "term": {term.value for term in Term},
    }
    for context, described in {
        "faction-style": "faction",
        "faction-text": "faction",
        "unit-role": "unit",
        "unit-text": "unit",
        "weapon-rule-text": "weapon-rule",
        "stat-name": "stat",
        "stat-text": "stat",
        "phase-text": "phase",
        "term-text": "term",
        "board-text": "board",
        "scenario-story": "scenario",
        "terrain-text": "terrain",
        "mark-text": "mark",
    }.items():
        found[context] = found[described]
    found["unit"] = found["unit"] | set(packaged_settings().roles)
    return found


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def name_of(po: Path) -> str:
    return po.parents[1].name


def test_there_is_english() -> None:
    assert ENGLISH in CATALOGUES


@pytest.mark.parametrize("po", CATALOGUES, ids=name_of)
def test_mo_is_fresh(po: Path) -> None:
    assert is_fresh(po), "run python scripts/compile_catalogues.py"


@pytest.mark.parametrize("po", CATALOGUES, ids=name_of)
def test_no_text_is_empty(po: Path) -> None:
    empty = [key for key, texts in texts_of(read_catalogue(po)).items() if not all(texts)]
    assert empty == []


@pytest.mark.parametrize("po", CATALOGUES, ids=name_of)
def test_a_translation_has_the_texts_and_placeholders_of_the_english_one(po: Path) -> None:
    english, other = texts_of(read_catalogue(ENGLISH)), texts_of(read_catalogue(po))
    other = {key: texts for key, texts in other.items() if key[0] != FORMS}
    assert other.keys() == english.keys()
    wanted = {key: placeholders(texts[-1]) for key, texts in english.items()}
    assert {key: placeholders(texts[-1]) for key, texts in other.items()} == wanted


@pytest.mark.parametrize("po", CATALOGUES, ids=name_of)
def test_plural_forms_name_nothing_the_last_one_does_not(po: Path) -> None:
    # "one point" need not show its number, but it may not ask for a value nobody gives.
    for key, texts in texts_of(read_catalogue(po)).items():
        assert all(placeholders(text) <= placeholders(texts[-1]) for text in texts), key


@pytest.mark.parametrize("context", sorted(codes()))
def test_every_code_has_a_text_and_every_text_a_code(context: str) -> None:
    written = {msgid for where, msgid in texts_of(read_catalogue(ENGLISH)) if where == context}
    assert written == codes()[context]


def placeholders_of_rule(name: str, context: str) -> set[str]:
    """Return the placeholders that the texts of a weapon rule must have."""
    if name == weapon_rules.ANTI:
        return {"keyword", "x"}
    if name == "HAZARDOUS" and context == "weapon-rule-text":
        return {"damage"}
    return {"x"} if name in weapon_rules.NUMBERED else set()


@pytest.mark.parametrize("context", ["weapon-rule", "weapon-rule-text"])
@pytest.mark.parametrize("name", sorted(names_of_rules()))
def test_weapon_rules_say_their_numbers_in_words_of_our_own(name: str, context: str) -> None:
    (text,) = texts_of(read_catalogue(ENGLISH))[context, name]
    assert placeholders(text) == placeholders_of_rule(name, context)
    assert name.replace("_", " ").strip().lower() not in text.lower()


def test_the_game_reads_what_was_compiled() -> None:
    with ENGLISH.with_suffix(".mo").open("rb") as file:
        translations = gettext.GNUTranslations(file)
    assert translations.pgettext("unit", "linesman") == "Linesman"
    assert translations.pgettext("weapon-rule", "RAPID_FIRE").format(x=1) == "Close volley 1"
    assert translations.pgettext("unit", "nobody") == "nobody"


def small_catalogue(folder: Path, text: str) -> Path:
    po = folder / "en" / "LC_MESSAGES" / "hexfront.po"
    po.parent.mkdir(parents=True)
    po.write_text(text, encoding="utf-8")
    return po


def test_a_changed_text_makes_the_mo_stale_until_it_is_compiled(tmp_path: Path) -> None:
    po = small_catalogue(tmp_path, SMALL)
    assert not is_fresh(po)
    compile_catalogue(po)
    assert is_fresh(po)
    po.write_text(SMALL.replace("{n} points", "{n} pts"), encoding="utf-8")
    assert [fault for fault in judge(check=True, locales=tmp_path) if "stale" in fault]
    assert list(judge(check=False, locales=tmp_path)) == []
    assert texts_of(read_catalogue(po))["", "log.points"] == ("{n} point", "{n} pts")
    assert is_fresh(po)


@pytest.mark.parametrize(
    "content",
    [
        BROKEN.encode(),
        SMALL.encode("utf-16"),
        b"\xff",
        SMALL.replace("nplurals=2", "nplurals=x").encode(),
        SMALL.replace("charset=utf-8", "charset=utf-80").encode(),
        (SMALL + '\nmsgctxt "unit"\nmsgid "linesman"\nmsgstr "Rifleman"\n').encode(),
    ],
)
def test_a_broken_catalogue_is_named(tmp_path: Path, content: bytes) -> None:
    po = small_catalogue(tmp_path, BROKEN)
    po.write_bytes(content)
    (fault,) = judge(check=True, locales=tmp_path)
    assert str(po) in fault


@pytest.mark.parametrize("content", [b"", b"\xde\x12\x04\x95", b"no catalogue", b"\0" * 100])
def test_what_is_no_compiled_catalogue_is_refused(tmp_path: Path, content: bytes) -> None:
    mo = tmp_path / "hexfront.mo"
    mo.write_bytes(content)
    with pytest.raises(DataError, match=r"hexfront\.mo: not a compiled catalogue"):
        read_compiled(mo)
