"""A real browser at a real server: opens screens, and measures what a person would see and touch."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field

from playwright.async_api import Browser, Page

from edge.web.server import serve
from tests.support import chromium
from tests.web.hall_at_work import Stage

CHROMIUM = chromium.CHROMIUM
needs_chromium = chromium.needs_chromium
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SIZES = {
    "ticket": (1080, 1920),
    "kiosk": (1080, 1920),
    "board": (1920, 1080),
    "clerk": (1920, 1080),
    "rating": (1280, 800),
    "supervisor": (1440, 900),
    "technician": (1280, 800),
}


@dataclass
class Window:
    """A browser window on a stage's screens."""

    stage: Stage
    page: Page
    port: int
    server: AsyncExitStack
    errors: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    async def open(self, base: str) -> None:
        """Open a screen and wait for its first state."""
        width, height = SIZES[base.split("/")[1]]
        await self.page.set_viewport_size({"width": width, "height": height})
        await self.page.emulate_media(reduced_motion="reduce")  # what is measured stands still
        await self.page.goto(f"http://127.0.0.1:{self.port}{base}")
        await self.page.wait_for_selector("main > *:not(.loading)")

    async def touch(self, words: str) -> None:
        """Touch the button that says so."""
        await self.page.get_by_role("button", name=words).first.click()

    async def sees(self, words: str) -> None:
        """Wait until the screen says so; TimeoutError if it does not."""
        await self.page.get_by_text(words).first.wait_for(timeout=5000)

    async def hide(self, *, is_hidden: bool = True) -> None:
        """Let the page believe that it lies behind another one."""
        await self.page.evaluate(
            """(isHidden) => {
              Object.defineProperty(document, "hidden", { value: isHidden, configurable: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }""",
            is_hidden,
        )

    async def stop_server(self) -> None:
        """Let the daemon go away."""
        await self.server.aclose()

    async def start_server(self) -> None:
        """Let the daemon come back at the same address."""
        await self.server.enter_async_context(serve(self.stage.room, "127.0.0.1", self.port))


@asynccontextmanager
async def window_on(browser: Browser, stage: Stage) -> AsyncIterator[Window]:
    """Serve a stage and open a fresh profile; at the end no page may have had an error."""
    async with AsyncExitStack() as server:
        port = await server.enter_async_context(serve(stage.room, "127.0.0.1", 0))
        context = await browser.new_context()
        window = Window(stage, await context.new_page(), port, server)
        window.page.on("pageerror", lambda error: window.errors.append(str(error)))
        window.page.on("request", lambda request: window.asked.append(request.url))
        try:
            yield window
        finally:
            await context.close()
        assert window.errors == []


# Everything below runs in the page. Sizes are CSS pixels.

TARGETS = """() => [...document.querySelectorAll("button, a[href], input")].map((one) => {
  const { width, height, top, bottom } = one.getBoundingClientRect();
  return { words: one.textContent.trim().replace(/\\s+/g, " ").slice(0, 20), isMain: one.classList.contains("main"),
           width, height, top, bottom };
}).filter((one) => one.width > 0)"""

TEXTS = """() => {
  const channel = (value) => (value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  const light = ([red, green, blue]) => 0.2126 * channel(red) + 0.7152 * channel(green) + 0.0722 * channel(blue);
  const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const behind = (one) => {
    for (; one; one = one.parentElement) {
      const colour = numbers(getComputedStyle(one).backgroundColor);
      if (colour.length === 3 || colour[3] === 1) return colour;
    }
    return [255, 255, 255];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const one = node.parentElement;
    if (!node.textContent.trim() || one.getClientRects().length === 0) continue;
    const style = getComputedStyle(one);
    const [dark, bright] = [light(numbers(style.color)), light(behind(one))].sort((a, b) => a - b);
    const size = parseFloat(style.fontSize);
    found.push({ words: node.textContent.trim().slice(0, 20), isOff: one.closest(":disabled") !== null, size,
                 line: parseFloat(style.lineHeight) / size, contrast: (bright + 0.05) / (dark + 0.05) });
  }
  return found;
}"""

OVERFLOW = """() => {
  const page = document.documentElement;
  return Math.max(page.scrollWidth - page.clientWidth, page.scrollHeight - page.clientHeight);
}"""

STORED = """async () => ({
  local: localStorage.length, session: Object.keys(sessionStorage).filter((key) => key !== "build"),
  cookies: document.cookie, databases: (await indexedDB.databases()).length,
})"""
