"""What every test stands on: simulated time for the async ones, seeded examples for the generated ones."""

from typing import Any

import pytest
from hypothesis import HealthCheck, settings

from tests.support.campaign import IS_FULL
from tests.support.virtual_loop import VirtualLoop

# An async test gets its loop through a fixture of one test, which hypothesis finds suspicious; the loop carries no
# state from one example to the next that a test could see.
QUIET = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]

settings.register_profile(
    "slice", derandomize=True, database=None, deadline=None, max_examples=120, suppress_health_check=QUIET
)
settings.register_profile("campaign", deadline=None, max_examples=2_000, print_blob=True, suppress_health_check=QUIET)
settings.load_profile("campaign" if IS_FULL else "slice")


@pytest.fixture
def anyio_backend(request: pytest.FixtureRequest) -> tuple[str, dict[str, Any]]:
    """The loop of one async test: virtual time, unless the test is marked `real_time`."""
    if request.node.get_closest_marker("real_time"):
        return "asyncio", {}
    return "asyncio", {"loop_factory": VirtualLoop}
