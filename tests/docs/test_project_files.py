"""What the project's own files say of the tree, the version, the checks and the container is so."""

from __future__ import annotations

import json
import re
import tomllib
from datetime import date
from pathlib import Path
from typing import Final

import pytest
from pydantic import ValidationError

from dashboard.cli.main import app
from dashboard.settings import Settings, own_addresses

ROOT: Final = Path(__file__).resolve().parents[2]
GUIDES: Final = ("CONTRIBUTING.md", "SECURITY.md", "README.md", "docs/architecture.md")
PACKAGES: Final = ("harm", "dashboard", "sample_data", "tools")
#: Folders that a path in a guide begins with.
TOP: Final = (*PACKAGES, "tests", "docs", ".github", ".ci", ".streamlit")


def text_of(path: str) -> str:
    return (ROOT / path).read_text(encoding="utf-8")


def paths_in(guide: str) -> list[str]:
    """Every path that a guide names as code, but those with a name that the reader chooses."""
    named = re.findall(r"`([^`\s]+)`", text_of(guide))
    return [
        name
        for name in named
        if name.startswith(tuple(f"{folder}/" for folder in TOP)) and "NAME" not in name
    ]


@pytest.mark.parametrize("guide", GUIDES)
def test_every_path_in_a_guide_exists(guide: str) -> None:
    paths = paths_in(guide)
    assert paths
    for path in paths:
        found = ROOT / path
        assert found.is_dir() if path.endswith("/") else found.is_file(), f"{guide}: {path}"


@pytest.mark.parametrize("guide", ["CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"])
def test_every_link_of_a_guide_leads_to_a_file(guide: str) -> None:
    targets = re.findall(r"\]\((?!https?:)([^)#]+)\)", text_of(guide))
    assert all((ROOT / target).is_file() for target in targets)


@pytest.mark.parametrize("package", ["harm", "dashboard", "tools"])
def test_the_architecture_has_every_room(package: str) -> None:
    rooms = {path.name for path in (ROOT / package).iterdir() if (path / "__init__.py").is_file()}
    guide = text_of("docs/architecture.md")
    assert rooms
    assert [room for room in sorted(rooms) if f"| `{package}/{room}/` |" not in guide] == []


@pytest.mark.parametrize(
    "contract", ["the floors of harm", "the floors of the dashboard"], ids=["harm", "dashboard"]
)
def test_the_layers_are_those_of_the_contracts(contract: str) -> None:
    contracts = tomllib.loads(text_of("pyproject.toml"))["tool"]["importlinter"]["contracts"]
    layers = next(wall["layers"] for wall in contracts if wall["name"].startswith(contract))
    table = text_of("docs/architecture.md").partition("\n## Layers\n")[2].partition("\n## ")[0]
    column = 1 if contract.endswith("harm") else 2
    cells = [line.split("|")[column] for line in table.splitlines() if line.startswith("| ")][1:]
    shown = [set(re.findall(r"`(\w+)`", cell)) for cell in cells if cell.strip()]
    assert shown == [set(layer.split(" | ")) for layer in layers]


def test_contributing_has_every_command_that_a_developer_needs() -> None:
    guide, makefile = text_of("CONTRIBUTING.md"), text_of("Makefile")
    for target in ("setup", "quick", "check", "test", "bench", "soak"):
        assert f"| `make {target}` |" in guide
        assert re.search(rf"^{target}:.*##", makefile, re.MULTILINE)


def test_the_changelog_begins_with_the_version_and_its_date() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    first = re.search(r"^## (\S+) \((\d{4}-\d{2}-\d{2})\)$", text_of("CHANGELOG.md"), re.MULTILINE)
    assert first is not None
    assert first[1] == version
    assert date.fromisoformat(first[2])
    assert text_of("CHANGELOG.md").index("## ") == first.start()


def test_the_security_policy_supports_this_version() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert f"| {version.rpartition('.')[0]} | yes |" in text_of("SECURITY.md")


