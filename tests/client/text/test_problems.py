"""Errors of files in the player's language: the system's reasons, and those of our own."""

from __future__ import annotations

import errno
import os
import pickle
from pathlib import Path

import pytest

from client.text.catalogue import use_language
from client.text.problems import file_problem, problem_text, reason_text
from engine.errors import SaveError
from engine.files import read_bounded
from engine.sentences import InvalidValue, Sentence
from engine.system_errors import KNOWN, reason_of


def error_of(number: int, path: str | None = None) -> OSError:
    return OSError(number, os.strerror(number), path)


def test_a_reason_of_the_system_is_translated_by_its_number() -> None:
    full = error_of(errno.ENOSPC, "a.jsonl")
    assert file_problem(full) == "a.jsonl: No space left on device"
    use_language("fr")
    assert file_problem(full) == "a.jsonl: plus de place sur le disque"


@pytest.mark.parametrize("code", [code for code in KNOWN if hasattr(errno, code)])
def test_every_known_reason_has_words_of_its_own(code: str) -> None:
    number = getattr(errno, code)
    use_language("fr")
    assert reason_text(error_of(number)) != os.strerror(number)


def test_other_reasons_are_told_in_the_words_they_came_in() -> None:
    use_language("fr")
    assert reason_text(error_of(errno.EXDEV)) == os.strerror(errno.EXDEV)
    assert reason_text(OSError(errno.ENOSPC, "somebody's own words")) == "somebody's own words"
    assert reason_text(OSError("no number")) == "no number"


def test_reasons_of_our_own_are_translated(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="it is a folder, not a file") as caught:
        read_bounded(tmp_path, 10)
    use_language("fr")
    assert file_problem(caught.value) == f"{tmp_path}: c’est un dossier, pas un fichier"
    copy = pickle.loads(pickle.dumps(caught.value))  # noqa: S301 - written here
    assert reason_text(copy) == "c’est un dossier, pas un fichier"


def test_a_reason_inside_a_sentence_is_translated_with_it() -> None:
    reason = reason_of(error_of(errno.EACCES))
    problem = SaveError(Sentence("save.unreadable", place="a.jsonl", reason=reason))
    assert str(problem) == "a.jsonl: can't be read: Permission denied"
    use_language("fr")
    assert problem_text(problem) == "a.jsonl\u202f: illisible\u202f: accès refusé"


def test_values_and_other_errors_are_told() -> None:
    use_language("fr")
    assert problem_text(InvalidValue(Sentence("data.missing"))) == "manquant"
    assert problem_text(ValueError("what it says")) == "what it says"
