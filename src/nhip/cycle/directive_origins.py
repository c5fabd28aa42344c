"""From a task back to the sentence it was opened for."""

from dataclasses import dataclass

from nhip.apps.conferences.queries import DirectiveRow, SourceRow, directive_of_task, one_source


@dataclass(frozen=True, slots=True)
class Origin:
    """The directive for which a task was opened, and its document."""

    row: DirectiveRow
    source: SourceRow


def origin_of_task(*, task_id: int) -> Origin | None:
    """What the task was opened for, None for other tasks; the caller has asked whether the reader may see the task.

    Four statements, one where there is nothing.
    """
    row = directive_of_task(task=task_id)
    return None if row is None else Origin(row, one_source(source=row.source_id))
