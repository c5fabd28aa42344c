"""A reorganisation as ``nhip resolution show --json`` prints it."""

from nhip.cycle.resolution_pages import Preview, ResolutionPage


def resolution_as_json(page: ResolutionPage) -> dict[str, object]:
    """The reorganisation as ``nhip resolution show --json`` prints it."""
    return {
        "resolution": page.id,
        "effective_on": page.effective_on.isoformat(),
        "legal_basis": page.legal_basis,
        "state": page.state.value,
        "refusals": {key: str(refusal) for key, refusal in page.refusals.items()},
        "units": []
        if page.preview is None
        else [
            {
                "before": one.before.code,
                "after": None if one.after is None else one.after.code,
                "heirs": [
                    {"unit": heir.unit.code, "share": str(heir.share.normalize()), "assumed": heir.assumed}
                    for heir in one.heirs
                ],
                "open_parts": one.open_parts,
                "done_tasks": one.done_tasks,
                "reports_not_filed": list(one.drafts),
                "people": len(one.people),
            }
            for one in page.preview.fates
        ],
        **_moved_as_json(page.preview),
        "counts": []
        if page.preview is None
        else [
            {"unit": one.unit.code, "level": one.level.value, "before": one.before, "after": one.after}
            for one in page.preview.counts
        ],
    }


def _moved_as_json(preview: Preview | None) -> dict[str, object]:
    moved = None if preview is None else preview.moved
    if moved is None:
        return {"tasks": [], "targets": [], "divided": [], "totals": []}
    return {
        "tasks": [
            {
                "task": one.moved.task,
                "title": one.moved.title,
                "from": unit.source.code,
                "to": one.receiver.code,
            }
            for unit in moved.units
            for one in unit.tasks
        ],
        "targets": [
            {
                "indicator": one.moved.indicator,
                "period": one.moved.period,
                "before": {name: str(value) for name, value in one.before},
                "after": {name: str(value) for name, value in one.after},
            }
            for one in moved.targets
        ],
        "divided": [
            {
                "unit": one.source.code,
                "indicator": one.code,
                "period": one.period,
                "target": str(one.whole),
                "parts": {part.heir.code: str(part.value) for part in one.parts},
                "by_shares": {part.heir.code: str(part.by_shares) for part in one.parts},
            }
            for one in moved.goals
        ],
        "totals": [
            {
                "unit": one.unit.code,
                "tasks": [one.total.tasks_before, one.total.tasks_after],
                "weight": [one.total.weight_before, one.total.weight_after],
            }
            for one in moved.totals
        ],
    }
