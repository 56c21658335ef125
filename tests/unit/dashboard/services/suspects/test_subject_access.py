"""What is kept of one person: lists, allegations of every version, looks, receivers, removal."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Final

import pytest

from dashboard.access.viewer import Viewer
from dashboard.errors import HarmdeskError, UnknownSuspectError
from dashboard.exports.list_csv import list_outgoing
from dashboard.exports.subject_access import access_file, notices
from dashboard.exports.suspect_profile import profile_file
from dashboard.services.data.removal import erase, restrict
from dashboard.services.files import release
from dashboard.services.listing.filters import Filter
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.listing.ranked_list import ranked_list
from dashboard.services.question import Caller, ask
from dashboard.services.suspects.answer import answer_suspect
from dashboard.services.suspects.search import search
from dashboard.services.suspects.subject_access import SubjectAccess, answer_access
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from dashboard.store import load
from dashboard.wording.subject_access import access_parts, in_access_words
from tests.unit.dashboard.build import ANALYST, extract, row

AUDITOR: Final = Viewer("an auditor", role="auditor")
ADMINISTRATOR: Final = Viewer("an administrator", role="administrator")
OTHER: Final = Viewer("another analyst")
HER: Final = {
    "suspect_id": "N7654321",
    "suspect_name": "Zenobia Quill",
    "suspect_born": date(1987, 11, 23),
}
WHY: Final = "request 12 of May"


@pytest.fixture
def shared(tmp_path: Path) -> Workspace:
    """She was listed, looked at by two, taken by one; her first row was corrected later."""
    data = tmp_path / "data"
    load(data, [extract(row(crime_ref="C1", **HER), row(crime_ref="C2", suspect_id="S2"))])
    found = Workspace(Settings(data=data))
    question = ask(found, ANALYST)
    freeze_list(question)
    release(question, list_outgoing(question, ranked_list(question)))
    nobody = ranked_list(question, Filter(home=("E09000007",)))
    release(question, list_outgoing(question, nobody))
    load(data, [extract(row(crime_ref="C1", allegation_status="charged", **HER))])
    again = ask(found, OTHER)
    profile_file(again, answer_suspect(again, "N7654321"))
    search(again, "quill zenobia")
    search(again, "S2")
    return found


def answered(shared: Workspace, reference: str = "n7654321") -> SubjectAccess:
    return answer_access(Caller(shared, AUDITOR), reference, WHY)


def test_all_that_is_kept_is_answered_at_once(shared: Workspace) -> None:
    found = answered(shared)
    assert (found.suspect_id, found.names, found.births) == (
        "N7654321",
        ("Zenobia Quill",),
        ("1987-11-23",),
    )
    columns = ("crime_ref", "allegation_status", "from_version", "until_version")
    assert found.allegations.select(columns).rows() == [
        ("C1", "named", 1, 2),
        ("C1", "charged", 2, None),
    ]
    assert found.lists.select("version", "listed").rows() == [(1, True)]
    looks = found.looks.select("who", "action").rows()
    assert looks == [("another analyst", kind) for kind in ("suspect", "file", "find")]
    assert [(own.who, own.version) for own in found.received] == [
        ("an analyst", 1),
        ("another analyst", 2),
    ]
    assert (found.restricted, found.removed) == (False, None)


def test_the_answer_leaves_its_reason_and_whom_it_is_about(shared: Workspace) -> None:
    answered(shared)
    lines = shared.register.log().tail(2)
    assert lines.select("who", "role", "action", "subject").rows() == [
        ("an auditor", "auditor", "reason", WHY),
        ("an auditor", "auditor", "person", "N7654321"),
    ]


@pytest.mark.parametrize(("reference", "reason"), [("N7654321", "because"), ("X1", WHY)])
def test_without_a_reason_or_a_person_nothing_is_answered(
    shared: Workspace, reference: str, reason: str
) -> None:
    before = shared.register.log().height
    kind = HarmdeskError if reason != WHY else UnknownSuspectError
    with pytest.raises(kind):
        answer_access(Caller(shared, ANALYST), reference, reason)
    assert shared.register.log().height == before


def test_the_words_and_tables_say_the_same(shared: Workspace) -> None:
    found = answered(shared)
    assert in_access_words(found) == [
        (
            "N7654321 is recorded as Zenobia Quill, born 1987-11-23: named in 1 crime now, and in "
            "1 crime over all versions of the record up to 2."
        ),
        (
            f"They were on 1 frozen list, of {_day(found)}; their best place was "
            f"{found.lists['position'][0]}."
        ),
        "The log has 3 lines about them, by 1 user.",
        "2 files that named them left, to 2 users.",
    ]
    titles = {part[0]: len(part[3]) for part in access_parts(found)}
    assert titles == {
        "What is alleged, and was": 2,
        "Places on frozen lists": 1,
        "Who looked": 3,
        "Who received files": 2,
    }


def _day(found: SubjectAccess) -> str:
    on = found.lists["as_of"][0]
    return f"{on.day} {on:%B %Y}"


def test_the_file_is_a_pdf_and_leaves_a_line(shared: Workspace) -> None:
    content = access_file(Caller(shared, AUDITOR), answered(shared), WHY)
    assert content.startswith(b"%PDF-")
    last = shared.register.log().tail(1).row(0, named=True)
    assert (last["action"], last["subject"]) == ("file", "subject access of N7654321")
    assert [own.file for own in answered(shared).received][-1] == "subject access of N7654321"


def test_of_somebody_restricted_the_answer_says_so(shared: Workspace) -> None:
    restrict(Caller(shared, ADMINISTRATOR), "N7654321", "an error is claimed", "case 17")
    found = answered(shared)
    assert found.restricted
    assert in_access_words(found)[-1] == "They are restricted: nobody is shown them."


def test_of_somebody_erased_it_says_when_and_under_what_and_nothing_else(
    shared: Workspace,
) -> None:
    done = erase(Caller(shared, ADMINISTRATOR), "N7654321", "expired", "case 17")
    found = answered(shared, "N7654321")
    assert found.removed is not None
    assert found.removed.line == done.line
    assert found.removed.grounds == "person; authority: case 17; reason: expired"
    assert (found.names, found.allegations.height, found.looks.height) == ((), 0, 0)
    assert [own.who for own in found.received] == ["an analyst", "another analyst"]
    assert found.received[1].file == "a file about them alone"
    assert in_access_words(found)[0].startswith("N7654321 was erased on ")
    assert "N7654321" not in str(shared.register.log().rows())
    assert access_file(Caller(shared, AUDITOR), found, WHY).startswith(b"%PDF-")
    assert "N7654321" not in str(shared.register.log().rows())


def test_files_outstanding_are_named_and_each_receiver_has_a_notice(shared: Workspace) -> None:
    caller = Caller(shared, ADMINISTRATOR)
    done = erase(caller, "N7654321", "expired", "case 17")
    assert [(own.who, own.file) for own in done.outstanding][1] == (
        "another analyst",
        "profile of N7654321",
    )
    written = notices(caller, done, "N7654321")
    assert list(written) == ["an analyst", "another analyst"]
    assert all(content.startswith(b"%PDF-") for content in written.values())
    log = shared.register.log().tail(2)
    assert log["subject"].to_list() == [
        f"correction notice to {who} under line {done.line}" for who in written
    ]
    assert "N7654321" not in str(shared.register.log().rows())


def test_whoever_was_in_no_file_and_on_no_list_has_none(tmp_path: Path) -> None:
    load(tmp_path, [extract(row(**HER))])
    found = answered(Workspace(Settings(data=tmp_path)))
    assert in_access_words(found)[1:] == [
        "They were on no frozen list; they were assessed, and below the cut, for 0 frozen lists.",
        "Nobody opened or searched for them by themselves.",
        "No file that left is known to have named them.",
    ]
    assert [part[0] for part in access_parts(found)] == ["What is alleged, and was"]
