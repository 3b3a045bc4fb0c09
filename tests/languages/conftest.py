"""Every language that ships, and those that are translations."""

import pytest

from asylia.languages.language import SOURCE, Language, language, languages

TRANSLATIONS = [code for code in languages() if code != SOURCE]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """``anyone`` in a test stands for each language in turn, ``translated`` for each but English."""
    for name, codes in (("anyone", list(languages())), ("translated", TRANSLATIONS)):
        if name in metafunc.fixturenames:
            metafunc.parametrize(name, [language(code) for code in codes], ids=codes)


@pytest.fixture
def en() -> Language:
    return language("en")


@pytest.fixture
def ru() -> Language:
    return language("ru")
