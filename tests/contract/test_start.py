"""The command answers at once where it has nothing to work out."""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import sys
from importlib.metadata import version

import pytest

from dashboard.cli.main import app
from dashboard.cli.options import spec_of
from dashboard.services.ranking_spec import RankingSpec
from harm.scoring.rules import Rules
from tests.contract.program import harmdesk

COMMANDS = sorted(
    [command.callback.__name__ for command in app.registered_commands]  # type: ignore[union-attr]
    + [str(group.name or group.typer_instance.info.name) for group in app.registered_groups]  # type: ignore[union-attr]
)
#: What takes long to import; a part of the name is enough to find its parts.
HEAVY = (
    *("polars", "duckdb", "sqlalchemy", "streamlit", "numpy", "plotly", "rich"),
    *("fastexcel", "rapidfuzz", "typst", "pandas", "scipy", "esda", "libpysal", "faker"),
    *("pptx", "lxml"),
)
#: Runs the command in a process of its own, and prints what it imported.
IMPORTED = """
import json, sys
from dashboard.cli.main import main
sys.argv = ["harmdesk", *sys.argv[1:]]
try:
    main()
finally:
    sys.stderr.write(json.dumps(sorted({name.partition(".")[0] for name in sys.modules})))
"""


def imported(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", IMPORTED, *arguments], capture_output=True, text=True, check=False
    )
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_and_version_import_next_to_nothing(argument: str) -> None:
    assert not imported(argument) & {*HEAVY, "pydantic"}


@pytest.mark.parametrize("arguments", [(), *((name, "--help") for name in COMMANDS)])
def test_help_of_a_command_imports_no_library_that_works_anything_out(
    arguments: tuple[str, ...],
) -> None:
    assert not imported(*arguments) & {*HEAVY}


def test_the_libraries_looked_for_are_those_that_a_list_needs() -> None:
    assert {"polars", "duckdb", "sqlalchemy"} <= imported("rank", "--data", os.devnull)


def test_help_takes_little_of_a_processor() -> None:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert harmdesk("--help").code == 0
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"harmdesk --help: {spent:.3f} s of processor time")  # noqa: T201 - a measure, no bound


def test_help_names_every_command_whole() -> None:
    for arguments in ((), ("--help",)):
        answer = harmdesk(*arguments)
        assert answer.code == (0 if arguments else 2)
        assert answer.err == ""
        lines = re.findall(
            r"^  ([a-z]+) +(\S.*)$", answer.out.partition("Commands:")[2], re.MULTILINE
        )
        assert sorted(name for name, _ in lines) == COMMANDS
        assert all(words.endswith(".") and not words.endswith("...") for _, words in lines)


def test_the_version_is_that_of_the_package() -> None:
    answer = harmdesk("--version")
    assert (answer.code, answer.out, answer.err) == (0, f"harmdesk {version('harmdesk')}\n", "")


def test_a_choice_that_is_not_made_is_the_one_that_the_help_names() -> None:
    text = " ".join(harmdesk("rank", "--help").out.split())
    named = dict(re.findall(r"--([a-z-]+) \S+ (?:(?! --).)*?\[default: (\S+)\]", text))
    rules = Rules()
    assert rules.half_life_days is None
    assert not rules.lot_seed
    assert named == {
        "window": str(rules.window_days),
        "index": RankingSpec().index,
        "top": str(rules.top),
        "definition": rules.definition,
        "ties": rules.ties.replace("_", "-"),
        "co-suspects": rules.co_suspects,
        "victim-rows": rules.victim_rows,
        "attempts": rules.attempts,
        "derived": rules.derived,
        "custody": rules.custody,
        "police-generated": rules.police_generated,
        "half-life": "none",
        "minimum": str(rules.minimum_allegations),
        "seed": rules.seed,
        "lot-seed": "none",
    }
    assert spec_of() == RankingSpec()
    assert spec_of(top=7, ties="all-in") == RankingSpec(rules=Rules(top=7, ties="all_in"))


@pytest.mark.parametrize("command", ["rank", "explain", "find", "freeze", "places"])
def test_the_further_rules_have_a_part_of_the_help_and_a_line_each(command: str) -> None:
    before, heading, more = harmdesk(command, "--help").out.partition("\nMore rules:\n")
    assert heading
    lines = [line for line in more.splitlines() if line]
    assert len(lines) == 11
    assert all(re.match(r"  --[a-z-]+ \S+ +\S", line) and len(line) < 80 for line in lines)
    assert "--help" in before
    assert not set(re.findall(r"--[a-z-]+", before)) & set(re.findall(r"--[a-z-]+", more))


def test_a_command_without_rules_has_no_part_for_them() -> None:
    assert "More rules" not in harmdesk("lists", "--help").out
