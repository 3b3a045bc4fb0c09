"""The PNG writer: a decoder that is not ours reads the same picture, and equal pictures are equal bytes."""

from io import BytesIO

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from asylia.edition.charts.png import smaller

SHADES = np.array([(255, 255, 255), (28, 34, 38), (35, 70, 90), (198, 214, 223), (0, 128, 0)], dtype=np.uint8)


def png(pixels: np.ndarray) -> bytes:
    out = BytesIO()
    Image.fromarray(pixels).save(out, "png")
    return out.getvalue()


def read(content: bytes) -> np.ndarray:
    with Image.open(BytesIO(content)) as opened:
        opened.load()
        return np.asarray(opened.convert("RGB"))


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 40), st.integers(1, 900), st.integers(0, 2**32 - 1), st.integers(1, 600))
def test_a_picture_of_few_colours_stays_what_it_is(high: int, wide: int, seed: int, run: int) -> None:
    random = np.random.default_rng(seed)
    count = high * wide
    pixels = np.repeat(random.integers(0, len(SHADES), count // run + 1), run)[:count]
    picture = SHADES[pixels].reshape(high, wide, 3)
    assert np.array_equal(read(smaller(png(picture))), picture)


@pytest.mark.parametrize("wide", [1, 2, 3, 257, 258, 259, 260, 261, 515, 516, 517, 518, 519, 520])
def test_runs_of_every_length_are_told(wide: int) -> None:
    picture = np.full((3, wide, 3), 255, dtype=np.uint8)
    picture[1] = SHADES[1]
    assert np.array_equal(read(smaller(png(picture))), picture)


def test_many_colours_become_near_ones() -> None:
    wide = np.linspace(0, 255, 640).astype(np.uint8)
    picture = np.repeat(np.stack([wide] * 3, axis=1)[None], 30, axis=0)
    assert np.abs(read(smaller(png(picture))).astype(int) - picture).max() <= 20


def test_a_rare_shade_is_kept_beside_a_thousand_common_greys() -> None:
    random = np.random.default_rng(1)
    picture = np.stack([random.integers(90, 100, (200, 200))] * 3, axis=2).astype(np.uint8)
    picture[:4, :4] = SHADES[2]
    assert np.array_equal(read(smaller(png(picture)))[:4, :4], picture[:4, :4])


def test_skewed_counts_make_no_code_too_long() -> None:
    counts = [1, 1]
    while len(counts) < 24:
        counts.append(counts[-1] + counts[-2])
    values = np.concatenate([np.tile([i, 255], count) for i, count in enumerate(counts)])
    greys = (np.arange(256) * 10 % 251).astype(np.uint8)
    line = greys[values]
    picture = np.repeat(line[: len(line) // 500 * 500].reshape(-1, 500, 1), 3, axis=2)
    assert read(smaller(png(picture))).shape == picture.shape
