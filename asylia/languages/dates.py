"""EDTF -> words, by the patterns of a language's ``[dates]``.

A language names the forms of a date that its sentences ask for: English one, Russian three cases. A piece that a form
does not name is as in ``plain``. Marks (``~ ? %``) stand around a single date, and within the ends of an interval.
"""

from collections.abc import Mapping
from dataclasses import dataclass

PLAIN = "plain"
_SEASONS = {21: "spring", 22: "summer", 23: "autumn", 24: "winter"}
_MARKS = {"~": ("about",), "?": ("uncertain",), "%": ("about", "uncertain")}
_OPEN, _NOT_KNOWN = "..", ""
_NO_FORM = frozenset({"around", "within"})

Forms = dict[str, str]  # one date in every form of the language


@dataclass(frozen=True, slots=True)
class DateWords:
    """The patterns of a language: ``patterns`` as ``language.toml`` has them, months from 1 to 12 as babel has them."""

    patterns: Mapping[str, Mapping[str, str]]
    months: Mapping[int, str]  # standing alone
    of_months: Mapping[int, str]  # after a day

    def words(self, edtf: str) -> str:
        """A canonical date in words: ``2014-05~`` gives ``about May 2014``, in Russian ``около мая 2014``."""
        start, slash, end = edtf.partition("/")
        if not slash:
            return self._single(edtf)
        if start in (_OPEN, _NOT_KNOWN):
            return self._around("until" if start else "until_start_not_known", self._within(end))
        if end in (_OPEN, _NOT_KNOWN):
            return self._around("since" if end else "since_end_not_known", self._within(start))
        ends = {f"{form}_end": words for form, words in self._within(end).items()}
        return self._around("interval", self._within(start) | ends)

    def _around(self, what: str, forms: Forms) -> str:
        return self.patterns["around"][what].format_map(forms)

    def _single(self, edtf: str) -> str:
        exact, marks = _unmarked(edtf)
        forms = self._forms(exact)
        for mark in marks:  # the words around the date, once there, are the same in every form
            forms = dict.fromkeys(forms, self._around(mark, forms))
        return forms[PLAIN]

    def _within(self, edtf: str) -> Forms:
        exact, marks = _unmarked(edtf)
        forms = self._forms(exact)
        for mark in marks:
            forms = {form: self.patterns["within"][mark].format(date=words) for form, words in forms.items()}
        return forms

    def _forms(self, exact: str) -> Forms:
        piece, parts = self._parts(exact)
        plain = self.patterns[PLAIN]
        named = {form: pieces for form, pieces in self.patterns.items() if form not in _NO_FORM}
        return {form: pieces.get(piece, plain[piece]).format_map(parts) for form, pieces in named.items()}

    def _parts(self, exact: str) -> tuple[str, Forms]:
        """Which piece it is, and what stands in its pattern."""
        year, *rest = exact.split("-")
        if not rest:
            return _years(year)
        month = int(rest[0])
        if month in _SEASONS:
            return _SEASONS[month], {"year": year, "next": f"{(int(year) + 1) % 100:02d}"}
        parts = {"year": year, "month": self.months[month], "of_month": self.of_months[month]}
        return ("day", parts | {"day": str(int(rest[1]))}) if len(rest) > 1 else ("month", parts)


def _years(year: str) -> tuple[str, Forms]:
    """``2014``; ``201X``, a decade; ``19XX``, the years from 1900 to 1999."""
    piece = {0: "year", 1: "decade"}.get(year.count("X"), "span")
    return piece, {"year": year.replace("X", "0"), "last": year.replace("X", "9")}


def _unmarked(edtf: str) -> tuple[str, tuple[str, ...]]:
    marks = _MARKS.get(edtf[-1:], ())
    return (edtf[:-1] if marks else edtf), marks
