"""How much a document may ask for, in one place. What is beyond is refused with the name of the limit."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one file may take. ``add`` and ``find`` use the defaults; tests use smaller ones."""

    size: int = 200 * MEGABYTE  # bytes of the file
    text: int = 40 * MEGABYTE  # bytes of the text drawn from it, as UTF-8
    unpacked: int = 400 * MEGABYTE  # bytes that a DOCX may unpack to
    parts: int = 5_000  # files inside a DOCX
    pages: int = 5_000  # pages of a PDF or a scan
    pixels: int = 120_000_000  # of one image or one scanned page
    memory: int = 2_000 * MEGABYTE  # bytes of address space of the child process
    cpu: int = 120  # seconds of processor time
    wall: int = 600  # seconds until the child is ended, reading of scans included
