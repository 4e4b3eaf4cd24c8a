"""A person who plays a campaign at a terminal: types orders, fights, is killed and goes on.

The person reads what the terminal prints and types what a player would. What to order it takes
from a persona, asked with the view that the save gives; on top of that it offers pacts, declares a
war, and has its spies sabotage until they are caught.

    python -m tests.hexfront.campaign_person --turns 35 --seed 5003
"""

from __future__ import annotations

import argparse
import os
import re
import select
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

from client.text.campaign.order_text import order_text
from engine.campaign import events as e
from engine.campaign.campaign import Campaign
from engine.campaign.orders import Diplomacy, Order, SpyMission
from engine.campaign.personas import plan
from engine.campaign.randomness import dice
from engine.campaign.view import View
from engine.campaign.vocabulary import Conclusion, Message, Spying, Stance

ROOT = Path(__file__).parents[2]
PROMPT = re.compile(r"(?:^|\n)> \Z")
BATTLE_BEGINS = "plays Side One"
BATTLE_ENDS = "\nSaved: "
PATIENCE = 120.0
PERSONA = "weaver"
LEVEL = "veteran"
WAR_TURN = 6
BATTLE_LINES = ("WAIT", "END_PHASE", "STAY", "1")
"""What the person types in battles: one of them is always something."""
LINES_BEFORE_KILL = 12


