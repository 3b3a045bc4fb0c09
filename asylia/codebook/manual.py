"""The codebook as people read it: every property, code and stage rule, in Markdown and in HTML.

Invariant: one walk (``sections``) makes both, and it names no property, no code and no rule; what is written in
``entities.py`` and the TOML files is in the manual, and nothing else is.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from typing import Any

from asylia.codebook.book import Book, Entry, book
from asylia.codebook.entities import ENTITIES, TABLES
from asylia.codebook.kinds import Property, properties
from asylia.codebook.stages import rules

INTRODUCTION = (
    "What every column and every code means. Made from the lines of `entities.py` and from the codebook's TOML files.",
    "Any property may hold `unknown` (the source says that it is not known) or `none` (the source says that there is "
    "none) instead of a value; one that holds nothing is not stated. A code stands for every narrower code within it.",
)

# No script and nothing fetched: a page for 'Safest', for paper, and for a folder on a disk.
STYLE = """
body { font: 1rem/1.55 Georgia, serif; color: #1d1d1b; background: #fdfcf9; max-width: 54rem; margin: 0 auto;
  padding: 2rem 1.2rem 5rem; overflow-wrap: break-word }
h1, h2, h3 { line-height: 1.2; font-weight: 600 } h1 { font-size: 2rem } h2 { margin-top: 3rem; border-bottom: 2px solid
  #7a2e1d; padding-bottom: .3rem } h3 { margin: 2rem 0 .3rem } a { color: #7a2e1d }
code { font: .88em/1.4 ui-monospace, monospace; color: #5b2417 }
table { border-collapse: collapse; width: 100%; font-size: .92rem; display: block; overflow-x: auto }
th, td { text-align: left; vertical-align: top; padding: .35rem .8rem .35rem 0; border-bottom: 1px solid #ddd6c8 }
nav ul { columns: 15rem; padding-left: 1.2rem } p { margin: .5rem 0 }
@media print { body { max-width: none; font-size: 10pt } h2 { break-after: avoid } tr { break-inside: avoid } }
"""

_PARTS = (("counts", "Counts"), ("counts_not", "Does not count"), ("example", "Example"))
_CODE, _LINK = re.compile(r"`([^`]+)`"), re.compile(r"\[([^\]]+)\]\((#[A-Za-z0-9_.-]+)\)")


@dataclass(frozen=True, slots=True)
class Section:
    """One heading and what stands under it. Words may hold `code` and [links](#anchor)."""

    level: int
    anchor: str
    title: str
    words: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()


def markdown(words: Book | None = None, entities: Mapping[str, type] = ENTITIES) -> str:
    """The manual in Markdown, its anchors included."""
    lines = ["# Codebook", "", *(line for text in INTRODUCTION for line in (text, ""))]
    for section in sections(words or book(), entities):
        lines += [f'<a id="{section.anchor}"></a>', "", f"{'#' * section.level} {section.title}", ""]
        lines += [line for text in section.words for line in (text, "")]
        if section.rows:
            table = [section.heads, tuple("---" for _ in section.heads), *section.rows]
            lines += [f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in table] + [""]
    return "\n".join(lines)


def html(words: Book | None = None, entities: Mapping[str, type] = ENTITIES) -> str:
    """The manual as one page of HTML that needs nothing else."""
    found = tuple(sections(words or book(), entities))
    index = "".join(f"<li>{_inline(f'[{s.title}](#{s.anchor})')}</li>\n" for s in found if s.level == 2)
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>Codebook</title>\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<style>{STYLE}</style>\n</head>\n<body>\n<h1>Codebook</h1>\n"
        f"{''.join(map(_paragraph, INTRODUCTION))}<nav>\n<ul>\n{index}</ul>\n</nav>\n"
        f"<main>\n{''.join(map(_html_section, found))}</main>\n</body>\n</html>\n"
    )


def sections(words: Book, entities: Mapping[str, type]) -> Iterator[Section]:
    """Everything that the codebook says: entities, then vocabularies by name, then stage rules."""
    for letter, entity in entities.items():
        yield _entity(letter, entity)
    for vocabulary, codes in sorted(words.vocabularies.items()):
        yield from _vocabulary(vocabulary, codes, words)
    for name in rules(words):
        yield _rule(name, words.stage_rules[name])


def heading(name: str) -> str:
    """A name as a heading: ``state_of_concern`` as 'State of concern'."""
    return name.replace("_", " ").capitalize()


def values_of(line: Property, link: bool = True) -> str:
    """What a property's values are, in a word or two."""
    vocabulary = line.kind.vocabulary
    if not vocabulary:
        return line.kind.name
    return f"{line.kind.name} of [{vocabulary}](#{vocabulary})" if link else f"{line.kind.name} of {vocabulary}"


def _entity(letter: str, entity: type) -> Section:
    rows = tuple(
        (f"`{name}`", line.means, values_of(line), "many" if line.many else "one", "yes" if line.public else "no")
        for name, line in properties(entity).items()
    )
    title = heading(TABLES.get(letter, entity.__name__))
    lead = (entity.__doc__ or "").strip().split("\n")[0]
    return Section(
        level=2,
        anchor=f"table-{letter}",
        title=title,
        words=(f"{lead} Ids begin with `{letter}-`.",),
        heads=("Property", "Means", "Value", "True at once", "Published"),
        rows=rows,
    )


def _vocabulary(name: str, codes: Mapping[str, Entry], words: Book) -> Iterator[Section]:
    """A vocabulary: a table, or, where its codes have examples, a heading for each."""
    if any(entry.example for entry in codes.values()):
        yield Section(2, name, f"Codes: {name}")
        yield from (_entry(entry, words) for entry in codes.values())
        return
    heads = ("Code", "Label", "Definition", "Counts", "Does not count", "Within", "Also")
    rows = [_row(entry, words) for entry in codes.values()]
    used = [place for place in range(len(heads)) if place < 2 or any(row[place] for row in rows)]
    yield Section(
        level=2,
        anchor=name,
        title=f"Codes: {name}",
        heads=tuple(heads[place] for place in used),
        rows=tuple(tuple(row[place] for place in used) for row in rows),
    )


def _row(entry: Entry, words: Book) -> tuple[str, ...]:
    said = (entry.label, entry.definition, entry.counts, entry.counts_not, _code(entry.broader))
    return (f"`{entry.code}`", *said, "; ".join(_flags(entry, words)))


def _entry(entry: Entry, words: Book) -> Section:
    parts = [f"`{entry.code}`. {entry.definition}".strip()]
    for key, title in _PARTS:
        if said := getattr(entry, key):
            where = f" ({entry.place})" if key == "example" and entry.place else ""
            parts.append(f"{title}: {said}{where}")
    parts += [f"Within: {_code(entry.broader)}"] if entry.broader else []
    parts += [f"Also: {'; '.join(flags)}"] if (flags := _flags(entry, words)) else []
    elsewhere = "; ".join(f"[{into}](#{into}) {_listed(target)}" for into, target in entry.crosswalk.items())
    parts += [f"Elsewhere: {elsewhere}"] if elsewhere else []
    return Section(3, f"{entry.vocabulary}.{entry.code}", entry.label, tuple(parts))


def _flags(entry: Entry, words: Book) -> list[str]:
    """What the flags of an entry say, each by its label."""
    named = {flag: words.label("flags", flag) for flag in entry.flags}
    return [named[f] if v is True else f"{named[f]}: {_listed(v)}" for f, v in entry.flags.items() if v is not False]


def _rule(name: str, table: Mapping[str, Any]) -> Section:
    rows = tuple(
        (str(number), str(case["stage"] or "none"), _when(case), str(case.get("because", "")))
        for number, case in enumerate(table.get("case", ()), start=1)
    )
    default = ("This rule counts where none is named.",) if table.get("default") else ()
    first = "The first case that holds gives the stage; where none holds there is no stage."
    return Section(
        level=2,
        anchor=f"rule-{name}",
        title=f"Stage rule {name}: {table.get('label', name)}",
        words=(str(table.get("definition", "")), *default, first),
        heads=("Case", "Stage", "When", "Because"),
        rows=rows,
    )


def _when(case: Mapping[str, Any]) -> str:
    """The conditions of a case: every property but what it gives and why."""
    conditions = [f"{heading(key).lower()}: {_listed(v)}" for key, v in case.items() if key not in ("stage", "because")]
    return "; ".join(conditions) or "always"


def _listed(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(f"`{one}`" for one in (value if isinstance(value, list | tuple) else [value]))


def _code(code: str) -> str:
    return f"`{code}`" if code else ""


def _inline(words: str) -> str:
    return _LINK.sub(r'<a href="\2">\1</a>', _CODE.sub(r"<code>\1</code>", escape(words)))


def _paragraph(words: str) -> str:
    return f"<p>{_inline(words)}</p>\n" if words else ""


def _html_section(section: Section) -> str:
    tag = f"h{section.level}"
    title = f'<{tag} id="{escape(section.anchor)}">{escape(section.title)}</{tag}>\n'
    table = ""
    if section.rows:
        head = "".join(f'<th scope="col">{escape(name)}</th>' for name in section.heads)
        rows = "".join(f"<tr>{''.join(f'<td>{_inline(cell)}</td>' for cell in row)}</tr>\n" for row in section.rows)
        table = f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    return f"{title}{''.join(map(_paragraph, section.words))}{table}"
