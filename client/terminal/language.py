"""The language of the terminal: the one that the settings name, else that of the system."""

from __future__ import annotations

import sys

from client.folders import user_folders
from client.settings import load_settings
from client.streams import on_one_line
from client.text import catalogue
from client.text.problems import problem_text
from client.text.system_language import speak
from engine.errors import DataError
from engine.files import is_folder
from engine.plaintext import escape
from engine.sentences import InvalidValue


def use_settings_language() -> None:
    """Take all texts from the language of the settings.

    Without settings, or if they name none, it is the system's. Settings that can't be read are
    reported on stderr and left as they are.
    """
    speak(None)
    try:
        folders = user_folders()
        if is_folder(folders.root):  # none is made to read from
            speak(load_settings(folders.settings).language)
    except (OSError, DataError, InvalidValue) as error:
        reason = on_one_line(problem_text(error))
        told = catalogue.text("terminal.no_settings", reason=reason)
        sys.stderr.write(f"{escape(told)}\n")
