"""Names with the grammatical forms that sentences ask for, such as a name with its article.

A text may end in `|` and the *kind* of noun that it is, as in `Fusilier|m`. A placeholder may then
ask for a form of it: `{unit:le}` is filled by the pattern `le.m` in the catalogue's context `form`,
such as `le {name}`, or `le {small}` with a small first letter; `{unit:Le}` begins with a capital.
`{unit:beau|belle}` is one of several words, the one whose number the pattern `choice.m` is. A
language that needs no forms has neither kinds nor patterns.
"""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Callable
from typing import Final, NamedTuple, Self, TypeAlias

CONTEXT: Final = "form"
CHOICE: Final = "choice"
OTHER: Final = "other"
"""The kind of what the catalogue does not know, such as the units of the player's own scenarios."""
_KIND: Final = re.compile(r"\|(?P<kind>[a-z]+)\Z")
_FORM: Final = re.compile(r"[^\W\d_]+\Z")

Patterns: TypeAlias = Callable[[str], str]
"""Returns the pattern of a form and a kind, as in `le.m`; LookupError if there is none."""


class Noun(str):
    """A text that is a noun of a *kind*, and has the forms that *patterns* give to that kind."""

    __slots__ = ("kind", "patterns")

    kind: str
    patterns: Patterns

    def __new__(cls, word: str, kind: str, patterns: Patterns) -> Self:
        """Create the noun *word*."""
        noun = super().__new__(cls, word)
        noun.kind, noun.patterns = kind, patterns
        return noun

    def __format__(self, spec: str) -> str:
        """Return the form that *spec* names; any other format is that of a text."""
        if "|" in spec:
            return spec.split("|")[int(self.patterns(f"{CHOICE}.{self.kind}")) - 1]
        if not is_form(spec):
            return super().__format__(spec)
        form = uncapitalised(spec)
        words = self.patterns(f"{form}.{self.kind}").format(
            name=str(self), small=uncapitalised(str(self))
        )
        return words if form == spec else words[:1].upper() + words[1:]

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        """Return the text alone: another process has a catalogue of its own."""
        return str, (str(self),)


class _Parsed(NamedTuple):
    """A text of a catalogue without the kind at its end, and whether it asks for forms."""

    words: str
    kind: str | None
    has_forms: bool


@functools.cache
def _parse(text: str) -> _Parsed:
    words, kind = split_kind(text)
    return _Parsed(words, kind, any(is_form(spec) for spec in specs_of(words)))


def uncapitalised(words: str) -> str:
    """Return words with a small first letter, the rest unchanged."""
    return words[:1].lower() + words[1:]


def split_kind(text: str) -> tuple[str, str | None]:
    """Return a text without the kind at its end, and the kind, None if it has none.

    >>> split_kind("Fusilier|m")
    ('Fusilier', 'm')
    >>> split_kind("Linesman")
    ('Linesman', None)
    """
    found = _KIND.search(text)
    return (text, None) if found is None else (text[: found.start()], found["kind"])


def specs_of(text: str) -> list[str]:
    """Return what is written after the colon of each placeholder that has one.

    >>> specs_of("{unit:Le} est {unit:beau|belle}: {n}")
    ['Le', 'beau|belle']
    """
    return [spec for _, _, spec, _ in string.Formatter().parse(text) if spec]


def is_form(spec: str) -> bool:
    """Whether what is written after a placeholder's colon asks for a form of a noun."""
    return "|" in spec or _FORM.match(spec) is not None


def renamed(noun: str, words: str) -> str:
    """Return *words*, such as a name with a number, as a noun of the same kind as *noun*."""
    return Noun(words, noun.kind, noun.patterns) if isinstance(noun, Noun) else words


def fill(text: str, values: dict[str, object], patterns: Patterns) -> str:
    """Return a text of a catalogue with *values* filled in, as a noun if it has a kind.

    Values that are plain texts are nouns of an unknown kind.
    """
    words, kind, has_forms = _parse(text)
    if has_forms:
        values = {
            key: Noun(value, OTHER, patterns) if type(value) is str else value
            for key, value in values.items()
        }
    filled = words.format(**values)
    return filled if kind is None else Noun(filled, kind, patterns)


class Template(str):
    """A text of a catalogue as the engine fills it in: by its own `format`."""

    __slots__ = ("patterns",)

    patterns: Patterns

    def __new__(cls, text: str, patterns: Patterns) -> Self:
        """Create the template of *text*."""
        template = super().__new__(cls, text)
        template.patterns = patterns
        return template

    def format(self, *args: object, **values: object) -> str:
        """Return the text with *values* filled in, as a noun if it has a kind."""
        assert not args, "the placeholders of texts are named"
        return fill(str(self), values, self.patterns)
