"""What every test stands on: no window, no sound, no deadline, no user folder touched."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
os.environ.setdefault("SDL_AUDIODRIVER", "dummy")
os.environ["PYGAME_HIDE_SUPPORT_PROMPT"] = "1"

# A shell makes commands that it starts in the background ignore Ctrl+C, and nohup makes them ignore
# a closed terminal. The programs that tests start and signal must not inherit that.
for _name, _usual in (("SIGINT", signal.default_int_handler), ("SIGHUP", signal.SIG_DFL)):
    if hasattr(signal, _name) and signal.getsignal(signal.Signals[_name]) is signal.SIG_IGN:
        signal.signal(signal.Signals[_name], _usual)

# A build answers the same every time (`--hypothesis-profile=build`); whoever works on the code
# finds new examples every day. Both name their parent: without one it is Hypothesis's profile for
# continuous integration wherever the environment looks like that.
_PARENT = settings.get_profile("default")
settings.register_profile("house", _PARENT, deadline=None, print_blob=True)
settings.register_profile("build", _PARENT, deadline=None, print_blob=True, derandomize=True)
settings.load_profile("house")


ONLY_WHEN_ASKED = ("sweep", "window")
"""Markers of tests that run only when `-m` names their marker."""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    unasked_markers = {name for name in ONLY_WHEN_ASKED if name not in config.option.markexpr}
    unasked = [
        item for item in items if unasked_markers & {mark.name for mark in item.iter_markers()}
    ]
    config.hook.pytest_deselected(items=unasked)
    left_out = set(unasked)
    items[:] = [item for item in items if item not in left_out]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--forbid-skips",
        action="store_true",
        help="a skipped test fails: for builds, where nothing that tests need may be missing",
    )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    del call
    report = yield
    _fail_if_skipped(item.config, report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(
    collector: pytest.Collector,
) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    _fail_if_skipped(collector.config, report)
    return report


def _fail_if_skipped(
    config: pytest.Config, report: pytest.TestReport | pytest.CollectReport
) -> None:
    expected = hasattr(report, "wasxfail")  # a failure that was announced is reported as a skip
    if config.getoption("--forbid-skips") and report.outcome == "skipped" and not expected:
        report.outcome = "failed"
        report.longrepr = f"skipped, which --forbid-skips forbids: {report.longrepr}"


@pytest.fixture
def english_after() -> Iterator[None]:
    """Go back to English after a test, once everything it replaced is back."""
    yield
    if "client.text.catalogue" in sys.modules:
        catalogue = sys.modules["client.text.catalogue"]
        catalogue.use_language(catalogue.ENGLISH)


@pytest.fixture(autouse=True)
def user_folder(
    english_after: None, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return a user folder of the test's own, so that none reads or writes the real one; the
    system is set to no language.
    """
    del english_after  # begun first, so that it ends last
    folder = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HEXFRONT_HOME", str(folder))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return folder
