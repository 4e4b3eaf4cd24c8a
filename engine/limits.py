"""The largest numbers a file may say, so that nothing it says takes for ever or fills the memory;
and how much is kept of what was worked out, so that no number of battles fills it either.

None of them tunes the game: each is well above what a battle needs, and above it work or memory
would grow with the number itself (floods of movement points, odds over hit points, rounds that
nobody can act in) and not with what is on the board.
"""

from __future__ import annotations

from typing import Final

FILE_BYTES: Final = 100_000
"""Of a data file: every byte of it may be a problem to tell."""
SAVE_BYTES: Final = 8_000_000
"""Maximum size of the file of a battle, in bytes; the longest battles take some 300 kB."""
LEDGER_BYTES: Final = 200_000_000
"""Maximum size of the file of a match, in bytes: some 500,000 games."""
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
MUSTERS_KEPT: Final = 4
"""Of what is said of the units of one setup, by side and encoding."""
DISTANCES_KEPT: Final = 4
"""Of the distances between all cells of a board: megabytes where boards are large."""
VOLLEYS_KEPT: Final = 4096
"""Of the odds of volleys, whatever the battle: some hundred bytes each."""
