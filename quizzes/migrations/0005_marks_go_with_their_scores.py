import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0004_mark_names_its_revision")]

    operations = [
        migrations.AlterField(
            model_name="mark",
            name="score",
            field=models.OneToOneField(
                null=True,
                on_delete=django.db.models.deletion.RESTRICT,
                related_name="mark",
                to="quizzes.score",
            ),
        ),
    ]
