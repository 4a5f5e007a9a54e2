"""One browser for all tests of a file: each test has a fresh profile in it."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from playwright.async_api import Browser, async_playwright

from tests.screens.touching import CHROMIUM, FLAGS


@pytest.fixture(scope="module")
def anyio_backend() -> tuple[str, dict[str, Any]]:
    """The ordinary loop, the same for all tests of a file, because the browser lives on it.

    Not for the session: a loop stays for every test until its last fixture ends, and other rooms want virtual time.
    """
    return "asyncio", {}


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    """Debian's Chromium without a window."""
    async with async_playwright() as playwright:
        chromium = await playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        await chromium.close()
