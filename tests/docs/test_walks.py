"""The walks of CONTRIBUTING.md, the code part of each, taken on a copy: it works as they say."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from typing import Final

import pytest

from dashboard.web.kit.ranking_spec import DEFINITION
from dashboard.wording.listing import BRIEF
from dashboard.wording.rules import DEFINITION_WORDS
from harm.offences import definitions

ROOT: Final = Path(__file__).resolve().parents[2]
CONTRIBUTING: Final = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
PATIENCE: Final = 120

#: Six allegations of rape against five suspects, the first of whom has two.
A_RECORD: Final = """
from pathlib import Path
from tests.unit.dashboard.build import ANALYST, loaded, row
from dashboard.services.question import ask
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
data = Path("data")
loaded(data, *(row(crime_ref=f"C{n}", suspect_id=f"S{n % 5}") for n in range(6)))
question = ask(Workspace(Settings(data=data)), ANALYST)
"""


def walk_of(title: str) -> str:
    """The lines of a walk."""
    return CONTRIBUTING.partition(f"\n### {title}\n")[2].partition("\n#")[0]


class Walk:
    """A copy of the code in which only what a walk names may be written."""

    def __init__(self, folder: Path, title: str) -> None:
        self._folder = folder
        self._named = re.findall(r"`([\w./-]+/[\w./-]+)`", walk_of(title))
        self._written: set[str] = set()
        for package in ("harm", "dashboard"):
            shutil.copytree(
                ROOT / package, folder / package, ignore=shutil.ignore_patterns("__pycache__")
            )
        shutil.copytree(ROOT / ".streamlit", folder / ".streamlit")

    def write(self, path: str, text: str) -> None:
        """Write a new file that the walk names."""
        self._name(path)
        assert not (self._folder / path).exists()
        (self._folder / path).write_text(text, encoding="utf-8")

    def change(self, path: str, before: str, after: str) -> None:
        """Put a text that stands there once in another's place, in a file that the walk names."""
        self._name(path)
        file = self._folder / path
        text = file.read_text(encoding="utf-8")
        assert text.count(before) == 1, f"{path} has {before!r} {text.count(before)} times"
        file.write_text(text.replace(before, after), encoding="utf-8")

    def append(self, path: str, text: str) -> None:
        """Add to the end of a file that the walk names."""
        self._name(path)
        with (self._folder / path).open("a", encoding="utf-8") as file:
            file.write(text)

    def run(self, script: str) -> str:
        """What a script writes that runs on the copy; these tests' own helpers come with it."""
        self._is_taken_whole()
        done = subprocess.run(
            [sys.executable, "-c", script],
            cwd=self._folder,
            env=os.environ
            | {
                "PYTHONPATH": os.pathsep.join([str(self._folder), str(ROOT)]),
                "HARMDESK_DATA": str(self._folder / "data"),
            },
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def _name(self, path: str) -> None:
        assert any(fnmatch(path, name.replace("NAME", "*")) for name in self._named), path
        self._written.add(path)

    def _is_taken_whole(self) -> None:
        """Every file of the program that the walk changes was written."""
        for name in self._named:
            of_program = name.startswith(("harm/", "dashboard/")) and not name.endswith("/")
            if of_program and name not in LOOKED_AT:
                pattern = name.replace("NAME", "*")
                assert any(fnmatch(path, pattern) for path in self._written), name


#: What a walk names to be read or imported, and not to be changed.
LOOKED_AT: Final = {
    "dashboard/web/kit/page.py",
    "dashboard/cli/options.py",
    "dashboard/services/gate.py",
}


@pytest.mark.parametrize(
    "title",
    ["Add an index", "Add a definition", "Add a page", "Add a command", "Add a service"],
)
def test_a_walk_has_five_lines_and_names_its_test(title: str) -> None:
    lines = walk_of(title).strip().splitlines()
    assert [line[:2] for line in lines] == ["1.", "2.", "3.", "4.", "5."]
    assert "`tests/" in lines[-1]


def test_adding_an_index(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "Add an index")
    tables = "harm/offences/indices/tables"
    walk.write(f"{tables}/plain-2026.csv", "ho_class,title,days\n19C,Rape,1000\n")
    walk.append(f"{tables}/SOURCES.csv", "plain-2026.csv,a test,2026,MIT,2026-11-26\n")
    registry = "harm/offences/indices/registry.py"
    shipped = (ROOT / registry).read_text(encoding="utf-8")
    example = re.search(r"def _ons_css_2020\(.*?\n    \)\n", shipped, re.DOTALL)
    assert example is not None
    function = example[0].replace("ons_css_2020", "plain").replace("ons-css-2020", "plain-2026")
    walk.append(registry, f'\n\n{function}\n\nregister("plain-2026", _plain)\n')
    assert walk.run(
        f"""{A_RECORD}
from dataclasses import replace
from harm.offences import indices
other = question.on(replace(question.spec, index="plain-2026"))
print(indices.names(), other.ranking.table.select("suspect_id", "tenths").row(0))
"""
    ) == ("['cchi-2020', 'ons-css-2020', 'plain-2026'] ('S0', 20000)")


def test_adding_a_definition(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "Add a definition")
    names = "harm/offences/definitions/__init__.py"
    walk.change(names, '"vawg-any-sex", "all"]', '"vawg-any-sex", "all", "domestic"]')
    for path, label in (
        ("dashboard/wording/rules.py", "domestic allegations"),
        ("dashboard/wording/listing.py", "domestic allegations"),
    ):
        last = '    "all": "allegations of any offence",\n'
        walk.change(path, last, f'{last}    "domestic": "{label}",\n')
    last = '    "all": "All offences",\n'
    walk.change(
        "dashboard/web/kit/ranking_spec.py", last, f'{last}    "domestic": "Domestic abuse",\n'
    )
    walk.change(
        "harm/scoring/eligibility.py",
        '    if definition == "all":\n',
        '    if definition == "domestic":\n'
        '        return {"not_in_definition": ~pl.col("domestic").fill_null(value=False)}\n'
        '    if definition == "all":\n',
    )
    walk.change("dashboard/cli/options.py", "vawg-any-sex or all", "vawg-any-sex, all or domestic")
    assert walk.run(
        f"""{A_RECORD}
from dashboard.wording.rules import in_rules_words
from harm.scoring.rules import Rules
loaded(data, row(crime_ref="D1", suspect_id="S9", domestic=True))
from dashboard.services.ranking_spec import RankingSpec
domestic = ask(question.workspace, ANALYST, RankingSpec(Rules(definition="domestic")))
print(domestic.ranking.table["suspect_id"].to_list(), in_rules_words(domestic.spec.rules))
"""
    ).startswith("['S9'] Days of harm, added up over domestic allegations recorded in the ")


def test_every_definition_has_all_its_labels() -> None:
    assert set(DEFINITION) == set(BRIEF) == set(DEFINITION_WORDS) == set(definitions.NAMES)


def test_adding_a_page(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "Add a page")
    walk.write(
        "dashboard/web/views/count.py",
        '''"""Count: how many suspects are assessed."""

import streamlit as st

from dashboard.web.kit.page import page

with page() as question:
    st.title("Count", anchor=False)
    st.markdown(f"{question.ranking.assessed} suspects are assessed.")
''',
    )
    last = '    ("method", "Method", "menu_book", "About"),\n'
    new = '    ("count", "Count", "tag", "List"),\n'
    walk.change("dashboard/web/navigation.py", last, f"{last}{new}")
    right = '    "method": act.SEE_SETTINGS,\n'
    walk.change("dashboard/web/navigation.py", right, f'{right}    "count": act.SEE_LIST,\n')
    words = walk.run(
        f"""{A_RECORD}
import dashboard
from streamlit.testing.v1 import AppTest
app = AppTest.from_file(str(Path(dashboard.__file__).parent / "web" / "app.py"), default_timeout=60)
app.switch_page("views/count.py")
app.run()
assert not app.exception and not app.error, [*app.exception, *app.error]
print(app.title[0].value, *(element.value for element in app.markdown))
"""
    )
    assert words.startswith("Count")
    assert "5 suspects are assessed." in words
    assert "OFFICIAL\\-SENSITIVE" in words


def test_adding_a_command(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "Add a command")
    walk.append(
        "dashboard/cli/listing.py",
        '''

@with_spec
def count(data: Data = None, *, spec: RankingSpec, json: Json = False) -> None:
    """Count the suspects on a list."""
    from dashboard.cli.display import listing as display_listing
    from dashboard.services.listing.ranked_list import ranked_list

    display_listing.show_count(ranked_list(question_at(data, spec)), json=json)
''',
    )
    walk.append(
        "dashboard/cli/display/listing.py",
        '''

def show_count(listing: RankedList, *, json: bool) -> None:
    """How many suspects are listed."""
    if json:
        answer(listed=listing.people.height)
        return
    sys.stdout.write(f"{listing.people.height} suspects are listed.\\n")
''',
    )
    main = "dashboard/cli/main.py"
    imported = "from dashboard.cli.listing import (\n"
    walk.change(main, imported, f"{imported}    count,\n")
    walk.change(main, "    rank,\n    explain,", "    rank,\n    count,\n    explain,")
    assert (
        walk.run(
            f"""{A_RECORD}
import sys
from dashboard.cli.main import main
sys.argv = ["harmdesk", "count", "--top", "3", *sys.argv[1:]]
main()
"""
        )
        == "3 suspects are listed."
    )


def test_adding_a_service(tmp_path: Path) -> None:
    walk = Walk(tmp_path, "Add a service")
    actions = "dashboard/access/actions.py"
    walk.change(actions, '    "mend",\n', '    "mend",\n    "count",\n')
    walk.change(actions, '    "find": "find",\n', '    "find": "find",\n    "count": "count",\n')
    walk.change(
        actions,
        "\nACTIONS: Final = frozenset(\n    {\n",
        '\nCOUNT: Final = Action("count suspects", "people", "count")\n'
        "\nACTIONS: Final = frozenset(\n    {\n        COUNT,\n",
    )
    listed = "            act.SEE_LIST,\n"
    walk.change("dashboard/access/rights.py", listed, f"{listed}            act.COUNT,\n")
    walk.write(
        "dashboard/services/places/suspect_count.py",
        '''"""How many suspects are assessed."""

from dataclasses import dataclass

from dashboard.access.actions import COUNT
from dashboard.services.gate import about, service
from dashboard.services.question import Question


@dataclass(frozen=True, slots=True)
class SuspectCount:
    """How many suspects are assessed."""

    assessed: int


@service(COUNT, about("everyone"))
def count_suspects(question: Question) -> SuspectCount:
    """How many suspects are assessed."""
    return SuspectCount(question.ranking.assessed)
''',
    )
    assert walk.run(
        f"""{A_RECORD}
from dashboard.errors import NotAllowedError
from dashboard.services.gate import SERVICES
from dashboard.services.places.suspect_count import count_suspects
from tests.unit.dashboard.services.test_gate import Closed
log = question.workspace.register.log
before = log().height
answer = count_suspects(question)
print(answer.assessed, log()[before:].select("action", "subject", "version").rows())
closed = ask(Workspace(Settings(data=data), policy=Closed()), ANALYST)
try:
    count_suspects(closed)
except NotAllowedError as error:
    print(error, log().height - before)
"""
    ).splitlines() == [
        "5 [('count', 'everyone', 1)]",
        "an analyst may not count suspects (everyone). 1",
    ]


def test_where_is_names_what_is_there() -> None:
    table = CONTRIBUTING.partition("\n## Where is …?\n")[2].partition("\n## ")[0]
    rows = re.findall(r"^\| (.+?) \| `(.+?)` \| (.+?) \|$", table, re.MULTILINE)
    assert len(rows) == table.count("\n| ") - 1
    for what, path, names in rows:
        there = set(names_in((ROOT / path).read_text(encoding="utf-8")))
        for name in re.findall(r"`(\w+)`", names):
            assert name in there, f"{what}: {path} has no {name}"


def names_in(source: str) -> Iterator[str]:
    """Every name that a module defines, imports or uses; not the words of its texts."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.FunctionDef(name=name) | ast.ClassDef(name=name) | ast.alias(name=name):
                yield name
            case ast.Name(id=name) | ast.Attribute(attr=name):
                yield name
