from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rosters", "0002_audit_log_notices_erasure")]

    operations = [
        migrations.AddField(
            model_name="school",
            name="own_data_offered",
            field=models.BooleanField(
                default=True,
                help_text="If not, they ask the school, which can export it for them.",
                verbose_name="people may download their own data",
            ),
        ),
    ]
