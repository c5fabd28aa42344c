"""Plans out of workbooks: finding the table, its columns, its times and units; pure, cells in, tasks out."""

from nhip.core.plan_sheets.reading import ReadPlan, ReadTask, TitleBlock, read_plan, title_block
from nhip.core.plan_sheets.unit_names import GROUP, KnownUnit, UnitNames
from nhip.core.sheets import Table

__all__ = [
    "GROUP",
    "KnownUnit",
    "ReadPlan",
    "ReadTask",
    "Table",
    "TitleBlock",
    "UnitNames",
    "read_plan",
    "title_block",
]
