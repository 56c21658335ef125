"""Cases on the command line, as a supervisor and an analyst use them, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import pytest
from pptx import Presentation
from pypdf import PdfReader

from dashboard.access.viewer import Viewer
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.contract.program import Answer, Here, assert_refused
from tests.unit.dashboard.build import loaded, row

CAMDEN, HACKNEY = "E09000007", "E09000012"
SUPERVISOR: Final = f"supervisor@{CAMDEN}"
WHY: Final = ("--reason", "Grave harm that goes on")
ADOPT: Final = ("--owner", "olu", *WHY)


class Run:
    """Runs `harmdesk case` in a role."""

    def __init__(self, here: Here, folder: Path, patch: pytest.MonkeyPatch) -> None:
        self._here, self.folder, self._patch = here, folder, patch

    def __call__(self, *words: str, role: str = SUPERVISOR) -> Answer:
        self._patch.setenv("HARMDESK_ROLE", role)
        return self._here("case", *words, "--data", str(self.folder / "data"))

    def case(self, *words: str, role: str = SUPERVISOR) -> dict[str, Any]:
        found = self(*words, "--json", role=role).json["case"]
        assert {"id", "person", "state", "owner", "events"} <= set(found)
        return dict(found)

    def explain(self, person: str, role: str = SUPERVISOR) -> None:
        self._patch.setenv("HARMDESK_ROLE", role)
        assert self._here("explain", person, "--data", str(self.folder / "data")).code == 0

    def log(self) -> list[dict[str, Any]]:
        desk = Workspace(Settings(data=self.folder / "data"))
        return desk.register.log().to_dicts()


@pytest.fixture
def run(here: Here, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    loaded(
        tmp_path / "data",
        row(suspect_id="OWN", suspect_home_borough=CAMDEN, borough=CAMDEN, victim_id="VIC-1"),
        row(crime_ref="C2", suspect_id="FAR", suspect_home_borough=HACKNEY, borough=HACKNEY),
        synthetic=True,
    )
    freeze_list(ask(Workspace(Settings(data=tmp_path / "data")), Viewer("ada")))
    return Run(here, tmp_path, monkeypatch)


def test_a_case_goes_from_the_list_to_its_end(run: Run) -> None:
    listed = run("list", "--json").json
    assert listed["totals"]["adopted"] == listed["overrides"]["adopted_outside"] == "0"
    assert listed["blind_views"] == {"given": "0", "agreed": "0", "unsure": "0"}
    assert [(case["person"], case["state"]) for case in listed["cases"]] == [("OWN", "candidate")]
    run.explain("OWN")
    adopted = run.case("adopt", "OWN", *ADOPT)
    assert (adopted["state"], adopted["owner"], adopted["person"]) == ("adopted", "olu", "OWN")
    assert [event["kind"] for event in adopted["events"]] == ["list", "review", "adopt"]
    plan = ("--strand", "pursue", "--tactic", "arrest", "--owner", "pia", "--due", "2026-06-01")
    assert run.case("plan", adopted["id"], *plan)["state"] == "active"
    run.case("note", "OWN", "clock", "rule=bail", "starts=2026-08-31")
    (bail,) = [due for due in run.case("show", "OWN")["due"] if due["kind"] == "clock"]
    assert (bail["ends"], bail["next_by"]) == ("2026-11-30", "inspector")
    run.case("note", "OWN", "extend", "clock=C1", "by=inspector")
    assert_refused(run("note", "OWN", "extend", "clock=C1", "by=inspector"), "by superintendent")
    outcome = ("--what", "charge", "--on", "2026-05-05", "--because", "of_listing")
    run.case("outcome", "OWN", *outcome, "--tied-to", "achilles_heel", "--offences", "3")
    closed = run.case("close", "OWN", *WHY)
    assert closed["state"] == "closed"
    assert run.case("reopen", "OWN", *ADOPT)["state"] == "active"
    assert run.case("close", "OWN", *WHY, "--ground", "wrong_person")["state"] == "closed"


def test_adopting_in_bulk_unopened_or_without_a_reason_is_refused_and_logged(run: Run) -> None:
    assert_refused(run("adopt", "OWN", *ADOPT), "not opened this suspect's page")
    run.explain("OWN")
    assert_refused(run("adopt", "OWN", "OWN", *ADOPT), "one person at a time")
    assert_refused(run("adopt", "OWN", "--owner", "olu"), "no reason")
    lines = [line["subject"] for line in run.log() if line["action"] == "case_refused"]
    assert len(lines) == 4
    assert all("OWN" in line for line in lines)
    assert_refused(run("adopt", "OWN", *ADOPT, role="analyst"), "is for a supervisor")
    assert run.case("show", "OWN")["events"] == []


def test_cases_are_proposed_reviewed_declined_and_deferred(run: Run) -> None:
    name = run("list", "--json").json["list"]
    made = run("propose", "--list", name, "--json", role="analyst").json["cases"]
    assert {case["person"] for case in made} == {"OWN", "FAR"}
    run.explain("OWN", role="analyst")
    assert run.case("review", "OWN", "--view", "unsure", role="analyst")["state"] == "in_review"
    assert run.case("defer", "OWN", *WHY, "--until", "2026-06-01")["state"] == "deferred"
    run.explain("OWN")
    assert run.case("decline", "OWN", *WHY)["state"] == "not_adopted"
    again = run.case("propose", "OWN", "--again", *WHY, role="analyst")
    assert again["state"] == "candidate"
    assert_refused(run("propose", role="analyst"), "Say whom to propose")
    assert_refused(run("counter", "OWN", "--answer", "It was defence"), "nothing to answer")


@pytest.mark.parametrize("words", [("show",), ("adopt", *ADOPT), ("minutes",)])
def test_an_unknown_and_a_forbidden_reference_are_one(run: Run, words: tuple[str, ...]) -> None:
    first, *rest = words
    answers = [run(first, reference, *rest) for reference in ("FAR", "XYZ")]
    assert answers[0].err.replace("FAR", "XYZ") == answers[1].err
    assert_refused(answers[0], "no case or suspect")


def test_the_minutes_of_a_meeting_are_a_file(run: Run, tmp_path: Path) -> None:
    run.explain("OWN")
    run.case("adopt", "OWN", *ADOPT, "--meeting", "2026-05-05")
    run.case("minutes", "OWN", "--meeting", "2026-05-05", "--text", "The risk is the same")
    file = tmp_path / "minutes.pdf"
    day = ("--meeting", "2026-05-05")
    written = run("minutes", *day, "--pdf", str(file), "--for", "The chair", "--json").json
    assert written == {"file": str(file), "meeting": "2026-05-05", "lines": 2}
    words = " ".join(page.extract_text() for page in PdfReader(file).pages)
    assert "Minutes of the meeting of 5 May 2026" in words
    assert "The risk is the same" in " ".join(words.split())
    line = next(line for line in run.log() if line["action"] == "file")
    assert line["subject"] == "case minutes of 2026-05-05; for The chair"
    assert_refused(run("minutes", "--pdf", str(file)), "name its day with --meeting")
    assert_refused(run("minutes", "OWN", *day, "--pdf", str(file)), "leave the reference")
    assert_refused(run("minutes", *day, "--for", "The chair"), "name one with --pdf")
    assert_refused(run("minutes", "--meeting", "soon", "--pdf", str(file)), "soon")


def test_a_meeting_has_its_pack_its_minutes_and_its_calendar(run: Run, tmp_path: Path) -> None:
    run.explain("OWN")
    case = run.case("adopt", "OWN", *ADOPT, "--meeting", "2026-05-05")
    run.case("note", "OWN", "clock", "rule=bail", "starts=2026-08-31")
    run.case("minutes", "OWN", "--meeting", "2026-05-05", "--text", "The risk is the same")
    minutes = run("minutes", "--meeting", "2026-05-05", "--json").json["minutes"]
    assert [line["kind"] for line in minutes] == ["adopt", "minute"]
    pack, calendar = tmp_path / "pack.pdf", tmp_path / "cases.ics"
    agenda = run("pack", "--out", str(pack), "--now", "2026-11-20", "--json").json["agenda"]
    assert (agenda["clocks"], agenda["new"]) == (1, 0)
    words = "\n".join(page.extract_text() for page in PdfReader(pack).pages)
    assert "Case of OWN" in words
    assert "not legal advice" in words
    assert run("calendar", "--out", str(calendar), "--now", "2026-11-20", "--json").code == 0
    ics = calendar.read_text("utf-8")
    assert f"SUMMARY:{case['id']}: Bail before charge" in ics
    assert "DTSTART;VALUE=DATE:20261130" in ics
    assert "OWN" not in ics
    for content in (pack.read_bytes(), calendar.read_bytes(), words.encode()):
        assert b"VIC-1" not in content
    kinds = [line["subject"] for line in run.log() if line["action"] == "file"]
    assert kinds == ["case pack of 2026-11-20", "case of OWN", "calendar of cases"]
    assert_refused(run("calendar", "--out", str(pack)), "pack.pdf")
    closed = run("close", "OWN", *WHY, "--ground", "wrong_person", "--json").json
    assert [file["file"] for file in closed["outstanding"]] == [
        "case pack of 2026-11-20",
        "case of OWN",
    ]


def test_the_victim_side_is_by_code_and_for_its_lead_alone(run: Run) -> None:
    run.explain("OWN")
    run.case("adopt", "OWN", *ADOPT)
    assert_refused(run("show", "OWN", "--victims"), "whoever looks after a victim")
    who = Viewer.here().who
    assert run.case("victim", "OWN", "V1", "--lead", who)["victims_without_lead"] == 0
    run.case("victim", "OWN", "V1", "--step", "safety_plan", "--on", "2026-05-05")
    shown = run.case("show", "OWN", "--victims")
    assert shown["victims"] == [
        {
            "code": "V1",
            "lead": who,
            "steps": [{"step": "safety_plan", "on": "2026-05-05", "done": True}],
        }
    ]
    assert_refused(
        run("minutes", "OWN", "--meeting", "2026-05-05", "--text", "VIC-1 said so"), "V1"
    )
    assert not any("VIC-1" in str(line) for line in run.log())


def test_words_for_people_say_where_a_case_stands(run: Run) -> None:
    run.explain("OWN")
    run.case("adopt", "OWN", *ADOPT)
    shown = run("show", "OWN")
    assert shown.code == 0
    assert "The case is adopted since" in shown.out
    assert "olu owns it" in shown.out
    assert "not legal advice" in run("list").out
    assert_refused(run("list", "--state", "lost"), "is no state")
    assert_refused(run("note", "OWN", "measure", "DVPO"), "is no detail")
    assert_refused(run("victim", "OWN", "V1"), "--lead")


def test_a_pack_is_slides_where_its_file_ends_so(run: Run, tmp_path: Path) -> None:
    run.explain("OWN")
    run.case("adopt", "OWN", *ADOPT)
    by_name, by_option = tmp_path / "pack.PPTX", tmp_path / "other"
    assert run("pack", "--out", str(by_name), "--now", "2026-11-20", "--json").code == 0
    assert run("pack", "--pptx", str(by_option), "--for", "The chair", "--json").code == 0
    for file in (by_name, by_option):
        titles = [slide.shapes.title for slide in Presentation(str(file)).slides]
        assert "Case of OWN: adopted" in [title.text for title in titles if title is not None]
    kinds = [line["subject"] for line in run.log() if line["action"] == "file"]
    assert kinds[:2] == ["case slides of 2026-11-20", "case of OWN"]
    assert kinds[2].endswith("; for The chair")
    assert run("pack", "--out", str(by_name), "--json").code == 0  # slides replace slides
    (tmp_path / "notes.pptx").write_text("not slides")
    refused = run("pack", "--out", str(tmp_path / "notes.pptx"))
    assert_refused(refused, "is there and is not a file of PowerPoint")
    both = run("pack", "--out", str(by_name), "--pptx", str(by_option))
    assert_refused(both, "give --out or --pptx")
