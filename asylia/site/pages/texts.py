"""Pages of words: what this is, how it is made, what who is named may ask, what the server knows of its readers."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from asylia.site.frame import newest_or_none
from asylia.site.pages.standards import standards, verdicts


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """What is recorded and what is not."""
    return render(request, "site/about.html")


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    """How the data are made, and how far that meets the standards of the field."""
    context = {"standards": list(standards(newest_or_none())), "verdicts": verdicts()}
    return render(request, "site/method.html", context)


@require_safe
def ethics(request: HttpRequest) -> HttpResponse:
    """What is never recorded, and how to ask for removal or correction."""
    return render(request, "site/ethics.html", _contact())


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """With what these pages can be read, and what is known to be missing."""
    return render(request, "site/accessibility.html", _contact())


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What the server does not know of its readers."""
    return render(request, "site/privacy.html")


@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Whom to write to, as the publisher configured it."""
    return render(request, "site/contact.html", _contact())


def _contact() -> dict[str, str]:
    return {"contact": str(getattr(settings, "CONTACT", ""))}
