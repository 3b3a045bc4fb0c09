"""Small documents, made by hand so that each holds exactly what a test is about. All their words are invented."""

import hashlib
import io
import struct
import zipfile
import zlib

FISHER = "A fisherman was questioned in the harbour town and left for another lake in spring."


def pdf(words: str = FISHER, *, extra: str = "", catalog: str = "") -> bytes:
    """A PDF of one page. ``catalog`` goes into its catalogue, ``extra`` are further objects (numbered from 6)."""
    content = f"BT /F1 12 Tf 20 700 Td ({words}) Tj ET"
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R"
        " /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(content)} >>\nstream\n{content}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    return _assembled([o.encode() for o in [*objects, *([extra] if extra else [])]], b"")


def _assembled(objects: list[bytes], trailer: bytes) -> bytes:
    out, at = io.BytesIO(), []
    out.write(b"%PDF-1.4\n")
    for number, body in enumerate(objects, 1):
        at.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.write(b"".join(b"%010d 00000 n \n" % offset for offset in at))
    out.write(b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start))
    return out.getvalue()


_PAD = bytes.fromhex("28BF4E5E4E758A4164004E56FFFA01082E2E00B6D0683E802F0CA9FE6453697A")


def encrypted_pdf(password: bytes = b"invented") -> bytes:
    """A PDF that asks for a password (the standard handler of PDF 1.4, 40 bits)."""
    padded, owner_key = (password + _PAD)[:32], hashlib.md5((b"owner" + _PAD)[:32]).digest()[:5]
    owner, id, rights = _rc4(owner_key, padded), b"0123456789abcdef", -4
    key = hashlib.md5(padded + owner + struct.pack("<i", rights) + id).digest()[:5]
    user = _rc4(key, _PAD)
    content = _rc4(hashlib.md5(key + b"\x04\0\0\0\0").digest()[:10], f"BT /F1 12 Tf ({FISHER}) Tj ET".encode())
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        b"<< /Filter /Standard /V 1 /R 2 /P %d /O <%s> /U <%s> >>"
        % (rights, owner.hex().encode(), user.hex().encode()),
    ]
    return _assembled(objects, b"/Encrypt 5 0 R /ID [<%s> <%s>]" % (id.hex().encode(), id.hex().encode()))


def _rc4(key: bytes, data: bytes) -> bytes:
    s, j = list(range(256)), 0
    for i in range(256):
        j = (j + s[i] + key[i % len(key)]) % 256
        s[i], s[j] = s[j], s[i]
    i = j = 0
    out = bytearray()
    for byte in data:
        i = (i + 1) % 256
        j = (j + s[i]) % 256
        s[i], s[j] = s[j], s[i]
        out.append(byte ^ s[(s[i] + s[j]) % 256])
    return bytes(out)


def docx(words: str = FISHER) -> bytes:
    """A DOCX of one paragraph, as python-docx writes it."""
    import docx

    document, out = docx.Document(), io.BytesIO()
    document.add_paragraph(words)
    document.save(out)
    return out.getvalue()


def docx_with(name: str, part: bytes, *, instead: bool = False) -> bytes:
    """A DOCX with one more part, or with another one ``instead`` of its own."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if not (instead and entry.filename == name):
                new.writestr(entry.filename, old.read(entry))
        new.writestr(name, part)
    return out.getvalue()


def png(width: int, height: int) -> bytes:
    """The head of a PNG that claims a size; it holds no picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 64)) + chunk(b"IEND", b"")
