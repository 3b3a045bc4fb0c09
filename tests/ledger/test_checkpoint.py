from base64 import b64decode, b64encode

import pytest

from asylia.ledger.checkpoint import Checkpoint, head, opened, signed, signer
from asylia.problems import Problem

NOW = Checkpoint("asylia-ledger/abc", 7, bytes(range(32)))


def test_a_note_has_the_form_of_a_signed_checkpoint(asylia_home):
    key = signer(asylia_home)
    lines = signed(NOW, key).split("\n")
    assert lines[:2] == ["asylia-ledger/abc", "7"]
    assert b64decode(lines[2]) == NOW.root
    assert lines[3] == ""
    assert lines[4].startswith(f"\N{EM DASH} {key.name} ")
    assert len(b64decode(lines[4].split(" ")[2])) == 4 + 64
    assert lines[5:] == [""]


def test_a_note_opens_with_the_key_that_signed_it(asylia_home):
    key = signer(asylia_home)
    assert opened(signed(NOW, key), key.vkey) == NOW


def test_the_key_is_made_once_and_for_its_owner_alone(asylia_home):
    assert signer(asylia_home).vkey == signer(asylia_home).vkey
    assert (asylia_home / "ledger.key").stat().st_mode & 0o777 == 0o600


def test_a_key_that_others_may_read_is_refused(asylia_home):
    signer(asylia_home)
    (asylia_home / "ledger.key").chmod(0o644)
    with pytest.raises(Problem, match="Others may read"):
        signer(asylia_home)


def test_a_damaged_key_is_refused(asylia_home):
    signer(asylia_home)
    file = asylia_home / "ledger.key"
    file.write_text(file.read_text().replace("asylia-ledger", "asylia-ladger"))
    with pytest.raises(Problem, match="damaged"):
        signer(asylia_home)


@pytest.mark.parametrize(
    "change", [("7", "8"), ("abc", "abd"), (b64encode(NOW.root).decode(), b64encode(bytes(32)).decode())]
)
def test_a_changed_note_does_not_open(asylia_home, change):
    key = signer(asylia_home)
    with pytest.raises(Problem, match="does not hold"):
        opened(signed(NOW, key).replace(*change, 1), key.vkey)


def test_a_note_of_another_key_does_not_open(asylia_home, tmp_path):
    with pytest.raises(Problem, match="not signed by"):
        opened(signed(NOW, signer(asylia_home)), signer(tmp_path).vkey)


@pytest.mark.parametrize("note", ["", "a\nb\nc\n\n", "o\n7\nAAAA\n\n\N{EM DASH} a b\n"])
def test_what_is_no_checkpoint_is_refused(asylia_home, note):
    with pytest.raises(Problem, match="no checkpoint"):
        opened(note, signer(asylia_home).vkey)


@pytest.mark.parametrize("vkey", ["", "a+b", "name+00000000+AAAA"])
def test_what_is_no_verifier_key_is_refused(asylia_home, vkey):
    with pytest.raises(Problem, match="no verifier key"):
        opened(signed(NOW, signer(asylia_home)), vkey)


def test_the_head_of_an_empty_ledger_is_zero(db):
    assert head(db, "o") == Checkpoint("o", 0, bytes(32))
