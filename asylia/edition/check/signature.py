"""Who signed a manifest: an SSHSIG in the namespace ``asylia-edition``, checked against keys that the reader trusts.

In: the manifest, its signature, and a file of allowed signers (as for ``ssh-keygen -Y verify``) or of public keys.
Invariant: a signature file has one form. A byte changed anywhere in it, also one that a lenient reader would skip,
makes it invalid.
"""

import base64
import binascii
import hashlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sshsig import InvalidSignature, check_signature
from sshsig.allowed_signers import AllowedSigner
from sshsig.sshsig import SshsigSignature

from asylia.edition.schema import NAMESPACE
from asylia.problems import Problem

_BEGIN, _END = "-----BEGIN SSH SIGNATURE-----", "-----END SSH SIGNATURE-----"
_KEY_TYPES = ("ssh-", "sk-", "ecdsa-")


@dataclass(frozen=True, slots=True)
class Signer:
    """Whom the reader trusts, and the public key as SSH writes it in a signature."""

    name: str
    key: bytes


def signed_with(manifest: Path, signature: Path) -> bytes:
    """The public key whose signature of the manifest holds. Raises ``Problem`` that says why none does."""
    text = signature.read_bytes()
    raw = _dearmoured(text, signature)
    try:
        parsed = SshsigSignature(raw)
        if bytes(parsed) != raw:
            raise ValueError("it holds more than a signature")
        _exact(bytes(parsed.public_key), bytes(parsed.signature))
        if parsed.namespace != NAMESPACE.encode():
            raise InvalidSignature(f"it was made for another purpose than {NAMESPACE}")
        _check(manifest, signature, text)
    except (ValueError, InvalidSignature, UnicodeError) as error:
        what = f"the signature does not hold for {manifest.name} ({error})"
        raise Problem(what, file=signature, mend="The manifest or its signature was changed.") from error
    except NotImplementedError as error:
        raise Problem(f"the signature is of a kind that is not known here ({error})", file=signature) from error
    return bytes(parsed.public_key)


def trusted(file: Path) -> tuple[Signer, ...]:
    """The signers in a file of allowed signers or of public keys. Raises ``Problem`` with the line that is wrong."""
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeError) as error:
        raise Problem(f"the trusted keys cannot be read ({error})", file=file) from error
    return tuple(_signers(file, lines))


def fingerprint(key: bytes) -> str:
    """A public key as ``ssh-keygen -l`` names it."""
    return "SHA256:" + base64.b64encode(hashlib.sha256(key).digest()).decode().rstrip("=")


def _signers(file: Path, lines: list[str]) -> Iterator[Signer]:
    for number, line in enumerate(lines, start=1):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            plain = line.startswith(_KEY_TYPES)
            entry = AllowedSigner.parse(f"* {line}" if plain else line)
            key = base64.b64decode(entry.base64_key, validate=True)
        except (ValueError, NotImplementedError, IndexError) as error:
            mend = "Each line is a public key, or 'name ssh-ed25519 AAAA...' as for ssh-keygen -Y verify."
            raise Problem(f"this is no key ({error})", file=file, line=number, mend=mend) from error
        options = entry.options or {}
        if unknown := sorted(set(options) - {"namespaces"}):
            raise Problem(f"{', '.join(unknown)} is not understood here", file=file, line=number)
        if NAMESPACE in options.get("namespaces", NAMESPACE).split(","):
            yield Signer((entry.comment or fingerprint(key)) if plain else entry.principals, key)


def _dearmoured(text: bytes, file: Path) -> bytes:
    """The bytes of the signature; only the form that ``ssh-keygen`` writes is allowed."""
    try:
        first, *body, last, end = text.decode("ascii").split("\n")
        coded = "".join(body)
        raw = base64.b64decode(coded, validate=True)
        widths = {len(line) for line in body[:-1]}
        if (first, last, end) != (_BEGIN, _END, "") or base64.b64encode(raw).decode() != coded or len(widths) > 1:
            raise ValueError("it is not in the form that ssh-keygen writes")
        if body and widths and not 0 < len(body[-1]) <= min(widths):
            raise ValueError("its last line is too long")
    except (ValueError, binascii.Error) as error:
        raise Problem(f"this is no SSH signature ({error})", file=file) from error
    return raw


def _exact(key: bytes, signature: bytes) -> None:
    """Refuse lengths and names that a lenient parser would pass over. Raises ``ValueError``."""
    kind = _strings(key)[0]
    if kind in _SIGNED_AS:
        parts = _strings(signature)
        if len(parts) != 2 or parts[0] not in _SIGNED_AS[kind]:
            raise ValueError("key and signature are of different kinds")


# Other kinds are checked by ssh-keygen, which is exact.
_SIGNED_AS = {b"ssh-ed25519": (b"ssh-ed25519",), b"ssh-rsa": (b"rsa-sha2-512", b"rsa-sha2-256")}


def _strings(blob: bytes) -> list[bytes]:
    """The strings of which an SSH structure is made, each after its length in four bytes."""
    found, at = list[bytes](), 0
    while at < len(blob):
        length = int.from_bytes(blob[at : at + 4], "big")
        at += 4 + length
        if at > len(blob):
            raise ValueError("a length in it is wrong")
        found.append(blob[at - length : at])
    if not found:
        raise ValueError("it is empty")
    return found


def _check(manifest: Path, signature: Path, text: bytes) -> None:
    try:
        check_signature(manifest.read_bytes(), text, NAMESPACE)
    except NotImplementedError:
        # Keys that live in hardware, and ECDSA: OpenSSH itself knows them, where it is installed.
        if not (keygen := shutil.which("ssh-keygen")):
            raise
        command = [keygen, "-Y", "check-novalidate", "-n", NAMESPACE, "-s", str(signature)]
        with manifest.open("rb") as opened:
            done = subprocess.run(command, stdin=opened, capture_output=True, text=True, check=False)
        if done.returncode:
            raise InvalidSignature("ssh-keygen refuses it") from None
