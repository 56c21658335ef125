"""What the generator makes, once for all tests of this folder."""

import pytest

from sample_data.generator.population import Demonstration, generate


@pytest.fixture(scope="session")
def made() -> Demonstration:
    return generate()
