"""In Tor Browser's 'Safest' nothing is lost: the same pixels as in an ordinary Firefox, charts and maps among them."""

from collections.abc import Callable, Sequence

import pytest
from PIL import Image, ImageChops

from tests.journeys.firefox import NO_PICTURES, ORDINARY, SAFEST, Firefox
from tests.pages import Asked
from tests.serving import Served

DRAWN = ("home-en", "home-ru", "state-en", "states-ru", "measures-en")  # with a chart or a map
PLAIN = ("persons-ru", "edition-en", "person-en", "person-crowded-ru")


@pytest.fixture(scope="module")
def profiles(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, Firefox]]:
    """Three profiles: as restricted as can be, ordinary, and one that shows no picture."""
    settings = {"safest": SAFEST, "ordinary": ORDINARY, "no pictures": NO_PICTURES}
    made = dict[str, Firefox]()

    def make(program: str) -> dict[str, Firefox]:
        if not made:
            folder = tmp_path_factory.mktemp("firefox")
            made.update({name: Firefox(program, folder / name, each) for name, each in settings.items()})
        return made

    return make


@pytest.mark.parametrize("name", [*DRAWN, *PLAIN])
def test_nothing_is_lost(
    needs: Callable[[str], str],
    profiles: Callable[[str], dict[str, Firefox]],
    site: Served,
    every: Sequence[Asked],
    name: str,
) -> None:
    firefox = profiles(needs("firefox-esr"))
    address = site.address + next(asked.address for asked in every if asked.name == name)
    safest = firefox["safest"].picture(address)
    assert _colours(safest) > 20  # words and links on paper at least
    assert _differ(safest, firefox["ordinary"].picture(address)) is None
    if name in DRAWN:
        place = _differ(safest, firefox["no pictures"].picture(address))
        assert place
        left, upper, right, lower = place
        assert right - left > 300
        assert lower - upper > 100
        assert _colours(safest.crop(place)) > 20


def _colours(picture: Image.Image) -> int:
    return len(picture.getcolors(1 << 24) or ())


def _differ(one: Image.Image, other: Image.Image) -> tuple[int, int, int, int] | None:
    assert one.size == other.size
    return ImageChops.difference(one, other).getbbox()
