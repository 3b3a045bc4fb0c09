import io
import sys

import pytest

from asylia.progress import working


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_a_pipe_stays_silent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", pipe := io.StringIO())
    with working("Counting"):
        pass
    assert pipe.getvalue() == ""


def test_a_terminal_is_told_what_is_under_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stderr", terminal := Terminal())
    monkeypatch.setenv("TERM", "xterm")
    with working("Counting"):
        pass
    assert "Counting" in terminal.getvalue()


def test_an_error_comes_through() -> None:
    with pytest.raises(ZeroDivisionError), working("Dividing"):
        _ = 1 / 0
