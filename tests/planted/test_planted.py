"""Planted faults: each fits the code of now, and the script tells what becomes of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from scripts.plant_faults import (
    PAGE,
    ROOT,
    Fault,
    FaultError,
    Outcome,
    check,
    choose,
    code_digest,
    describe,
    open_outcomes,
    plant,
    read_faults,
    try_fault,
    write_page,
)

AREAS = read_faults(ROOT)
FAULTS = [fault for faults in AREAS.values() for fault in faults]

CODE = '''"""Counts."""


def add(one: int, other: int) -> int:
    return one + other


class Counter:
    def add(self, one: int) -> int:
        return one + 1
'''
TEST = """import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from counting import add


def test_numbers_are_added() -> None:
    assert add(2, 3) == 5
"""


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_every_fault_fits_the_code_of_now(fault: Fault) -> None:
    check(ROOT, fault)


def test_there_are_enough_and_of_every_chapter_of_the_rules() -> None:
    assert len(FAULTS) >= 40
    chapters = {fault.says.split(".")[0].split(" ")[0] for fault in AREAS["rules"]}
    assert chapters == {f"R{number}" for number in range(1, 11)}


def test_those_that_were_caught_far_off_are_among_them() -> None:
    said = {fault.says for fault in FAULTS}
    assert "R8.4: cover is ignored for BLAST" in said
    assert "R7.3: a charge into rough ground costs one point too little" in said


def test_builds_plant_a_few() -> None:
    assert 4 <= len(choose(AREAS, [], quick=True)) <= 12
    with pytest.raises(FaultError, match="there is no fault nonsense"):
        choose(AREAS, ["nonsense"], quick=False)


def test_the_page_lists_them() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    assert page == write_page(page, AREAS), "run `make docs`"


def test_a_page_without_its_marks_is_not_written() -> None:
    with pytest.raises(FaultError, match="lost the marks"):
        write_page("# Page", AREAS)


def test_a_line_of_the_table_names_place_and_tests() -> None:
    table = describe({"sums": (fault_of("one + other", "one - other"),)})
    assert "| sums | sums are wrong | `counting: add` | `tests/test_sums.py` |" in table


def fault_of(old: str, new: str, function: str = "add") -> Fault:
    tests = ("tests/test_sums.py",)
    return Fault("sums", "sums are wrong", "counting.py", function, old, new, tests)


def test_only_the_named_function_is_changed() -> None:
    assert plant(CODE, fault_of("one +", "one -")) == CODE.replace("one + other", "one - other")
    inside = fault_of("one +", "one -", "Counter.add")
    assert plant(CODE, inside) == CODE.replace("one + 1", "one - 1")
    whole = fault_of("Counts.", "Sums.", "<module>")
    assert plant(CODE, whole) == CODE.replace("Counts.", "Sums.")


@pytest.mark.parametrize(
    ("old", "new", "function", "says"),
    [
        ("one * other", "0", "add", "0 times, not once"),
        ("one", "0", "add", "2 times, not once"),
        ("one + other", "one +", "add", "no Python"),
        ("one + other", "one  +  other", "add", "says the same"),
        ("one + other", "0", "subtract", "there are 0 of subtract"),
        ("one + other", "0", "Counter.subtract", "there are 0 of Counter.subtract"),
    ],
)
def test_a_fault_that_does_not_fit_is_told(old: str, new: str, function: str, says: str) -> None:
    with pytest.raises(FaultError, match=says):
        plant(CODE, fault_of(old, new, function))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "tests").mkdir()
    (tmp_path / "pytest.ini").write_text("[pytest]\naddopts = -ra\n", encoding="utf-8")
    (tmp_path / "counting.py").write_text(CODE, encoding="utf-8")
    (tmp_path / "tests" / "test_sums.py").write_text(TEST, encoding="utf-8")
    return tmp_path


def test_a_fault_turns_its_tests_red_and_is_taken_out_again(project: Path) -> None:
    outcome = try_fault(project, fault_of("one + other", "one - other"))
    assert outcome.verdict == "red"
    assert outcome.test == "tests/test_sums.py::test_numbers_are_added"
    assert (project / "counting.py").read_text(encoding="utf-8") == CODE


def test_a_fault_that_no_test_notices_survives(project: Path) -> None:
    assert try_fault(project, fault_of("one + 1", "one + 2", "Counter.add")).verdict == "survived"


def test_tests_that_can_not_run_notice_nothing(project: Path) -> None:
    assert try_fault(project, fault_of("def add", "def sum_up")).verdict == "not run"


def test_red_without_the_fault_says_nothing(project: Path) -> None:
    test = project / "tests" / "test_sums.py"
    test.write_text(TEST.replace("== 5", "== 6"), encoding="utf-8")
    assert try_fault(project, fault_of("one + other", "one - other")).verdict == "red without it"


def test_outcomes_are_of_one_state_of_the_code(tmp_path: Path) -> None:
    file = tmp_path / "build" / "outcomes.jsonl"
    outcome = Outcome("one", "red", "tests/test_sums.py::test_one", 1.5)
    line = msgspec.json.encode(outcome) + b"\n"
    with open_outcomes(file, "abc") as (run, known):
        assert known == []
        run.append(line)
    whole = file.read_bytes()
    file.write_bytes(whole + line[:-5])
    with open_outcomes(file, "abc") as (_, known):
        assert known == [outcome]
    assert file.read_bytes() == whole, "what was cut short is planted again"
    with pytest.raises(FaultError, match="of other code"), open_outcomes(file, "def"):
        pass


@pytest.mark.parametrize("content", ["my diary", "my diary\nof", '{"code":"abc"}\n[]\n', ""])
def test_a_file_of_something_else_is_refused_and_left_alone(tmp_path: Path, content: str) -> None:
    file = tmp_path / "outcomes.jsonl"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(FaultError, match=r"outcomes\.jsonl: "), open_outcomes(file, "abc"):
        pass
    assert file.read_text(encoding="utf-8") == content


def test_a_second_run_on_the_same_file_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "outcomes.jsonl"
    with (
        open_outcomes(file, code_digest(ROOT)),
        pytest.raises(FaultError, match="another run is writing this file"),
        open_outcomes(file, code_digest(ROOT)),
    ):
        pass
    command = [sys.executable, "scripts/plant_faults.py", "--only", FAULTS[0].name, "--resume"]
    with open_outcomes(file, code_digest(ROOT)):
        done = subprocess.run([*command, file], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 2
    assert done.stderr.decode() == f"{file}: another run is writing this file\n"


def test_a_broken_file_of_faults_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "tests" / "planted"
    folder.mkdir(parents=True)
    (folder / "some.toml").write_text('area = "sums"\n', encoding="utf-8")
    with pytest.raises(FaultError, match=r"some\.toml: .*faults"):
        read_faults(tmp_path)
