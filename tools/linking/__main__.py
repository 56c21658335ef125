"""Learns the model that is shipped: `python -m tools.linking`.

It is learnt from made-up records of another seed than the demonstration's, with other mistakes in
them (`sample_data/generator/recorded_twice.py`). Run it after a change to the levels or to those
mistakes; a test holds the file and this together.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from dashboard.analysis import linking
from dashboard.analysis.linking.learning import learn
from dashboard.analysis.linking.model import FILE, Model
from sample_data.generator.recorded_twice import register_with_doubles

SEED: Final = 71
PEOPLE: Final = 100_000
NAME: Final = "synthetic-1"
SOURCE: Final = (
    f"{PEOPLE:,} synthetic people of seed {SEED}, 3 % of them recorded twice, with the mistakes of "
    "sample_data/generator/recorded_twice.py; no name, and nothing of any force"
)


def learn_shipped() -> Model:
    """The model as it is shipped."""
    register, truth = register_with_doubles(PEOPLE, seed=SEED)
    return learn(register, truth, name=NAME, source=SOURCE)


def main() -> None:
    """Write the file again."""
    path = Path(linking.__file__).parent / FILE
    path.write_text(learn_shipped().as_json(), encoding="utf-8")


if __name__ == "__main__":
    main()
