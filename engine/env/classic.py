"""`Hexfront-Classic-v0`: the same battles with the classic encoding."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.encoding.classic.codec import ClassicCodec, ClassicDecision
from engine.encoding.classic.spec import packaged_classic
from engine.env.arguments import require_text
from engine.env.base_env import BaseBattleEnv
from engine.env.episode_factory import EpisodeFactory

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from engine.battle.state import BattleState
    from engine.env.arguments import MakeOpponent


class ClassicEnv(BaseBattleEnv[ClassicDecision]):
    """Battles for one learner with a small observation of fixed meaning and few actions.

    ## Description
    As `BattleEnv`, but whole groups of options are one action, and who acts next is not asked: see
    docs/encoding.md. Any battle can be played.

    ## Action space
    `Discrete(12)`: 0 to 3 move to the best hex of the north, south, east, west sector; 4 to 8
    shoot target 1 to 5; 9 charges; 10 fights, or stays to fight; 11 waits, or advances instead of
    shooting, and is never offered in FIGHT. `action_masks()` says which are offered; there is
    always one. An action that is not offered stands for the next one up that is; 0 comes after 11.

    ## Observation space
    `Box(float32, (150,))`, every number with bounds of its own. The index table, generated, stands
    in docs/encoding.md; `env.codec.layout.blocks` names the parts. East is always towards the
    enemy's end of the board (R1.6).

    ## Rewards
    As in `BattleEnv`.

    ## Starting state
    As in `BattleEnv`.

    ## Episode end
    As in `BattleEnv`.

    ## Arguments
    ```python
    import gymnasium, engine.env
    env = gymnasium.make("Hexfront-Classic-v0", scenarios="packaged", opponent="bot:greedy")
    ```
    Those of `BattleEnv`; *encoding* names a file of the classic encoding.

    ## Version history
    * v0: the first.
    """

    def __init__(
        self,
        scenarios: str = "random:1..999999",
        opponent: str | MakeOpponent = "bot:greedy",
        seat: str = "both",
        repeats: int = 4,
        encoding: str = "classic",
        reward: str = "main",
        *,
        render_mode: str | None = None,
    ) -> None:
        """Create the environment; nothing is drawn yet."""
        require_text(encoding=encoding, reward=reward)
        spec = packaged_classic(encoding)
        self.codec: Final = ClassicCodec(spec)
        factory = EpisodeFactory(scenarios, opponent, seat, repeats)
        super().__init__(self.codec.layout, spec.actions, factory, reward, render_mode)

    def _ask(self, state: BattleState) -> ClassicDecision | Action:
        return self.codec.ask(state)

    def _answer(self, decision: ClassicDecision, action: int) -> Action:
        return decision.decode(decision.nearest(action))
