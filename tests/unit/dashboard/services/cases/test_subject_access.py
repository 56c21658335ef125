"""What somebody is told of the case about them, and what protects others and is not told."""

from __future__ import annotations

import io
from pathlib import Path

from pypdf import PdfReader

from dashboard.exports.subject_access import access_file
from dashboard.services.cases.deciding import name_victim_lead
from dashboard.services.cases.working import note_victim_step, work
from dashboard.services.question import Caller
from dashboard.services.suspects.subject_access import answer_access
from dashboard.wording.subject_access import access_parts
from tests.unit.dashboard.services.cases.desk import ANALYST, SUPERVISOR, WHY, Desk, named

REQUEST = "request 12 of May"


def test_decisions_are_told_and_the_victim_side_is_not(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    opened = desk.active("S2")
    name_victim_lead(desk.ask(), "S2", "V1", "vic lead")
    lead = desk.ask(named(SUPERVISOR, "vic lead"))
    note_victim_step(lead, "S2", "V1", "safety_plan", on="2026-05-02", done=True)
    plan = {"strand": "protect", "tactic": "safety_measure", "owner": "pia", "due": "2026-06-01"}
    work(desk.ask(), "S2", "action", {**plan, "text": "Locks are changed"})
    work(desk.ask(), "S2", "finish_action", {"action": "A2", "result": "done", "on": "2026-05-09"})
    safer = {"what": "victim_safe_measure", "on": "2026-05-09", "because": "of_listing"}
    work(desk.ask(), "S2", "outcome", {**safer, "tied_to": "achilles_heel"})
    caller = Caller(desk.workspace, ANALYST)
    found = answer_access(caller, "S2", REQUEST)
    kinds = [event.kind for event in found.cases[opened.id]]
    assert kinds == ["list", "review", "adopt", "action", "start"]
    (part,) = [part for part in access_parts(found) if part[0] == "Cases"]
    assert [row[0] for row in part[3]] == [opened.id] * 5
    assert WHY in " ".join(part[3][2])
    pages = PdfReader(io.BytesIO(access_file(caller, found, REQUEST))).pages
    words = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert "section 45" in words
    for said in ("vic lead", "Safety plan", "Locks", "Safety measure", "victim safer"):
        assert said not in words
    assert answer_access(caller, "S3", REQUEST).cases == {}
