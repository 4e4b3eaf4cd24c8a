"""Compiles the text catalogues: every `hexfront.po` to the `hexfront.mo` in its folder.

The engine reads no catalogue: the English sentences of its errors are written to a table for it.
"""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeAlias

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import PoFileError, read_po

LOCALES = Path(__file__).parents[1] / "assets" / "locale"
DOMAIN = "hexfront"
ENGLISH = "en"
SENTENCES = "sentences.json"
"""In the folder of English: the table of the engine's sentences by code."""
GROUPS = (
    "action",
    "army",
    "campaign",
    "data",
    "encoding",
    "file",
    "model",
    "player",
    "refusal",
    "save",
    "scenario-list",
    "start",
    "system",
)
"""The first parts of the codes of the engine's sentences."""

Key: TypeAlias = tuple[str, str]
"""A text's context, empty where it has none, and its msgid."""
Texts: TypeAlias = tuple[str, ...]
"""A text's msgstr, or one for each plural form."""


def find_catalogues(locales: Path = LOCALES) -> list[Path]:
    """Return the .po of every language under *locales*."""
    return sorted(locales.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))


def read_catalogue(po: Path) -> Catalog:
    """Read a .po; PoFileError or ValueError says what is wrong with it."""
    language = po.parents[1].name
    try:
        with po.open("rb") as file:
            catalogue = read_po(file, locale=language, domain=DOMAIN, abort_invalid=True)
    except LookupError as error:
        raise ValueError(f"{po}: its header names a charset that is unknown: {error}") from error
    _check_that_keys_differ(po, catalogue)
    return catalogue


def _check_that_keys_differ(po: Path, catalogue: Catalog) -> None:
    """Raise ValueError if two texts have the same key: Babel silently keeps the last."""
    keys = texts_of(catalogue)
    lines = po.read_text(encoding=catalogue.charset or "utf-8").splitlines()
    texts = sum(line.startswith("msgid ") for line in lines)
    if 'msgid ""' in lines and lines[lines.index('msgid ""') + 1].startswith("msgstr"):
        texts -= 1  # the header
    if texts != len(keys):
        raise ValueError(f"{po}: {texts} texts, but only {len(keys)} different keys")


def texts_of(catalogue: Catalog) -> dict[Key, Texts]:
    """Return every text of a catalogue except its header."""
    return {key_of(message): strings_of(message) for message in catalogue if message.id}


def key_of(message: Message) -> Key:
    """Return the context and the msgid of a text."""
    return _context_of(message), message.id if isinstance(message.id, str) else message.id[0]


def strings_of(message: Message) -> Texts:
    """Return the msgstr of a text, or one for each plural form."""
    strings = message.string if message.string is not None else ""
    return (strings,) if isinstance(strings, str) else tuple(strings)


def _context_of(message: Message) -> str:
    # Babel's reader of .mo files leaves the context undecoded, whatever its annotation says.
    context: object = message.context
    if isinstance(context, bytes):
        return context.decode("utf-8")
    return message.context or ""


def sentences_of(catalogue: Catalog) -> dict[str, str]:
    """Return the texts of the engine's sentences by code."""
    return {
        code: strings[0]
        for (context, code), strings in texts_of(catalogue).items()
        if not context and code.partition(".")[0] in GROUPS
    }


def _table_of(po: Path) -> Path | None:
    """Return the file of the engine's sentences; None for other languages than English."""
    language = po.parents[1]
    return language / SENTENCES if language.name == ENGLISH else None


def _write_table(catalogue: Catalog) -> str:
    return json.dumps(sentences_of(catalogue), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def is_fresh(po: Path) -> bool:
    """Whether the compiled form of *po* has the same texts and plural forms."""
    mo, table = po.with_suffix(".mo"), _table_of(po)
    if not mo.is_file() or (table is not None and not table.is_file()):
        return False
    source = read_catalogue(po)
    with mo.open("rb") as file:
        compiled = read_mo(file)
    if table is not None and table.read_text(encoding="utf-8") != _write_table(source):
        return False
    return texts_of(compiled) == texts_of(source) and compiled.plural_forms == source.plural_forms


def compile_catalogue(po: Path) -> None:
    """Write the .mo of *po*, and for English the table of the engine's sentences."""
    catalogue, compiled = read_catalogue(po), io.BytesIO()
    write_mo(compiled, catalogue, use_fuzzy=True)
    po.with_suffix(".mo").write_bytes(compiled.getvalue())
    if (table := _table_of(po)) is not None:
        table.write_text(_write_table(catalogue), encoding="utf-8", newline="\n")


def judge(check: bool, locales: Path) -> Iterator[str]:  # noqa: FBT001 - the option as it came
    """Compile what is stale, or only report it if *check*; yield a line for each fault."""
    for po in find_catalogues(locales):
        try:
            fresh = is_fresh(po)
            if check and not fresh:
                yield f"{po}: the .mo is stale; run scripts/compile_catalogues.py"
            elif not fresh:
                compile_catalogue(po)
        except (PoFileError, ValueError) as error:
            yield f"{po}: {error}"


def main() -> int:
    """Compile every catalogue that changed, or check them; return 1 if there is anything to
    report.
    """
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="report stale catalogues, write none")
    parser.add_argument("--locales", type=Path, default=LOCALES, help="the folder of languages")
    arguments = parser.parse_args()
    faults = list(judge(arguments.check, arguments.locales))
    for fault in faults:
        print(fault)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
