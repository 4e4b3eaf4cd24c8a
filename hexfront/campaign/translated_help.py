"""Help for the commands that players of campaigns type, in their language.

Its texts are in the catalogue: what these commands and options declare as their help are keys.
"""

from __future__ import annotations

from typing import Any, Final

from typer.core import TyperCommand, TyperGroup

_KEY: Final = "campaign-option."
_HELP: Final = "campaign-option.help"


class TranslatedCommand(TyperCommand):
    """A command with translated help."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - click's own
        """Write the help in the language of the settings."""
        translate(self, ctx)
        super().format_help(ctx, formatter)


class TranslatedGroup(TyperGroup):
    """Commands, the help of which is translated."""

    def format_help(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401 - click's own
        """Write the help in the language of the settings."""
        translate(self, ctx)
        for command in self.commands.values():
            translate(command, ctx)
        super().format_help(ctx, formatter)


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
