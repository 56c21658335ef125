"""Builds every shipped table: `python -m tools.tables SOURCES_DIR`.

Run only when a source has a new edition; the tables themselves are kept with the code.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from tools.tables import (
    allocation,
    categories,
    geography,
    indices,
    marginals,
    null_world,
    pursuit,
    reach,
    recorded_crime,
)


def main() -> None:
    """Read the sources folder named on the command line and write the tables."""
    parser = argparse.ArgumentParser(prog="python -m tools.tables", description=__doc__)
    parser.add_argument("sources", type=Path, help="folder of source files, laid out by topic")
    sources: Path = parser.parse_args().sources
    if not sources.is_dir():
        parser.error(f"{sources} is not a folder; name the one that holds the source files")
    for module in (
        indices,
        categories,
        geography,
        reach,
        recorded_crime,
        marginals,
        null_world,
        allocation,
        pursuit,
    ):
        module.build(sources)


if __name__ == "__main__":
    main()
