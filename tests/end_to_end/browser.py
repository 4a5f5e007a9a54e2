"""Debian's Chromium as the screens' browser, with a finger instead of a mouse."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import BrowserContext, ConsoleMessage, Page, ViewportSize, async_playwright

from tests.support.chromium import CHROMIUM

PATIENCE_MS = 30_000  # two busy cores
PORTRAIT = ViewportSize(width=1080, height=1920)


@dataclass
class Browser:
    """Opens screens, and keeps what goes wrong on them."""

    context: BrowserContext
    errors: list[str] = field(default_factory=list)

    async def open(self, address: str) -> Page:
        """Open a screen in a page of its own."""
        page = await self.context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("console", self._hear)
        await page.goto(address)
        return page

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.errors.append(message.text)


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """Run a browser; an error on one of its pages is an error of the test."""
    async with async_playwright() as playwright:
        program = await playwright.chromium.launch(executable_path=CHROMIUM)
        try:
            context = await program.new_context(viewport=PORTRAIT, has_touch=True, locale="zh-CN")
            browser = Browser(context)
            yield browser
            assert not browser.errors
        finally:
            await program.close()
