"""No text of data reaches a place where it would be read as Markdown."""

import ast
from pathlib import Path

import pytest

import dashboard
from tests.unit.dashboard.escaping import Code

HOUSE = Path(dashboard.__file__).parent
WEB = HOUSE / "web"
PAGES = sorted(
    [
        *(path for room in ("kit", "parts", "views") for path in (WEB / room).glob("*.py")),
        WEB / "app.py",
        WEB / "navigation.py",
    ]
)


def test_no_page_gives_data_to_markdown() -> None:
    assert Code.of(PAGES).raw() == []


@pytest.mark.parametrize(
    "line",
    [
        "st.markdown(file.name)",
        "st.markdown(f'**{file.name}**')",
        "st.markdown('Of ' + str(file.name))",
        "words = in_list_words(ranking)\nst.markdown(words.title)",
        "for label, value in answers:\n    st.metric(label, value)",
        "st.select_slider('Step', [NONE, *crimes])",
        "st.radio('Which', names, format_func=lambda name: titles(name))",
        "st.expander(f'{counted(1, \"row\")} of {file.name}')",
        "st.text_input('Name', help=file.name)",
        "column.TextColumn('Name', help=file.name)",
        "st.error(str(error))",
        "st.table({'name': file.name})",
        "def show(title):\n    st.markdown(title)\nshow('fine')\nshow(file.name)",
        "def _words():\n    return file.name\nst.markdown(_words())",
        "words = 'fine'\nwords = file.name\nst.caption(words)",
        "st.markdown(' '.join(name for name in file.names))",
    ],
)
def test_data_that_is_given_raw_is_found(line: str, tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(line, encoding="utf-8")
    assert ast.parse(line)
    assert Code.of([page]).raw()


@pytest.mark.parametrize(
    "line",
    [
        "st.markdown('fine')",
        "st.markdown(f'**{escaped(file.name)}** {file.height:,} rows on {file.on:%d %b %y}')",
        "st.select_slider('Step', [NONE, *crimes], format_func=escaped)",
        "st.selectbox('Which', names, format_func=str)",
        "words = in_list_words(ranking)\nst.markdown(f'{words.sentence} Fine.')",
        "def show(title):\n    st.markdown(title)\nshow('fine')\nshow(escaped(file.name))",
        "st.error(escaped(str(error)))",
        "st.dataframe(people)",
    ],
)
def test_what_is_escaped_or_our_own_passes(line: str, tmp_path: Path) -> None:
    page = tmp_path / "page.py"
    page.write_text(line, encoding="utf-8")
    assert Code.of([page]).raw() == []
