"""The error of training runs."""

from __future__ import annotations

from engine.errors import EngineError


class TrainingError(EngineError):
    """Error of a training run that cannot start or continue; its message is for people."""
