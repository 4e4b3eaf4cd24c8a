"""The reasons that the system gives for errors of files, as parts of messages in any language."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Final, Self

from engine.sentences import Sentence, english

if TYPE_CHECKING:
    from engine.sentences import Catalogue, Renderable

GROUP: Final = "system"
"""The group of codes for the reasons that the system gives."""
KNOWN: Final = (
    "EACCES",
    "EAGAIN",
    "EBUSY",
    "EDQUOT",
    "EEXIST",
    "EFBIG",
    "EIO",
    "EISDIR",
    "EMFILE",
    "ENAMETOOLONG",
    "ENFILE",
    "ENODEV",
    "ENOENT",
    "ENOMEM",
    "ENOSPC",
    "ENOTDIR",
    "ENOTEMPTY",
    "EPERM",
    "EROFS",
    "ETIMEDOUT",
)
"""The reasons that are translated, by the names of their numbers; others are in the system's own
words.
"""


class OwnReason(str):
    """The reason of an OSError that is raised here: in English, as *sentence* in any language."""

    __slots__ = ("sentence",)

    sentence: Sentence

    def __new__(cls, sentence: Sentence) -> Self:
        """Create the reason that a sentence is."""
        reason = super().__new__(cls, str(sentence))
        reason.sentence = sentence
        return reason

    def __reduce__(self) -> tuple[type[OwnReason], tuple[Sentence]]:
        """Return the sentence, from which the reason is made again in another process."""
        return type(self), (self.sentence,)


class SystemReason:
    """The reason of an OSError that the system raised, by its number."""

    __slots__ = ("code", "words")

    def __init__(self, number: int, words: str) -> None:
        """Set the number of the error, and the system's words for it."""
        self.words = words
        self.code = errno.errorcode[number] if number in errno.errorcode else ""

    def render(self, catalogue: Catalogue) -> str:
        """Return the reason in the language of *catalogue*, or in the system's words."""
        if catalogue is english or self.code not in KNOWN:
            return self.words
        return catalogue(f"{GROUP}.{self.code}")

    def __str__(self) -> str:
        """Return the reason in the system's words."""
        return self.words

    def __repr__(self) -> str:
        """Return the reason as a text, which is what sentences show of texts."""
        return repr(self.words)

    def __eq__(self, other: object) -> bool:
        """Whether another reason, or a text, says the same."""
        return self.words == (other.words if isinstance(other, SystemReason) else other)

    def __hash__(self) -> int:
        """Return the hash of the words."""
        return hash(self.words)


def reason_of(error: OSError) -> str | Renderable:
    """Return the reason of an error for a sentence, without the path."""
    words = error.strerror or str(error) or type(error).__name__
    if isinstance(words, OwnReason):
        return words.sentence
    number = error.errno
    if number is None or words != os.strerror(number):
        return words
    return SystemReason(number, words)
