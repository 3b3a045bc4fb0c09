"""A page in Chromium, and what it complained of or asked of others."""

from playwright.sync_api import Browser, Page

from tests.serving import Served


class Watched:
    """One context of a browser with one page in it."""

    def __init__(self, browser: Browser, site: Served, **options: object) -> None:
        self.context = browser.new_context(accept_downloads=True, **options)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.elsewhere: list[str] = []
        self.site = site
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self._asked(request.url))

    def _asked(self, url: str) -> None:
        if not url.startswith(self.site.address + "/"):
            self.elsewhere.append(url)

    def open(self, path: str) -> Page:
        """Go to an address of the site."""
        self.page.goto(self.site.address + path)
        return self.page
