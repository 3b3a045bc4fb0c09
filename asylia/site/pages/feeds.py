"""For machines that find their way: the feed of editions, the map of the site without persons, what robots may do."""

from collections.abc import Iterator
from datetime import UTC, datetime
from xml.etree import ElementTree

from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from asylia.edition.numbers import order
from asylia.site import metadata, tongue
from asylia.site.addresses import of_edition, shelf
from asylia.site.shelf import Shown

_SITEMAP, _XHTML = "http://www.sitemaps.org/schemas/sitemap/0.9", "http://www.w3.org/1999/xhtml"
# Pages that name nobody. Those of an edition, and those of the site.
_OF_EDITION = ("edition_home", "states", "measures", "codebook", "stages", "sources", "aggregates", "edition")
_OF_SITE = ("home", "editions", "about", "method", "names", "ethics", "accessibility", "privacy", "contact", "api")


@require_safe
def atom(request: HttpRequest) -> HttpResponseBase:
    """The feed of editions, the newest first."""
    feed = Atom1Feed(
        title="Asylia: editions",
        link=request.build_absolute_uri(reverse("editions")),
        feed_url=request.build_absolute_uri(reverse("feed")),
        description="",
        language="en",
        author_name=metadata.CREATOR,
    )
    shown = shelf().standing().shown.values()
    for each in sorted(shown, key=lambda each: order(each.number), reverse=True):
        found = metadata.of(each, request)
        when = _when(found)
        feed.add_item(
            title=found.title,
            link=found.address,
            description=found.description,
            unique_id=found.address,
            pubdate=when,
            updateddate=when,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _when(found: metadata.Metadata) -> datetime:
    """A feed needs a moment; an edition has a day, or the year in its number."""
    return datetime.fromisoformat(f"{found.date or f'{found.year}-01-01'}T00:00:00+00:00").astimezone(UTC)


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Pages that name nobody, each with its sisters in other languages."""
    ElementTree.register_namespace("", _SITEMAP)
    ElementTree.register_namespace("xhtml", _XHTML)
    root = ElementTree.Element(f"{{{_SITEMAP}}}urlset")
    for path in _pages():
        for _, address in tongue.in_other_languages(path):
            entry = ElementTree.SubElement(root, f"{{{_SITEMAP}}}url")
            ElementTree.SubElement(entry, f"{{{_SITEMAP}}}loc").text = request.build_absolute_uri(address)
            for other, there in tongue.in_other_languages(path):
                href = request.build_absolute_uri(there)
                link = {"rel": "alternate", "hreflang": other.tag, "href": href}
                ElementTree.SubElement(entry, f"{{{_XHTML}}}link", link)
    return HttpResponse(ElementTree.tostring(root, "utf-8", xml_declaration=True), content_type="application/xml")


def _pages() -> Iterator[str]:
    yield from map(reverse, _OF_SITE)
    for number in shelf().standing().shown:
        yield from (reverse(name, args=[number]) for name in _OF_EDITION)


@require_safe
def robots(request: HttpRequest) -> HttpResponseBase:
    """Robots may read everything, so that they see which pages they may not keep."""
    words = f"User-agent: *\nDisallow:\n\nSitemap: {request.build_absolute_uri(reverse('sitemap'))}\n"
    return HttpResponse(words, content_type="text/plain; charset=utf-8")


@of_edition
def schema_org(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """The edition in schema.org's words."""
    return _json(metadata.of(shown, request).schema_org(), "application/ld+json")


@of_edition
def datacite(request: HttpRequest, shown: Shown) -> HttpResponseBase:
    """The edition in DataCite's words."""
    return _json(metadata.of(shown, request).datacite(), "application/json")


def _json(content: dict[str, object], kind: str) -> HttpResponseBase:
    return JsonResponse(content, content_type=kind, json_dumps_params={"ensure_ascii": False, "indent": 1})
