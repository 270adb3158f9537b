"""Taking an uploaded paper for a case, alike on the portal and at a window."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from yuban.cases import actions as cases
from yuban.cases.models import Case, CaseMaterial
from yuban.cases.reference import Got
from yuban.kernel import files
from yuban.kernel.actions import store_file
from yuban.kernel.refusals import Invalid
from yuban.people.rights import Actor


def take(
    *, case: Case, code: str, file: "UploadedFile[Any] | None", by: Actor, at: datetime, got: str = Got.UPLOADED
) -> CaseMaterial:
    """Keeps the file and adds it to the case under the material `code`.

    Raises Invalid with field "file" if it is no file, too large, or of a kind the material does not take.
    """
    material = case.version.materials.filter(code=code).first()
    if material is None:
        raise Invalid(_("该事项没有这项材料。"), code="material_unknown", field="code")
    if file is None:
        raise Invalid(_("请先选择要上传的文件。"), code="file_missing", field="file")
    most = settings.YUBAN_UPLOAD_MEGABYTES * 1024 * 1024
    upload = files.accept_upload(file, file.name or "", frozenset(material.accept), most)
    stored = store_file(digest=upload.digest, size=upload.size, kind=upload.kind, name=upload.name, at=at)
    return cases.add_material(case=case, code=code, got=got, file=stored, by=by, at=at)
