"""The language that the system is set to, which the game speaks until the player chooses another.

It is looked for in the variables that POSIX defines, on every system: a player may set them for
one program. Without any of them Windows and macOS are asked for the languages of their settings.
If no language that is wanted has a catalogue, texts are in English: every catalogue is translated
from it, and it is the language that most people read as a second one.
"""

from __future__ import annotations

import locale
import logging
import os
import plistlib
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple

from client.text.catalogue import ENGLISH, languages, use_language

log = logging.getLogger(__name__)

_VARIABLES: Final = ("LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that name the language of messages; the first that is set decides (POSIX, 8.2)."""
_LIST: Final = "LANGUAGE"
"""A list of languages, the favourite first, by which GNU programs extend the above."""
_NEUTRAL: Final = frozenset({"C", "POSIX"})
"""The locales of no language."""
_MAC_SETTINGS: Final = Path("Library", "Preferences", ".GlobalPreferences.plist")
_MAC_LANGUAGES: Final = "AppleLanguages"


class SystemLanguage(NamedTuple):
    """The *code* of the language to speak, and the *reason* for it, for the log."""

    code: str
    reason: str


def speak(chosen: str | None) -> None:
    """Take all texts from the language that was *chosen*, None for that of the system."""
    if chosen is not None:
        use_language(chosen)
        return
    found = system_language()
    log.info("texts are in %s: %s", found.code, found.reason)
    use_language(found.code)


def system_language() -> SystemLanguage:
    """Return the language to speak until the player chooses one."""
    wanted = languages_of_environment(os.environ)
    return choose(languages_of_system() if wanted is None else wanted, languages())


def choose(wanted: Sequence[str], offered: Sequence[str]) -> SystemLanguage:
    """Return the first of the *wanted* languages that is *offered*, else English.

    >>> choose(["de_DE", "fr_CA"], ["en", "fr"])
    SystemLanguage(code='fr', reason='the system is set to fr_CA')
    >>> choose(["de_DE"], ["en", "fr"])
    SystemLanguage(code='en', reason='the system is set to de_DE, which has no texts')
    >>> choose([], ["en", "fr"])
    SystemLanguage(code='en', reason='the system names no language')
    """
    for name in wanted:
        for code in (name, name.partition("_")[0]):
            if code in offered:
                return SystemLanguage(code, f"the system is set to {name}")
    if not wanted:
        return SystemLanguage(ENGLISH, "the system names no language")
    return SystemLanguage(ENGLISH, f"the system is set to {', '.join(wanted)}, which has no texts")


def languages_of_environment(environment: Mapping[str, str]) -> list[str] | None:
    """Return the languages that the variables name, the favourite first; None if none is set.

    >>> languages_of_environment({"LANG": "fr_CA.UTF-8", "LC_ALL": ""})
    ['fr_CA']
    >>> languages_of_environment({"LANGUAGE": "br:fr", "LANG": "en_GB.UTF-8"})
    ['br', 'fr', 'en_GB']
    >>> languages_of_environment({"LANGUAGE": "fr", "LANG": "C.UTF-8"})
    []
    """
    names = [environment[variable] for variable in _VARIABLES if variable in environment]
    named = next((_plain(name) for name in names if name), None)
    if named is None:
        return None
    if named in _NEUTRAL:
        return []
    favourites = environment[_LIST].split(":") if _LIST in environment else []
    return [*(_plain(one) for one in favourites if one), named]


def languages_of_system() -> list[str]:
    """Return the languages of the system's own settings, the favourite first."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 - the other systems have no use for it

        number = ctypes.windll.kernel32.GetUserDefaultUILanguage()
        return language_of_windows(number)
    if sys.platform == "darwin":
        return languages_of_mac(Path.home() / _MAC_SETTINGS)
    return []


def language_of_windows(number: int) -> list[str]:
    """Return the language with a number of Windows; none if Python does not know it.

    >>> language_of_windows(0x040C)
    ['fr_FR']
    """
    known = locale.windows_locale
    return [known[number]] if number in known else []


def languages_of_mac(settings: Path) -> list[str]:
    """Return the languages in the global preferences of a user of macOS; none if unreadable."""
    try:
        with settings.open("rb") as file:
            preferences = plistlib.load(file)
    except (OSError, plistlib.InvalidFileException, ValueError):
        return []
    named = preferences[_MAC_LANGUAGES] if _MAC_LANGUAGES in preferences else []
    return [_plain(str(one)) for one in named]


def _plain(name: str) -> str:
    """Return the name of a locale without its character set, and with its parts joined by _."""
    return name.partition(".")[0].partition("@")[0].replace("-", "_")
