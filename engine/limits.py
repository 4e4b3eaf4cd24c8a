"""The largest numbers that a file may contain, so that none of them takes for ever or fills the
memory; and the sizes of caches, so that no number of battles fills it either.

None of them tunes the game: each is well above what a battle needs, and above it work or memory
would grow with the number itself (floods of movement points, odds over hit points, rounds in which
no unit can act) and not with what is on the board.
"""

from __future__ import annotations

from typing import Final

CODE: Final = 40
"""Maximum length of a code or a keyword, in characters: people read it where a catalogue has no
name.
"""
NAME: Final = 120
"""Maximum length of a name, in characters; `random:SEED:FACTION:FACTION` is the longest of the
game's own.
"""
STEM_BYTES: Final = 200
"""Maximum length of a file's name that is made from a text, in bytes; with a time, a number and a
suffix it stays below the 255 that file systems accept.
"""
SHOWN: Final = 80
"""Maximum length of a value that a message quotes, in characters."""
PROBLEMS_SHOWN: Final = 100
"""Maximum number of problems of one file that a window or a message shows; `hexfront validate`
shows all.
"""
MESSAGE: Final = 1_000
"""Maximum length of a message, in characters, however much of a file it quotes."""
FILE_BYTES: Final = 100_000
"""Maximum size of a data file, in bytes; bounds the number of problems one file can report."""
TABLE_BYTES: Final = 1_000_000
"""Maximum size of a JSON file other than a save, such as a table of measurements, in bytes."""
SAVE_BYTES: Final = 8_000_000
"""Maximum size of the file of a battle, in bytes; the longest battles take some 300 kB."""
HEADER_BYTES: Final = 250_000
"""Maximum size of a save's first line, in bytes; two full armies, each unit of a different kind,
take less than half.
"""
CAMPAIGN_BYTES: Final = 32_000_000
"""Maximum size of the file of a campaign, in bytes; 200 turns of six houses take some megabytes."""
CAMPAIGN_HEADER_BYTES: Final = 1_000_000
"""Maximum size of the first line of a campaign's save, in bytes; it contains all data files, some
50 kB.
"""
CAMPAIGN_LINE_BYTES: Final = 1_000_000
"""Maximum size of any other line of a campaign's save, in bytes: the packets and landings of a turn
take some 10 kB.
"""
PACKET_ORDERS: Final = 400
"""Maximum number of orders of a house in a turn; persons and personas give about ten."""
CALIBRATION_BATTLES: Final = 1_000_000
"""Maximum number of battles that the odds of landings are fitted to: a day of fighting them."""
ORDER: Final = 2_000
"""Maximum length of an order as text, in characters; one that names all ships and units of a fleet
takes a thousand.
"""
DATA_FILES: Final = 100
"""Maximum number of data files in a campaign's save; the packaged ones are less than 30."""
ENTRIES: Final = 1_000
"""Maximum number of entries in a list or table; each may have a dozen problems."""
LINE_BYTES: Final = 20_000
"""Maximum size of any other line of a save, in bytes; a volley of `ATTACKS` that hit, with all its
dice, takes a third.
"""
ACTION: Final = 200
"""Maximum length of an action as text, in characters."""
RECORDS: Final = 50_000
"""Maximum number of records in a save. With the packaged units and rules the longest battle has
8,440 without a take-back: 5 rounds in which 40 units each spend 42, every attack a decision of its
own. After half of them nothing can be taken back, so that a battle can always be ended.
"""
DEPTH: Final = 32
"""Maximum depth of nested tables and lists in a file; the packaged files have at most 6."""
MATCH_LOG_BYTES: Final = 200_000_000
"""Maximum size of the file of a match, in bytes: some 500,000 games."""
EXPORTED_GAME_BYTES: Final = 20_000_000
"""Maximum size of the file of an exported campaign: one of six houses and 200 turns has some 3
million.
"""
UNPACKED_GAME_BYTES: Final = 1_000_000_000
"""Maximum size of an exported campaign in memory: such a one has some 300 million bytes."""
COUNT: Final = 10**15
"""Maximum of any count in a file, such as microseconds; floats still represent it exactly."""
KEY_PARTS: Final = 100
"""Maximum number of parts of a dotted key in a data file: Python's parser needs memory for their
square.
"""
STAT: Final = 100
"""Maximum of a number of a statline, a weapon or the rules that has no limit of its own."""
ATTACKS: Final = 50
"""Maximum of `NB`: the odds of a volley are worked out attack by attack."""
RULE_NUMBER: Final = 10
"""Maximum x of a weapon rule: SUSTAINED_HITS multiplies the attacks by it."""
VALUE: Final = 10_000
"""Maximum of `VALUE`: the generator keeps every sum of points that an army can have."""
UNITS: Final = 50
"""Maximum of `MOST_UNITS`: the pairs of units grow with the square of it."""
ROUGH_COST: Final = 10
"""Maximum of `ROUGH_COST`: a flood looks that many movement points back."""
SIDE: Final = 64
"""Maximum number of columns or rows of a board: its tables of sight grow with the square of its
hexes.
"""
LISTED: Final = 1_000_000
"""Maximum number of generated battles in a list: each takes some hundred bytes."""
SEED: Final = 10**18
"""Maximum seed of a generated battle: it fits into 64 bits."""
TRIES: Final = 1_000
"""Maximum number of attempts to draw anything that must meet a condition."""
SETUPS_KEPT: Final = 4
"""Boards, and setups, that a process keeps for later battles on the same."""
STAGES_KEPT: Final = 64
"""Drawn boards of worlds that a process keeps: some kilobytes each, and no map has more worlds."""
MAPS_KEPT: Final = 1024
"""Maps of one kind that are kept for one board: some kilobytes each."""
SETS_KEPT: Final = 8192
"""Cell sets that are kept for one board: some hundred bytes each."""
THREATS_KEPT: Final = 128
"""Maps of the threat to a unit that are kept for one setup: tens of kilobytes each."""
UNIT_FEATURES_KEPT: Final = 4
"""Caches of unit features that are kept for one setup, by side and encoding."""
DISTANCES_KEPT: Final = 4
"""Boards whose distances between all cells are kept: megabytes if they are large."""
WAYS_ON_A_MAP: Final = 256
"""Tables of the ways from a world that are kept for one map of a campaign: kilobytes each."""
VOLLEYS_KEPT: Final = 4096
"""Odds of volleys that are kept, of all battles: some hundred bytes each."""

PLAYER_BYTES: Final = 10_000_000
"""Maximum size of the Python file of a player, in bytes."""
MODEL_CARD_BYTES: Final = 1_000_000
"""Maximum size of a model's card, in bytes; it contains the measurements during training, a
kilobyte each.
"""
NETWORK_BYTES: Final = 32_000_000
"""Maximum size of a network's file, and of each tensor in it, in bytes; the packaged policy has 0.8
million.
"""
NETWORK_FIELDS: Final = 300_000
"""Maximum number of fields of a network's file, including numbers that are not raw bytes: each
takes some hundred bytes while it is read.
"""
NETWORK_NAME: Final = 1_000
"""Maximum length of a name in a network's file, in bytes."""
NETWORK_NODES: Final = 10_000
"""Maximum number of nodes of a network, those of its functions counted at each call."""
NETWORK_AXES: Final = 16
"""Maximum number of axes of a tensor."""
NETWORK_MEMORY: Final = 100_000_000
"""Maximum memory, in bytes, that a network uses for one answer, and that it keeps between
answers.
"""
NETWORK_WORK: Final = 4_000_000_000
"""Maximum number of multiplications for one answer, other operations weighted accordingly: about a
second.
"""
