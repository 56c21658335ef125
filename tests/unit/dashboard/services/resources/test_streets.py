"""A force's street network: brought, replaced, removed; who may, and what the log says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import NotAllowedError, ReachError, RegisterError
from dashboard.geography.streets import PART, STREETS
from dashboard.services.question import Caller
from dashboard.services.resources.streets import (
    bring_streets,
    describe_streets,
    remove_streets,
    streets_at,
)
from dashboard.services.review import this_day
from tests.unit.dashboard.services.resources.asking import a_caller
from tests.unit.dashboard.street_files import Link, by_ends, by_lines, grid

BOX = (530_000, 180_000, 532_000, 181_000)
LINKS = grid(BOX)


@pytest.fixture
def caller(tmp_path: Path) -> Caller:
    return a_caller(tmp_path / "data")


def lines(caller: Caller) -> list[str]:
    rows = caller.workspace.register.log().filter(action="streets").sort("id")
    return rows["subject"].to_list()


def test_what_was_brought_is_kept_told_and_logged(caller: Caller) -> None:
    assert describe_streets(caller) is None
    file = by_lines(LINKS)
    facts = bring_streets(caller, file)
    assert describe_streets(caller) == facts
    assert (facts.links, facts.points, facts.parts) == (len(LINKS), 15, 1)
    assert (facts.file, facts.sha256) == ("OS Open Roads.parquet", file.sha256)
    assert facts.source == (
        f"Contains OS data © Crown copyright and database right {this_day().year}"
    )
    assert lines(caller) == [f"brought OS Open Roads.parquet ({file.sha256[:12]})"]
    assert [path.name for path in caller.settings.data.glob("streets*")] == [STREETS]


def test_another_takes_its_place_and_is_walked_at_once(caller: Caller) -> None:
    bring_streets(caller, by_lines(LINKS))
    before = streets_at(caller.settings.data)
    assert streets_at(caller.settings.data) is before
    facts = bring_streets(caller, by_ends(LINKS[:-1]), source=" Our  own\nstreets ")
    assert facts.source == "Our own streets"
    after = streets_at(caller.settings.data)
    assert (after.facts, len(after.network.points)) == (facts, 15)
    assert before.facts != facts
    assert len(lines(caller)) == 2


def test_removed_it_is_gone_and_the_log_says_so(caller: Caller) -> None:
    bring_streets(caller, by_lines(LINKS))
    remove_streets(caller)
    assert describe_streets(caller) is None
    assert lines(caller)[-1] == "removed the street network"
    with pytest.raises(ReachError, match=r"no street network in .* to remove"):
        remove_streets(caller)
    with pytest.raises(ReachError, match="bring one with `harmdesk streets import FILE`"):
        streets_at(caller.settings.data)


@pytest.mark.parametrize(
    ("links", "more", "words"),
    [
        (LINKS, {"class": ["Motorway"] * len(LINKS)}, f"{len(LINKS)} links are motorways"),
        ([(link[0], link[0]) for link in LINKS], {"length": [9.0] * len(LINKS)}, "lead nowhere"),
    ],
)
def test_what_nobody_can_walk_is_refused(
    caller: Caller, links: list[Link], more: dict[str, list[object]], words: str
) -> None:
    with pytest.raises(ReachError, match=words):
        bring_streets(caller, by_ends(links, "a.parquet", **more))
    assert lines(caller) == []


def test_links_whose_ends_do_not_meet_are_no_network(caller: Caller) -> None:
    apart: list[Link] = [
        ((530_000 + 20 * n, 180_000), (530_010 + 20 * n, 180_000)) for n in range(300)
    ]
    with pytest.raises(ReachError, match="are no network: 300 of 300 are in 300 small pieces"):
        bring_streets(caller, by_lines(apart))


@pytest.mark.parametrize("source", ["x" * 201, "bad \x07 bell"])
def test_a_source_that_cannot_be_shown_is_refused(caller: Caller, source: str) -> None:
    with pytest.raises(ReachError, match="name it in at most 200"):
        bring_streets(caller, by_lines(LINKS), source=source)


@pytest.mark.parametrize("role", ["supervisor", "auditor"])
def test_who_may_not_is_refused_and_nothing_changes(caller: Caller, role: str) -> None:
    other = Caller(caller.workspace, Viewer("sam", role=role))  # type: ignore[arg-type] # a role
    with pytest.raises(NotAllowedError):
        bring_streets(other, by_lines(LINKS))
    bring_streets(caller, by_lines(LINKS))
    with pytest.raises(NotAllowedError):
        remove_streets(other)
    assert describe_streets(other) is not None


def test_without_its_line_nothing_is_changed(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = bring_streets(caller, by_lines(LINKS))

    def no(*_: object, **__: object) -> None:
        raise RegisterError("no line")

    monkeypatch.setattr("dashboard.register.register.Register.note", no)
    with pytest.raises(RegisterError):
        bring_streets(caller, by_ends(LINKS[:5]))
    with pytest.raises(RegisterError):
        remove_streets(caller)
    assert describe_streets(caller) == facts
    assert not (caller.settings.data / PART).exists()


def test_a_network_that_is_damaged_is_one_sentence(caller: Caller) -> None:
    bring_streets(caller, by_lines(LINKS))
    (caller.settings.data / STREETS).write_bytes(b"PAR1 and no more")
    for ask in (describe_streets, lambda each: streets_at(each.settings.data)):
        with pytest.raises(ReachError, match="cannot be read; bring it again"):
            ask(caller)
    bring_streets(caller, by_lines(LINKS))
    assert describe_streets(caller) is not None


def test_a_folder_that_cannot_be_written_is_one_sentence(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("dashboard.services.resources.streets.write_streets", full)
    with pytest.raises(ReachError, match=r"cannot be changed \(No space left on device\)"):
        bring_streets(caller, by_lines(LINKS))


def test_without_scipy_the_import_says_how_to_install_it(
    caller: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "scipy", None)
    with pytest.raises(ReachError, match=r"pip install 'harmdesk\[streets\]'"):
        bring_streets(caller, by_lines(LINKS))
