"""A saved campaign told again, turn by turn, and its battles played again to verify it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from client.terminal.campaign.end_rows import reason_sentence
from client.text.campaign.campaign_names import house_name
from client.text.campaign.report import report_lines
from client.text.catalogue import text
from engine.battle import Game
from engine.battle.save import parse_save
from engine.campaign.bridge import (
    battle_seed,
    load_materials,
    record_checksum,
    result_from,
    scenario_from,
)
from engine.campaign.campaign import Campaign
from engine.campaign.events import LandingDecided
from engine.campaign.history import standings_of
from engine.campaign.report import fogged_house
from engine.campaign.save import record_name
from engine.errors import SaveError
from engine.files import read_bounded
from engine.limits import SAVE_BYTES
from engine.sentences import Sentence
from engine.system_errors import reason_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from client.terminal.printer import Printer
    from engine.campaign.records import BattleResult, BattleSpec
    from engine.campaign.vocabulary import HouseId


class Retold(NamedTuple):
    """What was told of a campaign: it as it is after its last turn, and the battles verified."""

    campaign: Campaign
    battles: int


def listener_of(path: Path, *, everything: bool) -> HouseId | None:
    """Return the house that a save may be told to; None if everything may be told (C5.6).

    SaveError if the save is broken.
    """
    return None if everything else fogged_house(Campaign.load(path).state)


def tell_campaign(
    path: Path,
    screen: Printer,
    turn: int | None = None,
    *,
    verify: bool = False,
    listener: HouseId | None = None,
) -> Retold:
    """Print the reports of all turns of a save, or of one *turn*, as a *listener* was told them.

    None is somebody who sees everything. SaveError if the save is broken or, with *verify*, if a
    battle comes to another result than the campaign says.
    """
    battles = 0
    told = None
    for campaign, line in Campaign.replay(path, turn):
        told = campaign
        if line is None:
            continue
        if turn is None or line.turn == turn:
            _tell_turn(campaign, line.turn, screen, listener)
        if verify:
            battles += verify_battles(path, campaign)
    assert told is not None, "the first one is that before any turn"
    if told.finish is not None:
        screen.show(reason_sentence(told.state))
    return Retold(told, battles)


def verify_battles(path: Path, campaign: Campaign) -> int:
    """Play the battles of a campaign's last turn again; return how many have a record.

    *path* is its save. SaveError if one comes to another result than the campaign says.
    """
    decided = [one for one in campaign.state.events if isinstance(one, LandingDecided)]
    return sum(_verify(path.absolute().parent, one.spec, one.result) for one in decided)


def _tell_turn(campaign: Campaign, turn: int, screen: Printer, listener: HouseId | None) -> None:
    screen.show(f"-- {text('campaign-play.replay-turn', turn=turn)}", "bold")
    events = campaign.state.events if listener is None else campaign.report(listener)
    for line in report_lines(events, listener):
        screen.show(f"   {line.sentence}")
        for row in line.details:
            screen.show(f"      {row}", "dim")
    for row in state_rows(campaign, listener):
        screen.show(f"   {row}")


def state_rows(campaign: Campaign, listener: HouseId | None = None) -> Iterator[str]:
    """Yield a line for each house about where it stands: of others than a *listener* the standing
    alone, which is public (C5.5).
    """
    for name, standing in standings_of(campaign.state).items():
        if listener not in {None, name}:
            yield text(
                "campaign-play.replay-other", house=house_name(name), standing=standing.prestige
            )
            continue
        yield text(
            "campaign-play.replay-state",
            house=house_name(name),
            standing=standing.prestige,
            stores=standing.treasury,
            worlds=standing.worlds,
            lit=standing.lit,
        )


def _verify(folder: Path, spec: BattleSpec, result: BattleResult) -> bool:
    """Whether the landing has a battle's record; SaveError if it comes to another result."""
    if not result.checksum:
        return False
    path = folder / record_name(spec.turn, spec.world)
    try:
        content = read_bounded(path, SAVE_BYTES)
    except OSError as error:
        raise SaveError(
            Sentence("save.unreadable", place=str(path), reason=reason_of(error))
        ) from error
    game = Game.from_save(parse_save(path, content))
    same_start = (game.header.scenario, game.header.seed) == (
        scenario_from(spec, load_materials()),
        battle_seed(spec),
    )
    if not same_start or game.result is None:
        raise SaveError(Sentence("campaign.save.other-battle", place=str(path), world=spec.world))
    checksum = record_checksum(game.lines)
    if result_from(spec, game.state, result.conclusion, checksum) != result:
        raise SaveError(Sentence("campaign.save.other-result", place=str(path), world=spec.world))
    return True
