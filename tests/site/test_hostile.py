"""An edition that others made may hold anything in any cell: a page of it is inert, and is a page."""

import pytest

from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import properties
from asylia.edition.reader import CaseFile
from asylia.edition.schema import Record
from asylia.languages.language import language
from asylia.site.pages.case import Case
from asylia.site.pages.fields import Fields, in_short
from asylia.site.pages.journey import journey
from asylia.site.pages.timeline import timeline
from asylia.site.sentences import sentences

HOSTILE = ('"><script>alert(1)</script>', "' onload='x", "javascript:alert(1)", "{{ 7 }}%(x)s%s", "\x00", "9999-99-99")
ENTITY = {"X": "X-100001", "I": "I-100002", "R": "R-100003", "T": "T-100004", "L": "L-100005"}


def hostile(words: str) -> Case:
    """A case in which every cell of every table holds the words."""
    cells: dict[tuple[str, str], tuple[Record, ...]] = {}
    records: dict[str, Record] = {}
    for letter, id in ENTITY.items():
        names = properties(ENTITIES[letter])
        records[letter] = {"id": id, "person": words, "stage": words, **dict.fromkeys(names, words)}
        for name in names:
            said = {"basis": words, "contested": "yes", "coded": words, "claims": words, "denied_by": words}
            cells[id, name] = ({"id": id, "column": name, "value": words, "shown": words, **said},)
    claim = {"id": words, "how": words, "by": words, "passages": words}
    passage = {"id": words, "source": words, "page": words, "note": words, "paragraph": words, "quote": words}
    parts = {TABLES[letter]: (record, {**record, "id": words}) for letter, record in records.items() if letter != "X"}
    source = dict.fromkeys(("id", "title", "author", "language", "volume", "publisher", "date"), words)
    by_id = ({words: record} for record in (claim, passage, source))
    case = Case(CaseFile(records["X"], parts, cells, *by_id), None, language("en"), {}, {})  # type: ignore[arg-type]
    case.__dict__["_root"] = "/2026.1/"
    return case


@pytest.mark.parametrize("words", HOSTILE)
def test_whatever_a_cell_holds_is_text(words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = hostile(words)
    fields = Fields(case)
    monkeypatch.setattr(fields, "_as_of", lambda heading: heading)  # the date of the edition is none of this
    line, found = timeline(case), journey(case)
    made = "".join(
        [
            *(fields.of(id) for id in ENTITY.values()),
            *(item.items for item in line.years),
            *(leg.links for legs in (found.stops, found.undated, found.elsewhere, found.beside) for leg in legs),
            in_short(case.file.sources[words]),
        ]
    )
    assert "<script" not in made
    assert "' onload='" not in made
    assert 'href="javascript' not in made
    assert made.count('class="field') > 20


@pytest.mark.parametrize("words", HOSTILE)
def test_a_sentence_of_it_is_a_sentence(words: str) -> None:
    case = hostile(words)
    told = sentences(case.language, case.file.person, case.file.parts, words, rule=words, date=words)
    assert all(isinstance(sentence, str) for sentence in told)
