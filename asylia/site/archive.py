"""The whole edition as one ZIP file, made while it is sent: nothing is written, and no more than a piece is held."""

import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path

_PIECE = 1 << 18
_NO_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest that the format knows: same files, same bytes


class _Pipe:
    """What ``zipfile`` writes into; it cannot seek, and is emptied after each write."""

    def __init__(self) -> None:
        self.held: list[bytes] = []

    def write(self, data: bytes) -> int:
        self.held.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def taken(self) -> bytes:
        data, self.held = b"".join(self.held), []
        return data


def pieces(root: Path, names: Iterable[str], folder: str) -> Iterator[bytes]:
    """The archive of the named files of ``root``, under ``folder``, in pieces."""
    pipe = _Pipe()
    with zipfile.ZipFile(pipe, "w") as archive:  # type: ignore[call-overload] # it needs no more than write and flush
        for name in names:
            entry = zipfile.ZipInfo(f"{folder}/{name}", _NO_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            with (root / name).open("rb") as file, archive.open(entry, "w", force_zip64=True) as into:
                while data := file.read(_PIECE):
                    into.write(data)
                    yield pipe.taken()
            yield pipe.taken()
    yield pipe.taken()
