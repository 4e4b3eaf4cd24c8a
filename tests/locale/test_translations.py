"""Translations: nothing missing, nothing stale, forms for every noun, glyphs in the fonts."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from fontTools.ttLib import TTFont

from client.draw.ui.writer import Face
from client.text.nouns import CHOICE, CONTEXT, OTHER, is_form, specs_of, split_kind
from engine.system_errors import GROUP, KNOWN
from scripts.compile_catalogues import (
    find_catalogues,
    judge,
    key_of,
    read_catalogue,
    strings_of,
    texts_of,
)
from scripts.update_catalogues import merged, messages_of, open_texts, update, written

ROOT = Path(__file__).parents[2]
CATALOGUES = find_catalogues()
(ENGLISH,) = [po for po in CATALOGUES if po.parents[1].name == "en"]
OTHERS = [po for po in CATALOGUES if po != ENGLISH]
NOUNS = ("unit", "weapon", "side", "faction", "phase", "keyword", "player")
"""The contexts of names that sentences ask for in a form."""
LARGEST = 200
"""Numbers up to this try all plural forms of all languages."""


def name_of(po: Path) -> str:
    return po.parents[1].name


def forms_of(catalogue: Catalog) -> dict[str, dict[str, str]]:
    """Gather the patterns of each form by the kind of noun."""
    forms: dict[str, dict[str, str]] = {}
    for (context, code), strings in texts_of(catalogue).items():
        if context == CONTEXT:
            form, _, kind = code.partition(".")
            forms.setdefault(form, {})[kind] = strings[0]
    return forms


@pytest.mark.parametrize("po", OTHERS, ids=name_of)
def test_every_text_is_translated_from_the_english_one_of_today(po: Path) -> None:
    left = list(open_texts(read_catalogue(ENGLISH), read_catalogue(po)))
    assert left == [], "run python scripts/update_catalogues.py, and translate what it lists"


@pytest.mark.parametrize("po", OTHERS, ids=name_of)
def test_a_translation_is_written_as_the_script_writes_it(po: Path) -> None:
    english, other = read_catalogue(ENGLISH), read_catalogue(po)
    assert written(merged(english, other)).decode() == po.read_text(encoding="utf-8")


def test_every_language_has_a_name_of_its_own() -> None:
    names = [texts_of(read_catalogue(po))["", "language.name"][0] for po in CATALOGUES]
    assert len(set(names)) == len(names)
    assert {"English", "Français"} <= set(names)


@pytest.mark.parametrize("po", CATALOGUES, ids=name_of)
def test_every_plural_has_all_forms_and_every_form_a_number(po: Path) -> None:
    catalogue = read_catalogue(po)
    assert plurals(catalogue) == set(range(catalogue.num_plurals))
    for key, message in messages_of(catalogue).items():
        if message.pluralizable:
            assert len(strings_of(message)) == catalogue.num_plurals, key


def plurals(catalogue: Catalog) -> set[int]:
    """Return the plural forms that numbers have, by the header as gettext reads it."""
    form = gettext.c2py(catalogue.plural_expr)
    return {form(number) for number in range(LARGEST)}


@pytest.mark.parametrize("po", CATALOGUES, ids=name_of)
def test_every_form_has_a_pattern_for_every_kind_of_noun(po: Path) -> None:
    catalogue = read_catalogue(po)
    forms = forms_of(catalogue)
    texts = texts_of(catalogue)
    kinds = {kind for strings in texts.values() for one in strings if (kind := split_kind(one)[1])}
    kinds |= {OTHER} if forms else set()
    assert all(patterns.keys() == kinds for patterns in forms.values())
    for (context, code), strings in texts.items():
        if context in NOUNS and forms:
            assert split_kind(strings[0])[1] in kinds, f"{context} {code} is of no kind"


@pytest.mark.parametrize("po", CATALOGUES, ids=name_of)
def test_every_form_that_a_text_asks_for_is_known(po: Path) -> None:
    catalogue = read_catalogue(po)
    forms = forms_of(catalogue)
    asked = {
        spec
        for strings in texts_of(catalogue).values()
        for one in strings
        for spec in specs_of(split_kind(one)[0])
        if is_form(spec)
    }
    named = {spec[:1].lower() + spec[1:] for spec in asked if "|" not in spec}
    assert named | ({CHOICE} if forms else set()) == forms.keys()
    most = max(map(int, forms[CHOICE].values())) if forms else 0
    assert {len(spec.split("|")) for spec in asked if "|" in spec} <= {most}


@pytest.mark.parametrize("face", [Face.REGULAR, Face.BOLD, Face.ITALIC])
@pytest.mark.parametrize("po", CATALOGUES, ids=name_of)
def test_the_fonts_have_a_glyph_for_every_character(po: Path, face: Face) -> None:
    glyphs = TTFont(ROOT / "assets" / "fonts" / face.value).getBestCmap()
    wanted = {
        (character, key)
        for key, strings in texts_of(read_catalogue(po)).items()
        for one in strings
        for character in one + one.upper()
        if character != "\n"
    }
    assert {(one, key) for one, key in wanted if ord(one) not in glyphs} == set()


def test_every_reason_of_the_system_that_is_translated_has_a_text() -> None:
    texts = texts_of(read_catalogue(ENGLISH))
    assert {code for context, code in texts if not context and code.startswith(f"{GROUP}.")} == {
        f"{GROUP}.{one}" for one in KNOWN
    }


QUOTING = {
    *("terminal.legend", "terminal.help", "battle.speed.instant", "saving.name.characters"),
}
"""Texts that quote signs."""

WRONG_IN_FRENCH = re.compile(
    "[ \u00a0][;:!?»]"  # an ordinary space before what a narrow one belongs before
    "|«[^\u202f]"
    "|[^\\s\u202f][;!?»]"
    "|[a-zà-ÿ0-9]:[ \u202f]"
    "|[ \u202f]%(?![dmYH])"
    "|'(?!\\))"
    '|"|\\.\\.\\. '
)
CODE = re.compile(r"`[^`]*`|\{[^{}]*\}|--\w+|\w+\[|\(\*\.\w+\)")


@pytest.mark.parametrize("po", [po for po in OTHERS if name_of(po) == "fr"], ids=name_of)
def test_french_is_set_as_french_is(po: Path) -> None:
    for key, strings in texts_of(read_catalogue(po)).items():
        if key[1] in QUOTING or key[1].startswith("format."):
            continue
        for one in strings:
            bare = CODE.sub("X", one)
            assert WRONG_IN_FRENCH.search(bare) is None, (key, one)


ELIDED = re.compile(
    r"\b(?:que|de|le|la|ne|se|je|ce|jusque|lorsque|puisque) \{(?P<name>[a-z_]+)\}", re.IGNORECASE
)
"""A word that loses its last vowel before another one, and the name that follows it."""
NAMED = {
    "house": {*("house", "keeper", "other", "owner", "attacker", "defender", "winner", "loser")}
    | {*("victim", "enemy", "holder", "against", "second", "receiver", "one", "by")},
    "hull": {"hull", "thing", "ship", "ships"},
    "thing": {"thing"},
    "unit": {"kind", "units", "name"},
    "faction": {"faction"},
    "field": {"field"},
}
"""What the parameters of a campaign's sentences are filled with, by its context."""


