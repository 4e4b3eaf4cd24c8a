"""Sentences of the engine as codes with parameters, so that each can be worded in any language.

Errors carry a `Sentence`. Its text in English comes from the English catalogue; a reader that has
another catalogue renders it with that one:

>>> unit = Sentence("refusal.unit", number=3)
>>> str(Sentence("refusal.is-engaged", unit=unit))
'unit 3 has an enemy adjacent'
>>> french = {"refusal.unit": "l'unité {number}", "refusal.is-engaged": "{unit} est engagée"}
>>> Sentence("refusal.is-engaged", unit=unit).render(french.__getitem__)
"l'unité 3 est engagée"
"""

from __future__ import annotations

import copy
import functools
import json
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final, Protocol, TypeAlias

from engine.resources import read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

ENGLISH: Final = "locale/en/sentences.json"
"""The English texts by code, which `scripts/compile_catalogues.py` takes from the catalogue."""

Catalogue: TypeAlias = Callable[[str], str]
"""Returns the text of a code, with a placeholder in braces for each parameter."""


class Renderable(Protocol):
    """A part of a message that is worded by a catalogue."""

    def render(self, catalogue: Catalogue) -> str:
        """Return the text in the language of *catalogue*."""
        ...


Parameter: TypeAlias = "str | int | float | Renderable"
"""A parameter of a sentence: codes and texts of files are used unchanged, parts are rendered."""


class Sentence:
    """A sentence: a *code* of the catalogue, and a parameter for each placeholder of its text."""

    __slots__ = ("code", "parameters")

    code: str
    parameters: Mapping[str, Parameter]

    def __init__(self, code: str, /, **parameters: Parameter) -> None:
        """Set the code and its parameters."""
        self.code = code
        self.parameters = parameters

    def render(self, catalogue: Catalogue) -> str:
        """Return the text in the language of *catalogue*; LookupError if it has none."""
        return catalogue(self.code).format(
            **{name: _render(value, catalogue) for name, value in self.parameters.items()}
        )

    def replace(self, **parameters: Parameter) -> Sentence:
        """Return the sentence with other values for some of its parameters."""
        replaced = copy.copy(self)
        replaced.parameters = {**self.parameters, **parameters}
        return replaced

    def __str__(self) -> str:
        """Return the text in English."""
        return self.render(english)

    def __repr__(self) -> str:
        """Return the code and the parameters."""
        filled_in = "".join(f", {name}={value!r}" for name, value in self.parameters.items())
        return f"Sentence({self.code!r}{filled_in})"

    def __eq__(self, other: object) -> bool:
        """Whether code and parameters are equal."""
        return isinstance(other, Sentence) and self._key() == other._key()

    def __hash__(self) -> int:
        """Return a hash of the code and the parameters."""
        return hash(self._key())

    def _key(self) -> tuple[str, tuple[tuple[str, Parameter], ...]]:
        return self.code, tuple(sorted(self.parameters.items()))


class Lines:
    """Several messages, each on a line of its own."""

    __slots__ = ("parts",)

    def __init__(self, parts: Iterable[Renderable]) -> None:
        """Set the messages."""
        self.parts = tuple(parts)

    def render(self, catalogue: Catalogue) -> str:
        """Return the lines in the language of *catalogue*."""
        return "\n".join(part.render(catalogue) for part in self.parts)


class InvalidValue(ValueError):
    """The error of a value that is invalid; *sentence* is the reason."""

    def __init__(self, sentence: Sentence) -> None:
        """Set the reason."""
        self.sentence = sentence
        super().__init__(sentence)


def english(code: str) -> str:
    """Return the English text of a code; LookupError if there is none."""
    return _read_english()[code]


@functools.cache
def _read_english() -> dict[str, str]:
    texts: dict[str, str] = json.loads(read_text(ENGLISH))
    return texts


def _render(value: Parameter, catalogue: Catalogue) -> str | float:
    return value if isinstance(value, str | int | float) else value.render(catalogue)
