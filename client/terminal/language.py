"""The language of the terminal: the one that the settings name."""

from __future__ import annotations

import sys

from client.folders import user_folders
from client.settings import load_settings
from client.text import catalogue
from engine.errors import DataError
from engine.files import is_folder
from engine.plaintext import escape
from engine.sentences import InvalidValue


def use_settings_language() -> None:
    """Take all texts from the language of the settings.

    Settings that can't be read are reported on stderr and left as they are: texts stay in English.
    """
    try:
        folders = user_folders()
        if is_folder(folders.root):  # none is made to read from
            catalogue.use_language(load_settings(folders.settings).language)
    except (OSError, DataError, InvalidValue) as error:
        reason = " ".join(str(error).split())
        told = catalogue.text("terminal.no_settings", reason=reason)
        sys.stderr.write(f"{escape(told)}\n")
