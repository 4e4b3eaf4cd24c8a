"""What the drawing of a battle reads from its screen."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from client.battle.battle_layout import BattleLayout
    from client.battle.hud.explained import ExplainedPlaces
    from client.battle.hud.explanation_box import Explanation
    from client.battle.hud.goal_line import GoalLine
    from client.battle.hud.hit_areas import Tab
    from client.battle.hud.roster_panel import RosterScroll
    from client.battle.input.board_control import BoardControl
    from client.battle.model.session import Session
    from client.battle.presenter import BattlePresenter
    from client.battle.view.advice_view import AdviceView
    from client.battle.view.board_aid import BoardAid
    from client.battle.view.threat_view import ThreatView
    from client.draw.board.picture import BoardPicture


class Explaining(Protocol):
    """What explains a battle on the screen, as its drawing sees it."""

    def explain(self, places: ExplainedPlaces, picture: BoardPicture) -> Explanation | None:
        """Return what is explained in a frame: *places* and *picture* are what it shows."""
        ...


class Recapping(Protocol):
    """The recap of the opponent's turn, as the drawing of a battle sees it."""

    @property
    def is_there(self) -> bool:
        """Whether there is a turn of the other side to show."""
        ...


class ShownBattle(Protocol):
    """A battle on the screen: what is shown of it, and whether something is in front.

    *mouse* is in pixels of the window; *tab* is the one shown in a narrow window; the log is
    scrolled by *log_scroll* lines, and the dice of the lines *unfolded* are shown;
    *roster* is where that is scrolled to.
    """

    tab: Tab
    mouse: tuple[int, int]
    layout: BattleLayout
    log_scroll: int
    unfolded: set[int]
    all_unfolded: bool
    roster: RosterScroll

    @property
    def session(self) -> Session:
        """Return the battle."""
        ...

    @property
    def presenter(self) -> BattlePresenter:
        """Return the presenter of the battle."""
        ...

    @property
    def threats(self) -> ThreatView:
        """Return what is shown of the threat map."""
        ...

    @property
    def goal(self) -> GoalLine:
        """Return the line about the goal of the battle."""
        ...

    @property
    def advice(self) -> AdviceView:
        """Return what is shown of the policy's advice."""
        ...

    @property
    def recap(self) -> Recapping:
        """Return the recap of the opponent's turn."""
        ...

    @property
    def aids(self) -> tuple[BoardAid, ...]:
        """Return what helps the person at the board."""
        ...

    @property
    def explainer(self) -> Explaining:
        """Return what explains what is shown."""
        ...

    @property
    def control(self) -> BoardControl:
        """Return the controller of the view of the board."""
        ...

    @property
    def trouble(self) -> str:
        """Return why the battle can't be saved at the moment; "" while it can be."""
        ...

    @property
    def still(self) -> bool:
        """Whether nothing moves, and nothing will until a person acts."""
        ...

    @property
    def in_front(self) -> bool:
        """Whether an overlay over the board must be answered first."""
        ...
