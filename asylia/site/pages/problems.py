"""What is said where there is no page: 400, 404, 410, 500. None of it repeats what was asked."""

import sys

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from asylia.edition.schema import DATABASE
from asylia.site import tongue
from asylia.site.headers import personal, place_of_failure


def problem(request: HttpRequest, status: int, title: str, what: str) -> HttpResponseBase:
    """A page that says what is the matter, and leads on: to front pages, and never to what was asked."""
    context = {"title": title, "what": what, "tongues": list(tongue.in_other_languages("/"))}
    return personal(render(request, "site/problem.html", context, status=status))


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """400."""
    what = _("It holds something that no page here takes.")
    return problem(request, 400, _("This address cannot be read"), what)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponseBase:
    """404."""
    return problem(request, 404, _("Nothing stands here"), _("This site has no such page."))


def stopped(request: HttpRequest, number: str) -> HttpResponseBase:
    """410, for every address of an edition that is no longer shown, whatever the address."""
    what = _(
        "Edition %(number)s is no longer shown: something in it was withdrawn since. Copies that were downloaded "
        "before cannot be recalled; please do not use them further, and work from the newest edition."
    )
    return problem(request, 410, _("Withdrawn"), what % {"number": number})


def broken(request: HttpRequest) -> HttpResponseBase:
    """500. What broke goes to the error stream: the place in our code, never the request.

    Where the edition was taken away while it was read, nothing broke: 404, as the next look will have it.
    """
    if (shown := getattr(request, "shown", None)) and not (shown.edition.path / DATABASE).is_file():
        return not_found(request, Http404())
    print(f"asylia site: {place_of_failure()}", file=sys.stderr, flush=True)
    title, what = _("Something broke on our side"), _("It was noted without your request. Please try again.")
    try:
        return problem(request, 500, title, what)
    except Exception:  # the edition itself cannot be read: plain words need none
        return personal(HttpResponse(f"{title}. {what}", status=500, content_type="text/plain; charset=utf-8"))
