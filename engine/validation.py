"""Strict decoding of data: every key known, every key present, every problem of a file at once."""

from __future__ import annotations

import math
import re
import tomllib
from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, TypeAlias, TypeVar, get_args, get_origin

import msgspec

from engine import limits, plaintext
from engine.errors import DataError, Problem
from engine.sentences import InvalidValue, Sentence

_T = TypeVar("_T")
_S = TypeVar("_S", bound=msgspec.Struct)
_KEY_PART = r"""(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+"""
_LONG_KEY = re.compile(rf"(?<![\w-])(?:{_KEY_PART}){{{limits.KEY_PARTS}}}")
UNREADABLE: Final = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What msgspec raises for JSON that is invalid, is not text, or is nested too deeply."""
TOO_DEEP: Final = Sentence("data.too-deep", most=limits.DEPTH)
Draft: TypeAlias = dict[str, Any]
"""The valid values of a table, by key as in the file."""
RuleOf: TypeAlias = Callable[[type[msgspec.Struct], str], str]
"""Returns the number of the rule that is about a field of a struct, or about the struct for ""."""
Count = Annotated[int, msgspec.Meta(ge=0, le=limits.COUNT)]
"""A count in a file."""
_LARGEST_SHOWN = 64
"""Bits of a number that a message shows."""


_FORMS: Final[tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], Sentence]], ...]] = (
    (
        re.compile(r"Expected `(.+)`, got `(.+)`"),
        lambda found: Sentence("data.other-type", expected=found[1], found=found[2]),
    ),
    (
        re.compile(r"Expected `(.+)` of length ([<>=]+ )?(\d+)(?:, got (\d+))?"),
        lambda found: Sentence(
            "data.other-length", expected=found[1], length=f"{found[2] or ''}{found[3]}"
        ),
    ),
    (
        re.compile(r"Expected `(.+)` ([<>]=? .+)"),
        lambda found: Sentence("data.out-of-bounds", expected=found[1], bound=found[2]),
    ),
    (
        re.compile(r"Invalid enum value (.+)", re.DOTALL),
        lambda found: Sentence("data.no-choice", value=found[1]),
    ),
    (
        re.compile(r"Object missing required field `(.+)`"),
        lambda found: Sentence("data.missing-field", field=found[1]),
    ),
    (
        re.compile(r"Object contains unknown field `(.+)`", re.DOTALL),
        lambda found: Sentence("data.unknown-field", field=found[1]),
    ),
)
"""The forms of msgspec's messages, and the sentence for each."""


class Findings:
    """The problems of one file, gathered so that its author sees all of them at once."""

    def __init__(self, file: str) -> None:
        """Start with none; *file* is the name that problems are reported under."""
        self.file = file
        self.problems: list[Problem] = []

    def add(self, entry: str, field: str, sentence: Sentence, rule: str) -> None:
        """Add a problem at *field* of *entry*."""
        self.problems.append(Problem(self.file, entry, field, sentence, rule))

    def raise_if_any(self) -> None:
        """Raise DataError if there is a problem."""
        if self.problems:
            raise DataError(self.problems)


def require_present(value: _T | None, what: str) -> _T:
    """Return *value*; LookupError, which names *what*, if it is None."""
    if value is None:
        msg = f"{what} is missing"
        raise LookupError(msg)
    return value


def require_key(table: Mapping[str, _T], key: str, what: str) -> _T:
    """Return the value of *key*; LookupError, which names *what* and the keys, if it is missing."""
    if key not in table:
        msg = f"{what} {key!r} does not exist; there are: {', '.join(sorted(table))}"
        raise LookupError(msg)
    return table[key]


def parse_toml(
    text: str, file: str, rule: str, number: Callable[[str], float] = float
) -> dict[str, Any]:
    """Return the table in a TOML file; DataError, which names the line, if it is broken.

    *number* converts the text of each float; ValueError from it is a problem of the file.
    """
    if _LONG_KEY.search(text):
        sentence = Sentence("data.long-key", most=limits.KEY_PARTS)
        raise DataError([Problem(file, "", "", sentence, rule)])
    if len(text) > limits.FILE_BYTES:
        sentence = Sentence("data.too-many-characters", most=limits.FILE_BYTES)
        raise DataError([Problem(file, "", "", sentence, rule)])
    try:
        table = tomllib.loads(text, parse_float=number)
    except RecursionError as error:
        raise DataError([Problem(file, "", "", TOO_DEEP, rule)]) from error
    except ValueError as error:
        # Besides its own error, tomllib passes on what a number of thousands of digits raises.
        sentence = Sentence("data.no-toml", reason=reason_of(error))
        raise DataError([Problem(file, "", "", sentence, rule)]) from error
    if not is_shallow(table):
        raise DataError([Problem(file, "", "", TOO_DEEP, rule)])
    return table


