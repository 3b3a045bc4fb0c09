"""What three standards of the field ask, and how far this site meets it, point by point.

The standards, restated: Standards for Casualty Recording (Every Casualty Counts, 2016, plain English 2020), Berkeley
Protocol on Digital Open Source Investigations (OHCHR and UC Berkeley, 2020/2022), and the quality criteria of
country-of-origin information (ACCORD manual; EUAA report methodology). Invariant: where a point is not met, it says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from asylia.site.addresses import at
from asylia.site.shelf import Shown

MET, PART, NOT = "met", "part", "not"


@dataclass(frozen=True, slots=True)
class Point:
    """One thing asked, the verdict, how or why not, and the page that shows it."""

    asks: str
    verdict: str
    how: str
    label: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard and its points."""

    name: str
    anchor: str
    points: tuple[Point, ...]


def standards(shown: Shown | None) -> Iterator[Standard]:
    """The three standards in the language that is spoken; links into the edition where one is shown."""
    yield Standard(_("Standards for Casualty Recording"), "casualty-recording", tuple(_casualty(shown)))
    yield Standard(_("Berkeley Protocol"), "berkeley", tuple(_berkeley(shown)))
    yield Standard(_("Quality of country-of-origin information"), "country-of-origin", tuple(_coi(shown)))


def verdicts() -> dict[str, str]:
    """What each verdict is called."""
    return {MET: _("Met"), PART: _("Met in part"), NOT: _("Not met")}


# Parts of an edition's page that are there if it has this paper.
_PAPERS = {"#coverage": "coverage.csv", "#agreement": "agreement.csv", "#notes": "NOTES.md"}


def _page(shown: Shown | None, name: str, *args: str, anchor: str = "") -> str:
    if shown is None:
        return ""
    lacking = anchor in _PAPERS and _PAPERS[anchor] not in shown.edition.manifest.get("files", {})
    return at(shown, name, *args) + ("" if lacking else anchor)


def _casualty(shown: Shown | None) -> Iterator[Point]:
    yield Point(
        _("Organisation: who records, who answers for it, who pays"), PART,
        _("Each publisher of an edition answers for it and is named under Contact as configured. The software names no "
          "funder and has no board; a publisher has to state its own."),
        _("Contact"), reverse("contact"),
    )  # fmt: skip
    yield Point(
        _("Method: types of sources"), MET,
        _("Published sources only, each with its type, date and licence, and with what rests on it."),
        _("Sources"), _page(shown, "sources"),
    )  # fmt: skip
    yield Point(
        _("Method: collection"), PART,
        _("The coverage table says what of each source was read. The first edition rests on one published report and "
          "what it cites; there is no systematic search for cases yet, so absence says nothing."),
        _("Coverage"), _page(shown, "edition", anchor="#coverage"),
    )  # fmt: skip
    yield Point(
        _("Method: evaluation of sources and information"), MET,
        _("Each claim keeps who asserts it and how: reported, alleged, disputed, denied, found by a court. Nothing is "
          "scored; the words of the assertion stand."),
        _("Who asserts, and how"), _page(shown, "vocabulary", "assertions"),
    )  # fmt: skip
    yield Point(
        _("Method: corroboration"), MET,
        _("Sources count as independent only where none derives from the other and they share neither volume nor "
          "project. What rests on one source is seen to rest on one."),
        _("Sources"), _page(shown, "sources"),
    )  # fmt: skip
    yield Point(
        _("Method: quality control"), MET,
        _("The bundled register was coded twice without sight of each other; agreement is published with its bounds, "
          "and every difference has a decision and its reason. Both coders were runs of one language model, which is "
          "said there: agreement between people may be lower."),
        _("Agreement"), _page(shown, "edition", anchor="#agreement"),
    )  # fmt: skip
    yield Point(
        _("Definitions of every category"), MET,
        _("Every column and code has a definition, what counts, what does not, and most an example."),
        _("Codebook"), _page(shown, "codebook"),
    )  # fmt: skip
    yield Point(
        _("Criteria of inclusion and exclusion"), MET,
        _("Who is a person of these data, of which kind, and on which ground, stands in the codebook and "
          "at each person."),
        _("Kinds of persons"), _page(shown, "vocabulary", "person_kinds"),
    )  # fmt: skip
    yield Point(
        _("Changes of method are stated and dated"), MET,
        _("An edition names the version of its codebook and its stage rule, and tells what changed against the one "
          "before and why."),
        _("All editions"), reverse("editions"),
    )  # fmt: skip
    yield Point(
        _("Where sources disagree: the range, a stated rule, a mark"), MET,
        _("Every value stands. What is shown follows one rule: an editor's stated preference, else more independent "
          "sources, else nothing is preferred and tables count the range."),
        _("Contested persons"), _page(shown, "persons", anchor="?contested=yes"),
    )  # fmt: skip
    yield Point(
        _("Where it is safe, the sources are asked"), NOT,
        _("The editors of the first edition asked nobody: it is coded from published text alone."),
    )  # fmt: skip
    yield Point(
        _("Open to correction, kept up to date"), MET,
        _("Corrections and removals lead to a new edition; old ones are never overwritten, and what was withdrawn is "
          "no longer served anywhere on this site."),
        _("Ethics, removal and correction"), reverse("ethics"),
    )  # fmt: skip
    yield Point(
        _("Accountable to those recorded"), PART,
        _("Whoever is recorded may ask for removal or correction, and is named no more once asked. They were not asked "
          "before: all that is here was public."),
        _("Ethics, removal and correction"), reverse("ethics"),
    )  # fmt: skip
    yield Point(
        _("Security is planned before work begins"), MET,
        _("Publishing is a one-way valve: the public server holds nothing that was not published. What each adversary "
          "could achieve is written down in the threat model of the software."),
        _("Privacy"), reverse("privacy"),
    )  # fmt: skip


