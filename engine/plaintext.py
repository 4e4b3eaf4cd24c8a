"""Text from files of any origin: which characters it may have, and how it is shown and names files.

Such text is data. It never becomes a path, and it never reaches a window or a terminal unescaped.
"""

from __future__ import annotations

import codecs
import json
import re
from typing import Annotated, Final

from msgspec import Meta

from engine import limits
from engine.sentences import InvalidValue, Sentence

_HIDDEN: Final = (
    r"\x00-\x1f\x7f-\x9f"  # control characters: NUL, ESC, line ends, C1
    r"\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b\u3164\uffa0"  # seen as nothing
    r"\u200e\u200f\u2028-\u202e\u2060-\u206f"  # direction, line and paragraph
    r"\ufeff\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
    r"\ud800-\udfff"  # surrogates: bytes of a file's name that are no text
)
"""Characters that control instead of being read. Joiners are not among them: some scripts need
them.
"""
_BLANK: Final = r"\u200c\u200d\u2800\ufe00-\ufe0f"
"""Characters that are invisible alone."""
_HIDDEN_CHARACTER: Final = re.compile(f"[{_HIDDEN}]")

CODE: Final = rf"^[a-z][a-z0-9_]{{0,{limits.CODE - 1}}}\Z"
OBJECTIVE_CODE: Final = rf"^[A-Za-z][A-Za-z0-9_]{{0,{limits.CODE - 1}}}\Z"
KEYWORD: Final = rf"^[A-Z][A-Z0-9_]{{0,{limits.CODE - 1}}}\Z"
NAME: Final = rf"^(?=.*[^\s{_BLANK}])[^{_HIDDEN}]{{1,{limits.NAME}}}\Z"
LEARNER_FILE: Final = r"^[0-9]{9,18}\.safetensors\Z"
POLICY_FILE: Final = r"^[0-9]{9,18}\.onnx\Z"
DIGEST: Final = r"^[0-9a-f]{64}\Z"

RULES: Final = {
    CODE: Sentence("data.code", most=limits.CODE),
    OBJECTIVE_CODE: Sentence("data.objective-code", most=limits.CODE),
    KEYWORD: Sentence("data.keyword", most=limits.CODE),
    NAME: Sentence("data.name", most=limits.NAME),
    LEARNER_FILE: Sentence("data.learner-file"),
    POLICY_FILE: Sentence("data.policy-file"),
    DIGEST: Sentence("data.digest"),
}
"""The meaning of each pattern. Every pattern that data must match is in this table."""

Name = Annotated[str, Meta(pattern=NAME)]
"""The name of a scenario or a player."""

_LINES: Final = "\t\r\n"
"""Unprintable characters that text in any files consists of."""

_NO_FILE_CHARACTER: Final = re.compile(rf"""[\\/:*?"<>|{_HIDDEN}]""")
"""Characters that some system does not allow in a file's name."""
_DEVICE: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\xb9\xb2\xb3])[ ]*(?:\.|\Z)", re.IGNORECASE
)
"""Names that Windows opens as a device, whatever follows a dot."""
_NOBODY: Final = "_"


def decode(content: bytes) -> str:
    """Return the text of a file, without a byte order mark; InvalidValue, with the reason, if it is
    not text.
    """
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) and _is_utf16(content):
        raise InvalidValue(Sentence("data.other-charset", charset="UTF-16"))
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        reason = Sentence("data.not-text", detail=error.reason, byte=error.start)
        raise InvalidValue(reason) from error


def _is_utf16(content: bytes) -> bool:
    """Whether a content is text in UTF-16: other files may begin like one by chance."""
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError:
        return False
    return all(one.isprintable() or one in _LINES for one in text)


def escape(text: str) -> str:
    r"""Return *text* on one line, with unreadable characters escaped, as in `\x1b` and `\u202e`."""
    if text.isprintable():
        return text
    return _HIDDEN_CHARACTER.sub(_escaped, text)


def strip_hidden(text: str) -> str:
    """Return *text* without unreadable characters, line ends among them."""
    return _HIDDEN_CHARACTER.sub("", text)


def escape_lines(text: str) -> str:
    """Return *text* with its line ends kept and each line escaped."""
    return text if text.isprintable() else "\n".join(map(escape, text.split("\n")))


def escape_json(document: str) -> str:
    """Return a JSON document, its line ends kept, with hidden characters in its strings escaped."""
    return "\n".join(_HIDDEN_CHARACTER.sub(_quoted, line) for line in document.split("\n"))


def _quoted(match: re.Match[str]) -> str:
    return json.dumps(match.group())[1:-1]


def _escaped(match: re.Match[str]) -> str:
    return match.group().encode("unicode_escape").decode("ascii")


def abridge(text: str, longest: int = limits.SHOWN) -> str:
    """Return *text*, cut off if it is longer than a message quotes."""
    return text if len(text) <= longest else f"{text[:longest]}…"


def fit_name(text: str) -> str:
    """Return *text* as a valid name: unreadable characters become question marks, the rest is cut
    off.
    """
    name = _HIDDEN_CHARACTER.sub("?", text)[: limits.NAME]
    return name if re.match(NAME, name) else "?"


def file_stem(text: str, longest: int = limits.STEM_BYTES) -> str:
    """Return the name, without suffix, of a file that is named after *text*.

    Every system accepts it; it is not a path, a device or hidden, and has at most *longest* bytes.
    """
    stem = re.sub(r"\.{2,}", ".", _NO_FILE_CHARACTER.sub("-", text)).lstrip(" .-")
    stem = stem.encode()[:longest].decode(errors="ignore").rstrip(" .")
    if not stem:
        return _NOBODY
    return f"{_NOBODY}{stem}" if _DEVICE.match(stem) else stem
