"""The papers of an edition, which are Markdown, as HTML beneath a heading of a page.

Invariant: what stands in a paper is words. HTML in it is shown as text, no picture is fetched, and a link leads where
it says or is none.
"""

from functools import cache

from markdown_it import MarkdownIt

_DEEPER = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}


def as_html(markdown: str) -> str:
    """The paper, its headings two levels deeper."""
    reader = _reader()
    tokens = reader.parse(markdown)
    for token in tokens:
        token.tag = _DEEPER.get(token.tag, token.tag)
    return str(reader.renderer.render(tokens, reader.options, {}))


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
