"""The language of the first start is the one that the system is set to."""

from __future__ import annotations

import plistlib
from pathlib import Path

import pytest

from client.text import catalogue, system_language
from client.text.system_language import (
    choose,
    language_of_windows,
    languages_of_environment,
    languages_of_mac,
    speak,
)


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [
        ({}, None),
        ({"LANG": ""}, None),
        ({"LANG": "fr_FR.UTF-8"}, ["fr_FR"]),
        ({"LANG": "fr_FR@euro"}, ["fr_FR"]),
        ({"LC_MESSAGES": "fr", "LANG": "de_DE.UTF-8"}, ["fr"]),
        ({"LC_ALL": "en_GB", "LC_MESSAGES": "fr", "LANG": "de_DE"}, ["en_GB"]),
        ({"LC_ALL": "", "LANG": "fr_CA.UTF-8"}, ["fr_CA"]),
        ({"LANG": "C"}, []),
        ({"LANG": "C.UTF-8"}, []),
        ({"LC_ALL": "POSIX", "LANG": "fr_FR"}, []),
        ({"LANGUAGE": "br:fr", "LANG": "en_GB.UTF-8"}, ["br", "fr", "en_GB"]),
        ({"LANGUAGE": "fr", "LANG": "C"}, []),
    ],
)
def test_the_variables_decide_in_the_order_of_posix(
    environment: dict[str, str], wanted: list[str] | None
) -> None:
    assert languages_of_environment(environment) == wanted


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        (["fr_FR"], "fr"),
        (["fr"], "fr"),
        (["de_DE", "fr_CA"], "fr"),
        (["pt_BR"], "pt_BR"),
        (["pt_PT"], "en"),
        (["frr_DE"], "en"),
        ([], "en"),
    ],
)
def test_the_first_wanted_language_that_has_texts_is_spoken_else_english(
    wanted: list[str], code: str
) -> None:
    found = choose(wanted, ["en", "fr", "pt_BR"])
    assert found.code == code
    assert found.reason


def test_a_language_that_was_chosen_is_spoken_whatever_the_system_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    speak("en")
    assert catalogue.language() == "en"
    speak(None)
    assert catalogue.language() == "fr"


def test_without_variables_the_system_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr(system_language, "languages_of_system", lambda: ["fr_FR"])
    speak(None)
    assert catalogue.language() == "fr"


def test_the_settings_of_macos_are_read(tmp_path: Path) -> None:
    settings = tmp_path / "settings.plist"
    assert languages_of_mac(settings) == []
    settings.write_bytes(plistlib.dumps({"AppleLanguages": ["fr-CH", "de-CH"]}))
    assert languages_of_mac(settings) == ["fr_CH", "de_CH"]
    settings.write_bytes(plistlib.dumps({"Other": 1}))
    assert languages_of_mac(settings) == []
    settings.write_bytes(b"no property list")
    assert languages_of_mac(settings) == []


@pytest.mark.parametrize(("number", "named"), [(0x040C, ["fr_FR"]), (0x0409, ["en_US"]), (0, [])])
def test_the_languages_of_windows_have_numbers(number: int, named: list[str]) -> None:
    assert language_of_windows(number) == named
