"""What a catalogue reads of an edition: schema.org, DataCite, Dublin Core, and the tags that citation managers know.

One set of facts, written in each form. Invariant: no person stands in it.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from asylia.languages.language import languages
from asylia.site import tongue
from asylia.site.shelf import Shown

CREATOR = "The Asylia developers"
PUBLISHER = "Asylia"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_TABLES = ("persons", "incidents", "protections", "sources")


@dataclass(frozen=True, slots=True)
class Metadata:
    """The facts of one edition. ``date`` is a day as ``2026-11-24`` or ''; addresses are absolute."""

    number: str
    title: str
    description: str
    date: str
    address: str
    download: str
    languages: tuple[str, ...]

    @property
    def year(self) -> str:
        """The year of publication."""
        return (self.date or self.number)[:4]

    def tags(self) -> Iterator[tuple[str, str]]:
        """``<meta>`` names with their contents: Dublin Core and ``citation_*``."""
        yield "DC.title", self.title
        yield "DC.creator", CREATOR
        yield "DC.publisher", PUBLISHER
        yield "DC.type", "Dataset"
        yield "DC.description", self.description
        yield "DC.identifier", self.address
        yield "DC.rights", LICENCE
        yield "citation_title", self.title
        yield "citation_author", CREATOR
        yield "citation_publisher", PUBLISHER
        yield "citation_public_url", self.address
        yield "citation_publication_date", (self.date or self.year).replace("-", "/")
        if self.date:
            yield "DC.date", self.date

    def schema_org(self) -> dict[str, object]:
        """JSON-LD of schema.org's ``Dataset``."""
        dated = {"datePublished": self.date} if self.date else {}
        return {
            "@context": "https://schema.org/",
            "@type": "Dataset",
            "name": self.title,
            "description": self.description,
            "url": self.address,
            "identifier": self.address,
            "version": self.number,
            **dated,
            "license": LICENCE,
            "isAccessibleForFree": True,
            "inLanguage": list(self.languages),
            "creator": {"@type": "Organization", "name": CREATOR},
            "publisher": {"@type": "Organization", "name": PUBLISHER},
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": "application/zip", "contentUrl": self.download}
            ],
        }

    def datacite(self) -> dict[str, object]:
        """The same by DataCite's metadata schema 4, in its JSON form. There is no DOI before somebody registers one."""
        return {
            "schemaVersion": "http://datacite.org/schema/kernel-4",
            "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Dataset"},
            "titles": [{"title": self.title, "lang": "en"}],
            "creators": [{"name": CREATOR, "nameType": "Organizational"}],
            "publisher": {"name": PUBLISHER},
            "publicationYear": self.year,
            "version": self.number,
            "language": "en",
            "url": self.address,
            "dates": [{"date": self.date, "dateType": "Issued"}] if self.date else [],
            "descriptions": [{"description": self.description, "descriptionType": "Abstract", "lang": "en"}],
            "rightsList": [{"rightsUri": LICENCE, "rightsIdentifier": "CC-BY-4.0", "lang": "en"}],
            "alternateIdentifiers": [{"alternateIdentifier": self.address, "alternateIdentifierType": "URL"}],
        }


def of(shown: Shown, request: HttpRequest) -> Metadata:
    """The metadata of an edition, as this host serves it."""
    counts = shown.edition.counts
    held = {table: tongue.current().number(counts[table]) for table in _TABLES}
    return Metadata(
        number=shown.number,
        title=_("Asylia, edition %(number)s: how states reach across borders to silence people who fled them")
        % {"number": shown.number},
        description=_(
            "Cases that published sources tell of, coded claim by claim: %(persons)s persons, %(incidents)s incidents, "
            "%(protections)s protections, %(sources)s sources. No rates, no trends."
        )
        % held,
        date=shown.edition.date,
        address=request.build_absolute_uri(reverse("edition", args=[shown.number])),
        download=request.build_absolute_uri(reverse("whole", args=[shown.number])),
        languages=tuple(languages()),
    )
