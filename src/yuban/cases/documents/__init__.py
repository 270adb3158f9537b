"""The papers of a case as PDF, in the form and the words official slips have.

`slips` holds what each paper says, `printing` sets it in its template under `typst/`. Being official documents, the
papers are in Chinese only.
"""

from yuban.cases.documents.printing import pdf, term
from yuban.cases.documents.slips import (
    AcceptanceSlip,
    CorrectionNotice,
    DecisionPaper,
    DeliveryReceipt,
    ExtensionNotice,
    Gap,
    NotNeededNotice,
    Paper,
    RatingSlip,
    Received,
    RedirectionNotice,
    RefusalNotice,
    Remedy,
    SpecialProcedureNotice,
    Term,
)

__all__ = [
    "AcceptanceSlip",
    "CorrectionNotice",
    "DecisionPaper",
    "DeliveryReceipt",
    "ExtensionNotice",
    "Gap",
    "NotNeededNotice",
    "Paper",
    "RatingSlip",
    "Received",
    "RedirectionNotice",
    "RefusalNotice",
    "Remedy",
    "SpecialProcedureNotice",
    "Term",
    "pdf",
    "term",
]
