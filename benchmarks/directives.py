"""``./dev bench directives [--shared FOLDER]``: how well and how fast directives are read out of real texts.

The texts, and what a careful reader finds in them, stand beside the checkout (``../shared/data/directives``) and never
in it: without that folder the scores are skipped, which is said. Scores are those of its ``score_directives.py``, with
everything wrong told apart. Speed and memory are those of a 10-page notice of this benchmark's own, read by a process
of its own, beside sorting and splitting the same letters into words in the same run.
"""

import argparse
import importlib.util
import json
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.web import _machine as machine
from nhip.core.directives import Directive, read

ROOT = Path(__file__).resolve().parents[1]
TARGETS = {"precision": 0.97, "recall": 0.97, "lead": 0.95, "deadline": 0.97}
MOST_CPU, MOST_MB = 0.5, 150
PAGE = 3_000
PAGES, READS = 10, 5
UNSCORED = ("o06", "o07")

NOTICE = """Thời gian qua, các sở, ngành, địa phương đã có nhiều cố gắng; tuy nhiên, tiến độ của một số chương trình \
còn chậm, việc phối hợp giữa các đơn vị chưa chặt chẽ, kinh phí chưa được giải ngân theo kế hoạch.
{n}. Ban Dân tộc chủ trì, phối hợp với Sở Tài chính, Sở Kế hoạch và Đầu tư và Ủy ban nhân dân các huyện, thành phố \
rà soát danh mục công trình; báo cáo Ủy ban nhân dân tỉnh trước ngày 15/3.
a) Khẩn trương hoàn thiện hồ sơ, trình cấp có thẩm quyền phê duyệt trong quý II; định kỳ hằng tháng báo cáo kết quả.
b) Yêu cầu các chủ đầu tư cam kết tiến độ; kịp thời tháo gỡ khó khăn, vướng mắc theo thẩm quyền.
Giao Sở Giáo dục và Đào tạo: (i) rà soát các trường phổ thông dân tộc bán trú; (ii) lập dự án sửa chữa nhà ở học \
sinh, hoàn thành trước ngày 30/6; Ủy ban nhân dân các huyện bố trí quỹ đất."""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--one", action="store_true")
    given = parser.parse_args()
    if given.one:
        print(json.dumps(_alone()))
        return
    told: dict[str, object] = {"bench": "directives", "machine": machine(), "speed": _speed()}
    if (given.shared / "data" / "directives").is_dir():
        told |= _scored(given.shared)
    else:
        print(f"{given.shared}: no data/directives there, so nothing is scored", file=sys.stderr)
        told["scores"] = "skipped"
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _notice() -> str:
    """Ten pages of a notice, in the project's own words."""
    lines = [
        "ỦY BAN NHÂN DÂN TỈNH",
        "Số: 12/TB-UBND",
        "THÔNG BÁO",
        "Chủ tịch Ủy ban nhân dân tỉnh kết luận như sau:",
    ]
    number = 0
    while sum(map(len, lines)) < PAGE * PAGES:
        number += 1
        lines.extend(NOTICE.format(n=number).split("\n"))
    return "\n".join(lines)


def _speed() -> dict[str, object]:
    """CPU seconds and memory of one reading in a process of its own; the ratio to plain splitting and sorting."""
    told = json.loads(
        subprocess.run(
            [sys.executable, "-m", "benchmarks.directives", "--one"],
            capture_output=True,
            check=True,
            cwd=ROOT,
        ).stdout
    )
    told["met"] = told["cpu_seconds"] <= MOST_CPU and told["peak_mb"] <= MOST_MB
    return dict(told)


