"""Strict decoding of data: every key known, every key present, every problem of a file at once."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, TypeVar

import msgspec

from engine import limits, plaintext
from engine.errors import DataError, Problem

_T = TypeVar("_T")
_S = TypeVar("_S", bound=msgspec.Struct)
_KEY_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_KEY_PART}){{{limits.KEY_PARTS}}}")
UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What msgspec raises of JSON that is broken or something else, is no text, or nests without end.
"""
TOO_DEEP: Final = f"tables and lists lie more than {limits.DEPTH} deep within each other"
Count = Annotated[int, msgspec.Meta(ge=0, le=limits.COUNT)]
"""How many of something a file says were counted."""
_LARGEST_SHOWN = 64
"""Bits of a number that a message shows."""


class Findings:
    """Gather the problems of one file, so that its author hears of all of them in one go."""

    def __init__(self, file: str) -> None:
        """Start with none; *file* is the name that problems are reported under."""
        self.file = file
        self.problems: list[Problem] = []

    def add(self, entry: str, field: str, message: str, rule: str) -> None:
        """Note a problem at *field* of *entry*."""
        self.problems.append(Problem(self.file, entry, field, message, rule))

    def raise_if_any(self) -> None:
        """Raise DataError when anything was noted."""
        if self.problems:
            raise DataError(self.problems)


def require_present(value: _T | None, what: str) -> _T:
    """Give *value*; LookupError naming *what* when it is None."""
    if value is None:
        msg = f"{what} is missing"
        raise LookupError(msg)
    return value


def require_key(table: Mapping[str, _T], key: str, what: str) -> _T:
    """Give the value of *key*; LookupError names *what* and the keys there are if it is missing."""
    if key not in table:
        msg = f"{what} {key!r} does not exist; there are: {', '.join(sorted(table))}"
        raise LookupError(msg)
    return table[key]


def parse_toml(
    text: str, file: str, rule: str, number: Callable[[str], float] = float
) -> dict[str, Any]:
    """Parse a TOML file; DataError names the line when it is broken.

    *number* makes a number of what stands in the file; its ValueError refuses it.
    """
    if _LONG_KEY.search(text):
        message = f"a key has more than {limits.KEY_PARTS} parts"
        raise DataError([Problem(file, "", "", message, rule)])
    if len(text) > limits.FILE_BYTES:
        message = f"more than {limits.FILE_BYTES} characters; no data file needs as many"
        raise DataError([Problem(file, "", "", message, rule)])
    try:
        table = tomllib.loads(text, parse_float=number)
    except RecursionError as error:
        raise DataError([Problem(file, "", "", TOO_DEEP, rule)]) from error
    except ValueError as error:
        # Beside its own error tomllib lets through what a number of thousands of digits does.
        raise DataError([Problem(file, "", "", f"not valid TOML: {error}", rule)]) from error
    if not is_shallow(table):
        raise DataError([Problem(file, "", "", TOO_DEEP, rule)])
    return table


