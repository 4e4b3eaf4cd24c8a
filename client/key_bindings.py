"""The keys of commands, by tables: the packaged ones, and what a player changed about them.

A key has at most one command in a table. The commands of different tables are never asked for at
the same time.
"""

from __future__ import annotations

import enum
import functools
import string
from typing import TYPE_CHECKING, Final, TypeAlias

import msgspec

from client.text.key_names import MODIFIERS, is_on_keypad, split_key
from engine import resources
from engine.errors import DataError, Problem
from engine.sentences import InvalidValue, Sentence
from engine.validation import Findings, decode_toml, in_short

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

FILE: Final = "keys.toml"
KIND: Final = "keys"


class KeyTable(enum.Enum):
    """A table of the file of keys; the value is its name."""

    BATTLE = "battle"
    REPLAY = "replay"


Keys: TypeAlias = tuple[str, ...]
"""The keys of a command; the first is the one that buttons show."""

BACK_KEY: Final = "escape"
"""The key that always goes back: no other command can have it."""
BACK: Final = {KeyTable.BATTLE: "back", KeyTable.REPLAY: "leave"}
"""The command of each table that goes back."""
_TAKEN: Final = frozenset({BACK_KEY, "f12", "f11", "ctrl+m"})
"""Keys that mean the same everywhere in the window, so that no command can be given them."""
_SPECIAL: Final = frozenset(
    {
        *("tab", "return", "enter", "space", "backspace", "delete", "insert"),
        *("home", "end", "page up", "page down", "left", "right", "up", "down"),
        *(f"f{number}" for number in range(1, 13)),
    }
)
_CHARACTERS: Final = frozenset(string.printable) - set(string.whitespace + string.ascii_uppercase)
_ON_KEYPAD: Final = frozenset(string.digits + ".+-*/=")
_MOST_KEYS: Final = 8
"""Keys that a command may have."""


class _Packaged(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, tag_field="kind", tag=KIND
):
    """The content of the packaged file: the keys of every command, by table."""

    battle: dict[str, Keys]
    replay: dict[str, Keys]


class KeyBindings:
    """The keys of every command of a table, and the command of every key.

    *changes* are the keys of the commands that a player changed; they go before the packaged keys
    of other commands.
    """

    def __init__(self, changes: Mapping[str, Keys], table: KeyTable = KeyTable.BATTLE) -> None:
        """Create the bindings; InvalidValue if the changes are not possible."""
        _require_possible(changes, table)
        self.table: Final = table
        self.changes: Final = dict(changes)
        taken = {key for keys in changes.values() for key in keys}
        self._keys = {
            command: changes[command]
            if command in changes
            else tuple(key for key in keys if key not in taken)
            for command, keys in packaged_keys(table).items()
        }
        self._commands = {key: command for command, keys in self._keys.items() for key in keys}

    def keys_of(self, command: str) -> Keys:
        """Return the keys of a command; there may be none."""
        return self._keys[command]

    def command_of(self, key: str) -> str | None:
        """Return the command of a key, if it has one."""
        return self._commands[key] if key in self._commands else None

    def bound(self, command: str, key: str) -> KeyBindings:
        """Return the bindings with *key* in place of the first key of a command.

        A command that had the key gets the replaced one for it. Going back keeps its own key too.
        """
        old = self._keys[command]
        keeps = not old or key in old or old[0] == BACK_KEY
        further = tuple(one for one in (old if keeps else old[1:]) if one != key)
        keys = {**self._keys, command: (key, *further)}
        owner = self.command_of(key)
        if owner is not None and owner != command:
            given = () if keeps else old[:1]
            keys[owner] = tuple(
                one for mine in self._keys[owner] for one in (given if mine == key else (mine,))
            )
        return self._changed_to(keys)

    def reset(self, command: str) -> KeyBindings:
        """Return the bindings with the packaged keys of a command.

        A command that would have no key left without them gets its own packaged keys back as well.
        """
        changes, packaged = dict(self.changes), packaged_keys(self.table)
        waiting = [command]
        while waiting:
            one = waiting.pop()
            changes.pop(one, None)
            for key in packaged[one]:
                for other, keys in list(changes.items()):
                    if key in keys:
                        changes[other] = tuple(mine for mine in keys if mine != key)
                        if not changes[other]:
                            waiting.append(other)
        left = KeyBindings(changes, self.table)
        return self._changed_to({one: left.keys_of(one) for one in packaged})

    def _changed_to(self, keys: Mapping[str, Keys]) -> KeyBindings:
        packaged = packaged_keys(self.table)
        changes = {one: held for one, held in keys.items() if held != packaged[one]}
        return KeyBindings(changes, self.table)


