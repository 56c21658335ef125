"""The little that the theme cannot say; the one place for CSS."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
<style>
  [data-testid="stMainBlockContainer"] { padding-left: 2rem; padding-right: 2rem; }
  [data-testid="stMetricValue"] { font-weight: 600; font-variant-numeric: tabular-nums; }
  [data-testid="stElementContainer"]:has(> [data-testid="stMetric"]) { min-width: 9rem; }
  [data-testid="stCaptionContainer"] { opacity: 0.8; }
  @media (max-width: 640px) {
    [data-testid="stMainBlockContainer"] { padding-left: 1rem; padding-right: 1rem; }
    [data-testid="stElementContainer"]:has(> [data-testid="stMetric"]) { flex: 1 1 40%; }
    [data-testid="stMetricValue"] { font-size: 1.1rem; }
  }
</style>
"""
