"""What Harmdesk puts out on the demonstration, output by output, and the digests it is held to."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
import sys
import zipfile
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from unittest.mock import patch

from dashboard.access.viewer import Viewer
from dashboard.cli import main
from dashboard.cli import options as cli_options
from dashboard.exports import borough_sheet, list_csv, rejects_csv, suspect_profile
from dashboard.exports.list_csv import list_outgoing
from dashboard.services.files import Taking, hand_over
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import Caller, ask
from dashboard.services.review import this_day
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.wording.formats import day

#: The digest of every output.
TABLE: Final = Path(__file__).with_name("pinned_outputs.csv")
EXAMPLES: Final = Path(__file__).resolve().parents[2] / "sample_data" / "examples"
#: The terminal that tables are fitted to, and nobody in particular at it.
TERMINAL: Final = {"COLUMNS": "120", "LINES": "50", "NO_COLOR": "1", "TERM": "dumb"}
#: Who prints a document, and when.
TAKING: Final = Taking("WHO", datetime(2026, 3, 1, 9, 5, tzinfo=UTC))
OPTIONS: Final = {
    "plain": (),
    "window of 90 days": ("--window", "90"),
    "as of August": ("--as-of", "2025-08-31"),
    "first ten": ("--top", "10"),
    "other index": ("--index", "ons-css-2020"),
    "every offence": ("--definition", "all"),
    "tie above": ("--ties", "stop-above"),
}
PLACES: Final = {
    "boroughs": (),
    "boroughs by rate": ("--measure", "per_1000_women"),
    "command units": ("--by", "bcu", "--basis", "crimes"),
    "homes": ("--basis", "home"),
    "recorded crime": ("--basis", "recorded", "--measure", "share"),
    "wards that stand out": ("--by", "ward", "--basis", "recorded", "--spots"),
}
SHEETS: Final = (("Croydon", "named"), ("Croydon", "recorded"), ("City of London", "named"))
#: A time of day, as the lists have it.
MOMENT: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(\+00:00|Z)?")
#: Which version of the program made a list, as the lists have it.
PROGRAM: Final = re.compile(r'("program": )"[^"]*"')
#: Who ran the command, as the lists have them.
WHO: Final = re.compile(r'("who": )"[^"]*"')


def run(*arguments: str | Path) -> str:
    """What a command writes, run in this process.

    Raises:
        RuntimeError: it was refused, so there is no output to pin.
    """
    out, err = io.StringIO(), io.StringIO()
    given = ["harmdesk", *map(str, arguments)]
    with (
        patch.object(sys, "argv", given),
        patch.dict("os.environ", TERMINAL),
        patch.object(suspect_profile, "take_note", lambda *_: TAKING),
        patch.object(borough_sheet, "take_note", lambda *_: TAKING),
        patch.object(rejects_csv, "take_note", lambda *_: TAKING),
        redirect_stdout(out),
        redirect_stderr(err),
    ):
        try:
            main.main()
        except SystemExit as left:
            if left.code:
                raise RuntimeError(f"{given}: {err.getvalue()}") from left
    return out.getvalue()


def outputs(demonstration: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every output by its name: JSON, the tables of a terminal, CSV, PDF and frozen lists.

    Args:
        demonstration: the folder of the demonstration data; it is copied.
        folder: an empty one, to work in. Its path is in no output.
    """
    data = folder / "data"
    shutil.copytree(demonstration, data)
    for part in (_asked(data), _suspects(data, folder), _sheets(data, folder), _frozen(data)):
        for name, content in part:
            yield name, normalised(content, folder)
    for name, content in _loaded(folder):
        yield name, normalised(content, folder)


def _asked(data: Path) -> Iterator[tuple[str, bytes]]:
    """The answers of the commands that change nothing, as JSON and as a person reads them."""
    yield from _both("demo", "demo", "--data", data)
    yield "rank, plain: words", run("rank", "--data", data).encode()
    for name, options in OPTIONS.items():
        yield f"rank, {name}: JSON", run("rank", *options, "--data", data, "--json").encode()
    for name, options in PLACES.items():
        yield from _both(f"places, {name}", "places", *options, "--data", data)
    yield from _both("find, a name", "find", "Smith", "--data", data)
    desk, viewer = Workspace(Settings(data=data)), Viewer(who="pinned")
    caller = Caller(desk, viewer)
    listing = ranked_list(ask(desk, viewer, cli_options.spec_of()))
    with patch.object(list_csv, "take_note", lambda *_: TAKING):
        archive = hand_over(caller, list_outgoing(caller, listing))
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        for name in files.namelist():
            kind = "CSV" if name.endswith(".csv") else "words"
            yield f"the list: {kind}", files.read(name)


