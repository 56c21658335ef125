"""What a place, or all places together, rest on."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl
import streamlit as st

from dashboard.web.kit.table import small_table


def show_grounds(tables: Mapping[str, pl.DataFrame]) -> None:
    """Show the days divided in each way, side by side.

    Args:
        tables: as `wording.grounds.ground_tables`.
    """
    column = st.column_config
    places = st.columns(len(tables), gap="medium")
    for place, (label, parts) in zip(places, tables.items(), strict=True):
        with place:
            small_table(
                parts,
                {
                    "part": column.TextColumn(label, width=126),
                    "allegations": column.NumberColumn(
                        "Alleg.", width=52, format="localized", help="Allegations"
                    ),
                    "days": column.NumberColumn("Days", width=76, format="localized"),
                    "share": column.TextColumn("Share", width=70, alignment="right"),
                },
                alt=f"Days by {label[:1].lower()}{label[1:]}; they add up to the whole score.",
            )
