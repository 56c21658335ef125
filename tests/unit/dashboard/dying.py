"""Programs that die before the n-th line of some code, to see what they leave."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any, Final

ROOT: Final = Path(__file__).parents[3]


def die_before(last: int, files: tuple[str, ...]) -> Callable[[], int]:
    """Kill this program before the line of this number is run, of those in files that end so.

    Args:
        last: counted from 1 in the order in which lines are run; 0: it is not killed.
        files: how the names of the files end of which lines are counted.

    Returns:
        what ends the counting, and says how many lines were run.
    """
    seen = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:  # noqa: ANN401 - as Python has it
        nonlocal seen
        if not frame.f_code.co_filename.endswith(files):
            return None
        if event == "line":
            seen += 1
            if seen == last:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    def end() -> int:
        sys.settrace(None)
        return seen

    sys.settrace(trace)
    return end


def run_program(program: str, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """Run a program that may die; it finds `die_before` here."""
    command = [sys.executable, "-c", program, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)


def lines_of(run: "subprocess.CompletedProcess[str]") -> int:
    """How many lines were run, by the answer of a program that was not killed."""
    assert run.returncode == 0, run.stderr
    return int(run.stdout)
