"""Files on disk under the digest of their content; what people send is looked into before it is kept.

Rows that name a file (`StoredFile`) belong to whoever uses it; the bytes know no names.
"""

from yuban.kernel.files.content import KINDS
from yuban.kernel.files.store import Upload, accept_upload, exists, keep, open_stored, remove

__all__ = ["KINDS", "Upload", "accept_upload", "exists", "keep", "open_stored", "remove"]
