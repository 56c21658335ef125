"""A file leaves once, under a token that nobody guesses, and never without its line."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.responses import Response

from dashboard.errors import RegisterError
from dashboard.exports import borough_sheet, list_csv
from dashboard.exports.borough_sheet import sheet_outgoing
from dashboard.exports.list_csv import list_outgoing
from dashboard.services.files import Outgoing, Taking, hand_over
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import Caller, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.workspace import Workspace
from dashboard.web import downloads as outgoing
from dashboard.web.downloads import GATE, Gate, Parcel
from dashboard.web.server import download
from tests.unit.dashboard.build import ANALYST, desk_with, loaded, row

CAMDEN = "E09000007"
FILE = Outgoing(b"the list", "a list", 1)


def parcel(content: bytes = b"the list") -> Parcel:
    return Parcel(lambda: content, "a list.csv", "text/csv")


def fetched(token: str, method: str = "GET") -> Response:
    """The server's answer to a browser that fetches a file."""
    scope = {"type": "http", "method": method, "headers": [], "path_params": {"token": token}}
    return asyncio.run(download(Request(scope)))


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_file_is_fetched_once() -> None:
    gate, file = Gate(), parcel()
    token = gate.keep(file)
    assert gate.take(token) is file
    assert gate.take(token) is None
    assert gate.take("another token") is None


def test_no_two_files_have_a_token_and_a_token_says_nothing() -> None:
    gate = Gate()
    tokens = {gate.keep(parcel()) for _ in range(100)}
    assert len(tokens) == 100
    assert all(len(token) > 40 for token in tokens)


def test_what_nobody_comes_for_goes() -> None:
    clock = Clock()
    gate = Gate(clock)
    token = gate.keep(parcel())
    clock.seconds = outgoing.PATIENCE + 1
    other = gate.keep(parcel())
    assert gate.take(token) is None
    assert gate.take(other) is not None


def test_only_so_many_files_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outgoing, "MOST_WAITING", 2)
    gate = Gate()
    first, *others = [gate.keep(parcel()) for _ in range(3)]
    assert gate.take(first) is None
    assert all(gate.take(token) is not None for token in others)


def test_a_file_leaves_as_an_attachment_that_nobody_keeps() -> None:
    answer = fetched(GATE.keep(parcel()))
    assert (answer.status_code, answer.body) == (200, b"the list")
    assert answer.headers["content-disposition"] == "attachment; filename*=utf-8''a%20list.csv"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-type"].startswith("text/csv")


def test_a_look_without_fetching_uses_nothing_up() -> None:
    token = GATE.keep(parcel())
    assert fetched(token, "HEAD").status_code == 404
    assert fetched(token).status_code == 200


@pytest.fixture
def desk(tmp_path: Path) -> Workspace:
    return desk_with(tmp_path, *(row(crime_ref=f"C{n}", borough=CAMDEN) for n in range(9)))


def test_a_file_that_nobody_fetches_has_no_line(desk: Workspace) -> None:
    before = desk.register.log().height
    token = GATE.keep(Parcel(lambda: hand_over(Caller(desk, ANALYST), FILE), "a", "text/csv"))
    assert desk.register.log().height == before
    assert fetched(token).body == FILE.content
    lines = desk.register.log().slice(before)
    assert lines.select("action", "subject", "version").rows() == [("file", "a list", 1)]


def test_without_its_line_no_byte_leaves(desk: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise RegisterError("The register cannot be written to.")

    monkeypatch.setattr(type(desk.register), "note", refuse)
    answer = fetched(
        GATE.keep(Parcel(lambda: hand_over(Caller(desk, ANALYST), FILE), "a", "text/csv"))
    )
    assert answer.status_code == 200  # a browser saves no answer that is an error
    assert answer.headers["content-disposition"].endswith("''NOT%20DOWNLOADED.txt")
    assert (
        answer.body
        == b"a was not handed over, and nothing left: The register cannot be written to.\n"
    )


def test_what_leaves_is_what_was_on_view_though_the_data_moved_on(
    desk: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking = Taking(ANALYST.who, datetime(2026, 3, 1, 9, 5, tzinfo=UTC))
    for module in (borough_sheet, list_csv):
        monkeypatch.setattr(module, "take_note", lambda *_: taking)
    on_view = replace(RankingSpec(), version=desk.facts.version)
    listing = ranked_list(ask(desk, ANALYST, RankingSpec()))
    before = [
        list_outgoing(Caller(desk, ANALYST), listing),
        sheet_outgoing(ask(desk, ANALYST, on_view), borough=CAMDEN),
    ]
    loaded(desk.settings.data, row(crime_ref="C77", suspect_id="S77", borough=CAMDEN))
    after = [
        list_outgoing(Caller(desk, ANALYST), listing),
        sheet_outgoing(ask(desk, ANALYST, on_view), borough=CAMDEN),
    ]
    assert after == before
    assert sheet_outgoing(ask(desk, ANALYST, RankingSpec()), borough=CAMDEN) != before[1]
