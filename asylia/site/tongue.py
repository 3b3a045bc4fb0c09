"""In which language a page answers: the address alone decides, never what a browser says of its reader.

Invariant: English has no prefix, every other language has its own; so a page's address says all that decides its bytes.
"""

from collections.abc import Callable, Iterator

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from asylia.languages.language import Language, language, languages

Answer = Callable[[HttpRequest], HttpResponseBase]


def tongues(get_response: Answer) -> Answer:
    """Middleware: speak the language of the address."""

    def answer(request: HttpRequest) -> HttpResponseBase:
        with translation.override(spoken(request.path_info)):
            response = get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or default())
            return response

    return answer


def default() -> str:
    """The language whose addresses have no prefix."""
    return next(iter(languages()))


def spoken(path: str) -> str:
    """The language in which an address answers."""
    first = path.split("/", 2)[1]
    return first if first in languages() else default()


def current() -> Language:
    """The language in which this page is being written."""
    return language(translation.get_language() or default())


def in_other_languages(path: str) -> Iterator[tuple[Language, str]]:
    """The address of a page in each language, its own among them."""
    bare = without_prefix(path)
    for code, each in languages().items():
        yield each, bare if code == default() else f"/{code}{bare}"


def without_prefix(path: str) -> str:
    """The address as English has it."""
    first = path.split("/", 2)[1]
    return path[len(first) + 1 :] or "/" if first in languages() and first != default() else path
