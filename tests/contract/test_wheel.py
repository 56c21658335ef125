"""The built package works by itself: installed elsewhere, without the checkout."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from tests.browser.serving import answers, serving
from tests.contract.program import harmdesk

ROOT = Path(__file__).resolve().parents[2]
#: What the demonstration needs to be made, and not to be shown.
LEFT_OUT = {"generator", "names", "people", "tables", "example_uploads"}


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package, built."""
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", folder)
    return next(folder.glob("*.whl"))


def run(*command: str | Path, folder: Path = ROOT) -> str:
    """What a command says, with nothing of this checkout on its path."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "HARMDESK"))}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def install(python: Path, *arguments: str | Path) -> None:
    """Install by uv where it is there and works, or else by pip, as `make` does."""
    uv = shutil.which("uv")
    if uv is not None:
        by_uv = (uv, "pip", "install", "--quiet", "--python", python, *arguments)
        if subprocess.run(by_uv, check=False, capture_output=True).returncode == 0:
            return
    # Byte code is made of what is imported, when it is; of all else it would take a minute.
    quiet = ("--quiet", "--disable-pip-version-check", "--no-compile")
    run(python, "-m", "pip", "install", *quiet, *arguments)


def test_the_wheel_has_the_demonstration_and_not_what_made_it(wheel: Path) -> None:
    with ZipFile(wheel) as opened:
        files = set(opened.namelist())
    assert {
        "sample_data/data/demonstration.parquet",
        "dashboard/.streamlit/config.toml",
        "dashboard/geography/tables/recorded_crime.parquet",
        "dashboard/geography/tables/ward_crime.parquet",
        "dashboard/search/tables/short_forms.csv",
        "harm/offences/definitions/vawg.csv",
    } <= files
    modules = {Path(file).stem for file in files if file.startswith("sample_data/")}
    folders = {Path(file).parts[1] for file in files if file.startswith("sample_data/")}
    assert not (modules | folders) & LEFT_OUT
    assert "demonstration" in modules
    assert not any(file.startswith("tools/") for file in files)
    assert not any(file.startswith("tests") for file in files)


@pytest.mark.deep(0, of=2)
def test_the_wheel_and_the_lock_make_a_working_harmdesk_in_an_empty_environment(
    wheel: Path, demonstration: Path, tmp_path: Path
) -> None:
    run(sys.executable, "-m", "venv", tmp_path / "env")
    own = tmp_path / "env" / "bin"
    install(
        own / "python",
        *("--no-deps", "--require-hashes", "--requirement", ROOT / "requirements.lock"),
    )
    install(own / "python", "--no-deps", wheel)
    run(own / "python", "-m", "pip", "check", "--disable-pip-version-check")
    data = tmp_path / "data"
    listed = (own / "harmdesk", "rank", "--data", data, "--json")
    assert run(own / "harmdesk", "--version", folder=tmp_path) == harmdesk("--version").out
    run(own / "harmdesk", "demo", "--data", data, folder=tmp_path)
    assert (
        json.loads(run(*listed, folder=tmp_path))
        == harmdesk("rank", "--json", data=demonstration).json
    )
    with serving(data, harmdesk=own / "harmdesk", prepare=True) as server:
        assert answers(server.port)
