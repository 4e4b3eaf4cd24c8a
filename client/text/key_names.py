"""The names of keys, as they are printed on keyboards."""

from __future__ import annotations

from typing import Final

from client.text.catalogue import has_name, name, text

MODIFIERS: Final = ("ctrl", "alt", "meta", "shift")
"""The modifiers in the order in which they precede a key, each followed by a plus sign."""


def split_key(written: str) -> tuple[tuple[str, ...], str]:
    """Split a key as the keyboard names it, such as `ctrl+z`, into its modifiers and the key."""
    held = []
    for modifier in MODIFIERS:
        if written.startswith(f"{modifier}+") and written != f"{modifier}+":
            held.append(modifier)
            written = written.removeprefix(f"{modifier}+")
    return tuple(held), written


def is_on_keypad(key: str) -> bool:
    """Whether a key without modifiers is one of the numeric keypad, such as `[4]`."""
    return len(key) > 2 and key.startswith("[") and key.endswith("]")


def name_of_key(written: str) -> str:
    """Return the name of a key after those of its modifiers, joined by plus signs."""
    held, key = split_key(written)
    return "+".join(_cap(part) for part in (*held, key))


def _cap(part: str) -> str:
    if is_on_keypad(part):
        return text("help.keypad", cap=part[1:-1])
    return name("key", part) if has_name("key", part) else part.upper()