def _both(name: str, *arguments: str | Path) -> Iterator[tuple[str, bytes]]:
    yield f"{name}: JSON", run(*arguments, "--json").encode()
    yield f"{name}: words", run(*arguments).encode()


def _suspects(data: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """Some suspects, by where they are in the list of everyone, with their profiles."""
    rows = json.loads(run("rank", "--top", "30000", "--data", data, "--json"))["rows"]
    places = {"first": 1, "hundredth": 100, "near miss": 150, "last": len(rows)}
    for name, place in places.items():
        command = ("explain", rows[place - 1]["suspect_id"], "--data", data)
        file = folder / f"{name}.pdf"
        yield f"explain, {name}: JSON", run(*command, "--pdf", file, "--json").encode()
        yield f"explain, {name}: words", run(*command).encode()
        yield f"profile, {name}: PDF", file.read_bytes()


def _sheets(data: Path, folder: Path) -> Iterator[tuple[str, bytes]]:
    """The sheets of some boroughs, with the answer that they were asked for with."""
    for borough, basis in SHEETS:
        name, file = f"{borough}, {basis}", folder / f"{borough}-{basis}.pdf"
        options = ("--borough", borough, "--basis", basis, "--data", data, "--pdf", file)
        yield f"places, {name}: JSON", run("places", *options, "--json").encode()
        yield f"sheet, {name}: PDF", file.read_bytes()


def _frozen(data: Path) -> Iterator[tuple[str, bytes]]:
    """Frozen lists as the register keeps them; made again; and held against each other."""
    register, names = Workspace(Settings(data=data)).register, []
    for name in ("as of August", "plain"):
        answer = run("freeze", *OPTIONS[name], "--data", data, "--json")
        yield f"freeze, {name}: JSON", answer.encode()
        names.append(json.loads(answer)["list"])
        kept = register.frozen(names[-1])
        yield f"frozen list, {name}: CSV", b"" if kept is None else kept.content
    # For people the table has who froze them, in a column as wide as the name.
    yield "lists: JSON", run("lists", "--data", data, "--json").encode()
    yield from _both("reproduce", "reproduce", names[0], "--data", data)
    yield from _both("movement", "movement", *names, "--data", data)
    run("load", EXAMPLES / "synthetic-allegations-update.csv", "--data", data)
    yield from _both("reproduce after a load", "reproduce", names[1], "--data", data)
    yield from _both("movement to now", "movement", names[1], "now", "--data", data)


def _loaded(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What is said of a load, by each example file, and the rows that were refused."""
    for file in sorted(EXAMPLES.glob("*.csv")):
        for name in ("JSON", "words"):
            rejects = folder / f"rejects-{name}-{file.name}"
            options = ("--rejects", rejects, "--data", folder / f"{name}-{file.stem}")
            words = run("load", file, *options, *(("--json",) if name == "JSON" else ()))
            yield f"load, {file.stem}: {name}", words.encode()
            if rejects.exists():
                yield f"load, {file.stem}, {name}: rejects CSV", rejects.read_bytes()


def normalised(content: bytes, folder: Path) -> bytes:
    """The content without what differs from run to run: paths, times, today, and who ran it."""
    if content.startswith(b"%PDF-"):
        return content
    text = content.decode().replace(str(folder), "FOLDER").replace(str(EXAMPLES), "EXAMPLES")
    text = text.replace(f"as known on {day(this_day())}", "as known on TODAY")
    text = PROGRAM.sub(r'\1"VERSION"', text)
    return WHO.sub(r'\1"WHO"', MOMENT.sub("MOMENT", text)).encode()


def digest(content: bytes) -> str:
    """What an output is pinned by."""
    return hashlib.sha256(content).hexdigest()


def pins() -> dict[str, str]:
    """The pinned digest of each output."""
    with TABLE.open(encoding="utf-8", newline="") as table:
        return {row["output"]: row["sha256"] for row in csv.DictReader(table)}


def write_pins(digests: dict[str, str]) -> None:
    """Write the table of digests again."""
    with TABLE.open("w", encoding="utf-8", newline="") as table:
        rows = csv.writer(table, lineterminator="\n")
        rows.writerow(("output", "sha256"))
        rows.writerows(sorted(digests.items()))


def keep(content: dict[str, bytes], folder: Path) -> None:
    """Write every output into a folder, so that two runs can be compared with `diff -r`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, written in content.items():
        (folder / re.sub(r"[^\w.-]+", "_", name)).write_bytes(written)
