from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cascade", "0003_handed_orders"),
    ]

    operations = [
        migrations.AddField(
            model_name="handing",
            name="period",
            field=models.CharField(blank=True, max_length=11),
        ),
    ]
