"""Whole battles in each language, by mouse and keys: nothing is left in the other one."""

from __future__ import annotations

import pytest

from client.text.catalogue import text, use_language
from tests.client.battle.desk import AGAINST_BOT, PEOPLE, sit_down, start
from tests.client.language_check import left_in, written
from tests.client.pilot import greedy


@pytest.mark.slow
@pytest.mark.parametrize("spoken", ["en", "fr"])
def test_a_pilot_plays_a_battle_in_each_language(
    monkeypatch: pytest.MonkeyPatch, spoken: str
) -> None:
    other = {"en": "fr", "fr": "en"}[spoken]
    use_language(spoken)
    with written(monkeypatch) as words:
        pilot = sit_down(start("first_landing", AGAINST_BOT))
        pilot.play()
    assert pilot.shows_end
    assert text("battle.end.points") in words
    assert left_in(words, other, spoken) == set()
    told = {line.headline for line in pilot.screen.presenter.lines}
    assert left_in(told, other, spoken) == set()


def test_every_line_of_a_log_in_french_has_its_articles() -> None:
    use_language("fr")
    pilot = sit_down(start("first_landing", PEOPLE))
    session = pilot.session
    while session.game.result is None:
        session.submit(session.records, greedy(session))
    for _ in range(3):
        pilot.frame()
    told = " ".join(line.headline for line in pilot.screen.presenter.lines)
    assert "{" not in told
    assert " de le " not in told
    assert " à le " not in told
    assert "le É" not in told
    assert "Le Fusilier" in told
    assert "l’Éclat" in told or "L’Éclat" in told
