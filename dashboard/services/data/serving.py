"""That a dashboard serves a data folder, so that no restore replaces it under its readers."""

from __future__ import annotations

from dashboard.store.serving import held_open

__all__ = ["held_open"]