def _finite(written: str) -> float:
    number = float(written)
    if not math.isfinite(number):
        raise InvalidValue(Sentence("data.not-finite", number=plaintext.abridge(written)))
    return number


def reason_of(error: ValueError) -> Sentence | str:
    """Return the reason of an error: a sentence, or the words of a library."""
    return error.sentence if isinstance(error, InvalidValue) else str(error)


def is_shallow(raw: object) -> bool:
    """Whether tables and lists are nested no deeper than our files need."""
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
    """Return the struct in a TOML file; DataError, which names the first invalid key, if there is
    one.

    *decode* is msgspec's hook for other types.
    """
    table = parse_toml(text, file, rule, _finite)
    try:
        return msgspec.convert(table, kind, dec_hook=decode)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `$")
        field = path.rstrip("`").lstrip(".")
        raise DataError([Problem(file, "", field, in_words(message), rule)]) from error


def decode_json(content: bytes, file: str, entry: str, kind: type[_S], rule: str) -> _S:
    """Return the struct in JSON, which is *entry* of a file or the whole of it; DataError, which
    names the first invalid key, if there is none.
    """
    try:
        return msgspec.json.decode(content, type=kind)
    except RecursionError as error:
        raise DataError([Problem(file, entry, "", TOO_DEEP, rule)]) from error
    except UNREADABLE as error:
        message, _, path = str(error).partition(" - at `$")
        field = path.rstrip("`").lstrip(".")
        raise DataError([Problem(file, entry, field, in_words(message), rule)]) from error


