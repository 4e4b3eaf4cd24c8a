"""The view of a battle's board as it follows what happens there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.playback.frames import spot_of
from client.draw import geometry
from client.settings import Follow

if TYPE_CHECKING:
    from client.battle.input.board_control import BoardControl
    from client.battle.playback.frames import AnimationFrame
    from client.battle.presenter import BattlePresenter
    from client.draw.geometry import Spot
    from client.settings import Settings
    from engine.battle.actions import UnitId


class CameraFollower:
    """Moves the view to a person's army, and to the unit that acts, as the settings say."""

    def __init__(self, presenter: BattlePresenter, view: BoardControl) -> None:
        """Show the army of the person who begins."""
        self._presenter: Final = presenter
        self._view: Final = view
        self._followed: UnitId | None = None
        self._whom = Follow.ALL
        view.open_on(*self._armies())

    def apply(self, settings: Settings) -> None:
        """Follow as the settings say."""
        self._whom = settings.follow
        self._view.follow_by(settings)

    def update(self) -> None:
        """Pan to the acting unit, while it is animated and when a person begins to act."""
        presenter, animator = self._presenter, self._presenter.animator
        deciding = presenter.deciding
        active = presenter.session.state.active if deciding else animator.scene.active
        if deciding:
            if active == self._followed:
                return
            self._followed = active
        if active is not None and self._wants(active):
            self._view.follow(self._spot_of(active, animator.frame()))

    def _wants(self, unit: UnitId) -> bool:
        """Whether the view follows a unit by the settings."""
        if self._whom is not Follow.OPPONENT:
            return self._whom is Follow.ALL
        side = self._presenter.animator.scene.units[unit].side
        return not self._presenter.session.seats.is_person(side)

    def _spot_of(self, unit: UnitId, frame: AnimationFrame) -> Spot:
        """Return the spot of a unit, which may be moving."""
        if unit in frame.spots:
            return frame.spots[unit]
        return spot_of(self._presenter.animator.scene, unit)

    def _armies(self) -> tuple[list[Spot], list[Spot]]:
        """Return the spots of a person's army, and of the other one; if people play both, that of
        the side to act comes first.
        """
        state, seats = self._presenter.session.state, self._presenter.session.seats
        side = state.to_act if seats.is_person(state.to_act) else state.to_act.other
        units = state.living(side) or [unit for unit in state.units if unit.side is side]
        armies = units, state.living(side.other)
        own, other = ([geometry.centre(state.offset(unit)) for unit in army] for army in armies)
        return own, other
