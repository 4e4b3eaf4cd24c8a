"""Keys that recipes of earlier versions used, with their present names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from engine.sentences import Sentence

if TYPE_CHECKING:
    from engine.validation import Findings

TABLES: Final = {"improvement": "policy_improvement", "learning": "ppo", "selves": "self_play"}
"""Present names of renamed tables."""
_SUPERVISED: Final = {
    "held": "validation_fraction",
    "epochs": "n_epochs",
    "batch": "batch_size",
    "rate": "learning_rate",
    "largest_gradient": "max_grad_norm",
    "kept": "recorded_fraction",
    "slips": "random_action_probs",
}
KEYS: Final[dict[str, dict[str, str]]] = {
    "imitation": {**_SUPERVISED, "value": "vf_coef"},
    "policy_improvement": {
        **_SUPERVISED,
        "options": "top_options",
        "others": "sampled_options",
        "among": "sampled_from",
        "samples": "n_samples",
        "points": "temperature",
        "doubt": "prior_temperature",
    },
    "ppo": {
        "steps": "total_timesteps",
        "environments": "n_envs",
        "horizon": "n_steps",
        "batch": "batch_size",
        "epochs": "n_epochs",
        "discount": "gamma",
        "trace": "gae_lambda",
        "clip": "clip_range",
        "entropy": "ent_coef",
        "value": "vf_coef",
        "largest_gradient": "max_grad_norm",
        "most_divergence": "target_kl",
        "rate": "learning_rate",
        "shaped_until": "shaping_until",
        "averaged_from": "averaging_from",
    },
    "puzzles": {
        "variations": "variations_per_theme",
        "batches": "batches_per_update",
        "batch": "batch_size",
    },
    "self_play": {
        "share": "probability",
        "every": "every_steps",
        "kept": "max_opponents",
        "newest": "newest_probability",
    },
    "evaluation": {"every": "every_steps"},
}
"""Present names of renamed keys, by the present name of their table."""
ROUNDS: Final = "rounds"
"""The key of `[policy_improvement]` that lists tables with keys of their own."""
ROUND_KEYS: Final = {"battles": "games", "own": "rollout_player", "enemy": "rollout_opponent"}


def rename_old_keys(raw: dict[str, Any], findings: Findings, rule: str) -> dict[str, Any]:
    """Return a raw recipe with present names only, and add a problem for each old one.

    So one reading of an old recipe reports the renamed keys and every other problem.
    """
    recipe: dict[str, Any] = {}
    for written, content in _rename(raw, TABLES, "", findings, rule).items():
        # Problems name the table as the file does.
        place = next((old for old, new in TABLES.items() if new == written and old in raw), written)
        table = content
        if isinstance(table, dict) and written in KEYS:
            table = _rename(table, KEYS[written], place, findings, rule)
            if isinstance(table.get(ROUNDS), list):
                table[ROUNDS] = [
                    _rename(one, ROUND_KEYS, f"{place}.{ROUNDS}[{number}]", findings, rule)
                    for number, one in enumerate(table[ROUNDS])
                ]
        recipe[written] = table
    return recipe


def _rename(
    table: Any,  # noqa: ANN401 - of a file
    names: dict[str, str],
    place: str,
    findings: Findings,
    rule: str,
) -> Any:  # noqa: ANN401 - as it was, if it is no table
    if not isinstance(table, dict):
        return table
    for old, new in names.items():
        if old in table:
            findings.add(place, old, Sentence("data.renamed-key", key=new), rule)
    return {names[key] if key in names else key: value for key, value in table.items()}
