"""What the menu and the result of a battle do with it: save, restart, concede, rematch."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from client.battle.model.save_names import is_taken, name_problem, suggested_name
from client.draw.ui.panels import ButtonKind
from client.overlays.menu import MenuChoice
from client.overlays.name_entry import NameOverlay, NameQuestion
from client.screen import Reply
from client.text.catalogue import text
from client.text.problems import file_problem
from engine.files import read_bounded

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from client.battle.presenter import BattlePresenter
    from client.host import Host
    from engine.battle.side import Side


class BattleMenu:
    """Saves, restarts, concedes and repeats the battle on the screen."""

    def __init__(self, app: Host, presenter: BattlePresenter) -> None:
        """Create it for the battle that a presenter shows."""
        self._app: Final = app
        self._presenter: Final = presenter
        self._saved: Path | None = None

    @property
    def left_out(self) -> frozenset[MenuChoice]:
        """Return the entries of the menu that make no sense now."""
        if self._presenter.session.conceding_side is None:
            return frozenset({MenuChoice.CONCEDE})
        return frozenset()

    @property
    def offers_rematch(self) -> bool:
        """Whether a rematch may follow the battle."""
        return self._app.battles.offers_rematch

    # Saving

    def save(self) -> None:
        """Save the battle under a name that is free, and report it or the error; one that has not
        changed since it was saved last is not saved again.
        """
        saved = self._saved
        if saved is not None and self._holds_record(saved):
            self._presenter.say(text("battle.notice.unchanged", file=saved.stem))
        else:
            self._report(self._app.battles.save)

    def _holds_record(self, path: Path) -> bool:
        """Whether a save is there and has the whole battle as it is now."""
        content = "".join(f"{line}\n" for line in self._app.battles.record).encode()
        try:
            return read_bounded(path, len(content)) == content
        except OSError:
            return False

    def name_overlay(self) -> NameOverlay:
        """Return the overlay that asks for the name of a save."""

        def problem(name: str) -> str:
            key = name_problem(name)
            return text(key) if key else ""

        question = NameQuestion(
            text("saving.name.title"),
            text("saving.name.text"),
            text("saving.name.confirm"),
            suggested_name(self._presenter.session),
            problem,
        )
        return NameOverlay(self._app, question)

    def save_as(self, name: str) -> None:
        """Save the battle under a name; ask before another save of that name is replaced."""

        def write() -> None:
            self._report(lambda: self._app.battles.save_as(name))

        try:
            taken = is_taken(self._app.folders, name)
        except OSError as error:
            self._refuse(error)
            return
        if not taken:
            write()
            return
        replies = [
            Reply(text("saving.replace.confirm"), write, ButtonKind.CANCEL),
            Reply(text("app.cancel"), lambda: None, ButtonKind.SKIP),
        ]
        self._app.ask(text("saving.replace"), [text("saving.replace.text", name=name)], replies)

    def _report(self, save: Callable[[], Path]) -> None:
        try:
            path = save()
        except OSError as error:
            self._refuse(error)
        else:
            self._saved = path
            self._presenter.say(text("battle.notice.saved", file=path.stem))

    def _refuse(self, error: OSError) -> None:
        words = text("battle.notice.not-saved", reason=file_problem(error))
        self._presenter.say(words, bad=True)

    # Ending

    def ask_to_restart(self) -> None:
        """Ask whether to begin the battle anew."""
        replies = [
            Reply(text("restart.confirm"), self._app.battles.restart, ButtonKind.CANCEL),
            Reply(text("app.cancel"), lambda: None, ButtonKind.SKIP),
        ]
        self._app.ask(text("restart.title"), [text("restart.text")], replies)

    def ask_to_concede(self) -> None:
        """Ask whether the person concedes."""
        side = self._presenter.session.conceding_side
        if side is None:
            return
        names, seats = self._presenter.names, self._presenter.session.seats
        lines = [text("concede.text.side", side=names.side(side), enemy=names.side(side.other))]
        if not seats.shared:
            lines = [text("concede.text", enemy=names.side(side.other))]
        replies = [
            Reply(text("concede.confirm"), lambda: self._concede(side), ButtonKind.CANCEL),
            Reply(text("app.cancel"), lambda: None, ButtonKind.SKIP),
        ]
        self._app.ask(text("concede.title"), lines, replies)

    def _concede(self, side: Side) -> None:
        """End the battle, unless it has ended, or the turn has passed, while this was asked."""
        if self._presenter.session.conceding_side is side:
            self._presenter.concede(side)

    def rematch(self, *, swapped: bool) -> None:
        """Start the battle again with other dice, and with sides *swapped* or not."""
        self._app.battles.rematch(swapped=swapped)
