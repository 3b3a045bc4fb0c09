"""Sign an edition: an SSHSIG over its manifest, made by ``ssh-keygen`` so that agents and hardware keys work.

Invariant: only an intact edition that nobody has signed is signed, and a signature that does not verify is not left.
"""

import shutil
import subprocess
from pathlib import Path

from asylia.edition.check.signature import fingerprint, signed_with
from asylia.edition.check.verify import verify
from asylia.edition.schema import MANIFEST, NAMESPACE, SIGNATURE
from asylia.problems import Problem


def sign(path: Path, key: Path) -> str:
    """Sign the edition folder with a key (a private key, or a public key whose private half an agent holds).

    Returns the fingerprint of the key. Raises ``Problem`` where the edition is not intact or signed already, where
    ``ssh-keygen`` is absent, or where it refuses.
    """
    if not (keygen := shutil.which("ssh-keygen")):
        mend = "Install OpenSSH. An unsigned edition verifies as 'intact, not signed'."
        raise Problem("ssh-keygen is absent, so nothing can be signed", mend=mend)
    signature = path / SIGNATURE
    if signature.exists():
        raise Problem("this edition is signed already; a signature is never overwritten", file=signature)
    if not key.is_file():
        raise Problem("there is no such key", file=key, field="--key")
    if wrong := verify(path).wrong:
        raise Problem(f"this edition is not intact, so it is not signed: {wrong}", file=path)
    command = [keygen, "-Y", "sign", "-f", str(key), "-n", NAMESPACE, str(path / MANIFEST)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        signature.unlink(missing_ok=True)
        raise Problem(f"ssh-keygen refuses: {done.stderr.strip()}", file=key, field="--key")
    try:
        return fingerprint(signed_with(path / MANIFEST, signature))
    except Problem:
        signature.unlink()
        raise
