"""The hash SM3 (GB/T 32905-2016)."""

from cryptography.hazmat.primitives.hashes import SM3, Hash


def sm3(data: bytes) -> bytes:
    """The SM3 digest of `data`, 32 bytes."""
    digest = Hash(SM3())
    digest.update(data)
    return digest.finalize()
