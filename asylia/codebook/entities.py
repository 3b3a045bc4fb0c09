"""Every property, once: one typed line each. Columns, forms, the manual and the API are loops over these lines.

A line without ``public=True`` is silent: it never leaves the desk. What must never be known of a living person has no
line at all: whereabouts, address, contact, photograph, day of birth.
"""

from dataclasses import dataclass

from asylia.codebook.kinds import (
    COUNTRY,
    DATE,
    NAME,
    NUMBER,
    TEXT,
    YEAR,
    Code,
    Country,
    Edtf,
    Many,
    Name,
    Number,
    One,
    Ref,
    Text,
    Year,
    code,
    coded,
    many,
    one,
    ref,
    step,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Someone against whom, or through whom, a measure was taken."""

    id: str
    kind: One[Code] = one(code("person_kinds"), "exile, returnee, diaspora, relative or associate", public=True)
    inclusion_ground: One[Text] = one(TEXT, "why the person is in the data, in the coder's words", public=True)
    name: Many[Name] = many(NAME, "a name as a source writes it; 'not named' where none does", public=True)
    state_of_concern: Many[Country] = many(COUNTRY, "the state, or actor below it, that reaches abroad", public=True)
    citizenship: Many[Country] = many(COUNTRY, "a citizenship that a source states", public=True)
    category: Many[Code] = many(code("categories"), "why the state sees a threat; several are allowed", public=True)
    affiliation: Many[Text] = many(TEXT, "a party, movement, paper, group or former office", public=True)
    tie: Many[Text] = many(coded("ties", "an id or words"), "what the person is to another person", public=True)
    profile: One[Text] = one(TEXT, "public profile before the first measure", public=True)
    sex: One[Code] = one(code("sexes"), "sex as a source states it", public=True)
    birth_year: One[Year] = one(YEAR, "year of birth; never published")
    fate: One[Code] = one(code("fates"), "what is known of the person's situation, as of the edition", public=True)
    note: Many[Text] = many(TEXT, "a remark of the coder for coders; never published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One measure, one occasion, one person."""

    id: str
    state_of_concern: One[Country] = one(COUNTRY, "the state, or actor below it, that reaches abroad", public=True)
    measure: One[Code] = one(code("measures"), "what was done", public=True)
    target: One[Code] = one(code("targets"), "whom it struck: self, relative, associate", public=True)
    through: Many[Ref] = many(ref("X"), "the person through whom the exile was reached", public=True)
    number: One[Number] = one(NUMBER, "how many relatives or associates it struck", public=True)
    factuality: One[Code] = one(code("factualities"), "how far it went", public=True)
    severity: One[Code] = one(code("severities"), "how grave an attack was", public=True)
    means: Many[Code] = many(code("means"), "how it was done", public=True)
    accusation: Many[Code] = many(code("accusations"), "of what the state accuses the person", public=True)
    article: Many[Text] = many(TEXT, "the article of the criminal code", public=True)
    sentence: One[Text] = one(TEXT, "the penalty, such as '17 years' or '3 years suspended'", public=True)
    date: One[Edtf] = one(DATE, "when, as EDTF", public=True)
    duration: One[Text] = one(TEXT, "how long it lasted, as the source says", public=True)
    after: Many[Ref] = many(ref("I", "R", "G", "T"), "what came before it", public=True)
    before: Many[Ref] = many(ref("I", "R", "G", "T"), "what came after it", public=True)
    linked: Many[Ref] = many(ref("I", "G"), "the same act against another person", public=True)
    host_state: One[Country] = one(COUNTRY, "where the exile lived then; absent before exile", public=True)
    place: One[Country] = one(COUNTRY, "the country where it happened", public=True)
    city: One[Text] = one(TEXT, "the town; never published")
    actor: Many[Code] = many(code("actors"), "who did it", public=True)
    third_state: Many[Country] = many(COUNTRY, "another state that took part or was crossed", public=True)
    host_cooperation: Many[Code] = many(code("cooperations"), "what the host state did about it", public=True)
    way_of_return: One[Code] = one(code("ways_of_return"), "how the person came back", public=True)
    instrument: Many[Code] = many(code("instruments"), "the legal basis that was used", public=True)
    note: Many[Text] = many(TEXT, "a remark of the coder for coders; never published")


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupEvent:
    """One measure against a number of people who are not described one by one. Never in counts of persons."""

    id: str
    state_of_concern: One[Country] = one(COUNTRY, "the state, or actor below it, that reaches abroad", public=True)
    measure: One[Code] = one(code("measures"), "what was done", public=True)
    target: One[Code] = one(code("group_targets"), "whom it struck", public=True)
    described_as: One[Text] = one(TEXT, "who they are, in the coder's words", public=True)
    least: One[Number] = one(NUMBER, "the least number of people", public=True)
    most: One[Number] = one(NUMBER, "the greatest number of people", public=True)
    member: Many[Ref] = many(ref("X"), "a person with a file who was among them", public=True)
    category: Many[Code] = many(code("categories"), "why the state sees a threat", public=True)
    affiliation: Many[Text] = many(TEXT, "a party, movement, paper or group", public=True)
    factuality: One[Code] = one(code("factualities"), "how far it went", public=True)
    severity: One[Code] = one(code("severities"), "how grave an attack was", public=True)
    means: Many[Code] = many(code("means"), "how it was done", public=True)
    accusation: Many[Code] = many(code("accusations"), "of what the state accuses them", public=True)
    article: Many[Text] = many(TEXT, "the article of the criminal code", public=True)
    sentence: One[Text] = one(TEXT, "the penalty", public=True)
    date: One[Edtf] = one(DATE, "when, as EDTF", public=True)
    duration: One[Text] = one(TEXT, "how long it lasted, as the source says", public=True)
    after: Many[Ref] = many(ref("I", "R", "G"), "what came before it", public=True)
    before: Many[Ref] = many(ref("I", "R", "G"), "what came after it", public=True)
    host_state: Many[Country] = many(COUNTRY, "where they lived then", public=True)
    place: Many[Country] = many(COUNTRY, "a country where it happened", public=True)
    actor: Many[Code] = many(code("actors"), "who did it", public=True)
    third_state: Many[Country] = many(COUNTRY, "another state that took part or was crossed", public=True)
    host_cooperation: Many[Code] = many(code("cooperations"), "what the host state did about it", public=True)
    way_of_return: One[Code] = one(code("ways_of_return"), "how they came back", public=True)
    instrument: Many[Code] = many(code("instruments"), "the legal basis that was used", public=True)
    note: Many[Text] = many(TEXT, "a remark of the coder for coders; never published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """What was done for the person."""

    id: str
    protection: One[Code] = one(code("protections"), "what was done for the person", public=True)
    body: Many[Code] = many(code("bodies"), "who gave, refused or was asked for it", public=True)
    article: Many[Code] = many(code("instruments"), "the rule of law that it rests on", public=True)
    country: One[Country] = one(COUNTRY, "the state that gave or owed it", public=True)
    date: One[Edtf] = one(DATE, "when, as EDTF", public=True)
    outcome: One[Code] = one(code("outcomes"), "what came of it", public=True)
    obeyed: One[Code] = one(code("obeyed"), "whether the host state kept to it", public=True)
    after: Many[Ref] = many(ref("I", "R", "G", "T"), "what came before it", public=True)
    before: Many[Ref] = many(ref("I", "R", "G", "T"), "what came after it", public=True)
    note: Many[Text] = many(TEXT, "a remark of the coder for coders; never published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """A country in which the person lived, from when to when, and in what status."""

    id: str
    country: One[Country] = one(COUNTRY, "the country", public=True)
    from_: One[Edtf] = one(DATE, "since when, as EDTF", public=True)
    to: One[Edtf] = one(DATE, "until when, as EDTF", public=True)
    status: Many[Code] = many(code("legal_statuses"), "legal status there", public=True)
    after: Many[Ref] = many(ref("I", "R", "G", "T"), "what came before it", public=True)
    before: Many[Ref] = many(ref("I", "R", "G", "T"), "what came after it", public=True)
    note: Many[Text] = many(TEXT, "a remark of the coder for coders; never published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Proceeding:
    """One legal case, in ordered steps."""

    id: str
    application: Many[Text] = many(TEXT, "application or case number", public=True)
    title: One[Text] = one(TEXT, "what the case is called", public=True)
    body: Many[Code] = many(code("bodies"), "the court or authority that hears it", public=True)
    country: One[Country] = one(COUNTRY, "the respondent or deciding state", public=True)
    date: One[Edtf] = one(DATE, "when it was lodged or decided, as EDTF", public=True)
    steps: Many[Text] = many(
        step("steps"), "what happened, in order, each with its incident or protection", public=True
    )
    note: Many[Text] = many(TEXT, "a remark of the coder for coders; never published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Aggregate:
    """A number that a source publishes."""

    id: str
    number: One[Number] = one(NUMBER, "the number", public=True)
    counts: One[Text] = one(TEXT, "what is counted, in the coder's words", public=True)
    unit: One[Code] = one(code("units"), "of what it is a number", public=True)
    state_of_concern: Many[Country] = many(COUNTRY, "the state, or actor below it, that reaches abroad", public=True)
    host_state: Many[Country] = many(COUNTRY, "where", public=True)
    measure: Many[Code] = many(code("measures"), "of which measure", public=True)
    stage: One[Number] = one(NUMBER, "of which stage", public=True)
    category: Many[Code] = many(code("categories"), "of which category", public=True)
    date: One[Edtf] = one(DATE, "for which time, as EDTF", public=True)
    stated_by: One[Text] = one(TEXT, "whose figure it is", public=True)
    note: Many[Text] = many(TEXT, "a remark of the coder for coders; never published")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document, or a chapter of one. What the gate asks of a passage hangs on these lines."""

    id: str
    kind: One[Code] = one(code("source_kinds"), "what kind of document", public=True)
    title: One[Text] = one(TEXT, "its title", public=True)
    author: Many[Text] = many(TEXT, "who wrote it", public=True)
    publisher: One[Text] = one(TEXT, "who published it", public=True)
    date: One[Edtf] = one(DATE, "when, as EDTF", public=True)
    url: One[Text] = one(TEXT, "where it was published", public=True)
    language: Many[Text] = many(TEXT, "its language, as BCP 47", public=True)
    licence: One[Code] = one(code("licences"), "what others may do with its words", public=True)
    access: One[Code] = one(code("accesses"), "who may know of it", public=True)
    quotes_released: One[Code] = one(code("released"), "an editor lets its quotes leave", public=True)
    derived_from: Many[Ref] = many(ref("S"), "a source from which it took what it says", public=True)
    volume: One[Ref] = one(ref("S"), "the volume of which it is a chapter", public=True)
    project: Many[Text] = many(TEXT, "the project that it comes from", public=True)
    note: Many[Text] = many(TEXT, "a remark of the coder for coders; never published")


# The letter before the hyphen of an id says what it is an id of.
ENTITIES: dict[str, type] = {
    "X": Person,
    "I": Incident,
    "G": GroupEvent,
    "R": Protection,
    "T": Stay,
    "L": Proceeding,
    "A": Aggregate,
    "S": Source,
}
TABLES: dict[str, str] = {
    "X": "persons",
    "I": "incidents",
    "G": "group_events",
    "R": "protections",
    "T": "stays",
    "L": "proceedings",
    "A": "aggregates",
    "S": "sources",
}


def entity_of(id: str) -> type:
    """The class of entity that an id names. Raises ``KeyError`` for a letter that names none."""
    return ENTITIES[id[:1]]
