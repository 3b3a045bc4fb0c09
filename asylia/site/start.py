"""Folders of editions -> an application that is ready to answer: looked through, read, counted, its words at hand.

Invariant: what is read, counted or compiled here is so before processes part, by one for all of them; where that fails,
it is said, and pages do it, or say so, themselves.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django
from django.core.wsgi import get_wsgi_application
from whitenoise import WhiteNoise

from asylia.codebook.book import book
from asylia.problems import Problem
from asylia.site.shelf import Shelf, Shown

STATIC, _TEMPLATES = Path(__file__).parent / "static", Path(__file__).parent / "templates"
LOOPBACK = ("localhost", "127.0.0.1", "[::1]")


@dataclass(frozen=True, slots=True)
class Served:
    """What a site serves: folders, the keys it trusts ('' for any), the host names it answers, whom to write to."""

    folders: tuple[Path, ...]
    trust: Path | None = None
    hosts: str = ""
    contact: str = ""

    def variables(self) -> dict[str, str]:
        """The same for the settings of the public process."""
        return {
            "DJANGO_SETTINGS_MODULE": "asylia.settings.site",
            "ASYLIA_EDITIONS": os.pathsep.join(str(folder.absolute()) for folder in self.folders),
            "ASYLIA_SITE_TRUST": str(self.trust.absolute()) if self.trust else "",
            "ASYLIA_SITE_CONTACT": self.contact,
        } | ({"ASYLIA_SITE_HOSTS": self.hosts} if self.hosts else {})


def opened(served: Served, *, ahead: bool = False) -> Shelf:
    """The shelf of this process, looked through; with ``ahead`` what the first page will want is read meanwhile.

    Raises ``Problem`` where no edition can be served.
    """
    os.environ.update(served.variables())
    django.setup()
    from asylia.site.addresses import shelf

    if ahead:
        shelf().read_ahead()
    if not shelf().look().shown:
        folders = ", ".join(map(str, served.folders))
        raise Problem(f"there is no edition to serve in {folders}", mend="Name a folder that asylia publish wrote.")
    return shelf()


def application(served: Served) -> Callable[..., Any]:
    """The WSGI application, its newest edition read and counted, and a page of each large kind written once."""
    newest = opened(served, ahead=True).standing().newest
    from asylia.site.headers import HEADERS, place_of_failure

    if newest:
        try:
            _prepare(newest, served.hosts)
        except Exception:  # its pages will say so; those of other editions, and of words, are there
            print(f"asylia site: {place_of_failure()}", file=sys.stderr, flush=True)
        newest.edition.close()  # workers, which are forked from here, open it for themselves

    pages = get_wsgi_application()
    static = WhiteNoise(pages, root=STATIC, prefix="static/", max_age=3600, allow_all_origins=False)

    def answer(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        """Static files answer GET and HEAD; what else is asked of them is a page that says no. All with our headers."""

        def begin(status: str, given: list[tuple[str, str]], *more: Any) -> Any:
            there = {name.lower() for name, _ in given}
            return start(status, given + [h for h in HEADERS.items() if h[0].lower() not in there], *more)

        return (static if environ["REQUEST_METHOD"] in ("GET", "HEAD") else pages)(environ, begin)

    return answer


def _prepare(newest: Shown, hosts: str) -> None:
    """Read and count before the fork what workers then share. The index comes late: another process reads it."""
    from asylia.site.pages import ties
    from asylia.site.pages.home import counted

    _compile()
    ties.read(newest)
    counted(newest)
    _write_some(newest, hosts)


def _compile() -> None:
    """Templates, the words of each language, the rules of names: whatever pages need that is of no edition."""
    from django.template.loader import get_template
    from django.urls import get_resolver
    from django.utils import translation

    from asylia.languages.language import languages
    from asylia.names.finding import finding_rules

    for template in sorted(_TEMPLATES.rglob("*.html")):
        get_template(template.relative_to(_TEMPLATES).as_posix())
    for language in languages():
        with translation.override(language):
            get_resolver().url_patterns  # noqa: B018 - it is read, and so are the words of the language
    finding_rules()


def _write_some(newest: Shown, hosts: str) -> None:
    """Write a page of each kind that is asked for most, in each language. Where the first name that is answered is a
    pattern, nothing is written, and no harm done.
    """
    from asylia.site import tongue
    from asylia.site.rendering import answer

    persons, host = newest.index.persons, hosts.partition(",")[0] or LOOPBACK[0]
    states = sorted(book().flagged("countries", "cape"))
    pages = ["", "persons", "incidents", *(f"states/{state}" for state in states[:1])]
    pages += [persons.id(0)] if len(persons) else []
    for _language, root in tongue.in_other_languages(f"/{newest.number}/"):
        for page in pages:
            answer(f"{root}{page}", host, static=False)
