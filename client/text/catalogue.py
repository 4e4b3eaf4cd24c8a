"""The texts by key and the names by code, from the compiled catalogues.
Pure: the terminal uses it as well as the window.
"""

from __future__ import annotations

import contextlib
import functools
import gettext
import re
import struct
from typing import TYPE_CHECKING, Final

from client.text import nouns
from engine.errors import DataError, Problem
from engine.resources import list_names, resource
from engine.sentences import Sentence
from engine.validation import require_key

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from engine.sentences import Renderable

DOMAIN: Final = "hexfront"
FOLDER: Final = "locale"
ENGLISH: Final = "en"
_NUMBERS: Final = re.compile(r"(_\d+)+$")


class _Unknown(gettext.NullTranslations):
    """The fallback of a catalogue: a missing text is an error, and its key is never shown."""

    def gettext(self, message: str) -> str:
        raise LookupError(f"the catalogue has no text {message!r}")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:  # noqa: ARG002 - gettext's shape
        raise LookupError(f"the catalogue has no text {msgid1!r} for a number")

    def pgettext(self, context: str, message: str) -> str:
        raise LookupError(f"the catalogue has no text {message!r} for {context}")


class _Catalogue:
    """The texts of the current language."""

    def __init__(self, language: str) -> None:
        self.use(language)

    def use(self, language: str) -> None:
        """Switch to another language."""
        self.texts = _read(language)
        self.language = language
        self.patterns: nouns.Patterns = functools.partial(self.texts.pgettext, nouns.CONTEXT)

    def fill(self, words: str, values: dict[str, object]) -> str:
        """Return a text with *values* filled in."""
        return nouns.fill(words, values, self.patterns)

    def template(self, code: str) -> str:
        """Return a sentence of the engine, which is filled in by its `format`."""
        return nouns.Template(self.texts.gettext(code), self.patterns)


@functools.cache
def _read(language: str) -> gettext.NullTranslations:
    return read_catalogue(resource(f"{FOLDER}/{language}/LC_MESSAGES/{DOMAIN}.mo"))


def read_catalogue(file: Traversable) -> gettext.NullTranslations:
    """Read a compiled catalogue; DataError if it is invalid. A missing text is a LookupError."""
    try:
        with file.open("rb") as stream:
            texts = gettext.GNUTranslations(stream)
    except (OSError, ValueError, LookupError, struct.error) as error:
        sentence = Sentence("data.no-catalogue", detail=str(error))
        raise DataError([Problem(str(file), "", "", sentence, FOLDER)]) from error
    texts.add_fallback(_Unknown())
    return texts


_IN_USE: Final = _Catalogue(ENGLISH)


def languages() -> list[str]:
    """Return the codes of the languages that have a catalogue."""
    return list_names(FOLDER)


@functools.cache
def _packaged_languages() -> tuple[str, ...]:
    return tuple(languages())


def name_of_language(code: str) -> str:
    """Return the name of a language in itself."""
    return _read(code).gettext("language.name")


def language() -> str:
    """Return the current language, by default English."""
    return _IN_USE.language


def use_language(code: str) -> None:
    """Switch all texts to the catalogue of a language; LookupError if there is none."""
    known = {name: name for name in languages()}
    _IN_USE.use(require_key(known, code, "the language"))


def text(key: str, **values: object) -> str:
    """Return the text of a dotted *key* with *values* filled in; LookupError if there is none."""
    return _IN_USE.fill(_IN_USE.texts.gettext(key), values)


def render(part: Renderable) -> str:
    """Return a sentence or an error of the engine in the current language."""
    return part.render(_IN_USE.template)


def plural(key: str, n: int, **values: object) -> str:
    """Return the text of *key* in the form for the number *n*, which it may show as {n}."""
    return _IN_USE.fill(_IN_USE.texts.ngettext(key, key, n), {"n": n, **values})


def name(context: str, code: str, **values: object) -> str:
    """Return the display name of a *code* of the data; the code itself if it has none.

    A code that ends in numbers, as those of puzzles do, may have the name of the code without them.
    """
    for one in (code, _NUMBERS.sub("", code)):
        try:
            return _IN_USE.fill(_IN_USE.texts.pgettext(context, one), values)
        except LookupError:
            continue
    return code


def names(context: str, code: str) -> list[str]:
    """Return the display names of a *code* in all languages that name it, the current one first."""
    found = []
    for one in sorted(_packaged_languages(), key=lambda one: one != _IN_USE.language):
        with contextlib.suppress(LookupError):
            found.append(nouns.split_kind(_read(one).pgettext(context, code))[0])
    return found


def has_name(context: str, code: str) -> bool:
    """Whether the catalogue names a *code*."""
    try:
        _IN_USE.texts.pgettext(context, code)
    except LookupError:
        return False
    return True
