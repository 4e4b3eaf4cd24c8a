"""What msgspec says of invalid values is worded by the sentences of the catalogue."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
import pytest
from msgspec import Meta

from engine.data.catalog import UnitEntry, WeaponEntry
from engine.errors import DataError
from engine.validation import decode_json, in_words


class _Fields(msgspec.Struct, forbid_unknown_fields=True):
    one: int


INVALID: list[tuple[Any, Any, str, str]] = [
    (int, "x", "data.other-type", "expected `int`, got `str`"),
    (int | None, "x", "data.other-type", "expected `int | null`, got `str`"),
    (Annotated[int, Meta(ge=2)], 1, "data.out-of-bounds", "expected `int` >= 2"),
    (Annotated[int, Meta(lt=2)], 2, "data.out-of-bounds", "expected `int` <= 1"),
    (Annotated[float, Meta(gt=0)], 0.0, "data.out-of-bounds", "expected `float` > 0.0"),
    (Annotated[str, Meta(min_length=1)], "", "data.other-length", "expected `str` of length >= 1"),
    (tuple[int, int], [1], "data.other-length", "expected `array` of length 2"),
    (Literal["a", "b"], "c", "data.no-choice", "invalid value 'c'"),
    (_Fields, {}, "data.missing-field", "object missing required field `one`"),
    (_Fields, {"one": 1, "x": 1}, "data.unknown-field", "object contains unknown field `x`"),
]


@pytest.mark.parametrize(("kind", "raw", "code", "text"), INVALID)
def test_an_invalid_value_has_a_sentence_of_its_own(
    kind: Any, raw: object, code: str, text: str
) -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert(raw, kind)
    sentence = in_words(str(caught.value))
    assert (sentence.code, str(sentence)) == (code, text)


@pytest.mark.parametrize("kind", [UnitEntry, WeaponEntry])
def test_no_field_of_a_catalogue_is_refused_in_words_of_msgspec(kind: type[msgspec.Struct]) -> None:
    for field in msgspec.structs.fields(kind):
        for raw in (None, "", "\n", -(10**12), 10**12, 0.5, [], [1], [""], {}, {"a": 1}):
            try:
                msgspec.convert(raw, field.type)
            except msgspec.ValidationError as error:
                sentence = in_words(str(error))
                assert sentence.code != "data.invalid", (field.name, raw, str(sentence))


def test_a_place_inside_a_value_is_named() -> None:
    with pytest.raises(msgspec.ValidationError) as caught:
        msgspec.convert([1, "x"], list[int])
    assert str(in_words(str(caught.value))) == "expected `int`, got `str` (at [1])"


class _Anything(msgspec.Struct, forbid_unknown_fields=True):
    one: Any = None


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b'{"one": [1, {"two": 3}]}', None),
        (b'{"one": ' + b"[" * 100_000, "a.json: 7: tables and lists are nested more than 32 deep"),
        (b"\xff", "a.json: 7: JSON is malformed"),
        (b'{"one": "\xff"}', "a.json: 7: "),
        (b'{"two": 1}', "a.json: 7: object contains unknown field `two`"),
    ],
)
def test_json_is_decoded_or_refused_by_its_place(content: bytes, says: str | None) -> None:
    if says is None:
        assert decode_json(content, "a.json", "7", _Anything, "tests").one == [1, {"two": 3}]
        return
    with pytest.raises(DataError) as caught:
        decode_json(content, "a.json", "7", _Anything, "tests")
    told = str(caught.value)
    assert told.lower().startswith(says.lower())
    assert told.endswith(" [tests]")