class _Choice:
    """The bindings in use, by table."""

    def __init__(self) -> None:
        self.bindings = {table: KeyBindings({}, table) for table in KeyTable}


@functools.cache
def _choice() -> _Choice:
    return _Choice()


def use_bindings(bindings: KeyBindings) -> None:
    """Use other bindings of a table from now on."""
    _choice().bindings[bindings.table] = bindings


def bindings_in_use(table: KeyTable) -> KeyBindings:
    """Return the bindings of a table in use: at first, the packaged ones."""
    return _choice().bindings[table]


@functools.cache
def packaged_tables() -> dict[KeyTable, dict[str, Keys]]:
    """Return the packaged keys of every command, by table; DataError if the file is broken."""
    return read_keys(resources.read_text(FILE))


def packaged_keys(table: KeyTable) -> dict[str, Keys]:
    """Return the packaged keys of every command of a table; DataError if the file is broken."""
    return packaged_tables()[table]


def read_keys(content: str) -> dict[KeyTable, dict[str, Keys]]:
    """Parse the text of a file of keys; DataError if it is invalid, or if a key has two commands of
    a table.
    """
    packaged = decode_toml(content, FILE, _Packaged, KIND)
    tables = {KeyTable.BATTLE: packaged.battle, KeyTable.REPLAY: packaged.replay}
    for table, keys in tables.items():
        try:
            _require_keys(keys, table)
        except InvalidValue as error:
            raise DataError([Problem(FILE, table.value, "", error.sentence, KIND)]) from error
    return tables


def require_commands(table: KeyTable, commands: Collection[str]) -> None:
    """Raise DataError if the packaged keys of a table are not those of exactly these commands."""
    findings, packaged = Findings(FILE), packaged_keys(table)
    for code in set(commands) - packaged.keys():
        findings.add(table.value, code, Sentence("data.missing"), KIND)
    for code in packaged.keys() - set(commands):
        sentence = Sentence("data.unknown-key", known=", ".join(commands))
        findings.add(table.value, code, sentence, KIND)
    findings.raise_if_any()


def is_bindable(key: str) -> bool:
    """Whether a command can be given a key."""
    return key not in _TAKEN and is_key(key)


def is_key(written: str) -> bool:
    """Whether a key exists, and its modifiers are in their order."""
    held, key = split_key(written)
    if is_on_keypad(key):
        return key[1:-1] in _ON_KEYPAD
    named = key in _SPECIAL or key in _CHARACTERS or written == BACK_KEY
    return named and list(held) == [one for one in MODIFIERS if one in held]


def merge_changes(
    before: Mapping[str, Keys], after: Mapping[str, Keys], there: Mapping[str, Keys]
) -> dict[str, Keys]:
    """Return the changes that are *there* with the differences from *before* to *after*.

    If a key would then have two commands, *after* is returned whole.
    """
    merged = dict(there)
    for command in before.keys() | after.keys():
        if command not in after:
            merged.pop(command, None)
        elif command not in before or before[command] != after[command]:
            merged[command] = after[command]
    keys = [key for held in merged.values() for key in held]
    return merged if len(keys) == len(set(keys)) else dict(after)


def _require_possible(changes: Mapping[str, Keys], table: KeyTable) -> None:
    """Raise InvalidValue for a command or a key that does not exist, or a key with two commands."""
    commands = packaged_keys(table)
    for command in changes:
        if command not in commands:
            known = ", ".join(commands)
            raise InvalidValue(
                Sentence("data.unknown-choice", key="keys", value=in_short(command), known=known)
            )
    _require_keys(changes, table)


def _require_keys(keys_of: Mapping[str, Keys], table: KeyTable) -> None:
    owners: dict[str, str] = {}
    for command, keys in keys_of.items():
        if len(keys) > _MOST_KEYS:
            raise InvalidValue(Sentence("data.too-many-keys", command=command, most=_MOST_KEYS))
        for key in keys:
            if not (is_bindable(key) or (key == BACK_KEY and command == BACK[table])):
                raise InvalidValue(Sentence("data.no-key", command=command, key=in_short(key)))
            if key in owners:
                raise InvalidValue(
                    Sentence("data.two-commands", key=key, one=owners[key], other=command)
                )
            owners[key] = command
