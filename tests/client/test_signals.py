"""Signals are handled soon, and what handles them is gone afterwards."""

from __future__ import annotations

import os
import signal
import threading
import time

import pytest

from client.signals import Request, Stopped, raising

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows can't interrupt a thread")


NAMES = ("SIGTERM", "SIGHUP", "SIGINT", "SIGURG")


def state() -> tuple[object, ...]:
    """Return what handles signals."""
    wakeup = signal.set_wakeup_fd(-1)
    signal.set_wakeup_fd(wakeup)
    handlers = [signal.getsignal(signal.Signals[one]) for one in NAMES]
    return wakeup, handlers, threading.active_count()


def receive(number: signal.Signals) -> None:
    """Send this process a signal, and wait for what it does."""
    os.kill(os.getpid(), number)
    time.sleep(10)


def test_nothing_that_handles_signals_is_left_after_a_block() -> None:
    before = state()
    with raising(Request()), raising(Request()), pytest.raises(Stopped):
        receive(signal.SIGTERM)
    assert state() == before


def test_a_signal_of_a_block_in_a_block_is_taken_by_the_inner_one() -> None:
    outer, inner = Request(), Request()
    with raising(outer):
        with raising(inner), pytest.raises(Stopped):
            receive(signal.SIGHUP)
        with pytest.raises(Stopped):
            receive(signal.SIGTERM)
    assert (outer.number, inner.number) == (signal.SIGTERM, signal.SIGHUP)


def test_a_signal_is_handled_once_however_long_it_takes() -> None:
    """Interrupting the main thread must not look like another Ctrl+C."""
    request = Request()
    with raising(request):
        with pytest.raises(Stopped):
            receive(signal.SIGINT)
        time.sleep(0.2)
    assert request.number == signal.SIGINT


def test_a_signal_that_another_thread_receives_interrupts_the_main_thread() -> None:
    def send() -> None:
        time.sleep(0.1)
        signal.pthread_kill(threading.get_ident(), signal.SIGTERM)

    sender = threading.Thread(target=send)
    with raising(Request()):
        sender.start()
        with pytest.raises(Stopped):
            time.sleep(20)
    sender.join()