@pytest.mark.parametrize("po", [po for po in OTHERS if name_of(po) == "fr"], ids=name_of)
def test_no_french_word_that_would_be_elided_stands_before_a_name(po: Path) -> None:
    texts = texts_of(read_catalogue(po))
    with_vowel = {
        parameter
        for context, parameters in NAMED.items()
        if any(
            strings[0][0].lower() in "aâeéèêiîoôuûyh"
            for (one, _), strings in texts.items()
            if one == context
        )
        for parameter in parameters
    }
    assert "house" in with_vowel
    found = {
        (key, match["name"])
        for (context, key), strings in texts.items()
        if not context and key.startswith("campaign")
        for one in strings
        for match in ELIDED.finditer(one)
    }
    assert {one for one in found if one[1] in with_vowel} == set()


def test_a_per_cent_sign_is_set_alike_in_all_texts_of_a_language() -> None:
    """In English without a space, in French with one at which no line is broken."""
    for po, sign in ((ENGLISH, r"[}0-9]%"), (OTHERS[0], "[}0-9]\u00a0%")):
        for key, strings in texts_of(read_catalogue(po)).items():
            for one in strings:
                signs = re.findall(r"[}0-9]\s?%", one)
                assert [this for this in signs if not re.fullmatch(sign, this)] == [], (po, key)


