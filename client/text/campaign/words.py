"""The player's words for the codes of a campaign, and the codes of words that were typed.

The catalogue is the one table of both: a code of orders is named in the context of what it is, such
as `verb` or `hull`. Typed words may be the player's of any language or the code's, with or without
accents.
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from client.text.catalogue import has_name, name, names

if TYPE_CHECKING:
    from collections.abc import Iterable

CONTEXTS: Final = (
    *("verb", "posture", "message", "spying", "hull", "thing", "field", "tax", "unit", "house"),
    *("stance", "world-class", "faction"),
)
"""The contexts of the catalogue in which codes of the campaign are named."""
_LIKE: Final = "verb-like"
"""The context of words that are no verbs of orders, but may be typed for one."""
_LISTED: Final = ", "
_BETWEEN: Final = "-"
"""The character that replaces the spaces of a name in a typed word."""


def shown(context: str, code: str) -> str:
    """Return the player's word for a code; the code itself if it has none."""
    return str(name(context, code))


def typed(context: str, code: str) -> str:
    """Return the player's word for a code as one word that can be typed in an order."""
    return _one_word(shown(context, code))


def words_of(context: str, code: str) -> list[str]:
    """Return the words that mean a code: itself, and the player's in all languages."""
    return [code, *names(context, code)]


def code_of(context: str, word: str, codes: Iterable[str]) -> str | None:
    """Return the one of *codes* that a typed word means; None if it means none of them."""
    wanted = fold(word)
    known = {code: [fold(one) for one in words_of(context, code)] for code in codes}
    for place in range(max(map(len, known.values()), default=0)):
        for code, words in known.items():
            if place < len(words) and words[place] == wanted:
                return code
    return None


def verb_like(word: str, verbs: Iterable[str]) -> str | None:
    """Return the verb that a word of another game may mean in any language, such as `board` for
    `load`; None if it means none.
    """
    wanted = fold(word)
    for verb in verbs:
        for likes in names(_LIKE, verb):
            if wanted in map(fold, likes.split(_LISTED)):
                return verb
    return None


def shown_anywhere(code: str) -> str:
    """Return the player's word for a code of which the context is not known."""
    context = next((one for one in CONTEXTS if has_name(one, code)), None)
    return code if context is None else shown(context, code)


def fold(word: str) -> str:
    """Return a word without what may be left out: accents, capitals, the kind of dash."""
    plain = unicodedata.normalize("NFKD", _one_word(word).replace("_", _BETWEEN))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def _one_word(words: str) -> str:
    return _BETWEEN.join(words.split()).casefold()
