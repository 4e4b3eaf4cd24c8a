"""What a run of the window has opened so far, so that all of it can be closed at any point."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from client.app import App
    from client.folders import Folders
    from client.logs import LogFile
    from client.speech.line_output import LineOutput
    from client.worker.worker import Worker


class OpenResources:
    """The parts of a run of the window; None until they are opened."""

    def __init__(self) -> None:
        self.folders: Folders | None = None
        self.log_file: LogFile | None = None
        self.worker: Worker | None = None
        self.app: App | None = None
        self.speech: LineOutput | None = None
