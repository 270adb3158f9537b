"""The guard that a published version of an item, with its materials and results, never changes again."""

from django.db import migrations

GUARD = """
CREATE FUNCTION catalogue_version_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.published_at IS NOT NULL THEN
        RAISE EXCEPTION '已发布的事项版本不能修改，请发布新版本' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER item_version_is_final BEFORE UPDATE OR DELETE ON catalogue_itemversion
    FOR EACH ROW EXECUTE FUNCTION catalogue_version_is_final();

CREATE FUNCTION catalogue_child_is_final() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    version bigint := CASE TG_OP WHEN 'INSERT' THEN NEW.version_id ELSE OLD.version_id END;
BEGIN
    IF EXISTS (SELECT FROM catalogue_itemversion WHERE id = version AND published_at IS NOT NULL) THEN
        RAISE EXCEPTION '已发布的事项版本不能修改，请发布新版本' USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER material_is_final BEFORE INSERT OR UPDATE OR DELETE ON catalogue_material
    FOR EACH ROW EXECUTE FUNCTION catalogue_child_is_final();
CREATE TRIGGER result_is_final BEFORE INSERT OR UPDATE OR DELETE ON catalogue_result
    FOR EACH ROW EXECUTE FUNCTION catalogue_child_is_final();
"""

UNGUARD = """
DROP TRIGGER result_is_final ON catalogue_result;
DROP TRIGGER material_is_final ON catalogue_material;
DROP FUNCTION catalogue_child_is_final();
DROP TRIGGER item_version_is_final ON catalogue_itemversion;
DROP FUNCTION catalogue_version_is_final();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(GUARD, UNGUARD)]
