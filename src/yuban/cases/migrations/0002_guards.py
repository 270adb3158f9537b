"""Serials, the limits of the law as rows, and the guard that steps are only ever added."""

from datetime import date

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

LIMITS = [
    ("reply_days", 5, "收到材料后告知补正或受理", "行政许可法 第三十二条"),
    ("decide_days", 20, "作出决定", "行政许可法 第四十二条第一款"),
    ("extension_days", 10, "延长决定期限", "行政许可法 第四十二条第一款"),
    ("joint_days", 45, "统一、联合或集中办理作出决定", "行政许可法 第四十二条第二款"),
    ("joint_extension_days", 15, "统一、联合或集中办理的延长", "行政许可法 第四十二条第二款"),
    ("lower_level_days", 20, "下级机关审查", "行政许可法 第四十三条"),
    ("delivery_days", 10, "颁发、送达", "行政许可法 第四十四条"),
    ("correction_days", 15, "申请人补正", "本级规定，随通知书告知"),
    ("yellow_days", 1, "剩余工作日不多于此数亮黄灯", "本级规定"),
    ("yellow_percent", 20, "剩余时间占期限的百分比不高于此数亮黄灯", "本级规定"),
]

GUARD = """
CREATE SEQUENCE cases_case_serial;
CREATE SEQUENCE cases_decision_serial;

CREATE FUNCTION cases_step_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'txid' = to_jsonb(OLD) - 'txid' THEN
        RETURN NEW;  -- transaction ids are rewritten after a restore; they are not part of the history
    END IF;
    RAISE EXCEPTION '办件环节只能增加，不能修改或删除' USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER case_step_is_final BEFORE UPDATE OR DELETE ON cases_casestep
    FOR EACH ROW EXECUTE FUNCTION cases_step_is_final();
"""

UNGUARD = """
DROP TRIGGER case_step_is_final ON cases_casestep;
DROP FUNCTION cases_step_is_final();
DROP SEQUENCE cases_decision_serial;
DROP SEQUENCE cases_case_serial;
"""


def write_limits(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    limit = apps.get_model("cases", "LegalLimit")
    limit.objects.bulk_create(
        limit(key=key, valid_from=date(2004, 7, 1), days=days, label=label, basis=basis)
        for key, days, label, basis in LIMITS
    )


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [
        migrations.RunSQL(GUARD, UNGUARD),
        migrations.RunPython(write_limits, migrations.RunPython.noop),
    ]
