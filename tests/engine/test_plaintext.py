"""Text from strangers' files: what is refused, what is shown of it, what a file is named after."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import limits, plaintext
from engine.errors import DataError, Problem, SaveError
from engine.sentences import Sentence
from engine.validation import Findings, decode_value

ROOT: Final = Path(__file__).parents[2]
ODD: Final = {
    "nothing": "",
    "blanks": "  \u00a0",
    "joiners alone": "\u200d\u200c",
    "NUL": "a\x00b",
    "a line end": "a\nb",
    "a terminal's code": "\x1b[2Ja",
    "a terminal's code in one character": "a\x9b2J",
    "delete": "a\x7f",
    "a direction": "a\u202eb",
    "an isolate": "a\u2066b",
    "a line separator": "a\u2028b",
    "a paragraph separator": "a\u2029b",
    "half a character": "a\ud800",
    "a byte that is no text": "a\udcff",
    "a mark that is no text": "\ufeffa",
    "unseen letters": "a\U000e0041",
    "more than a name has": "a" * (limits.NAME + 1),
    "no end": "a" * 300_000,
}
GOOD: Final = (
    "random:999999999999999999:deepwrought:deepwrought",
    "Zwölf Krähen (2)",
    "\u0645\u06cc\u200c\u062e",  # a joiner that its script needs
    "👩\u200d🚀",
    "?",
    "a" * limits.NAME,
)


@pytest.mark.parametrize("text", ODD.values(), ids=ODD.keys())
def test_a_name_that_is_no_plain_text_is_refused_in_words(text: str) -> None:
    findings = Findings("file")
    assert decode_value(text, plaintext.Name, "", "name", findings, lambda _: "R3.1") is None
    (problem,) = findings.problems
    assert problem.sentence == plaintext.RULES[plaintext.NAME]


@pytest.mark.parametrize("text", GOOD)
def test_what_people_write_is_a_name(text: str) -> None:
    assert msgspec.convert(text, plaintext.Name) == text
    assert plaintext.fit_name(text) == text


def test_every_character_that_steers_is_hidden() -> None:
    steering = {"Cc", "Cs", "Zl", "Zp"}
    bidirectional = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    for number in range(0x110000):
        character = chr(number)
        if (
            unicodedata.category(character) in steering
            or unicodedata.bidirectional(character) in bidirectional
        ):
            assert plaintext.escape(character) != character, hex(number)


@given(st.text())
def test_a_fitted_name_is_a_name_and_an_escaped_text_has_nothing_hidden(text: str) -> None:
    assert msgspec.convert(plaintext.fit_name(text), plaintext.Name)
    assert plaintext.escape(plaintext.escape(text)) == plaintext.escape(text)
    assert "\x1b" not in plaintext.escape(text)
    assert "\n" not in plaintext.escape(text)


PATHS: Final = {
    "../../../x": "x",
    "..": "_",
    "": "_",
    "/etc/passwd": "etc-passwd",
    "C:\\x": "C--x",
    "\\\\host\\share": "host-share",
    ".hidden": "hidden",
    "-rf": "rf",
    "CON": "_CON",
    "nul.toml": "_nul.toml",
    "com1 ": "_com1",
    "LPT9 .x": "_LPT9 .x",
    "console": "console",
    "trailing. . ": "trailing",
    "a\nb\x00c": "a-b-c",
    'a<b>c"d|e?f*g': "a-b-c-d-e-f-g",
    "random:17:ordinate:murmur": "random-17-ordinate-murmur",
    "Zwölf Krähen": "Zwölf Krähen",
}


@pytest.mark.parametrize(("text", "stem"), PATHS.items(), ids=map(repr, PATHS))
def test_a_file_named_after_a_text_stays_in_its_folder(text: str, stem: str) -> None:
    assert plaintext.file_stem(text) == stem


@given(st.text(), st.integers(8, 255))
def test_any_text_gives_a_name_that_every_system_takes(text: str, longest: int) -> None:
    stem = plaintext.file_stem(text, longest)
    assert 1 <= len(stem.encode()) <= longest + 1
    assert not set(stem) & set('/\\:*?"<>|\x00\n')
    assert ".." not in stem
    assert stem[0] not in " .-"
    assert stem[-1] not in " ."
    assert (Path("/folder") / stem).parent == Path("/folder")


def test_a_byte_order_mark_is_no_part_of_a_text() -> None:
    assert plaintext.decode(b"\xef\xbb\xbfkind = 1") == "kind = 1"
    with pytest.raises(ValueError, match="UTF-16: save it as UTF-8"):
        plaintext.decode("kind = 1".encode("utf-16"))
    with pytest.raises(ValueError, match="not UTF-8 text: invalid start byte at byte 1"):
        plaintext.decode(b"a\xff")


@pytest.mark.parametrize("order", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "rest", [b"\x00", b"\x00\x00", b"a", b"\x1b\x00\x00\x1b", bytes(range(256))]
)
def test_a_file_that_only_begins_like_utf_16_is_not_called_that(order: str, rest: bytes) -> None:
    binary = "\ufeff".encode(order) + rest
    with pytest.raises(ValueError, match="not UTF-8 text: invalid start byte at byte 0"):
        plaintext.decode(binary)
    with pytest.raises(ValueError, match="UTF-16: save it as UTF-8"):
        plaintext.decode("\ufeffkind = 1\r\n\tstaðir = '丘'\n".encode(order))


def test_an_error_quotes_a_file_in_characters_that_can_be_shown() -> None:
    sentence = Sentence("data.no-unit", unit="\u202ey" * 5000)
    problem = Problem("a\nb.toml", "units.\x1b[2J", "x" * 5000, sentence, "R2.4")
    told = str(DataError([problem]))
    assert told.startswith("a\\nb.toml: units.\\x1b[2J.xxx")
    assert len(told) < 7 * limits.MESSAGE
    assert "\u202e" not in told
    assert str(SaveError("one\ntwo\x9b")) == "one\ntwo\\x9b"


def test_every_pattern_of_data_is_told_in_words() -> None:
    sources = [
        file
        for folder in ("engine", "client", "training", "hexfront")
        for file in (ROOT / folder).rglob("*.py")
        if file.name != "plaintext.py"
    ]
    asked = [
        found for file in sources for found in re.findall(r"pattern=(\S+?)[,)]", file.read_text())
    ]
    assert asked
    for pattern in asked:
        assert vars(plaintext)[pattern.removeprefix("plaintext.")] in plaintext.RULES
