"""Following the opponent as an aid: pause and step, and the fading trail of the last action."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Final

from client.battle.input.keys import KeyCommand
from client.battle.playback.frames import team_of
from client.draw.board.picture import ShotPicture, WayPicture
from client.tuning import load_tuning
from engine.battle.events import AttackMade, Event, UnitMoved

if TYPE_CHECKING:
    from collections.abc import Sequence

    from client.battle.presenter import BattlePresenter
    from client.draw.board.picture import BoardPicture


@dataclasses.dataclass(slots=True)
class _Trail:
    """A picture of what an opponent did, and its age in milliseconds since it has been done."""

    picture: WayPicture | ShotPicture
    age: float = 0.0
    is_done: bool = False


class FollowingAid:
    """The pause and step keys, and the trail of an opponent's moves and shots while it acts."""

    def __init__(self, presenter: BattlePresenter) -> None:
        """Create the aid for a presenter, to which it listens."""
        self._presenter: Final = presenter
        self._trails: list[_Trail] = []
        presenter.listeners.append(self._hear)

    def _hear(self, event: Event, before: float, after: float) -> None:
        """Begin the trail of an event that begins; it fades once the event is over."""
        if not isinstance(event, UnitMoved | AttackMade) or not self._is_opponent(event.unit):
            return
        picture = self._picture(event)
        known = [one for one in self._trails if one.picture == picture]
        if before == 0 and not known:
            known = [_Trail(picture)]
            self._trails += known
        for trail in known:
            trail.age, trail.is_done = 0.0, after >= 1

    def _is_opponent(self, unit: int) -> bool:
        presenter = self._presenter
        return not presenter.session.seats.is_person(presenter.names.side_of(unit))

    def _picture(self, event: UnitMoved | AttackMade) -> WayPicture | ShotPicture:
        team = team_of(self._presenter.names.side_of(event.unit))
        if isinstance(event, UnitMoved):
            return WayPicture(event.path, team)
        units = self._presenter.animator.scene.units
        return ShotPicture(units[event.unit].at, units[event.target].at, team, not event.lost)

    def update(self, seconds: float) -> None:
        """Let trails fade; they are gone when a person decides, and stay during a pause."""
        presenter = self._presenter
        if presenter.settled:
            self._trails.clear()
        if presenter.steps.is_frozen:
            return
        length = load_tuning().following.trail
        passed = seconds * 1000 * presenter.animator.opponent_speed
        for trail in self._trails:
            trail.age += passed if trail.is_done else 0.0
        self._trails = [trail for trail in self._trails if trail.age < length]

    def press(self, command: KeyCommand) -> bool:
        """Pause what the opponent does, or show it step by step."""
        if command is KeyCommand.PAUSE:
            self._presenter.pause()
        elif command is KeyCommand.STEP:
            self._presenter.step()
        else:
            return False
        return True

    def add_to(self, picture: BoardPicture) -> BoardPicture:
        """Return the picture with the trails."""
        length = load_tuning().following.trail
        faded = [
            dataclasses.replace(trail.picture, opacity=1 - trail.age / length)
            for trail in self._trails
        ]
        return dataclasses.replace(
            picture,
            ways=(*picture.ways, *(one for one in faded if isinstance(one, WayPicture))),
            shots=(*picture.shots, *(one for one in faded if isinstance(one, ShotPicture))),
        )

    def words(self) -> Sequence[str]:
        """Return nothing: the log says what was done, the prompt that it is paused."""
        return []