class Terminal:
    """The program at a terminal of its own."""

    def __init__(self, folder: Path, *arguments: object, locale: str = "C.UTF-8") -> None:
        import pty

        self._master, slave = pty.openpty()
        environment = os.environ | {
            "PYTHONPATH": str(ROOT), "HEXFRONT_HOME": str(folder / "home"), "TERM": "dumb",
            "LC_ALL": locale, "COLUMNS": "200",
        }  # fmt: skip
        self._process = subprocess.Popen(
            [sys.executable, "-m", "hexfront", *map(str, arguments)],
            stdin=slave, stdout=slave, stderr=slave, env=environment, cwd=ROOT, close_fds=True,
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)
        self.printed = ""

    def read(self) -> str:
        """Return what is printed up to the next question, or to the end of the program."""
        text = ""
        deadline = time.monotonic() + PATIENCE
        while not PROMPT.search(text):
            ready, _, _ = select.select([self._master], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"nothing is asked after {PATIENCE} s: {text[-2000:]}"
            try:
                part = os.read(self._master, 65536)
            except OSError:  # Linux: the other end is closed
                part = b""
            if not part:
                break
            text += part.decode(errors="replace").replace("\r\n", "\n")
        self.printed += text
        return text

    @property
    def is_in_battle(self) -> bool:
        """Whether a battle asks what to do: one began, and none was left since."""
        return self.printed.rfind(BATTLE_BEGINS) > self.printed.rfind(BATTLE_ENDS)

    def type(self, line: str) -> str:
        """Type a line, and return what is printed then."""
        os.write(self._master, f"{line}\n".encode())
        return self.read()

    def signal(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        self._process.send_signal(number)

    def kill(self) -> None:
        """Kill the program, in the middle of whatever it does."""
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()
        os.close(self._master)

    def wait(self) -> int:
        """Wait for the end of the program and return its exit code."""
        code = self._process.wait(PATIENCE)
        os.close(self._master)
        return code


class Person:
    """Plays one campaign in *folder* to its end."""

    def __init__(self, folder: Path, seed: int, turns: int, houses: int, you: str) -> None:
        self.save = folder / "campaign.jsonl"
        self._folder = folder
        self._house = you
        self._begin = (
            "campaign", "play", "--seed", seed, "--turns", turns, "--houses", houses, "--you", you,
            "--level", LEVEL, "--save", self.save, "--opponent", "bot:greedy",
        )  # fmt: skip
        self._answers = iter(["fight", "watch", "resolve"])
        self.killed = False
        self.refused: list[str] = []

    def play(self) -> str:
        """Play to the end; return everything that was printed."""
        terminal = Terminal(self._folder, *self._begin)
        printed = ""
        text = terminal.read()
        while PROMPT.search(text):
            if "What to do" in text:
                answer = next(self._answers, "resolve")
                text = terminal.type(answer)
                if answer == "fight":
                    printed, terminal, text = self._fight(printed, terminal, text)
            elif terminal.is_in_battle:
                text = self._play_battle(terminal, text)
            else:
                text = self._give_orders(terminal)
        assert terminal.wait() == 0, text
        return printed + terminal.printed

    def _fight(self, printed: str, terminal: Terminal, text: str) -> tuple[str, Terminal, str]:
        """Fight; in the first battle the program is killed in the middle, and begun again."""
        text = self._play_battle(terminal, text, None if self.killed else LINES_BEFORE_KILL)
        if not self.killed:
            self.killed = True
            assert terminal.is_in_battle, f"the battle was over before its middle: {text[-3000:]}"
            terminal.kill()
            printed += terminal.printed
            terminal = Terminal(self._folder, "campaign", self.save, "--opponent", "bot:greedy")
            text = terminal.read()
            assert "The battle was begun and goes on" in text
            text = self._play_battle(terminal, text)
        return printed, terminal, text

    @staticmethod
    def _play_battle(terminal: Terminal, text: str, lines: int | None = None) -> str:
        for typed, line in enumerate(cycle(BATTLE_LINES)):
            if not terminal.is_in_battle or typed == lines:
                return text
            text = terminal.type(line)
        return text

    def _give_orders(self, terminal: Terminal) -> str:
        for order in self._orders():
            text = terminal.type(order_text(order.to_text(), self._house))
            if "Not accepted" in text or "Not understood" in text:
                self.refused.append(f"{order.to_text()}: {text}")
        return terminal.type("end now")

    def _orders(self) -> list[Order]:
        campaign = Campaign.load(self.save)
        view = campaign.view(self._house)
        personas = view.numbers.personas
        source = dice(campaign.state.setup.seed, view.turn, "person", self._house)
        planned = plan(view, personas.personas[PERSONA], personas.levels[LEVEL], source)
        own = list(letters(view))
        addressed = {order.house for order in own}
        spying = sabotage(view)
        kept: list[Order] = [
            order
            for order in planned
            if not (isinstance(order, Diplomacy) and order.house in addressed)
            and not (isinstance(order, SpyMission) and spying is not None)
        ]
        if spying is not None and view.house.treasury >= 20:
            kept.insert(0, spying)
        return [*own, *kept]


def letters(view: View) -> Iterator[Diplomacy]:
    """Yield the letters of a person: peace and pacts are accepted, one war is declared."""
    others = [name for name, house in view.houses.items()
              if name != view.house.id and house.eliminated is None]  # fmt: skip
    wars = [one for one in others if view.stance(one) is Stance.WAR]
    for offer in view.offers:
        if offer.receiver == view.house.id:
            yield Diplomacy(Message.ACCEPT, offer.sender)
            return
    if view.turn >= WAR_TURN and not wars:
        neutral = [one for one in others if view.stance(one) is Stance.NEUTRAL]
        fit = [one for one in neutral if not view.treaty(one).declared
               and view.treaty(one).truce <= view.turn]  # fmt: skip
        if fit and not any(view.house.id in view.treaty(one).declared for one in others):
            yield Diplomacy(Message.DECLARE, fit[0])


def sabotage(view: View) -> SpyMission | None:
    """Return a sabotage against a known world of a house that is no partner."""
    for world, seen in view.sightings.items():
        owner = view.owner(world)
        if owner not in {None, view.house.id} and seen.house == owner:
            assert owner is not None
            if view.stance(owner) is not Stance.PACT:
                return SpyMission(Spying.SABOTAGE, world)
    return None


def happenings(save: Path, house: str) -> set[str]:
    """Return what happened to a house in a campaign, by name."""
    found: set[str] = set()
    for campaign, line in Campaign.replay(save):
        if line is None:
            continue
        for event in campaign.state.events:
            match event:
                case e.LandingDecided(spec=spec, result=result) if house in {
                    spec.attacker, spec.defender,
                }:  # fmt: skip
                    found.add(result.conclusion.value)
                case e.TreatyMade(kind=Message.PACT, houses=houses) if house in houses:
                    found.add("pact")
                case e.WarBegan(houses=houses) if house in houses:
                    found.add("war")
                case e.SpyMissionDone(exposed=True, house=doer, victim=victim) if house in {
                    doer, victim,
                }:  # fmt: skip
                    found.add("caught")
                case e.CampaignEnded():
                    found.add("ended")
                case _:
                    pass
    return found


WANTED = {*(one.value for one in Conclusion), "pact", "war", "caught", "ended"}
"""What a whole campaign of the person must show."""


def main() -> int:
    """Play one campaign to its end, and say what happened in it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seed", type=int, default=5003)
    parser.add_argument("--turns", type=int, default=35)
    parser.add_argument("--houses", type=int, default=4)
    parser.add_argument("--you", default="askerry")
    parser.add_argument("--log", type=Path, help="write there what the terminal printed")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        person = Person(
            Path(folder), arguments.seed, arguments.turns, arguments.houses, arguments.you
        )
        printed = person.play()
        if arguments.log is not None:
            arguments.log.write_text(printed, encoding="utf-8")
        found = happenings(person.save, arguments.you)
        done = subprocess.run(
            [sys.executable, "-m", "hexfront", "campaign", "replay", person.save, "--verify"],
            env=os.environ | {"PYTHONPATH": str(ROOT)}, cwd=ROOT, check=False,
            capture_output=True, text=True,
        )  # fmt: skip
    print(f"happened: {', '.join(sorted(found))}")
    print(f"refused: {len(person.refused)}", *person.refused[:5], sep="\n  ")
    print(f"killed in a battle: {person.killed}; {done.stdout.splitlines()[-1:]} {done.stderr}")
    missing = WANTED - found
    print(f"missing: {', '.join(sorted(missing)) or 'nothing'}")
    return 1 if missing or not person.killed or done.returncode else 0


if __name__ == "__main__":
    sys.exit(main())
