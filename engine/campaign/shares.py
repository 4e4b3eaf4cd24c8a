"""Shares of whole numbers: the only arithmetic of percentages in a campaign (C1.3).

>>> share(7, 50)
3
>>> share_up(7, 50)
4
"""

from __future__ import annotations

from typing import Final

PERCENT: Final = 100
THOUSAND: Final = 1000


def share(amount: int, percent: int) -> int:
    """Return *percent* of *amount*, rounded down, below 0 too."""
    return amount * percent // PERCENT


def share_up(amount: int, percent: int) -> int:
    """Return *percent* of *amount*, rounded up."""
    return -(-amount * percent // PERCENT)
