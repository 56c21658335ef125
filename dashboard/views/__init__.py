"""The pages. Each asks the desk and shows what comes back; it works nothing out itself."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st

_HERE: Final = Path(__file__).parent

#: A file of our own: a named icon would be asked of another machine.
ICON: Final = _HERE.parent / "static" / "icon.png"

PAGES: Final = {
    "list": st.Page(
        _HERE / "list.py",
        title="The list",
        icon=":material/format_list_numbered:",
        default=True,
    ),
    "find": st.Page(
        _HERE / "find.py",
        title="Find",
        icon=":material/search:",
        url_path="find",
    ),
    "beside": st.Page(
        _HERE / "beside.py",
        title="Beside the list",
        icon=":material/call_split:",
        url_path="beside",
    ),
    "movement": st.Page(
        _HERE / "movement.py",
        title="Movement",
        icon=":material/swap_vert:",
        url_path="movement",
    ),
    "suspect": st.Page(
        _HERE / "suspect.py",
        title="Suspect",
        icon=":material/person_search:",
        url_path="suspect",
    ),
    "boroughs": st.Page(
        _HERE / "boroughs.py",
        title="Boroughs",
        icon=":material/map:",
        url_path="boroughs",
    ),
    "quality": st.Page(
        _HERE / "quality.py",
        title="Data quality",
        icon=":material/fact_check:",
        url_path="quality",
    ),
    "upload": st.Page(
        _HERE / "upload.py",
        title="Add data",
        icon=":material/upload_file:",
        url_path="upload",
    ),
    "method": st.Page(
        _HERE / "method.py",
        title="Method",
        icon=":material/menu_book:",
        url_path="method",
    ),
}
