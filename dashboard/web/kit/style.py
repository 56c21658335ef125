"""The little that the theme cannot say; the one place for CSS and for the height of a row.

Each rule begins with the app itself, so that it outweighs Streamlit's own, whichever comes last.
"""

from __future__ import annotations

from typing import Final

#: Of a table, in pixels; where a table does not say it, it is a little more.
ROW_HEIGHT: Final = 32

STYLE: Final = """
<style>
  .stApp [data-testid="stMainBlockContainer"] { padding-left: 2rem; padding-right: 2rem; }
  .stApp [data-testid="stMetricValue"] { font-weight: 600; font-variant-numeric: tabular-nums; }
  .stApp [data-testid="stElementContainer"]:has(> [data-testid="stMetric"]) { min-width: 9rem; }
  .stApp [data-testid="stMultiSelect"] [data-tag] {
    background: transparent; border: 1px solid currentcolor; color: inherit;
  }
  .stApp [data-testid="stPageLink"] p { white-space: normal; }
  .stApp [class*="st-key-leaving"] { position: absolute; visibility: hidden; }
  .stApp .st-key-side-by-side > [data-testid="stLayoutWrapper"] { flex: 0 1 auto; width: auto; }
  @media (max-width: 640px) {
    .stApp [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
    .stApp [data-testid="stElementContainer"]:has(> [data-testid="stMetric"]) { flex: 1 1 40%; }
    .stApp [data-testid="stMetricValue"] { font-size: 1.1rem; }
    .stApp .st-key-minute { padding: 0.6rem 0.75rem; }
    .stApp .st-key-minute p { font-size: 0.9rem; line-height: 1.45; }
    .stApp [data-testid="stHeading"] h2 { font-size: 1.15rem; padding: 0.25rem 0; }
    .stApp .st-key-at-left-where-narrow { justify-content: flex-start; gap: 0.5rem; }
    .stApp [data-testid="stLayoutWrapper"]:has(> .st-key-below-where-narrow) { order: 1; }
  }
</style>
"""
