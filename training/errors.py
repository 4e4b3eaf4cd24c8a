"""What a run of training refuses."""

from __future__ import annotations

from engine.errors import EngineError


class TrainingError(EngineError):
    """Refuse a run that can't begin or go on: a sentence says why."""
