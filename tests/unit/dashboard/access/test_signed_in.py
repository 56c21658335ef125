"""Who somebody is by what a proxy or a provider says; what is not understood gives nothing."""

from __future__ import annotations

import pytest

from dashboard.access.signed_in import (
    LONGEST_NAME,
    plain_name,
    read_role_names,
    read_written,
    viewer_signed_in,
    written,
)
from dashboard.access.viewer import ROLES, Role, Viewer
from dashboard.errors import NotAllowedError

CAMDEN, HACKNEY = "E09000007", "E09000012"
KNOWN = {CAMDEN, HACKNEY}


def signed_in(who: str, groups: list[str], codes: list[str], names: str = "") -> Viewer:
    return viewer_signed_in(who, groups, codes, role_names=read_role_names(names), boroughs=KNOWN)


@pytest.mark.parametrize("role", ROLES)
def test_a_role_s_own_name_stands_for_it_where_nothing_is_set(role: Role) -> None:
    codes = [CAMDEN] if role == "supervisor" else []
    viewer = signed_in("ada", [role, "Staff", "everybody else"], codes)
    assert (viewer.who, viewer.roles, viewer.boroughs) == ("ada", (role,), frozenset(codes))


def test_a_group_stands_for_the_role_that_the_setting_names_and_a_role_s_name_for_none() -> None:
    names = "HD Analysts=analyst, cn=audit=auditor"
    assert signed_in("ada", ["HD Analysts"], [], names).roles == ("analyst",)
    assert signed_in("ada", ["cn=audit", "HD Analysts"], [], names).roles == ("analyst", "auditor")
    for group in ("analyst", "hd analysts", "HD Analysts ", "administrator"):
        with pytest.raises(NotAllowedError, match="ada is signed in and has no role"):
            signed_in("ada", [group], [], names)


def test_boroughs_count_for_a_supervisor_alone_and_must_exist() -> None:
    assert signed_in("ada", ["auditor"], [CAMDEN]).boroughs == frozenset()
    both = signed_in("ada", ["supervisor", "auditor"], [CAMDEN, HACKNEY])
    assert both.boroughs == {CAMDEN, HACKNEY}
    assert signed_in("ada", ["supervisor"], []).boroughs == frozenset()
    with pytest.raises(NotAllowedError, match="a supervisor of 'E09', which is no code"):
        signed_in("ada", ["supervisor"], [CAMDEN, "E09"])


@pytest.mark.parametrize("groups", [[], [""], ["Analyst"], ["analysts"], ["no role"]])
def test_nobody_without_a_role_is_let_in(groups: list[str]) -> None:
    with pytest.raises(NotAllowedError, match="ada is signed in and has no role in Harmdesk"):
        signed_in("ada", groups, [CAMDEN])


def test_a_name_has_one_form() -> None:
    assert plain_name("  Zoe\u0308 ") == "Zo\xeb" == plain_name("Zo\xeb")
    assert plain_name("ada@force.example") == "ada@force.example"
    assert plain_name("Ada") != plain_name("ada")  # two people, unless the proxy says otherwise


@pytest.mark.parametrize(
    "name", ["ad\x00a", "ada\u200b", "ada\u202eb", "a\ud800b", "ada\nbob", "\ufeffada", "a\x7f"]
)
def test_a_name_has_no_letters_that_nobody_sees(name: str) -> None:
    with pytest.raises(NotAllowedError, match="letters that nobody sees"):
        plain_name(name)


@pytest.mark.parametrize("name", ["", "   ", "a" * (LONGEST_NAME + 1)])
def test_a_name_is_neither_empty_nor_without_end(name: str) -> None:
    with pytest.raises(NotAllowedError, match="must have a name of 1 to 200 letters"):
        plain_name(name)


@pytest.mark.parametrize("text", ["chief", "a=chief", "=analyst", "a=analyst,a=auditor", ","])
def test_a_setting_that_names_no_group_and_role_is_refused(text: str) -> None:
    with pytest.raises(NotAllowedError, match="HARMDESK_ROLE_NAMES has"):
        read_role_names(text)


def test_a_viewer_is_handed_on_whole() -> None:
    viewer = Viewer(
        "Zo\xeb, <b>", role="supervisor", boroughs=frozenset(KNOWN), also=frozenset({"auditor"})
    )
    assert written(viewer).isascii()
    assert read_written(written(viewer)) == viewer
