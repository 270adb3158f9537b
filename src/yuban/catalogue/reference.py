"""Code lists of the catalogue: the live national interface's codes (domain.md 2.2) as values of the enums.

Shapes of the JSON children of a version:
legal_basis [{law, document_number, article, text}] · stages [{name, days, standard}] · fees [{name, standard, basis}] ·
questions [{q, a}] · form_fields [{key, label, label_en, type, required, help, choices, sample}], where a date may
also carry when: future (not before today) or past (not after today).
"""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ItemType(models.TextChoices):
    LICENCE = "01", _("行政许可")
    PENALTY = "02", _("行政处罚")
    COERCION = "03", _("行政强制")
    LEVY = "04", _("行政征收")
    PAYMENT = "05", _("行政给付")
    INSPECTION = "06", _("行政检查")
    CONFIRMATION = "07", _("行政确认")
    REWARD = "08", _("行政奖励")
    RULING = "09", _("行政裁决")
    OTHER = "10", _("其他行政权力")
    PUBLIC_SERVICE = "20", _("公共服务")


class Audience(models.TextChoices):
    PERSON = "1", _("自然人")
    ENTERPRISE = "2", _("企业法人")
    INSTITUTION = "3", _("事业法人")
    SOCIAL_ORGANISATION = "4", _("社会组织法人")
    UNINCORPORATED = "5", _("非法人企业")
    AUTHORITY = "6", _("行政机关")
    OTHER = "9", _("其他组织")


class Kind(models.TextChoices):
    INSTANT = "instant", _("即办件")
    COMMITTED = "committed", _("承诺件")


class OnlineDepth(models.TextChoices):
    INQUIRY = "1", _("网上咨询")
    RECEIVE = "2", _("网上收件")
    PRECHECK = "3", _("网上预审")
    ACCEPT = "4", _("网上受理")
    HANDLE = "5", _("网上办理")
    RESULT = "6", _("结果网上反馈")
    CERTIFICATE = "7", _("电子证照反馈")
    OTHER = "9", _("其他")


class Delivery(models.TextChoices):
    WINDOW = "window", _("窗口领取")
    POST = "post", _("邮寄送达")
    ELECTRONIC = "electronic", _("电子送达")


class Status(models.TextChoices):
    IN_USE = "in_use", _("在用")
    SUSPENDED = "suspended", _("暂停")
    CANCELLED = "cancelled", _("取消")


class MaterialKind(models.TextChoices):
    CERTIFICATE = "certificate", _("证件证书证明")
    FORM = "form", _("申请表格文书")
    OTHER = "other", _("其他")


class Medium(models.TextChoices):
    PAPER = "paper", _("纸质")
    ELECTRONIC = "electronic", _("电子")
    BOTH = "both", _("纸质或电子")


class Necessity(models.TextChoices):
    REQUIRED = "required", _("必要")
    OPTIONAL = "optional", _("非必要")
    GAP_ALLOWED = "gap_allowed", _("容缺后补")


class Source(models.TextChoices):
    APPLICANT = "applicant", _("申请人自备")
    GOVERNMENT = "government", _("政府部门核发")
    OTHER = "other", _("其他")


class ResultKind(models.TextChoices):
    CERTIFICATE = "certificate", _("证照")
    DOCUMENT = "document", _("批文")
    OTHER = "other", _("其他")


class FieldType(models.TextChoices):
    TEXT = "text", _("文本")
    TEXTAREA = "textarea", _("多行文本")
    NUMBER = "number", _("数字")
    DATE = "date", _("日期")
    CHOICE = "choice", _("选择")
    PHONE = "phone", _("电话")
    IDENTITY_NUMBER = "identity_number", _("身份证号")
    CREDIT_CODE = "credit_code", _("统一社会信用代码")
    ADDRESS = "address", _("地址")
