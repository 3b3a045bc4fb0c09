"""Values in words."""

import pytest

from asylia.site.words import date, stage, stage_class


@pytest.mark.parametrize(
    ("edtf", "words"),
    [
        ("2015", "2015"), ("2015-03", "March 2015"), ("2015-03-04", "4 March 2015"), ("2014~", "about 2014"),
        ("2014-05?", "May 2014 (uncertain)"), ("2014%", "about 2014 (uncertain)"), ("201X", "the 2010s"),
        ("20XX", "20XX"), ("2015-21", "spring 2015"), ("2015-24", "winter 2015–16"), ("1999-24", "winter 1999–00"),
        ("2012-06/2013-03", "June 2012 to March 2013"), ("2012/..", "since 2012"), ("../2013", "until 2013"),
        ("2012/", "since 2012, until when is not known"), ("/2013", "until 2013, since when is not known"),
        ("2012~/2013-03-01", "about 2012 to 1 March 2013"),
    ],
)  # fmt: skip
def test_a_date_is_told_in_words(edtf: str, words: str) -> None:
    assert date(edtf) == words


@pytest.mark.parametrize(
    ("stages", "words", "colour"),
    [((), "", ""), (("none",), "", ""), (("2",), "Stage 2", "2"), (("2", "3"), "Stage 2 or 3", "3"),
     (("none", "3"), "Stage 3 or none", "3")],
)  # fmt: skip
def test_a_set_of_stages_is_told_in_words(stages: tuple[str, ...], words: str, colour: str) -> None:
    assert (stage(stages), stage_class(stages)) == (words, colour)
