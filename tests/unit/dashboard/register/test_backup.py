"""A register on either database is backed up with its record, and restored where it was."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from dashboard.access.viewer import Viewer
from dashboard.backup import sealing
from dashboard.errors import RegisterError
from dashboard.exports.backup_file import write_backup
from dashboard.register import Register
from dashboard.register.server import ServerDatabase
from dashboard.services.data import restore as restoring
from dashboard.services.data.restore import restore_folder
from dashboard.services.question import Caller
from dashboard.services.workspace import Workspace
from dashboard.settings import Settings
from tests.unit.dashboard.build import loaded, row
from tests.unit.dashboard.register.conftest import Place

KEEPER = Viewer("a keeper", role="administrator")


def keeper(folder: Path, url: str | None) -> Caller:
    settings = Settings.model_validate({"data": folder, "register_url": url})
    return Caller(Workspace(settings), KEEPER)


def remember_registers(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the place close every register that is opened in it, by whatever."""
    opening = Register.open.__func__  # type: ignore[attr-defined] # of a class method

    def remembered(cls: type[Register], /, *args: object, **options: object) -> Register:
        register: Register = opening(cls, *args, **options)
        place.opened.append(register)
        return register

    monkeypatch.setattr(Register, "open", classmethod(remembered))


def test_it_comes_back_where_it_was_and_never_onto_another(
    place: Place, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = tmp_path_factory.mktemp("elsewhere") / "b"
    remember_registers(place, monkeypatch)
    monkeypatch.setattr(sealing, "COST", 2)
    loaded(place.folder, row(crime_ref="C1", suspect_id="S1"))
    caller = keeper(place.folder, place.url)
    write_backup(caller, backup)
    log = caller.workspace.register.log()
    shutil.rmtree(place.folder)
    if place.url is not None:
        with pytest.raises(RegisterError, match=r"has a register with something in it .*--replace"):
            restore_folder(keeper(place.folder, place.url), backup)
        assert not list(place.folder.glob("*.duckdb"))
        assert place.open().log().equals(log)
    restore_folder(keeper(place.folder, place.url), backup, replace=place.url is not None)
    again = keeper(place.folder, place.url).workspace
    assert again.register.log().head(log.height).equals(log)
    assert again.register.verify().fault is None
    assert again.facts.version == 1
    assert (place.folder / "register.sqlite").exists() == (place.url is None)


def test_what_goes_wrong_leaves_the_database_as_it_was(
    place: Place, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = tmp_path_factory.mktemp("elsewhere") / "b"
    remember_registers(place, monkeypatch)
    monkeypatch.setattr(sealing, "COST", 2)
    loaded(place.folder, row(crime_ref="C1", suspect_id="S1"))
    caller = keeper(place.folder, place.url)
    write_backup(caller, backup)
    caller.workspace.register.note(KEEPER, "suspect", "S1", version=1)
    log = caller.workspace.register.log()

    def fail(*_: object) -> None:
        raise RegisterError("no line")

    def killed(*_: object) -> None:
        raise SystemExit(9)

    for broken, error in ((fail, RegisterError), (killed, SystemExit)):
        with monkeypatch.context() as patched:
            patched.setattr(restoring, "_log_restored", broken)
            if error is SystemExit:  # nothing is put back by whoever is killed
                patched.setattr(ServerDatabase, "put_back", lambda _: None)
            with pytest.raises(error):
                restore_folder(keeper(place.folder, place.url), backup, replace=True)
        if error is RegisterError:
            assert keeper(place.folder, place.url).workspace.register.log().equals(log)
    restore_folder(keeper(place.folder, place.url), backup, replace=True)
    again = keeper(place.folder, place.url).workspace.register
    assert again.log()["action"].to_list()[-2:] == ["gap", "restore"]
    with again._engine.connect() as connection:
        left = sa.inspect(connection).get_table_names()
    assert [name for name in left if name.startswith("replaced_")] == []
