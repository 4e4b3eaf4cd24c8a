"""The largest numbers a file may say, so that nothing it says takes for ever or fills the memory;
and how much is kept of what was worked out, so that no number of battles fills it either.

None of them tunes the game: each is well above what a battle needs, and above it work or memory
would grow with the number itself (floods of movement points, odds over hit points, rounds that
nobody can act in) and not with what is on the board.
"""

from __future__ import annotations

from typing import Final

CODE: Final = 40
"""Characters of a code or a keyword: people read them where a catalogue has no name."""
NAME: Final = 120
"""Characters of a name: `random:SEED:FACTION:FACTION` is the longest that the game gives."""
STEM_BYTES: Final = 200
"""Of the name of a file named after a text: with a time, a number and a suffix it stays below the
255 that file systems take."""
SHOWN: Final = 80
"""Characters of a value that a message quotes."""
PROBLEMS_SHOWN: Final = 100
"""Of one file, where a window or a message shows them; `hexfront validate` tells all."""
MESSAGE: Final = 1_000
"""Characters of a message, however much of a file it quotes."""
FILE_BYTES: Final = 100_000
"""Of a data file: every byte of it may be a problem to tell."""
TABLE_BYTES: Final = 1_000_000
"""Of a JSON file that is no save: a table of what was measured."""
SAVE_BYTES: Final = 8_000_000
"""Maximum size of the file of a battle, in bytes; the longest battles take some 300 kB."""
HEADER_BYTES: Final = 250_000
"""Of a save's first line: two full armies, each unit of a kind of its own, take less than half."""
ENTRIES: Final = 1_000
"""Of a list or table of entries, each of which may have a dozen problems."""
LINE_BYTES: Final = 20_000
"""Of any other line of a save: a volley of `ATTACKS` that hit, with all its dice, takes a third."""
ACTION: Final = 200
"""Characters of an action as text."""
RECORDS: Final = 50_000
"""Of a save. With the packaged units and rules the longest battle has 8,440 without a take-back:
5 rounds in which 40 units each spend 42, every attack a decision of its own. Nothing is taken back
once half of them are there, so that a battle can always be ended."""
DEPTH: Final = 32
"""Of tables and lists within each other in a file: no file of ours has more than 6."""
LEDGER_BYTES: Final = 200_000_000
"""Maximum size of the file of a match, in bytes: some 500,000 games."""
COUNT: Final = 10**15
"""Of anything that a file says was counted, microseconds among it: floats still tell it exactly."""
KEY_PARTS: Final = 100
"""Of a dotted key in a data file: Python's parser takes the square of them in memory."""
STAT: Final = 100
"""Of a number of a statline, a weapon or the rules that has no limit of its own."""
ATTACKS: Final = 50
"""`NB`: the odds of a volley are worked out attack by attack."""
RULE_NUMBER: Final = 10
"""The x of a weapon rule: SUSTAINED_HITS multiplies the attacks by it."""
VALUE: Final = 10_000
"""`VALUE`: the generator keeps every sum of points that an army can have."""
UNITS: Final = 50
"""`MOST_UNITS`: who may do what to whom grows with the square of it."""
ROUGH_COST: Final = 10
"""`ROUGH_COST`: a flood looks that many movement points back."""
SIDE: Final = 64
"""Of the columns or rows of a board: its tables of sight grow with the square of its hexes."""
LISTED: Final = 1_000_000
"""Of the generated battles that a list names: each takes some hundred bytes."""
SEED: Final = 10**18
"""Of the seeds of generated battles: what fits into 64 bits."""
TRIES: Final = 1_000
"""Of anything that is drawn anew until it will do."""
SETUPS_KEPT: Final = 4
"""Of the boards, and of the setups, that a process holds on to for battles to come on the same."""
MAPS_KEPT: Final = 1024
"""Of the maps of a kind that follow from one board: some kilobytes each."""
SETS_KEPT: Final = 8192
"""Of the cell sets that follow from one board: some hundred bytes each."""
THREATS_KEPT: Final = 128
"""Of the maps of what can happen to a unit, of one setup: tens of kilobytes each."""
UNIT_FEATURES_KEPT: Final = 4
"""Of what is said of the units of one setup, by side and encoding."""
DISTANCES_KEPT: Final = 4
"""Of the distances between all cells of a board: megabytes where boards are large."""
VOLLEYS_KEPT: Final = 4096
"""Of the odds of volleys, whatever the battle: some hundred bytes each."""

PLAYER_BYTES: Final = 10_000_000
"""Of the Python file of a player."""
MODEL_CARD_BYTES: Final = 1_000_000
"""Of a model's card: what was measured on the way is in it, a kilobyte a time."""
NETWORK_BYTES: Final = 32_000_000
"""Of a network's file, and of each tensor in it: the policy that ships has 0.8 million bytes."""
NETWORK_FIELDS: Final = 300_000
"""Of the fields of a network's file, numbers that are no raw bytes counted: each takes some
hundred bytes while it is read."""
NETWORK_NAME: Final = 1_000
"""Of the bytes of a name in a network's file."""
NETWORK_NODES: Final = 10_000
"""Of the nodes of a network, those of its functions counted where they are called."""
NETWORK_AXES: Final = 16
"""Of the axes of a tensor."""
NETWORK_MEMORY: Final = 100_000_000
"""Of the bytes that a network makes on its way to one answer, and of those it keeps between them.
"""
NETWORK_WORK: Final = 4_000_000_000
"""Of the multiplications of one answer, other steps weighed against them: about a second."""
