"""The state of a saved battle in words, for the title and the list of saves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.battle.model.seats import Seats
from client.text.catalogue import name, text
from client.text.format import date_time
from client.text.format import score as format_score
from client.text.names import seat_name
from engine.battle.side import Side

if TYPE_CHECKING:
    from client.worker.summary import Summary


def round_and_score(summary: Summary) -> str:
    """Return the round and the leader; for a finished battle, the winner."""
    score = format_score(*summary.points)
    if summary.result is not None:
        winner = summary.result.winner
        if winner is None:
            return text("standing.drawn", score=score)
        seats = Seats(*summary.players)
        if seats.shared or seats.watched:
            return text("standing.won", side=name("side", winner.name), score=score)
        person = Side.ONE if seats.is_person(Side.ONE) else Side.TWO
        score = format_score(summary.points[person.index], summary.points[person.other.index])
        return text("standing.you-won" if winner is person else "standing.you-lost", score=score)
    return text("standing.round", n=summary.round, score=score_of(summary))


def score_of(summary: Summary) -> str:
    """Return the leader: the person if one plays against a bot, else the side."""
    one, two = summary.points
    if one == two:
        return text("standing.level", n=one)
    leader = Side.ONE if one > two else Side.TWO
    more, less = max(one, two), min(one, two)
    seats = Seats(*summary.players)
    if not seats.shared and not seats.watched:
        key = "standing.you-lead" if seats.is_person(leader) else "standing.you-trail"
        figures = (more, less) if seats.is_person(leader) else (less, more)
        return text(key, yours=figures[0], theirs=figures[1])
    return text("standing.leads", side=name("side", leader.name), more=more, less=less)


def players_of(summary: Summary) -> str:
    """Return the names of both players."""
    one, two = (seat_name(player) for player in summary.players)
    return text("standing.players", one=one, two=two)


def date_of(summary: Summary) -> str:
    """Return when the file was written, in local time; "" if that is unknown."""
    return "" if summary.written is None else date_time(summary.written)
