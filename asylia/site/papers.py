"""The papers of an edition, which are Markdown, as HTML beneath a heading of a page.

Invariant: what stands in a paper is words. HTML in it is shown as text, no picture is fetched, and a link leads where
it says or is none.
"""

from functools import cache

from markdown_it import MarkdownIt

_DEEPER = {"h1": "h3", "h2": "h4", "h3": "h5", "h4": "h6", "h5": "h6", "h6": "h6"}


def as_html(markdown: str) -> str:
    """The paper, its headings two levels deeper, each table called by the heading above it."""
    reader = _reader()
    tokens, above = reader.parse(markdown), ""
    for token, following in zip(tokens, [*tokens[1:], None], strict=True):
        token.tag = _DEEPER.get(token.tag, token.tag)
        if token.type == "heading_open" and following:
            above = following.content
        if token.type == "table_open":
            token.attrs["aria-label"] = above
        if token.type == "th_open":
            token.attrs["scope"] = "col"
        if token.attrs.pop("style", "") == "text-align:right":  # no page has a style of its own
            token.attrs["class"] = "n"
    return str(reader.renderer.render(tokens, reader.options, {}))


@cache
def _reader() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table").disable("image")
