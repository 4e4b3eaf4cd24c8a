"""Brings every translation up to date with the English catalogue, and lists what is to translate.

The texts of a translation come in the order of the English ones, each below the English text that
it was translated from. A new text is empty; one whose English changed is marked `fuzzy`, until a
translator has looked at it and removes the mark. Forms and kinds of nouns are a language's own.
"""

from __future__ import annotations

import argparse
import io
import itertools
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import PoFileError, write_po

from client.text.nouns import CONTEXT as FORMS
from scripts.compile_catalogues import (
    ENGLISH,
    LOCALES,
    Key,
    Texts,
    find_catalogues,
    key_of,
    read_catalogue,
    strings_of,
)

MARK: Final = "English: "
"""Begins the comment with the English text that a text was translated from."""
FUZZY: Final = "fuzzy"


def english_note(message: Message) -> str:
    """Return the comment that quotes an English text."""
    return MARK + " | ".join(json.dumps(one, ensure_ascii=False) for one in strings_of(message))


def is_of_today(message: Message, english: Message) -> bool:
    """Whether a text was translated from the English one as it is now.

    Babel wraps comments, so white space does not count.
    """
    quoted = itertools.dropwhile(lambda line: not line.startswith(MARK), message.auto_comments)
    return "".join("".join(quoted).split()) == "".join(english_note(english).split())


def open_texts(english: Catalog, other: Catalog) -> Iterator[str]:
    """Yield a line for each text of a translation that is missing, stale, fuzzy or of no use."""
    known = messages_of(english)
    translated = messages_of(other)
    for key, message in known.items():
        if key not in translated or not all(strings_of(translated[key])):
            yield f"{_shown(key)}: to translate: {english_note(message)}"
        elif FUZZY in translated[key].flags:
            yield f"{_shown(key)}: to look at again: {english_note(message)}"
        elif not is_of_today(translated[key], message):
            yield f"{_shown(key)}: the English text changed: {english_note(message)}"
    for key in translated:
        if key not in known and key[0] != FORMS:
            yield f"{_shown(key)}: no English text has this key"


def _shown(key: Key) -> str:
    return f"{key[0]} {key[1]}".strip()


def messages_of(catalogue: Catalog) -> dict[Key, Message]:
    """Return every text of a catalogue except its header, by its key."""
    return {key_of(message): message for message in catalogue if message.id}


def merged(english: Catalog, other: Catalog) -> Catalog:
    """Return a translation with all texts of the English catalogue, and its own forms."""
    result = Catalog(
        locale=other.locale, domain=other.domain, header_comment=other.header_comment, fuzzy=False
    )
    result.mime_headers = other.mime_headers
    translated = messages_of(other)
    for key, message in messages_of(english).items():
        before = translated[key] if key in translated else None
        strings: Texts = ("",) * (other.num_plurals if message.pluralizable else 1)
        flags = set(message.flags)
        if before is not None and before.pluralizable == message.pluralizable:
            strings = strings_of(before)
            is_stale = not is_of_today(before, message) or FUZZY in before.flags
            flags |= {FUZZY} if is_stale and all(strings) else set()
        result.add(
            message.id,
            strings if message.pluralizable else strings[0],
            flags=flags,
            auto_comments=[*message.auto_comments, english_note(message)],
            user_comments=message.user_comments,
            context=key[0] or None,
        )
    for key, own in translated.items():
        if key[0] == FORMS:
            result.add(own.id, own.string, user_comments=own.user_comments, context=FORMS)
    return result


def written(catalogue: Catalog) -> bytes:
    """Return a catalogue as the content of its .po."""
    content = io.BytesIO()
    write_po(content, catalogue, width=0, no_location=True, include_previous=False)
    return content.getvalue()


def update(check: bool, locales: Path) -> Iterator[str]:  # noqa: FBT001 - the option as it came
    """Bring the translations up to date unless *check*; yield a line for each text that is open."""
    catalogues = find_catalogues(locales)
    (english,) = [read_catalogue(po) for po in catalogues if po.parents[1].name == ENGLISH]
    for po in catalogues:
        if po.parents[1].name == ENGLISH:
            continue
        other = read_catalogue(po)
        if not check:
            other = merged(english, other)
            po.write_bytes(written(other))
        for line in open_texts(english, other):
            yield f"{po.parents[1].name}: {line}"


def main() -> int:
    """Update every translation, or check them; return 1 if a text is to be translated."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="list what is open, write nothing")
    parser.add_argument("--locales", type=Path, default=LOCALES, help="the folder of languages")
    arguments = parser.parse_args()
    try:
        lines = list(update(arguments.check, arguments.locales))
    except (PoFileError, ValueError) as error:
        lines = [str(error)]
    for line in lines:
        print(line)
    return 1 if lines else 0


if __name__ == "__main__":
    sys.exit(main())