# No parser of YAML is among the dependencies, so the workflow is read as text.
def test_continuous_integration_sets_up_python_and_calls_one_script() -> None:
    workflow = text_of(".github/workflows/ci.yml")
    steps = re.findall(r"^ {6}- (uses|run): (.+)$", workflow, re.MULTILINE)
    assert [kind for kind, _ in steps] == ["uses", "uses", "run"]
    assert steps[0][1].startswith("actions/checkout@")
    assert steps[1][1].startswith("actions/setup-python@")
    assert 'python-version: "3.11"' in workflow
    assert steps[2][1] == ".ci/run"
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o100
    assert "contents: read" in workflow
    assert "secrets." not in workflow


def test_continuous_integration_is_indented_as_yaml_needs() -> None:
    lines = text_of(".github/workflows/ci.yml").splitlines()
    assert not [line for line in lines if "\t" in line]
    assert not [line for line in lines if (len(line) - len(line.lstrip(" "))) % 2]
    assert [line for line in lines if re.match(r"^[a-z]+:", line)] == [
        "name: checks",
        "on:",
        "permissions:",
        "concurrency:",
        "jobs:",
    ]


def container() -> str:
    return text_of("tools/container/Containerfile")


def test_the_container_names_no_host_of_images_or_packages() -> None:
    recipe = container().replace("https://harm.example.police.uk", "")
    own = ["http://localhost:8501", "http://127.0.0.1:8501/health"]
    assert re.findall(r"https?://[^\s'\"]+", recipe) == own
    assert re.findall(r"^ARG BASE=(.+)$", recipe, re.MULTILINE) == ["python:3.11-slim"]
    assert re.findall(r"^FROM (\S+)", recipe, re.MULTILINE) == ["${BASE}", "${BASE}"]
    assert "index-url" not in recipe


def test_the_container_installs_the_lock_and_runs_without_privileges() -> None:
    recipe = container()
    assert "--no-deps --require-hashes" in recipe
    assert "--requirement requirements.lock" in recipe
    assert recipe.index("\nUSER harmdesk\n") < recipe.index("\nENTRYPOINT ")
    assert "\nVOLUME /data\n" in recipe
    assert "\nHEALTHCHECK " in recipe
    command = json.loads(
        re.sub(
            r"\\\n",
            "",
            recipe.partition("\nHEALTHCHECK ")[2].partition("CMD ")[2].partition("\nENTRY")[0],
        )
    )
    assert command[:2] == ["/opt/harmdesk/bin/python", "-c"]
    assert "/health" in command[2]
    assert compile(command[2], "health check", "exec")


def test_the_container_copies_what_is_there_and_all_that_is_packaged() -> None:
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", container(), re.MULTILINE)
    names = {name for line in copied for name in line.split()}
    assert all((ROOT / name).exists() for name in names)
    wheel = tomllib.loads(text_of("pyproject.toml"))["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert {*wheel["packages"], *wheel["force-include"], "requirements.lock"} <= names


def test_the_settings_of_the_container_are_accepted_and_fit_its_health_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    environment = dict(re.findall(r"(HARMDESK_[A-Z_]+)=(\S+?)(?: \\)?$", container(), re.MULTILINE))
    chosen = {name: environment[name] for name in ("HARMDESK_HOST", "HARMDESK_DATA")}
    chosen["HARMDESK_PUBLIC_URL"] = "http://localhost:8501"
    assert "HARMDESK_PUBLIC_URL=http://localhost:8501" in container()
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert (settings.host, str(settings.data)) == ("127.0.0.1", "/data")
    own = own_addresses(settings.host, 8501, settings.public_url)
    assert [(address.host, address.port) for address in own] == [("localhost", 8501)]
    assert '\nCMD ["serve"]' in container()
    assert "serve" in [command.callback.__name__ for command in app.registered_commands]  # type: ignore[union-attr]


def test_a_container_cannot_listen_on_every_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HARMDESK_HOST", "0.0.0.0")  # noqa: S104 - to be refused
    with pytest.raises(ValidationError, match="other machines could read every name"):
        Settings()