def test_an_apostrophe_is_set_alike_in_all_texts_of_a_campaign() -> None:
    for po in CATALOGUES:
        for key, strings in texts_of(read_catalogue(po)).items():
            if any(part.startswith("campaign") for part in key):
                assert not any(re.search(r"\w'\w", one) for one in strings), (po, key)


SMALL = """
msgid ""
msgstr ""
"Language: {language}\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

{texts}
"""


def write_catalogue(folder: Path, language: str, texts: str) -> Path:
    po = folder / language / "LC_MESSAGES" / "hexfront.po"
    po.parent.mkdir(parents=True, exist_ok=True)
    po.write_text(SMALL.format(language=language, texts=texts), encoding="utf-8")
    return po


def entry(code: str, text: str) -> str:
    return f'msgid "{code}"\nmsgstr "{text}"\n\n'


def found(folder: Path, *, check: bool = False) -> list[str]:
    return list(update(check=check, locales=folder))


def test_a_new_language_is_a_file_and_what_it_lacks_is_listed(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "en", entry("a.one", "One") + entry("a.two", "Two"))
    po = write_catalogue(tmp_path, "de", entry("a.two", "Zwei") + entry("a.old", "Alt"))
    assert found(tmp_path) == [
        'de: a.one: to translate: English: "One"',
        'de: a.two: to look at again: English: "Two"',
    ]
    assert [key_of(one)[1] for one in messages_of(read_catalogue(po)).values()] == [
        "a.one",
        "a.two",
    ], "in the order of English, without what is of no use"
    content = po.read_text(encoding="utf-8").replace("#, fuzzy\n", "")
    po.write_text(content.replace('"a.one"\nmsgstr ""', '"a.one"\nmsgstr "Eins"'), encoding="utf-8")
    assert found(tmp_path) == []
    assert list(judge(check=False, locales=tmp_path)) == []


def test_a_text_whose_english_changed_is_to_be_looked_at_again(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "en", entry("a.one", "One"))
    po = write_catalogue(tmp_path, "de", '#. English: "One"\n' + entry("a.one", "Eins"))
    assert found(tmp_path) == []
    write_catalogue(tmp_path, "en", entry("a.one", "A single one"))
    (line,) = found(tmp_path, check=True)
    assert line.startswith("de: a.one: the English text changed")
    before = po.read_bytes()
    assert found(tmp_path, check=True)
    assert po.read_bytes() == before, "a check writes nothing"
    (line,) = found(tmp_path)
    assert line.startswith("de: a.one: to look at again")
    (message,) = messages_of(read_catalogue(po)).values()
    assert (message.string, message.flags & {"fuzzy"}) == ("Eins", {"fuzzy"})
    assert found(tmp_path), "it stays marked until somebody has looked at it"


def test_the_forms_of_a_language_are_kept(tmp_path: Path) -> None:
    write_catalogue(tmp_path, "en", entry("a.one", "One"))
    form = f'msgctxt "{CONTEXT}"\n' + entry("der.m", "der {name}")
    po = write_catalogue(tmp_path, "de", '#. English: "One"\n' + entry("a.one", "Eins") + form)
    assert found(tmp_path) == []
    assert texts_of(read_catalogue(po))[CONTEXT, "der.m"] == ("der {name}",)


def test_a_plural_of_a_new_text_has_all_forms_of_the_language(tmp_path: Path) -> None:
    several = 'msgid "a.n"\nmsgid_plural "a.n"\nmsgstr[0] "{n} one"\nmsgstr[1] "{n} ones"\n'
    write_catalogue(tmp_path, "en", several)
    po = write_catalogue(tmp_path, "de", "")
    assert len(found(tmp_path)) == 1
    (message,) = messages_of(read_catalogue(po)).values()
    assert strings_of(message) == ("", "")
