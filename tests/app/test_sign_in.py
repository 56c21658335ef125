"""Pages where people sign in: each shows what its own reader may see, and a stranger nothing."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access.signed_in import written
from dashboard.access.viewer import ROLES, Role, Viewer
from dashboard.web.kit.session import ROLE_CHOSEN
from dashboard.web.navigation import PAGES
from tests.app.pages import DASHBOARD, PATIENCE, complaints, words_of
from tests.unit.dashboard.build import loaded, row

CAMDEN = "E09000007"
SENTENCE = "eve is signed in and has no role in Harmdesk."


@pytest.fixture
def folder(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HARMDESK_OIDC_ISSUER", "https://login.example")
    loaded(
        elsewhere,
        row(suspect_name="Olive Own", suspect_home_borough=CAMDEN, borough=CAMDEN),
        synthetic=True,  # a demonstration, where anybody else could choose
    )
    return elsewhere


def opened(view: str, **user: str | None) -> AppTest:
    page = AppTest.from_file(str(DASHBOARD / "app.py"), default_timeout=PATIENCE)
    page.user = dict(user)
    page.switch_page(f"views/{view}.py")
    return page.run()


@pytest.mark.parametrize("view", [page[0] for page in PAGES])
@pytest.mark.usefixtures("folder")
def test_a_stranger_sees_nothing_on_any_page(view: str) -> None:
    for user in ({}, {"viewer": None, "refusal": None}, {"sub": "ann", "is_logged_in": "yes"}):
        page = opened(view, **user)
        assert [title.value for title in page.title] == ["Harmdesk"]
        assert [button.label for button in page.button] == ["Sign in"]
        assert len(page.markdown) == 1
        shown = [*page.sidebar.children.values(), *page.dataframe, *page.error]
        assert shown == []


@pytest.mark.parametrize("view", ["overview", "list", "log", "method"])
@pytest.mark.usefixtures("folder")
def test_who_has_no_role_reads_why_and_may_sign_out(view: str) -> None:
    refusal = base64.urlsafe_b64encode(SENTENCE.encode()).decode()
    page = opened(view, refusal=refusal)
    assert [button.label for button in page.button] == ["Sign out"]
    assert [text.replace("\\", "") for text in complaints(page)] == [SENTENCE]
    shown = [*page.sidebar.children.values(), *page.dataframe, *page.markdown]
    assert shown == []


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.usefixtures("folder")
def test_the_role_is_that_of_whoever_signed_in_and_nobody_chooses(role: Role) -> None:
    own = frozenset({CAMDEN}) if role == "supervisor" else frozenset[str]()
    page = AppTest.from_file(str(DASHBOARD / "app.py"), default_timeout=PATIENCE)
    page.user = {"viewer": written(Viewer("ann", role=role, boroughs=own))}
    page.session_state[ROLE_CHOSEN] = "administrator"
    page.switch_page("views/method.py")
    page.run()
    assert not complaints(page)
    assert f"ann, {'an' if role[0] == 'a' else 'a'} {role}" in words_of(page)
    assert "ann, signed in" in words_of(page)
    assert "See the demonstration as" not in {box.label for box in page.selectbox}
    assert "Sign out" in {button.label for button in page.button}
