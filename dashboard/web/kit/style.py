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
  .stApp [data-testid="stMarkdown"] h2 { font-size: 1.1rem; padding: 0.75rem 0 1rem; }
  .stApp [data-testid="stMultiSelect"] [data-tag] {
    background: transparent; border: 1px solid currentcolor; color: inherit;
  }
  .stApp [data-testid="stPageLink"] p { white-space: normal; }
  .stApp button[kind^="primary"] { color: Canvas; } /* white would be faint in the dark theme */
  .stApp [class*="st-key-leaving"] { position: absolute; visibility: hidden; }
  .stApp .st-key-settings-elsewhere { display: none; }
  .stApp .st-key-brand {
    background: url("/app/static/icon.png") 0 50% / 2rem no-repeat;
    margin-top: -3.25rem; padding: 0.25rem 0 0.25rem 2.6rem;
  }
  .stApp .st-key-search-everywhere [data-testid="stTextInput"] { flex: 1; }
  .stApp .st-key-keys button p,
  .stApp .st-key-search-everywhere button p {
    position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  }
  .stApp .st-key-menu [data-testid="stHeading"] > div { margin: 0; }
  .stApp .st-key-menu h3 { font-size: 0.8rem; font-weight: 600; padding: 0.5rem 0 0; }
  .stApp .st-key-menu [data-testid="stPageLink-NavLink"] { padding: 0.15rem 0.5rem; }
  .stApp .st-key-side-by-side > [data-testid="stLayoutWrapper"] { flex: 0 1 auto; width: auto; }
  @media (max-width: 640px) {
    .stApp [data-testid="stMainBlockContainer"] { padding: 4.5rem 1rem 2rem; }
    .stApp [data-testid="stElementContainer"]:has(> [data-testid="stMetric"]) { flex: 1 1 40%; }
    .stApp [data-testid="stMetricValue"] { font-size: 1.1rem; }
    .stApp [data-testid="stMetricValue"] :is(div, p) {
      white-space: normal !important; overflow: visible;
    }
    .stApp .st-key-minute { padding: 0.5rem 0.6rem; }
    .stApp .st-key-minute p { font-size: 0.8rem; line-height: 1.3; }
    .stApp .st-key-at-left-where-narrow button p {
      position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
    }
    .stApp .st-key-the-way-back { display: none; }
    .stApp [data-testid="stTable"] :is(th, td) {
      overflow-wrap: anywhere; white-space: normal; padding: 0.3rem 0.25rem; min-width: 0;
    }
    .stApp [data-testid="stMainBlockContainer"] h1 { font-size: 1.4rem; padding: 0.25rem 0; }
    .stApp [data-testid="stHeading"] h2 { font-size: 1.15rem; padding: 0.25rem 0; }
    .stApp .st-key-at-left-where-narrow { justify-content: flex-start; gap: 0.5rem; }
    .stApp [data-testid="stLayoutWrapper"]:has(> .st-key-below-where-narrow) { order: 1; }
  }
  .stApp .st-key-in-print-alone { display: none; }
  @page { size: A4 landscape; margin: 12mm; }
  @media print {
    html, body, #root { background: #fff !important; height: auto !important; overflow: visible; }
    .stApp, .stApp [data-testid="stAppViewContainer"], .stApp [data-testid="stMain"] {
      position: static !important; display: block !important; height: auto !important;
      overflow: visible !important; background: #fff !important;
    }
    .stApp [data-testid="stMainBlockContainer"] { max-width: none; padding: 0; }
    .stApp [data-testid="stSidebar"], .stApp [data-testid="stHeader"],
    .stApp [data-testid="stToolbar"], .stApp [data-testid="stStatusWidget"],
    .stApp [data-testid="stExpandSidebarButton"], .stApp [data-testid="stSkeleton"],
    .stApp [data-testid="stElementContainer"]:has(
      > .stButton, > .stDownloadButton, > .stSelectbox, > .stMultiSelect, > .stTextInput,
      > .stNumberInput, > .stDateInput, > .stPopover, > .stButtonGroup, > .stPageLink,
      > .stFileUploader, > .stCheckbox, > .stRadio, > .stSlider, > .stToast
    ),
    .stApp [data-testid="stPopover"], .stApp [data-testid="stForm"],
    .stApp [data-testid="stPageLink"] { display: none !important; }
    .stApp :is(h1, h2, h3, p, li, label, span, summary, td, th),
    .stApp [data-testid="stMetricValue"] { color: #1b2733 !important; }
    .stApp :is(h1, h2, h3) { break-after: avoid; }
    .stApp :is(
      [data-testid="stDataFrame"], [data-testid="stTable"], [data-testid="stPlotlyChart"],
      [data-testid="stMetric"], [data-testid="stAlert"]
    ) { break-inside: avoid; max-width: 100%; print-color-adjust: exact; }
    .stApp .st-key-in-print-alone { display: block; }
  }
</style>
"""

#: On paper the dark theme's tables and charts, which are drawn and not written, are turned light.
DARK_IN_PRINT: Final = """
<style>
  @media print {
    .stApp :is([data-testid="stDataFrame"], [data-testid="stPlotlyChart"]) {
      filter: invert(1) hue-rotate(180deg);
    }
  }
</style>
"""
