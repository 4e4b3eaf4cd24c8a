"""The setup of a campaign for the terminal from the command line's options, and its run."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final, NamedTuple

from msgspec.structs import replace

from client.folders import free_name, user_folders
from client.terminal.campaign.landing_battles import BattleRecords
from client.terminal.campaign.opponents import level_of
from client.terminal.campaign.session import CampaignSession
from client.terminal.printer import WrappingPrinter
from client.terminal.session import Ending
from client.text.campaign.campaign_names import house_name
from client.text.campaign.words import code_of, typed
from client.text.catalogue import render, text
from client.tuning import load_tuning
from engine.campaign.campaign import Campaign
from engine.campaign.campaign_file import side_path
from engine.campaign.data import load_numbers
from engine.campaign.save import unusable
from engine.campaign.setups import draw_setup, read_setup
from engine.campaign.vocabulary import PERSON
from engine.errors import MatchError, SaveError
from engine.players.levels import level_names
from engine.players.scripted_bots import bot_names
from engine.sentences import Sentence

if TYPE_CHECKING:
    from pathlib import Path

    from engine.campaign.numbers import CampaignNumbers
    from engine.campaign.setup import CampaignSetup
    from engine.campaign.vocabulary import HouseId

FILE: Final = "campaign.jsonl"
"""The name of a campaign's save in the folder that it gets by default."""
BATTLES: Final = "battles"
"""The folder beside a save with the battles of its landings."""


class CampaignWishes(NamedTuple):
    """The options of the command line for a new campaign; None where one is not given."""

    seed: int
    you: str | None
    houses: int
    turns: int | None
    level: str
    setup: Path | None
    save: Path | None
    opponent: str | None


class CampaignBeginning(NamedTuple):
    """A campaign about to be played by a person, who has a *house*.

    *opponent* plays the other side of battles; *torn* is the message about a line of its save that
    was cut off.
    """

    campaign: Campaign
    house: HouseId
    opponent: str
    torn: Sentence | None


def begin_campaign(wishes: CampaignWishes) -> CampaignBeginning:
    """Begin a new campaign in a new save; DataError, MatchError or SaveError if it can't be."""
    _require_player(wishes.opponent)
    if wishes.save is not None:
        _require_folder(wishes.save)
    numbers = load_numbers()
    setup, house = _setup_of(wishes, numbers)
    campaign = Campaign.new(numbers, setup)
    if wishes.save is None:
        folder = free_name(user_folders().campaigns, f"{house}-{setup.seed}", "")
        folder.mkdir(parents=True)
        path = folder / FILE
    else:
        path = wishes.save
    campaign.save(path)
    return CampaignBeginning(campaign, house, wishes.opponent or level_of(campaign), None)


def resume_campaign(path: Path, opponent: str | None) -> CampaignBeginning:
    """Go on in a save; SaveError if it can't be read, or if no person plays in it."""
    _require_player(opponent)
    campaign, torn = Campaign.resume(path)
    people = [one.id for one in campaign.state.setup.houses if one.player == PERSON]
    if not people:
        campaign.close(0)
        raise SaveError(Sentence("campaign.save.no-person", place=str(path)))
    return CampaignBeginning(campaign, people[0], opponent or level_of(campaign), torn)


def _setup_of(wishes: CampaignWishes, numbers: CampaignNumbers) -> tuple[CampaignSetup, HouseId]:
    """Return the setup, with a person in it, and the person's house."""
    if wishes.setup is None:
        you = wishes.you
        known = None if you is None else code_of("house", you, numbers.houses)
        house = known or you or next(iter(numbers.houses))
        setup = draw_setup(
            numbers, wishes.seed, wishes.houses, turns=wishes.turns, level=wishes.level, you=house
        )
        return setup, house
    setup = read_setup(wishes.setup, numbers)
    ids = [one.id for one in setup.houses]
    people = [one.id for one in setup.houses if one.player == PERSON]
    if wishes.you is not None:
        chosen = code_of("house", wishes.you, ids)
        if chosen is None or (people and people != [chosen]):
            sentence = Sentence("campaign.no-house", value=wishes.you, known=", ".join(ids))
            raise MatchError(sentence)
        people = [chosen]
    house = people[0] if people else ids[0]
    houses = tuple(replace(one, player=PERSON) if one.id == house else one for one in setup.houses)
    return replace(setup, houses=houses), house


def _require_player(player: str | None) -> None:
    known = [*level_names(), *bot_names()]
    if player is not None and player not in known:
        raise MatchError(Sentence("player.no-bot", player=player, known=", ".join(known)))


def _require_folder(path: Path) -> None:
    """Raise SaveError unless a save is new and can have the folder of its battles for itself."""
    if os.path.lexists(path):
        raise unusable(path, Sentence("campaign.save.exists"))
    folder = path.absolute().parent
    if not folder.is_dir():
        raise SaveError(Sentence("save.no-folder", place=str(path), folder=str(folder)))
    if any(side_path(file).exists() for file in folder.iterdir() if file.name != path.name):
        raise SaveError(Sentence("campaign.save.campaign-there", folder=str(folder)))
    battles = folder / BATTLES
    if battles.is_dir() and any(battles.iterdir()):
        raise SaveError(Sentence("campaign.save.battles-there", folder=str(battles)))


def play_campaign(beginning: CampaignBeginning) -> OSError | None:
    """Play a campaign at this terminal; return what kept its save from being completed, if
    anything did.
    """
    campaign, house, opponent, torn = beginning
    assert campaign.file is not None, "a campaign in the terminal is recorded"
    file = campaign.file
    screen = WrappingPrinter()
    if torn is not None:
        screen.show(render(torn), "yellow")
    state = campaign.state
    begins = text(
        "campaign-play.begins",
        house=house_name(house),
        seed=state.setup.seed,
        turn=min(campaign.turn, state.setup.turns),
        turns=state.setup.turns,
    )
    screen.show(begins, "bold")
    screen.show(text("campaign-play.how", end=typed("command", "end")))
    problem: OSError | None = None
    try:
        battles = BattleRecords(file.path.absolute().parent, opponent)
        ending = CampaignSession(campaign, house, screen, battles).run()
    except KeyboardInterrupt:
        ending = Ending.LEFT
    finally:
        campaign.close(load_tuning().autosave.close_seconds)
        problem = file.problem
    if ending is not Ending.OVER:
        key = "campaign-play.left" if ending is Ending.LEFT else "campaign-play.no-input"
        screen.show(text(key), "yellow")
    if problem is None:
        screen.show_whole(text("campaign-play.saved", file=file.path))
    return problem
