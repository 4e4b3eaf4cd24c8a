"""How well tables fit battles that they were not fitted to (C10.10)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec
from msgspec import structs

from engine.campaign import resolver
from engine.campaign.calibration.fitting import Loss, losses
from engine.campaign.resolver import TENTHS
from engine.campaign.shares import PERCENT, THOUSAND
from engine.players.arena.score import wilson

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from engine.campaign.calibration.fitting import Tables
    from engine.campaign.calibration.trial_battles import Fought
    from engine.campaign.numbers import CampaignNumbers


class Tenth(msgspec.Struct, frozen=True):
    """The battles of one tenth of predictions; shares in per cent."""

    least: int
    battles: int
    predicted: float
    won: float
    interval: tuple[float, float]


class Gap(msgspec.Struct, frozen=True):
    """The battles of one kind, such as those on a ground; shares in per cent."""

    kind: str
    battles: int
    predicted: float
    won: float


class MeanLoss(msgspec.Struct, frozen=True):
    """What one side lost on average, and what its table says, in per cent of its body.

    *resolved* is what it loses where such landings are resolved: the draws around the table's mean
    are kept within what there is to lose, which takes from large means and adds to small ones.
    """

    side: str
    battles: int
    table: float
    lost: float
    resolved: float


class Calibration(msgspec.Struct, frozen=True):
    """A fit, and how well it predicts the battles that were held out."""

    battles: int
    held_out: int
    fitted_to: str
    tenth_battles: tuple[int, ...]
    tenth_won: tuple[int, ...]
    chance: tuple[int, ...]
    winner_loses: tuple[int, ...]
    loser_loses: tuple[int, ...]
    tenths: tuple[Tenth, ...]
    kinds: tuple[Gap, ...]
    losses: tuple[MeanLoss, ...]


def split(battles: Sequence[Fought], numbers: CampaignNumbers) -> tuple[list[Fought], list[Fought]]:
    """Return the battles that tables are fitted to, and those that are held out: of a fifth, every
    fifth one from the first on.
    """
    share = numbers.invasion.calibration.held_out
    held = [one for one in battles if one.number * share % PERCENT < share]
    return [one for one in battles if one.number * share % PERCENT >= share], held


def with_tables(numbers: CampaignNumbers, tables: Tables) -> CampaignNumbers:
    """Return numbers with other tables of the resolver."""
    return structs.replace(numbers, resolver=structs.replace(numbers.resolver, **tables._asdict()))


def judge(
    battles: Sequence[Fought],
    held: Sequence[Fought],
    tables: Tables,
    fitted_to: str,
    numbers: CampaignNumbers,
) -> Calibration:
    """Return the fit of *tables* to *battles*, measured on those of them that are *held* out."""
    fitted = with_tables(numbers, tables)
    pairs = [(predict(one, fitted), one) for one in held]
    counted = count_tenths([(predict(one, fitted), one.won) for one in battles])
    return Calibration(
        battles=len(battles),
        held_out=len(held),
        fitted_to=fitted_to,
        tenth_battles=tuple(battles for battles, _ in counted),
        tenth_won=tuple(won for _, won in counted),
        chance=tables.chance,
        winner_loses=tables.winner_loses,
        loser_loses=tables.loser_loses,
        tenths=tuple(_tenths(pairs)),
        kinds=tuple(_gaps(pairs)),
        losses=tuple(_mean_losses(held, fitted)),
    )


def predict(fought: Fought, numbers: CampaignNumbers) -> int:
    """Return the chance of the attacker of a battle, in thousandths."""
    return resolver.chance_of_points(
        *fought.points, numbers, attacker_first=fought.first, assault=fought.assault
    )


def count_tenths(predicted: Iterable[tuple[int, bool]]) -> list[tuple[int, int]]:
    """Return how many battles have their chance in each tenth, and how many of them were won."""
    counted = [(0, 0)] * TENTHS
    for chance, won in predicted:
        battles, victories = counted[resolver.tenth_of(chance)]
        counted[resolver.tenth_of(chance)] = battles + 1, victories + won
    return counted


def _percent(thousandths: Iterable[float], count: int) -> float:
    return sum(thousandths) * PERCENT / THOUSAND / count


def _tenths(pairs: Sequence[tuple[int, Fought]]) -> Iterable[Tenth]:
    for tenth in range(TENTHS):
        inside = [pair for pair in pairs if resolver.tenth_of(pair[0]) == tenth]
        if not inside:
            continue
        won = sum(one.won for _, one in inside)
        low, high = wilson(won, len(inside))
        yield Tenth(
            least=tenth * PERCENT // TENTHS,
            battles=len(inside),
            predicted=_percent((chance for chance, _ in inside), len(inside)),
            won=PERCENT * won / len(inside),
            interval=(PERCENT * low, PERCENT * high),
        )


def _gaps(pairs: Sequence[tuple[int, Fought]]) -> Iterable[Gap]:
    kinds: dict[str, Callable[[Fought], bool]] = {
        "attacker first": lambda one: one.first,
        "defender first": lambda one: not one.first,
        "invade": lambda one: not one.assault,
        "assault": lambda one: one.assault,
    }
    for ground in sorted({one.ground for _, one in pairs}):
        kinds[ground] = lambda one, ground=ground: one.ground == ground  # type: ignore[misc] # a default binds the loop's value
    for kind, belongs in kinds.items():
        inside = [pair for pair in pairs if belongs(pair[1])]
        if inside:
            predicted = _percent((chance for chance, _ in inside), len(inside))
            won = PERCENT * sum(one.won for _, one in inside) / len(inside)
            yield Gap(kind, len(inside), predicted, won)


def _mean_losses(held: Sequence[Fought], numbers: CampaignNumbers) -> Iterable[MeanLoss]:
    tables = numbers.resolver
    for side, table, winners, attacking in (
        ("winning attackers", tables.winner_loses, True, True),
        ("winning defenders", tables.winner_loses, True, False),
        ("beaten attackers", tables.loser_loses, False, True),
        ("beaten defenders", tables.loser_loses, False, False),
    ):
        inside = [one for one in held if one.won is (winners is attacking)]
        found: list[Loss] = losses(inside, winners=winners)
        if found:
            means = [resolver.interpolate(table, one.x) for one in found]
            spread = numbers.invasion.resolver.spread
            yield MeanLoss(
                side=side,
                battles=len(found),
                table=_percent(means, len(found)),
                lost=_percent((one.lost for one in found), len(found)),
                resolved=_percent((_kept(mean, spread) for mean in means), len(found)),
            )


def _kept(mean: int, spread: int) -> float:
    """Return what is lost on average with two draws around a mean, kept within all and nothing."""
    total = weight = 0
    for drawn in range(-2 * spread, 2 * spread + 1):
        ways = 2 * spread + 1 - abs(drawn)
        total += ways * max(0, min(THOUSAND, mean + drawn))
        weight += ways
    return total / weight
