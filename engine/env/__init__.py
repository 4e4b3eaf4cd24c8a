"""Gymnasium environments; importing this package registers them."""

from __future__ import annotations

import gymnasium

MAIN = "Hexfront-v0"
CLASSIC = "Hexfront-Classic-v0"

gymnasium.register(id=MAIN, entry_point="engine.env.battle_env:BattleEnv")
gymnasium.register(id=CLASSIC, entry_point="engine.env.classic:ClassicEnv")
