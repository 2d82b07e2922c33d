"""The signature of a seal, by ssh-keygen: with a key that the user already has, or that an agent holds.

`ssh-keygen -Y verify` checks it. Whose key it is, a signature does not say: the fingerprint must come from elsewhere.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

from dataroom.errors import UsageError
from dataroom.seal import NAMESPACE

_MAGIC = b"SSHSIG"
_TRIAL = f"{NAMESPACE}-trial"


class BadSignature(ValueError):
    """A signature that is none, or not over these bytes."""


@dataclass(frozen=True, slots=True)
class Signer:
    """A key: `public` as in authorized_keys, without its comment; `fingerprint` as ssh-keygen prints it."""

    public: str
    fingerprint: str

    @property
    def allowed_signers(self) -> bytes:
        """The line by which `ssh-keygen -Y verify` knows the key; the key's comment often names a person or machine."""
        return f'{NAMESPACE} namespaces="{NAMESPACE}" {self.public}\n'.encode("ascii")


def signer_with(key: Path) -> Signer:
    """Try a key, before hours of reading; raises UsageError where it does not sign."""
    return signer_of(sign(key, b"dataroom", _TRIAL))


def sign(key: Path, message: bytes, namespace: str = NAMESPACE) -> bytes:
    """Sign with a private key, or with the agent's where `key` is a public one; raises UsageError."""
    chosen = key if key.exists() else key.with_name(f"{key.name}.pub")
    if not chosen.is_file():
        raise UsageError(f"--sign-key: expected an SSH key, got {key} (`ssh-keygen -t ed25519 -f FILE` makes one)")
    done = _ssh_keygen("-Y", "sign", "-f", str(chosen.absolute()), "-n", namespace, message=message)
    if done.returncode or not done.stdout.startswith(b"-----BEGIN SSH SIGNATURE-----"):
        said = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no signature came back"]
        raise UsageError(f"--sign-key: expected a key that signs, got {key}: {said[-1]}")
    return done.stdout


def signer_of(signature: bytes) -> Signer:
    """Read the key in a signature; raises BadSignature. That the signature is sound is for `check` to say."""
    try:
        lines = signature.decode("ascii").strip().splitlines()
        blob = base64.b64decode("".join(lines[1:-1]), validate=True)
        key, _ = _string(blob[10:] if blob.startswith(_MAGIC + b"\0\0\0\1") else b"")
        kind, _ = _string(key)
        name = kind.decode("ascii")
    except (ValueError, binascii.Error) as error:
        raise BadSignature(str(error)) from None
    digest = base64.b64encode(hashlib.sha256(key).digest()).decode("ascii").rstrip("=")
    return Signer(f"{name} {base64.b64encode(key).decode('ascii')}", f"SHA256:{digest}")


def check(message: bytes, signature: bytes, allowed_signers: bytes) -> str:
    """Give the fingerprint of the key that signed `message`.

    Raises BadSignature, also for a key that is not the allowed one, and UsageError where there is no ssh-keygen.
    """
    with tempfile.TemporaryDirectory(prefix="dataroom-") as name:
        allowed, signed = Path(name, "allowed"), Path(name, "sig")
        allowed.write_bytes(allowed_signers)
        signed.write_bytes(signature)
        asked = ("-Y", "verify", "-f", str(allowed), "-I", NAMESPACE, "-n", NAMESPACE, "-s", str(signed))
        done = _ssh_keygen(*asked, message=message)
    if done.returncode:
        raise BadSignature((done.stderr + done.stdout).decode("utf-8", "replace").strip() or "refused by ssh-keygen")
    return signer_of(signature).fingerprint


def require_tool() -> str:
    """Give the path of ssh-keygen; raises UsageError where there is none."""
    tool = shutil.which("ssh-keygen")
    if tool is None:
        raise UsageError("signatures: expected ssh-keygen on this machine, got none (install OpenSSH)")
    return tool


def _ssh_keygen(*arguments: str, message: bytes) -> subprocess.CompletedProcess[bytes]:
    # A pass phrase is asked for on the terminal, by ssh-keygen itself.
    return subprocess.run([require_tool(), *arguments], input=message, capture_output=True, check=False)  # noqa: S603 - no shell


def _string(raw: bytes) -> tuple[bytes, bytes]:
    size = int.from_bytes(raw[:4], "big")
    if len(raw) < 4 + size:
        raise ValueError("cut off")
    return raw[4 : 4 + size], raw[4 + size :]
