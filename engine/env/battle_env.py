"""`Hexfront-v0`: battles as an environment for one learner, with the opponent inside."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from engine.encoding.codec import Decision
from engine.env.arguments import require_text
from engine.env.base_env import BaseBattleEnv
from engine.env.episode_factory import EpisodeFactory
from engine.players.model import codec_of

if TYPE_CHECKING:
    from engine.battle.actions import Action
    from engine.battle.state import BattleState, Setup
    from engine.env.arguments import MakeOpponent


class BattleEnv(BaseBattleEnv[Decision]):
    """Battles for one learner who sees options as rows and picks one of them.

    ## Description
    A battle of two armies on a hex board (docs/rules.md). The learner plays one side, *opponent*
    the other, inside `step`. One step is one decision: which unit acts next (in phases
    of the encoding's ORDERS), where it goes, whom it attacks. What has only one answer takes no
    step.
    The limits are those of the encoding (`assets/data/encodings/rows.toml`); EncodingError names
    the one that a battle exceeds.

    ## Action space
    `Discrete(rows)`: the row of the option to take. `action_masks()` says which rows hold options;
    there is always one. An empty row stands for the option of the row that is left when one counts
    around those that are there (`row % options`), so that learners without masks get by.

    ## Observation space
    `Box(float32)`, every number with bounds of its own. The index table, generated, stands in
    docs/encoding.md; `env.codec.layout.blocks` names the parts. The learner's own end of the board
    is always on the left (R1.6).

    ## Rewards
    WIN, DRAW or LOSS at the end, and on the way the change of a potential
    (`assets/data/rewards/NAME.toml`); the attribute `shaping` is the share of it in the reward.

    ## Starting state
    The first decision of the learner in a battle drawn from *scenarios*, a list as
    `hexfront arena` takes it; a drawn scenario stays for *repeats* battles. Seats alternate with
    *seat* "both"; the first is drawn.

    ## Episode end
    `terminated` when the battle is over: after the last round, or when a side has no unit. It is
    never `truncated`. `info` then holds `result` (1 won, 0 drawn, -1 lost) and `seat`.

    ## Arguments
    ```python
    import gymnasium, engine.env
    env = gymnasium.make("Hexfront-v0", scenarios="random:1..999", opponent="bot:tactician")
    ```
    *opponent* is a name as `hexfront arena` takes it, or a callable that makes a player for a side
    and a seed.

    ## Version history
    * v0: the first.
    """

    def __init__(
        self,
        scenarios: str = "random:1..999999",
        opponent: str | MakeOpponent = "bot:greedy",
        seat: str = "both",
        repeats: int = 4,
        encoding: str = "rows",
        reward: str = "main",
        *,
        render_mode: str | None = None,
    ) -> None:
        """Create the environment; nothing is drawn yet."""
        require_text(encoding=encoding, reward=reward)
        self.codec: Final = codec_of(encoding)
        factory = EpisodeFactory(scenarios, opponent, seat, repeats)
        super().__init__(self.codec.layout, self.codec.spec.rows, factory, reward, render_mode)

    def _check(self, setup: Setup) -> None:
        self.codec.check(setup)

    def _ask(self, state: BattleState) -> Decision | Action:
        return self.codec.ask(state)

    def _answer(self, decision: Decision, action: int) -> Action:
        return decision.decode(action % len(decision.actions))
