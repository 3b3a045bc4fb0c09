"""What templates say through Python: addresses within the edition, labels, numbers and dates in the page's language."""

from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from asylia.edition.charts.listing import Chart
from asylia.site import addresses, tongue, words
from asylia.site.tallies import Figure

register = template.Library()


@register.simple_tag(takes_context=True)
def at(context: template.Context, name: str, *args: Any) -> str:
    """The address of a page of the edition that is shown."""
    return addresses.at(context["shown"], name, *args)


@register.filter
def number(value: int) -> str:
    """A number as the language writes it."""
    return tongue.current().number(value)


@register.filter
def linked(figure: Figure) -> SafeString:
    """A number of a table, and the list of what it counts behind it."""
    text = escape(figure.text)
    return mark_safe(f'<a href="{escape(figure.href)}">{text}</a>') if figure.href else text  # noqa: S308 - escaped


@register.filter
def heading(name: str) -> str:
    """A property, column or table as a heading."""
    return tongue.current().heading(name)


@register.filter
def country(code: str, form: str = "name") -> str:
    """A country in one of its forms."""
    return tongue.current().country(code, form)


@register.filter
def first_upper(said: str) -> str:
    """The words with their first letter upper-case, the others as they are."""
    return words.first_upper(said)


@register.filter
def rule(name: str) -> str:
    """A stage rule by its label."""
    return words.rule(tongue.current(), name)


@register.filter
def day(iso: str) -> str:
    """The date of an edition in words; '' where it has none."""
    return tongue.current().day(iso) if iso else ""


@register.inclusion_tag("site/chart.html", takes_context=True)
def picture(context: template.Context, chart: Chart | None) -> dict[str, Any]:
    """A chart with its alternative text and its data, in the page's language; nothing where there is none."""
    said = chart.said(tongue.current().code) if chart else None
    return {"shown": context["shown"], "chart": chart, "said": said}
