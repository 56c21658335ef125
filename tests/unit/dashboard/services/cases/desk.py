"""A record, a frozen list and people who decide, as tests of cases need them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from dashboard.access.viewer import Viewer
from dashboard.services.cases.case_file import CaseFile
from dashboard.services.cases.deciding import adopt
from dashboard.services.cases.working import work
from dashboard.services.listing.frozen_lists import freeze_list
from dashboard.services.question import Question, ask
from dashboard.services.ranking_spec import RankingSpec
from dashboard.services.suspects.suspect_file import suspect_file
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from harm.scoring.rules import Rules
from tests.unit.dashboard.build import loaded, row

CAMDEN, HACKNEY = "E09000007", "E09000012"
ANALYST: Final = Viewer("ada")
SUPERVISOR: Final = Viewer("sue", role="supervisor", boroughs=frozenset({CAMDEN}))
OTHER: Final = Viewer("hal", role="supervisor", boroughs=frozenset({HACKNEY}))
WHY: Final = "Grave harm that goes on"
#: HER is a victim of S1 and accused by them; S1 to S3 live in Camden, FAR in Hackney.
ROWS: Final = (
    row(crime_ref="C1", suspect_id="S1", victim_id="VIC1", suspect_home_borough=CAMDEN),
    row(crime_ref="C2", suspect_id="S1", victim_id="HERREF", suspect_home_borough=CAMDEN),
    row(crime_ref="C3", suspect_id="S2", victim_id="VIC2", suspect_home_borough=CAMDEN),
    row(crime_ref="C4", suspect_id="S3", victim_id="VIC3", suspect_home_borough=CAMDEN),
    row(crime_ref="C5", suspect_id="FAR", victim_id="VIC4", suspect_home_borough=HACKNEY,
        borough=HACKNEY),
    row(crime_ref="C6", suspect_id="HERREF", suspect_name="Jane Fulham", victim_id="S1",
        suspect_home_borough=CAMDEN),
)  # fmt: skip


class Desk:
    """A folder, and questions of whoever asks it."""

    def __init__(self, folder: Path, top: int = 5) -> None:
        loaded(folder, *ROWS, synthetic=True)
        self.top = top
        self.workspace = Workspace(Settings(data=folder))
        self.list = freeze_list(self.ask(ANALYST)).name

    def ask(self, viewer: Viewer = SUPERVISOR) -> Question:
        return ask(self.workspace, viewer, RankingSpec(Rules(top=self.top)))

    def opened(self, person: str, viewer: Viewer = SUPERVISOR) -> Question:
        """Whoever asks has opened the page of a suspect."""
        question = self.ask(viewer)
        suspect_file(question, person)
        return question

    def adopted(self, person: str = "S2", owner: str = "olu") -> CaseFile:
        return adopt(self.opened(person), [person], owner, WHY)

    def active(self, person: str = "S2") -> CaseFile:
        self.adopted(person)
        plan = {"strand": "pursue", "tactic": "arrest", "owner": "pia", "due": "2026-06-01"}
        return work(self.ask(), person, "action", plan)

    def kinds(self) -> list[str]:
        return self.workspace.register.log()["action"].to_list()


def named(viewer: Viewer, who: str) -> Viewer:
    return replace(viewer, who=who)
