from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("sources", "0006_form_of_imports")]

    operations = [
        migrations.AddField(
            model_name="roundrater",
            name="left_at",
            field=models.DateTimeField(null=True),
        ),
    ]