def _finite(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise ValueError(f"{plaintext.abridge(written)} is no number to count with")
    return number


def is_shallow(raw: object) -> bool:
    """Whether tables and lists lie no deeper within each other than a file of ours needs."""
    layer = [raw]
    for _ in range(limits.DEPTH + 1):
        layer = [
            inner
            for outer in layer
            if isinstance(outer, dict | list)
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if not layer:
            return True
    return False


def decode_toml(
    text: str,
    file: str,
    kind: type[_S],
    rule: str,
    decode: Callable[[type, Any], Any] | None = None,
) -> _S:
    """Decode a whole TOML file into a struct at once; DataError names the first key that is wrong.

    *decode* is msgspec's hook for types of one's own.
    """
    table = parse_toml(text, file, rule, _finite)
    try:
        return msgspec.convert(table, kind, dec_hook=decode)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        field = path.rstrip("`").lstrip(".")
        raise DataError([Problem(file, "", field, in_words(message), rule)]) from error


def decode_table(
    raw: object, kind: type[_S], entry: str, findings: Findings, rule_of: Callable[[str], str]
) -> _S | None:
    """Decode one table into a struct, field by field, noting every problem of it.

    *rule_of* names the rule that speaks of a field. Gives None when there was a problem.
    """
    before = len(findings.problems)
    values = decode_fields(raw, kind, entry, findings, rule_of)
    return kind(**values) if len(findings.problems) == before else None


def decode_fields(
    raw: object,
    kind: type[msgspec.Struct],
    entry: str,
    findings: Findings,
    rule_of: Callable[[str], str],
) -> dict[str, Any]:
    """Decode the fields of a struct that one table has right, noting every other problem."""
    if not isinstance(raw, dict):
        findings.add(entry, "", f"expected a table, got {in_short(raw)}", rule_of(""))
        return {}
    known = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in raw:
        if key not in known:
            findings.add(entry, key, f"unknown key; known are: {', '.join(known)}", rule_of(key))
    values: dict[str, Any] = {}
    for key, field in known.items():
        if key in raw:
            before = len(findings.problems)
            value = decode_value(raw[key], field.type, entry, key, findings, rule_of)
            if len(findings.problems) == before:
                values[field.name] = value
        elif field.required:
            findings.add(entry, key, "missing", rule_of(key))
    return values


def decode_entries(
    raw: object, kind: type[_S], table: str, findings: Findings, rule_of: Callable[[str], str]
) -> dict[int, _S]:
    """Decode a list of tables, noting every problem; give those with all they need, by place."""
    if not isinstance(raw, list):
        findings.add("", table, f"expected a list of tables, got {in_short(raw)}", rule_of(table))
        return {}
    if len(raw) > limits.ENTRIES:
        message = f"{len(raw)} entries; no file needs more than {limits.ENTRIES}"
        findings.add("", table, message, rule_of(table))
        return {}
    needed = {field.name for field in msgspec.structs.fields(kind) if field.required}
    fields = {
        number: decode_fields(item, kind, f"{table}[{number}]", findings, rule_of)
        for number, item in enumerate(raw)
    }
    return {number: kind(**values) for number, values in fields.items() if needed <= values.keys()}


def decode_value(
    raw: object,
    kind: Any,  # noqa: ANN401 - any type that msgspec decodes
    entry: str,
    key: str,
    findings: Findings,
    rule_of: Callable[[str], str],
) -> Any:  # noqa: ANN401 - of the type asked for
    """Decode one value, noting the problem and giving None when it does not fit."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return decode_table(raw, kind, f"{entry}.{key}".lstrip("."), findings, rule_of)
    try:
        value = msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        findings.add(entry, key, in_words(str(error)), rule_of(key))
        return None
    if isinstance(value, float) and not math.isfinite(value):
        findings.add(entry, key, f"{value} is no number to count with", rule_of(key))
        return None
    return value


def in_short(raw: object) -> str:
    """Write a raw value for a message, however deep, long or large it is."""
    if isinstance(raw, dict | list):
        return "a table" if isinstance(raw, dict) else "a list"
    if isinstance(raw, int) and raw.bit_length() > _LARGEST_SHOWN:
        return f"a number of {raw.bit_length()} bits"
    # Of a long text only the beginning is worth being written at all.
    return plaintext.abridge(repr(raw[: 2 * limits.SHOWN] if isinstance(raw, str) else raw))


def in_words(message: str) -> str:
    """Return a message of msgspec shortened, its pattern in words: problems name places."""
    text, _, path = message.partition(" - at `$")
    inner = path.rstrip("`").lstrip(".")
    text = text[:1].lower() + text[1:]
    for pattern, rule in plaintext.RULES.items():
        if text.endswith(f"matching regex {pattern!r}"):
            text = rule
    return f"{text} (at {inner})" if inner else text
