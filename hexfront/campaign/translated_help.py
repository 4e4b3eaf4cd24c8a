"""Help for the commands that players of campaigns type, in their language.

Its texts are in the catalogue: what these commands and options declare as their help are keys. The
headings around them are those of the library that prints help, which knows only English.
"""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING, Any, Final

from typer import rich_utils
from typer.core import TyperCommand, TyperGroup

if TYPE_CHECKING:
    from collections.abc import Iterator

_KEY: Final = "campaign-option."
_HELP: Final = "campaign-option.help"
_HEADINGS: Final = {
    "ARGUMENTS_PANEL_TITLE": "campaign-option.arguments",
    "COMMANDS_PANEL_TITLE": "campaign-option.commands",
    "OPTIONS_PANEL_TITLE": "campaign-option.options",
    "DEFAULT_STRING": "campaign-option.default",
    "REQUIRED_LONG_STRING": "campaign-option.required",
}
"""The keys of the library's own words, by the names that it has for them."""


class TranslatedCommand(TyperCommand):
    """A command with translated help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - click's own
        """Write the help in the language of the settings."""
        translate(self, ctx)
        with _translated_headings():
            super().format_help(ctx, formatter)

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - click's own
        """Write the line about how the command is typed, in the language of the settings."""
        _write_usage(self, ctx, formatter)


class TranslatedGroup(TyperGroup):
    """Commands, the help of which is translated; a command may have a *short_help* for the list of
    its group alone.
    """

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - click's own
        """Write the help in the language of the settings."""
        translate(self, ctx)
        for command in self.commands.values():
            translate(command, ctx)
        with _translated_headings():
            super().format_help(ctx, formatter)

    def format_usage(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - click's own
        """Write the line about how the command is typed, in the language of the settings."""
        _write_usage(self, ctx, formatter)


def translate(command: Any, ctx: Any) -> None:  # noqa: ANN401 - click's own
    """Replace the keys in the help of a command and its options by texts."""
    from client.terminal.language import use_settings_language
    from client.text.catalogue import text

    use_settings_language()
    option = command.get_help_option(ctx)
    if option is not None:
        option.help = _HELP
    for one in (command, *command.params, option):
        if one is not None and one.help is not None and one.help.startswith(_KEY):
            one.help = text(one.help)
    if command.short_help is not None and command.short_help.startswith(_KEY):
        command.short_help = text(command.short_help)


def _write_usage(command: Any, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - click's own
    from client.terminal.language import use_settings_language
    from client.text.catalogue import text

    use_settings_language()
    pieces = " ".join(command.collect_usage_pieces(ctx))
    formatter.write_usage(ctx.command_path, pieces, prefix=f"{text('campaign-option.usage')} ")


@contextlib.contextmanager
def _translated_headings() -> Iterator[None]:
    """Let the library use the words of the catalogue, and its own again afterwards."""
    from client.text.catalogue import text

    own = {name: getattr(rich_utils, name) for name in _HEADINGS}
    try:
        for name, key in _HEADINGS.items():
            setattr(rich_utils, name, text(key))
        yield
    finally:
        for name, words in own.items():
            setattr(rich_utils, name, words)
