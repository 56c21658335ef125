"""What the reader's browser does of its own: keys, one step back, and where a table was left."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import streamlit as st
from streamlit.components.v2.get_bidi_component_manager import get_bidi_component_manager
from streamlit.components.v2.manifest_scanner import ComponentConfig, ComponentManifest

PRODUCT: Final = "harmdesk"
NAME: Final = f"{PRODUCT}.browser"
#: Where the script is: served as a file of our own, since the page runs no other.
FOLDER: Final = Path(__file__).parent.parent / "components"
KEY: Final = "browser"
#: Where a session keeps the reference that Enter opened in this run.
OPENED: Final = "opened by Enter"


def attend_browser() -> None:
    """Let the browser help, and note whom it asks to open in this run.

    Streamlit's own table opens nothing by keyboard, and each part of an address that changes would
    be a step of its own in the history. Where the script does not run, all else works.
    """
    manager = get_bidi_component_manager()
    if manager.get_component_asset_root(NAME) is None:
        part = ComponentConfig(name=NAME.removeprefix(f"{PRODUCT}."), asset_dir=FOLDER.name)
        manifest = ComponentManifest(name=PRODUCT, version="1", components=[part])
        manager.register_from_manifest(manifest, FOLDER.parent)
    with st.container(key="leaving browser"):
        mount = st.components.v2.component(NAME, js="browser.js", isolate_styles=False)
        result = mount(key=KEY, on_opened_change=lambda: None, height="content")
    reference = result.get("opened")
    st.session_state[OPENED] = reference if isinstance(reference, str) else None


def opened_by_key() -> str | None:
    """The reference in the row at which Enter was pressed; None where it was not."""
    reference: str | None = st.session_state.get(OPENED)
    return reference
