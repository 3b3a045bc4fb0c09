"""The read API in words for people, and as a document for machines."""

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from asylia.edition.schema import tables
from asylia.site import answers
from asylia.site.openapi import document


@require_safe
def api(request: HttpRequest) -> HttpResponse:
    """How to read the data with a program."""
    return render(request, "site/api.html", {"tables": list(tables()), "root": request.build_absolute_uri("/")})


@answers.as_data
def openapi(request: HttpRequest) -> HttpResponseBase:
    """The OpenAPI document."""
    return answers.json(document())
