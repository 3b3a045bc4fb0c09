"""The head of the chain as a C2SP checkpoint: a signed note that says how long the ledger was and what it held.

Whoever keeps a checkpoint elsewhere (printed, mailed to a colleague) can show later that nothing before it was changed
or cut off. The key is made on first use and stays in the home; its verifier key is what others need.
"""

import binascii
import os
import secrets
from base64 import b64decode, b64encode
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.db.backends.base.base import BaseDatabaseWrapper

from asylia.ledger.rows import FIRST
from asylia.problems import Problem

_ED25519 = b"\x01"  # the signature type of C2SP's signed notes
_SKEY = "PRIVATE+KEY+"


class Checkpoint(NamedTuple):
    """How long the ledger was (rows) and the hash of its last row then."""

    origin: str
    size: int
    root: bytes


class Signer:
    """The ledger's key, in the one-line formats of C2SP's signed notes."""

    def __init__(self, name: str, key: Ed25519PrivateKey) -> None:
        self.name = name
        self._key = key

    @property
    def vkey(self) -> str:
        """The verifier key that others need: name, key hash, public key."""
        public = _ED25519 + self._key.public_key().public_bytes_raw()
        return f"{self.name}+{_key_hash(self.name, public).hex()}+{b64encode(public).decode()}"

    def sign(self, text: str) -> str:
        """A note: the text, an empty line, one signature line."""
        public = _ED25519 + self._key.public_key().public_bytes_raw()
        signature = b64encode(_key_hash(self.name, public) + self._key.sign(text.encode())).decode()
        return f"{text}\n\N{EM DASH} {self.name} {signature}\n"


def head(db: BaseDatabaseWrapper, origin: str) -> Checkpoint:
    """The checkpoint of the ledger as it is now."""
    with db.cursor() as cursor:
        cursor.execute("SELECT seq, hash FROM ledger_row ORDER BY seq DESC LIMIT 1")
        found = cursor.fetchone()
    return Checkpoint(origin, int(found[0]), bytes(found[1])) if found else Checkpoint(origin, 0, FIRST)


def signed(checkpoint: Checkpoint, signer: Signer) -> str:
    """The checkpoint as a signed note."""
    return signer.sign(f"{checkpoint.origin}\n{checkpoint.size}\n{b64encode(checkpoint.root).decode()}\n")


def opened(note: str, vkey: str, file: Path | None = None) -> Checkpoint:
    """The checkpoint in a note whose signature the verifier key confirms. Raises ``Problem`` for any other note."""
    text, _, signatures = note.partition("\n\n")
    lines = text.split("\n")
    try:
        origin, size, root = lines[0], int(lines[1]), b64decode(lines[2], validate=True)
    except (IndexError, ValueError) as error:
        raise Problem(
            "This is no checkpoint of a ledger.", file=file, mend="`asylia ledger head` makes one."
        ) from error
    if len(root) != 32 or size < 0:
        raise Problem("This is no checkpoint of a ledger.", file=file, mend="`asylia ledger head` makes one.")
    _check_signature(f"{text}\n", signatures, vkey, file)
    return Checkpoint(origin, size, root)


def signer(home: Path) -> Signer:
    """The key in the home, made on first use with mode 600. Raises ``Problem`` for a key that is damaged or shared."""
    file = home / "ledger.key"
    if not file.exists():
        _make(file)
    if file.stat().st_mode & 0o077:
        raise Problem("Others may read the key of the ledger.", file=file, mend=f"Run: chmod 600 {file}")
    line = file.read_text(encoding="utf-8").strip()
    try:
        name, hash, data = line.removeprefix(_SKEY).split("+", 2)
        key = Ed25519PrivateKey.from_private_bytes(b64decode(data, validate=True)[1:])
        made = Signer(name, key)
        if not line.startswith(_SKEY) or made.vkey.split("+")[1] != hash:
            raise ValueError("another key")
    except ValueError as error:
        raise Problem("The key of the ledger is damaged.", file=file, mend="Bring it back from a backup.") from error
    return made


def _make(file: Path) -> None:
    key, name = Ed25519PrivateKey.generate(), f"asylia-ledger/{secrets.token_hex(8)}"
    hash = Signer(name, key).vkey.split("+")[1]
    line = f"{_SKEY}{name}+{hash}+{b64encode(_ED25519 + key.private_bytes_raw()).decode()}\n"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as out:
        out.write(line)


def _check_signature(text: str, signatures: str, vkey: str, file: Path | None) -> None:
    try:
        name, hash, data = vkey.split("+", 2)
        public = b64decode(data, validate=True)
        if public[:1] != _ED25519 or _key_hash(name, public).hex() != hash:
            raise ValueError("not what its hash says")
        key = Ed25519PublicKey.from_public_bytes(public[1:])
    except ValueError as error:
        raise Problem(
            f"{vkey!r} is no verifier key.", allowed=("name+hash+key, as `ledger head` prints it",)
        ) from error
    for line in signatures.splitlines():
        _, _, rest = line.partition("\N{EM DASH} ")
        signed_by, _, signature = rest.partition(" ")
        try:
            raw = b64decode(signature, validate=True)
        except binascii.Error:
            continue
        if signed_by == name and raw[:4].hex() == hash:
            try:
                key.verify(raw[4:], text.encode())
            except InvalidSignature as error:
                raise Problem("The signature of this checkpoint does not hold.", file=file) from error
            return
    raise Problem(
        f"This checkpoint is not signed by {name}.", file=file, mend="Name the key that signed it with --vkey."
    )


def _key_hash(name: str, public: bytes) -> bytes:
    return sha256(name.encode() + b"\n" + public).digest()[:4]