def _berkeley(shown: Shown | None) -> Iterator[Point]:
    yield Point(
        _("Accuracy"), MET,
        _("A value without a passage cannot be entered. Each value leads to the passage, and the passage can be found "
          "again in any copy of the publication."),
        _("Method"), reverse("method") + "#one-idea",
    )  # fmt: skip
    yield Point(
        _("Data minimisation"), MET,
        _("No whereabouts, address, contact, photograph or day of birth; no place finer than a country for a living "
          "person; relatives are named only where they are publicly documented targets themselves."),
        _("Ethics, removal and correction"), reverse("ethics"),
    )  # fmt: skip
    yield Point(
        _("Authenticity: unchanged since collection, demonstrably"), PART,
        _("Captured documents carry the SHA-256 of their bytes; passages of the bundled register are held by length "
          "and hash of their letters. Captures themselves are not published."),
    )  # fmt: skip
    yield Point(
        _("Availability and persistence"), PART,
        _("Editions have checksums and a signature and can be copied and served by anybody; who keeps copies for the "
          "long term is the publisher's to arrange."),
        _("Verify"), _page(shown, "edition", anchor="#verify"),
    )  # fmt: skip
    yield Point(
        _("Identity"), MET,
        _("Persons, incidents, claims, passages and sources have ids that never change and are never used again."),
        _("Persons"), _page(shown, "persons"),
    )  # fmt: skip
    yield Point(
        _("Renderability and understandability"), MET,
        _("Tables in CSV with a description of each column, pages in plain HTML, pictures in PNG and SVG "
          "with their data."),
        _("Data and API"), reverse("api"),
    )  # fmt: skip
    yield Point(
        _("Chain of custody: who held it, when, in order"), PART,
        _("The ledger of the editors is append-only and hash-chained, by coder and time. It is not published, since "
          "who works when would be seen."),
    )  # fmt: skip
    yield Point(
        _("Evidentiary copy untouched, working copies apart"), MET,
        _("Bytes are kept as they came in; text layers are derived from them and name the program that made them."),
    )  # fmt: skip
    yield Point(
        _("Verification of source, item and content"), PART,
        _("What the source is, and who asserts a thing how, is coded. The content itself was not investigated anew: "
          "the data say what published sources say."),
        _("Sources"), _page(shown, "sources"),
    )  # fmt: skip
    yield Point(
        _("Security by design"), MET,
        _("This site has no database, no secret, no script, no cookie and no log of its readers."),
        _("Privacy"), reverse("privacy"),
    )  # fmt: skip


def _coi(shown: Shown | None) -> Iterator[Point]:
    yield Point(
        _("Relevance to the legal question"), PART,
        _("The data show which state reaches whom, where, by which measure, and what protected people; they do not "
          "answer whether one person is at risk."),
        _("States"), _page(shown, "states"),
    )  # fmt: skip
    yield Point(
        _("Reliability and balance"), PART,
        _("Denials stand beside what they deny, and the state of concern is a possible voice. The first edition rests "
          "on one volume, and no second independent one balances it yet."),
        _("Sources"), _page(shown, "sources"),
    )  # fmt: skip
    yield Point(
        _("Accuracy and currency"), PART,
        _("Fate and status say as of when. What happened after the sources were published is not here."),
        _("Edition"), _page(shown, "edition"),
    )  # fmt: skip
    yield Point(
        _("Transparency and traceability"), MET,
        _("Every statement leads to its source within the page; a machine can walk the same way, and it is checked "
          "that no cell of an edition lacks it."),
        _("Verify"), _page(shown, "edition", anchor="#verify"),
    )  # fmt: skip
    yield Point(
        _("Neutrality"), MET,
        _("An accusation reads 'accused by a state of something'. Stages are made by a written rule and can be "
          "compared with other rules."),
        _("Stage rules"), _page(shown, "stages"),
    )  # fmt: skip
    yield Point(
        _("Equality of arms: both sides can see it"), MET,
        _("All is public, without registration, in two languages, and as files."),
        _("Data and API"), reverse("api"),
    )  # fmt: skip
    yield Point(
        _("Use of public information"), MET,
        _("Nothing leaves the editors' desk that does not rest on a public source alone."),
        _("Method"), reverse("method") + "#one-idea",
    )  # fmt: skip
    yield Point(
        _("Data protection"), MET,
        _("Whoever is recorded may ask to be removed; a lawful erasure deletes the words and leaves the chain "
          "provable."),
        _("Ethics, removal and correction"), reverse("ethics"),
    )  # fmt: skip
