"""Plans out of workbooks: finding the table, its columns, its times and units; pure, cells in, tasks out."""

from nhip.core.plan_sheets.reading import PlanTable, ReadPlan, ReadTask, TitleBlock, plan_tables, read_plan
from nhip.core.plan_sheets.unit_names import GROUP, KnownUnit, UnitNames
from nhip.core.sheets import Table

__all__ = [
    "GROUP",
    "KnownUnit",
    "PlanTable",
    "ReadPlan",
    "ReadTask",
    "Table",
    "TitleBlock",
    "UnitNames",
    "plan_tables",
    "read_plan",
]