def decode_table(
    raw: object, kind: type[_S], entry: str, findings: Findings, rule_of: Callable[[str], str]
) -> _S | None:
    """Return the struct in a table; None, with every problem added, if there is one.

    *rule_of* returns the number of the rule that is about a field.
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
    """Return the valid fields of a struct in a table, and add a problem for every other."""
    if not isinstance(raw, dict):
        findings.add(entry, "", Sentence("data.no-table", found=in_short(raw)), rule_of(""))
        return {}
    known = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in raw:
        if key not in known:
            sentence = Sentence("data.unknown-key", known=", ".join(known))
            findings.add(entry, key, sentence, rule_of(key))
    values: dict[str, Any] = {}
    for key, field in known.items():
        if key in raw:
            before = len(findings.problems)
            value = decode_value(raw[key], field.type, entry, key, findings, rule_of)
            if len(findings.problems) == before:
                values[field.name] = value
        elif field.required:
            findings.add(entry, key, Sentence("data.missing"), rule_of(key))
    return values


def decode_entries(
    raw: object, kind: type[_S], table: str, findings: Findings, rule_of: Callable[[str], str]
) -> dict[int, _S]:
    """Return the structs in a list of tables by index, and add every problem of the others."""
    if not isinstance(raw, list):
        findings.add("", table, Sentence("data.no-list", found=in_short(raw)), rule_of(table))
        return {}
    if len(raw) > limits.ENTRIES:
        sentence = Sentence("data.too-many-entries", entries=len(raw), most=limits.ENTRIES)
        findings.add("", table, sentence, rule_of(table))
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
    """Return a value; None, with the problem added, if it is not of the *kind*."""
    if isinstance(kind, type) and issubclass(kind, msgspec.Struct):
        return decode_table(raw, kind, f"{entry}.{key}".lstrip("."), findings, rule_of)
    try:
        value = msgspec.convert(raw, kind)
    except msgspec.ValidationError as error:
        findings.add(entry, key, in_words(str(error)), rule_of(key))
        return None
    if isinstance(value, float) and not math.isfinite(value):
        findings.add(entry, key, Sentence("data.not-finite", number=str(value)), rule_of(key))
        return None
    return value


def draft_table(
    raw: object, kind: type[msgspec.Struct], entry: str, findings: Findings, rule_of: RuleOf
) -> Draft:
    """Return the valid values of a table, by key as in the file, and add every other problem.

    Structs in it, and tables and lists of structs, are drafted likewise, so that what refers to
    them can be checked while some of their values are wrong. Without a problem
    `msgspec.convert(raw, kind)` succeeds. *rule_of* returns the number of the rule that is about a
    field of a struct.
    """
    if not isinstance(raw, dict):
        findings.add(entry, "", Sentence("data.no-table", found=in_short(raw)), rule_of(kind, ""))
        return {}
    known = {field.encode_name: field for field in msgspec.structs.fields(kind)}
    for key in raw:
        if key not in known:
            sentence = Sentence("data.unknown-key", known=", ".join(known))
            findings.add(entry, key, sentence, rule_of(kind, key))
    draft: Draft = {}
    for key, field in known.items():
        if key in raw:
            _draft_field(raw[key], field.type, (entry, key), draft, findings, kind, rule_of)
        elif field.required:
            findings.add(entry, key, Sentence("data.missing"), rule_of(kind, key))
    return draft


def draft_entries(
    raw: object,
    kind: type[msgspec.Struct],
    table: str,
    findings: Findings,
    rule_of: RuleOf,
) -> dict[str, Draft]:
    """Return the drafts of a table of entries by code, and add every problem of them; *table* is
    empty for a whole file.
    """
    rule = rule_of(kind, "")
    if not isinstance(raw, dict):
        findings.add(table, "", Sentence("data.no-table-of-entries"), rule)
        return {}
    if len(raw) > limits.ENTRIES:
        sentence = Sentence("data.too-many-entries", entries=len(raw), most=limits.ENTRIES)
        findings.add(table, "", sentence, rule)
        return {}
    drafts = {}
    for code, fields in raw.items():
        entry = f"{table}.{code}".lstrip(".")
        if re.fullmatch(plaintext.CODE, code) is None:
            findings.add(entry, "", plaintext.RULES[plaintext.CODE], rule)
        drafts[code] = draft_table(fields, kind, entry, findings, rule_of)
    return drafts


def _draft_field(
    raw: object,
    kind: Any,  # noqa: ANN401 - any type that msgspec decodes
    place: tuple[str, str],
    draft: Draft,
    findings: Findings,
    owner: type[msgspec.Struct],
    rule_of: RuleOf,
) -> None:
    entry, key = place
    inner = f"{entry}.{key}".lstrip(".")
    structs = [one for one in get_args(kind) if _is_struct(one)]
    if _is_struct(kind):
        draft[key] = draft_table(raw, kind, inner, findings, rule_of)
    elif structs and get_origin(kind) is dict:
        draft[key] = draft_entries(raw, structs[0], inner, findings, rule_of)
    elif structs and get_origin(kind) is tuple:
        if not isinstance(raw, list):
            sentence = Sentence("data.no-list", found=in_short(raw))
            findings.add(entry, key, sentence, rule_of(owner, key))
            return
        # The size of a file bounds the number of its entries.
        draft[key] = [
            draft_table(item, structs[0], f"{inner}[{number}]", findings, rule_of)
            for number, item in enumerate(raw)
        ]
    else:
        before = len(findings.problems)
        value = decode_value(raw, kind, entry, key, findings, lambda field: rule_of(owner, field))
        if len(findings.problems) == before:
            draft[key] = value


def _is_struct(kind: object) -> bool:
    return isinstance(kind, type) and issubclass(kind, msgspec.Struct)


def in_short(raw: object) -> Sentence | str:
    """Return a raw value as a message quotes it, however deep, long or large it is."""
    if isinstance(raw, dict | list):
        return Sentence("data.a-table") if isinstance(raw, dict) else Sentence("data.a-list")
    if isinstance(raw, int) and raw.bit_length() > _LARGEST_SHOWN:
        return Sentence("data.long-number", bits=raw.bit_length())
    # Of a long text only the beginning is worth being written at all.
    return plaintext.abridge(repr(raw[: 2 * limits.SHOWN] if isinstance(raw, str) else raw))


def in_words(message: str) -> Sentence:
    """Return the sentence that a message of msgspec is worded by: problems name places."""
    text, _, path = message.partition(" - at `$")
    inner = path.rstrip("`").lstrip(".")
    sentence = _sentence_of(text)
    return Sentence("data.inside", problem=sentence, place=inner) if inner else sentence


def _sentence_of(text: str) -> Sentence:
    for pattern, rule in plaintext.RULES.items():
        if text.endswith(f"matching regex {pattern!r}"):
            return rule
    for form, word in _FORMS:
        if match := form.fullmatch(text):
            return word(match)
    # Only programs see other forms; test_invalid_values.py tries those that files cause.
    return Sentence("data.invalid", detail=text[:1].lower() + text[1:])
