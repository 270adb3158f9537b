"""Which steps people are told of, and in which words."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

# verb → (title, body); other steps are seen on the case's timeline but nobody is called for them
SENTENCES: Final[dict[str, tuple[str, str]]] = {
    "submit": (gettext_noop("申请已提交"), gettext_noop("您申请的“%(item)s”已提交，办理机构将在5个工作日内答复。")),
    "take_over_counter": (gettext_noop("窗口已收件"), gettext_noop("窗口已收取您申请“%(item)s”的材料。")),
    "resubmit": (gettext_noop("补正材料已提交"), gettext_noop("“%(item)s”的补正材料已提交，等待办理机构审核。")),
    "ask_correction": (
        gettext_noop("请补正材料"),
        gettext_noop("“%(item)s”需要补正，请在期限内一次补齐，逾期视为放弃。"),
    ),
    "accept": (gettext_noop("已受理"), gettext_noop("“%(item)s”已受理，将在承诺时限内作出决定。")),
    "deem_accepted": (gettext_noop("视为受理"), gettext_noop("“%(item)s”逾期未告知，依法自收到材料之日起视为受理。")),
    "refuse": (gettext_noop("不予受理"), gettext_noop("“%(item)s”不予受理，理由和救济途径见办件详情。")),
    "redirect": (
        gettext_noop("不属于本机关职权"),
        gettext_noop("“%(item)s”不属于该机关职权，应向哪个机关申请见办件详情。"),
    ),
    "tell_not_needed": (gettext_noop("不需要许可"), gettext_noop("“%(item)s”依法不需要取得行政许可。")),
    "start_special_procedure": (
        gettext_noop("进入特别程序"),
        gettext_noop("“%(item)s”进入特别程序，所需时间不计入办理期限。"),
    ),
    "resume": (gettext_noop("特别程序结束"), gettext_noop("“%(item)s”的特别程序已结束，期限继续计算。")),
    "extend": (gettext_noop("办理期限已延长"), gettext_noop("“%(item)s”的办理期限依法延长，理由见办件详情。")),
    "decide": (gettext_noop("已作出决定"), gettext_noop("“%(item)s”已作出决定，请查看并领取结果。")),
    "complete": (gettext_noop("已办结，请评价"), gettext_noop("“%(item)s”已办结。请为本次服务评价。")),
    "lapse": (gettext_noop("逾期未补正"), gettext_noop("“%(item)s”在期限内未补正，视为放弃，可以重新申请。")),
    "move_deadline": (gettext_noop("期限重新计算"), gettext_noop("工作日历有调整，“%(item)s”的办理期限已重新计算。")),
}


def title(verb: str) -> str:
    """The notice's title in the reader's language."""
    return _(SENTENCES[verb][0])


def body(verb: str, item: str) -> str:
    """The notice's sentence in the reader's language."""
    return _(SENTENCES[verb][1]) % {"item": item}