def _alone() -> dict[str, object]:
    text = _notice()
    first = _cpu(lambda: read(text, date(2020, 2, 1)))
    again = statistics.median(_cpu(lambda: read(text, date(2020, 2, 1))) for _ in range(READS))
    plain = statistics.median(_cpu(lambda: sorted(text.split())) for _ in range(READS))
    return {
        "letters": len(text),
        "directives": len(read(text).directives),
        "cpu_seconds": round(first, 3),
        "cpu_seconds_again": round(again, 3),
        "times_splitting_and_sorting": round(again / max(plain, 1e-6)),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _cpu(act: Callable[[], object]) -> float:
    began = time.process_time()
    act()
    return time.process_time() - began


def _scored(shared: Path) -> dict[str, object]:
    rules = _rules(shared)
    counts = dict.fromkeys(("found", "wrong", "gold", "lead", "lead_of", "deadline", "deadline_of"), 0)
    wrong: list[dict[str, object]] = []
    for path in sorted((shared / "data" / "directives").glob("*.txt")):
        if not path.name.startswith(UNSCORED):
            wrong.extend({"text": path.stem} | one for one in _score(path, rules, counts))
    scores = {
        "precision": counts["found"] / max(1, counts["found"] + counts["wrong"]),
        "recall": counts["found"] / max(1, counts["gold"]),
        "lead": counts["lead"] / max(1, counts["lead_of"]),
        "deadline": counts["deadline"] / max(1, counts["deadline_of"]),
    }
    return {
        "scores": {name: round(value, 3) for name, value in scores.items()},
        "met": all(scores[name] >= target for name, target in TARGETS.items()),
        "directives": counts["gold"],
        "wrong": wrong,
    }


def _rules(shared: Path) -> Any:  # noqa: ANN401 - a module of the workplace, known only when it runs
    """The scoring tool as a module, so that both count alike."""
    path = shared / "tools" / "score_directives.py"
    spec = importlib.util.spec_from_file_location("score_directives", path)
    if spec is None or spec.loader is None:
        raise FileNotFoundError(path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _as_printed(one: Directive) -> dict[str, Any]:
    return {
        "start": one.start,
        "end": one.end,
        "sentence": one.sentence,
        "lead": one.lead,
        "deadline": one.due.day.isoformat() if one.due and one.due.day else None,
        "deadline_text": one.due.text if one.due else None,
    }


def _score(path: Path, rules: Any, counts: dict[str, int]) -> Iterator[dict[str, object]]:  # noqa: ANN401
    """Counts one text; yields what is wrong in it."""
    spans = rules.gold_of(str(path))
    gold = [one for one in spans if not one.get("ignore")]
    ignored = [one for one in spans if one.get("ignore")]
    found: dict[int, list[dict[str, Any]]] = {}
    for one in map(_as_printed, read(path.read_text(encoding="utf-8")).directives):
        fitting = [place for place, true in enumerate(gold) if rules.fits(one, true)]
        if fitting:
            found.setdefault(max(fitting, key=lambda place: rules.overlap(one, gold[place])), []).append(one)
        elif not any(_on(one, span, rules) for span in ignored):
            counts["wrong"] += 1
            yield {"kind": "no directive", "sentence": one["sentence"], "lead": one["lead"]}
    counts["gold"] += len(gold)
    counts["found"] += len(found)
    for place, true in enumerate(gold):
        yield from _compare(true, found.get(place, []), rules, counts)


def _on(one: dict[str, Any], span: dict[str, Any], rules: Any) -> bool:  # noqa: ANN401
    shorter = min(one["end"] - one["start"], span["end"] - span["start"])
    return bool(rules.overlap(one, span) >= 0.5 * shorter)


def _compare(
    true: dict[str, Any],
    told: list[dict[str, Any]],
    rules: Any,  # noqa: ANN401
    counts: dict[str, int],
) -> Iterator[dict[str, object]]:
    if not told:
        yield {"kind": "missed", "sentence": true["sentence"]}
    if true["units"]:
        counts["lead_of"] += 1
        wanted = [rules.unit(name) for name in true["units"][:1] + list(true.get("resolved") or [])[:1]]
        is_right = any(rules.unit(one["lead"] or "") in wanted for one in told)
        counts["lead"] += is_right
        if told and not is_right:
            yield {
                "kind": "lead",
                "told": told[0]["lead"],
                "true": true["units"][0],
                "sentence": true["sentence"],
            }
    if true.get("deadline"):
        counts["deadline_of"] += 1
        is_right = any(rules.same_due(one, true) for one in told)
        counts["deadline"] += is_right
        if told and not is_right:
            yield {"kind": "deadline", "told": told[0]["deadline_text"], "true": true["deadline"]}


if __name__ == "__main__":
    main()
