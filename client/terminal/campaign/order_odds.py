"""What an order is likely to come to, shown before the turn ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from client.text.campaign.campaign_names import house_name
from client.text.campaign.map_marks import known_people
from client.text.catalogue import plural, text
from client.text.format import comma_list, terminal_percent
from engine.campaign.espionage import forecast_spy_mission, known_victim
from engine.campaign.forecast import forecast_books
from engine.campaign.mission_forecast import forecast_mission
from engine.campaign.obedience import obey
from engine.campaign.orders import Diplomacy, FleetMission, SpyMission
from engine.campaign.prices import spy_price
from engine.campaign.shares import THOUSAND
from engine.campaign.vocabulary import LANDINGS, Message, Mission, Spying

if TYPE_CHECKING:
    from collections.abc import Iterator

    from engine.campaign.budget import Budget
    from engine.campaign.invasion import Initiative
    from engine.campaign.mission_forecast import LandingForecast, MissionForecast, SkyForecast
    from engine.campaign.orders import Order
    from engine.campaign.view import View


def odds_rows(view: View, budget: Budget, order: Order) -> Iterator[str]:
    """Yield what a legal order is likely to come to, after those that made the budget."""
    match order:
        case FleetMission():
            yield from _mission_rows(view, budget, order)
        case SpyMission():
            yield _spy_row(view, order)
        case Diplomacy():
            yield from _letter_rows(view, order)
        case _:
            pass
    after = budget.copy()
    obey(view, after, order)
    yield from _late_spy_rows(view, after, order)
    before, then = forecast_books(view, budget), forecast_books(view, after)
    if before.treasury != then.treasury or budget.house.treasury != after.house.treasury:
        yield text("campaign-play.odds-stores", stores=after.house.treasury, next=then.treasury)


def _mission_rows(view: View, budget: Budget, order: FleetMission) -> Iterator[str]:
    forecast = forecast_mission(view, budget, order)
    yield plural("campaign-play.odds-turns", forecast.turns)
    age = 0
    if forecast.seen is None:
        yield from _unseen_rows(view, order)
    else:
        age = view.turn - forecast.seen
    rows = list(_forecast_rows(forecast, age))
    if age and not rows:
        yield plural("campaign-play.odds-old", age, turn=forecast.seen)
    yield from rows


def _forecast_rows(forecast: MissionForecast, age: int) -> Iterator[str]:
    """Yield the odds of a mission; what rests on a sighting says how old it is, in turns."""
    for sky in forecast.sky:
        yield _aged(_sky_row(sky), age)
    if forecast.landing is not None:
        yield from _landing_rows(forecast.landing, age)
    if forecast.bombardment is not None:
        row = text(
            "campaign-play.odds-bombs",
            strikes=forecast.bombardment.bombardment,
            chance=forecast.bombardment.dark_chance,
        )
        yield _aged(row, age)


def _aged(odds: str, age: int) -> str:
    return plural("campaign-play.odds-aged", age, odds=odds) if age else odds


def _unseen_rows(view: View, order: FleetMission) -> Iterator[str]:
    people = known_people(view, order.world)
    if people is None:
        yield text("campaign-play.odds-unseen")
        return
    yield text("campaign-play.odds-unseen-known", people=people)
    if order.mission is Mission.COLONISE:
        yield text("campaign-play.odds-settled", world=order.world)


def _sky_row(sky: SkyForecast) -> str:
    return text(
        "campaign-play.odds-sky",
        enemy=house_name(sky.enemy),
        chance=terminal_percent(float(sky.own.keeps)),
        lost=terminal_number(float(sky.own.lost)),
        crippled=terminal_number(float(sky.own.crippled)),
    )


def terminal_number(number: float) -> str:
    """Return an expected number with one decimal."""
    whole, _, tenths = f"{number:.1f}".partition(".")
    return text("format.decimal", whole=whole, fraction=tenths)


def _landing_rows(landing: LandingForecast, age: int) -> Iterator[str]:
    key = "exact" if landing.exact else "rough"
    row = text(
        f"campaign-play.odds-landing-{key}",
        landed=landing.landed,
        attack=landing.attack,
        defence=landing.defence,
        rounds=landing.rounds,
        chance=terminal_percent(landing.chance / THOUSAND),
        least=terminal_percent(landing.least / THOUSAND),
        most=terminal_percent(landing.most / THOUSAND),
        losses=landing.losses.expected // 10,
    )
    yield row if landing.exact else _aged(row, age)
    yield first_row(landing.initiative)
    if landing.shots:
        yield _aged(plural("campaign-play.odds-flak", landing.shots), age)
    if landing.cooldown:
        yield text("campaign-play.spent", turn=landing.cooldown)


def first_row(initiative: Initiative) -> str:
    """Return who goes first in a landing, and why (C10.5)."""
    key = "attacker" if initiative.attacker_first else "defender"
    attack, defence = initiative_parts(initiative)
    return text(
        f"campaign-play.first-{key}",
        attacker=initiative.attacker,
        attack=comma_list(attack),
        defender=initiative.defender,
        defence=comma_list(defence),
    )


def initiative_parts(initiative: Initiative) -> tuple[list[str], list[str]]:
    """Return what counts for the attacker and for the defender to go first, in words."""
    attack = [text("campaign-play.first-drill", level=initiative.attack_level)]
    if initiative.surveyed:
        attack.append(text("campaign-play.first-survey"))
    if initiative.assault:
        attack.append(text("campaign-play.first-storm"))
    defence = [text("campaign-play.first-drill", level=initiative.defence_level)]
    if initiative.home_ground:
        defence.append(text("campaign-play.first-home"))
    return attack, defence


def _spy_row(view: View, order: SpyMission) -> str:
    """Return the chance of a spy mission; only houses catch spies (C7.5)."""
    facts = {
        "chance": forecast_spy_mission(view, order),
        "price": spy_price(order.kind, view.numbers),
    }
    if known_victim(view, order) is None:
        return text("campaign-play.odds-spies", **facts)
    exposed = view.numbers.diplomacy.espionage.exposed
    return text("campaign-play.odds-spies-house", caught=exposed, **facts)


def _late_spy_rows(view: View, after: Budget, order: Order) -> Iterator[str]:
    """Yield that a spy mission may come too late, where the house lands on its target this turn:
    espionage follows the conflict (C7.2, C14.1).
    """
    spies = after.spy_mission
    if spies is None or spies.kind is Spying.STEAL:
        return
    for fleet in after.fleets.values():
        landing = FleetMission(fleet.id, fleet.mission, fleet.target)
        if (
            order in {spies, landing}
            and landing.mission in LANDINGS
            and landing.world == spies.target
            and forecast_mission(view, after, landing).turns <= 1
        ):
            yield text("campaign-play.odds-late-spies", world=spies.target)
            return


def _letter_rows(view: View, order: Diplomacy) -> Iterator[str]:
    """Yield what a message comes to and what it costs (C8.2 to C8.6)."""
    treaties = view.numbers.diplomacy.treaties
    prestige = view.numbers.victory.prestige
    house = house_name(order.house)
    match order.kind:
        case Message.BREAK:
            yield text(
                "campaign-play.odds-break",
                house=house,
                amount=prestige.pact_broken,
                turn=view.turn + treaties.distrust_turns,
            )
        case Message.DECLARE:
            yield text("campaign-play.odds-declare", house=house, amount=prestige.war_without_cause)
        case Message.PACT:
            yield text("campaign-play.odds-pact", house=house, stores=treaties.pact_income)
        case Message.PEACE:
            yield text("campaign-play.odds-peace", house=house, turns=treaties.truce_turns)
        case Message.ACCEPT:
            for offer in view.offers:
                if offer.sender == order.house and offer.receiver == view.house.id:
                    yield text(
                        f"campaign-play.odds-accept-{offer.kind.value}",
                        house=house,
                        stores=treaties.pact_income,
                        turn=view.turn + treaties.truce_turns,
                    )
