"""Debian's Chromium, driven by Playwright; no browser is ever downloaded, and none asks anything of the network."""

from playwright.sync_api import Browser, Playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--no-first-run", "--disable-default-apps",
]  # fmt: skip


def open_chromium(playwright: Playwright, path: str) -> Browser:
    """Start it without a window."""
    return playwright.chromium.launch(executable_path=path, headless=True, args=ARGUMENTS)
