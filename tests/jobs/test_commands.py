"""Commands as their users call them: output, exit status, and a sentence for every refusal."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

from nhip.apps.audit.models import AuditRecord
from nhip.apps.reports.models import Report
from nhip.apps.rollups.models import ProgressRollup
from nhip.core.periods import Month
from nhip.core.progress import PROGRESS
from nhip.core.rollup import YearStates
from nhip.jobs import command
from tests import world

pytestmark = pytest.mark.django_db
MAY = Month(2020, 5)


@pytest.fixture(autouse=True)
def _language() -> Iterator[None]:
    with translation.override("vi"):
        yield


class Run:
    """Runs ``nhip`` and keeps what it said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys = capsys

    def __call__(self, *arguments: str) -> tuple[int, str, str]:
        status = command.run(list(arguments))
        said = self.capsys.readouterr()
        return status, said.out, said.err


@pytest.fixture
def nhip(capsys: pytest.CaptureFixture[str]) -> Run:
    return Run(capsys)


def test_the_tree_is_a_flat_list_with_codes_of_the_day(nhip: Run) -> None:
    status, out, err = nhip("units", "tree", "--on", "2020-01-31", "--under", "A", "--json")
    assert (status, err) == (0, "")
    assert [line["code"] for line in json.loads(out)] == ["A", "A1", "A2", "A3", "A.PDT"]
    assert json.loads(out)[1] == {"code": "A1", "name": "Xã Ánh", "level": "commune", "parent": "A"}
    assert "A9" in nhip("units", "tree", "--on", "2020-02-01", "--under", "A")[1]


def test_stored_rollups_are_compared_with_the_facts(nhip: Run) -> None:
    world.file("A1", MAY, 33)
    status, out, err = nhip("rollup", "verify", "--year", "2020")
    assert (status, err) == (0, ""), "what waits to be refreshed is no difference"
    assert "1 thay đổi" in out
    nhip("rollup", "refresh")
    assert nhip("rollup", "verify", "--year", "2020")[0] == 0
    status, out, _err = nhip("rollup", "verify")
    assert (status, "0 chỗ lệch" in out) == (0, True), "without a year: all of them"

    row = ProgressRollup.objects.get(unit=world.unit("A"), year=2020)
    states = PROGRESS.read(row.states)
    reported = tuple(7 if shape == 4 else number or 0 for shape, number in enumerate(states["reported"]))
    place = PROGRESS.names.index("reported")
    row.states = YearStates(
        PROGRESS, (*states.columns[:place], reported, *states.columns[place + 1 :])
    ).written()
    row.save()
    status, out, err = nhip("rollup", "verify", "--year", "2020", "--json")
    assert status == 1
    assert [(one["unit"], one["period"], one["indicator"]) for one in json.loads(out)["differences"]] == [
        ("A", "2020-05", None)
    ]
    assert "A Huyện An, tiến độ, kỳ 2020-05: reported đang lưu 7, tính lại 1" in err
    assert nhip("rollup", "verify")[0] == 1

    assert nhip("rollup", "rebuild")[0] == 0
    assert nhip("rollup", "verify")[0] == 0


def test_the_board_as_json_and_as_a_table(nhip: Run) -> None:
    world.file("A1", MAY, 33)
    nhip("rollup", "refresh")
    told = json.loads(nhip("board", "--unit", "P", "--year", "2020", "--json")[1])
    assert [row["unit"] for row in told["rows"]] == ["A", "B"]
    may = told["rows"][0]["months"][4]
    assert (may["actual"], may["reported"], may["expected"]) == (33, 1, 2)
    table = nhip("board", "--unit", "P", "--year", "2020")[1]
    assert "Huyện An" in table
    assert "●" not in table.splitlines()[0]


def test_a_report_is_shown_filed_from_the_same_shape_and_decided(nhip: Run, tmp_path: Path) -> None:
    shown = json.loads(nhip("report", "show", "--unit", "A1", "--period", "2020-05", "--json")[1])
    assert (shown["state"], shown["filed_at"], shown["figures"]) == ("missing", None, [])
    for row in shown["tasks"]:
        row["progress"], row["done"] = 12.5, "Đã làm"
    file = tmp_path / "report.json"
    file.write_text(json.dumps(shown), encoding="utf-8")
    assert nhip("report", "file", str(file), "--as", "officer.a1")[0] == 0
    shown = json.loads(nhip("report", "show", "--unit", "A1", "--period", "2020-05", "--json")[1])
    assert (shown["state"], shown["tasks"][0]["progress"]) == ("filed", 12.5)
    assert nhip("report", "return", "--unit", "A1", "--period", "2020-05", "--reason", "Thiếu")[0] == 0
    assert nhip("report", "file", str(file))[0] == 0
    assert nhip("report", "approve", "--unit", "A1", "--period", "2020-05", "--as", "leader.a")[0] == 0
    assert Report.objects.get().state == "approved"


def test_the_operator_acts_unless_told_otherwise_and_is_recorded(nhip: Run) -> None:
    assert nhip("units", "rename", "A1", "--name", "Xã Ánh Mai", "--from", "2020-06-01")[0] == 0
    kept = AuditRecord.objects.latest("sequence")
    assert (kept.person, kept.role, kept.act) == (None, "operator", "rename_unit")


def test_a_plan_is_made_and_submitted_by_commands(nhip: Run, tmp_path: Path) -> None:
    assert (
        nhip(
            "units",
            "add",
            "--level",
            "commune",
            "--code",
            "B2",
            "--name",
            "Xã Mới",
            "--under",
            "B",
            "--from",
            "2020-01-02",
            "--reports",
        )[0]
        == 0
    )
    file = tmp_path / "task.json"
    task = {"title": "Làm đường", "starts_on": "2020-02-01", "deadline": "2020-06-30", "weight": 3}
    file.write_text(json.dumps(task), encoding="utf-8")
    assert nhip("plan", "add-task", "--unit", "B2", "--year", "2020", str(file))[0] == 0
    assert nhip("plan", "submit", "--unit", "B2", "--year", "2020")[0] == 0
    assert nhip("plan", "approve", "--unit", "B2", "--year", "2020", "--as", "leader.b")[0] == 0
    shown = json.loads(nhip("plan", "show", "--unit", "B2", "--year", "2020", "--json")[1])
    assert (shown["state"], shown["tasks"][0]["milestones"][5]) == ("approved", 100)
    status = json.loads(nhip("plan", "status", "--unit", "P", "--year", "2020", "--json")[1])
    assert (status["expected"], status["submitted"], status["in_time"]) == (6, 6, 5)


def test_the_lights_of_a_day_follow_the_thresholds_in_force_then(nhip: Run) -> None:
    set_to = ("--amber", "2", "--red", "5,1", "--quorum", "0.5", "--from", "2020-05-01")
    assert nhip("units", "lights", *set_to)[0] == 0
    world.file("A1", Month(2020, 4), 45)
    world.file("A1", MAY, 50)
    nhip("rollup", "refresh")
    months = json.loads(nhip("board", "--unit", "A", "--year", "2020", "--json")[1])["rows"][0]["months"]
    behind = [month["planned"] - month["actual"] for month in months[3:5]]
    assert [4 < one < 9 for one in behind] == [True, True], behind
    assert [month["light"] for month in months[3:5]] == ["amber", "red"]
    assert nhip("units", "lights", *set_to, "--as", "admin.p")[0] == 1
    assert (
        nhip("units", "lights", "--amber", "9", "--red", "4", "--quorum", "1", "--from", "2020-06-01")[0] == 1
    )


def test_a_person_is_added_with_a_role_that_later_ends(nhip: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO("mot-mat-khau-rat-dai\n"))
    added = nhip("people", "add", "xa.moi", "--office", "Cán bộ xã", "--unit", "A1", "--role", "officer")
    assert added[0] == 0, added
    assert (
        nhip("people", "grant", "xa.moi", "--unit", "A9", "--role", "officer", "--from", "2020-05-01")[0] == 0
    )
    assert (
        nhip("people", "end", "xa.moi", "--unit", "A9", "--role", "officer", "--before", "2020-06-01")[0] == 0
    )
    status, _out, err = nhip(
        "people", "end", "xa.moi", "--unit", "A9", "--role", "officer", "--before", "2020-06-01"
    )
    assert (status, "không giữ vai trò" in err) == (1, True)


REFUSED = [
    (("board", "--unit", "Z9", "--year", "2020"), "Không có đơn vị mang mã «Z9» vào ngày 20/05/2020"),
    (("board", "--unit", "A2", "--year", "2020"), "«A2»"),
    (("board", "--unit", "P", "--year", "2020", "--as", "officer.a1"), "không có quyền"),
    (
        ("board", "--unit", "P", "--year", "2020", "--as", "ai.do"),
        "Không có tài khoản đang hoạt động tên «ai.do»",
    ),
    (("units", "place", "A1", "--under", "B", "--from", "2019-01-01"), "chồng lên"),
    (("units", "place", "A1", "--under", "A9", "--from", "2020-06-01"), "không thể nằm dưới"),
    (
        (
            "units",
            "add",
            "--level",
            "commune",
            "--code",
            "A1",
            "--name",
            "X",
            "--under",
            "A",
            "--from",
            "2020-06-01",
        ),
        "Mã «A1»",
    ),
    (("report", "show", "--unit", "Z9", "--period", "2020-05"), "Không có đơn vị mang mã «Z9»"),
    (("report", "approve", "--unit", "A1", "--period", "2020-05"), "Không tìm thấy"),
    (("plan", "submit", "--unit", "A1", "--year", "2020"), "không trình lại được"),
    (("plan", "submit", "--unit", "A", "--year", "2020"), "chưa có kế hoạch"),
    (
        (
            "units",
            "calendar",
            "A",
            "--cut-off",
            "20",
            "--due",
            "10",
            "--plan-due",
            "15",
            "1",
            "--from",
            "2020-06-01",
        ),
        "phải sau ngày chốt",
    ),
]


@pytest.mark.parametrize(("arguments", "sentence"), REFUSED)
def test_a_refusal_is_a_sentence_and_status_1(arguments: tuple[str, ...], sentence: str, nhip: Run) -> None:
    status, out, err = nhip(*arguments)
    assert (status, out) == (1, "")
    assert sentence in err
    assert "Traceback" not in err


USAGE = [
    (("board", "--unit", "P"), "thiếu «--year»"),
    (("board", "--unit", "P", "--year", "20x0"), "năm «20x0»"),
    (("board", "--unit", "P", "--year", "1999"), "ngoài khoảng"),
    (("board", "--unit", "P", "--year", "2020", "--colour"), "tùy chọn «--colour» không có"),
    (("board", "--unit", "P", "--year", "2020", "thừa"), "câu lệnh chưa đúng"),
    (("report", "show", "--unit", "A1", "--period", "2020-13"), "Tháng 13 không có"),
    (("report", "show", "--unit", "A1", "--period", "tháng 5"), "Kỳ «tháng 5» không đọc được"),
    (("units", "tree", "--on", "2020-02-30"), "ngày «2020-02-30»"),
    (("units", "tree", "--on", "31/02/2020"), "ngày «31/02/2020»"),
    (("units", "add", "--level", "village"), "«village» không có trong các lựa chọn"),
    (("khong-co",), "lệnh «khong-co» không có"),
    (("report", "file", "/khong/co.json"), "không mở được tệp"),
    (("units", "calendar", "A", "--cut-off", "x"), "«x» không phải số nguyên"),
]


@pytest.mark.parametrize(("arguments", "sentence"), USAGE)
def test_wrong_usage_is_a_sentence_and_status_2(arguments: tuple[str, ...], sentence: str, nhip: Run) -> None:
    status, out, err = nhip(*arguments)
    assert (status, out) == (2, "")
    assert sentence in err


BAD_FILES = [
    ("[]", 2, "đối tượng JSON"),
    ("{", 2, "không phải JSON đúng"),
    ('{"unit": "A1", "period": "2020-05"}', 2, "tệp thiếu mục 'tasks'"),
    ('{"unit": "A1", "period": "2020-17", "tasks": []}', 2, "Tháng 17 không có"),
    ('{"unit": "A1", "period": "2020-05", "tasks": {}}', 2, "danh sách"),
    (
        '{"unit": "A1", "period": "2020-05", "tasks": [{"task": 0, "progress": 1}]}',
        1,
        "không thuộc báo cáo này",
    ),
    ('{"unit": "A1", "period": "2020-05", "tasks": []}', 1, "Chưa ghi tiến độ"),
    (
        '{"unit": "A1", "period": "2020-05", "tasks": [{"task": "Việc cả năm", "progress": 101}]}',
        1,
        "phải từ 0 đến 100",
    ),
    (
        '{"unit": "A1", "period": "2020-05", "tasks": [{"task": "Việc cả năm", "progress": "x"}]}',
        2,
        "phải là một số",
    ),
    ('{"unit": "A1", "period": "2020-07", "tasks": []}', 1, "chưa bắt đầu"),
    (
        '{"unit": "A1", "period": "2020-05", "tasks": [{"task": "Việc cả năm", "progress": NaN}]}',
        2,
        "không phải JSON đúng",
    ),
]


@pytest.mark.parametrize(("content", "expected", "sentence"), BAD_FILES)
def test_a_bad_report_file_is_refused_and_nothing_is_stored(
    content: str, expected: int, sentence: str, nhip: Run, tmp_path: Path
) -> None:
    file = tmp_path / "report.json"
    file.write_text(content, encoding="utf-8")
    status, _out, err = nhip("report", "file", str(file))
    assert (status, sentence in err) == (expected, True), err
    assert not Report.objects.exists()


BAD_TASKS = [
    (
        {"title": "X", "starts_on": "2020-06-01", "deadline": "2020-05-01", "weight": 1},
        "deadline: Hạn 01/05/2020 trước ngày bắt đầu 01/06/2020",
    ),
    (
        {
            "title": "X",
            "starts_on": "2020-01-01",
            "deadline": "2020-12-31",
            "weight": 1,
            "milestones": {"3": 40, "6": 20},
        },
        "m6: Mốc tháng 6 là 20 %",
    ),
    (
        {"title": "X", "starts_on": "2020-01-01", "deadline": "2020-12-31", "weight": 1, "lead": "C1"},
        "lead: «Xã Chi»",
    ),
    (
        {"title": "X", "starts_on": "2020-01-01", "deadline": "2020-12-31", "weight": 1, "lead": "A"},
        "lead: «Huyện An»",
    ),
    (
        {"title": "X", "starts_on": "2020-01-01", "deadline": "2020-12-31", "weight": 1, "lead": "Z9"},
        "lead: Không có đơn vị",
    ),
]


@pytest.mark.parametrize(("task", "sentence"), BAD_TASKS)
def test_a_bad_task_is_refused_naming_the_cell(
    task: dict[str, object], sentence: str, nhip: Run, tmp_path: Path
) -> None:
    file = tmp_path / "task.json"
    file.write_text(json.dumps(task | {"outside_plan": True}), encoding="utf-8")
    status, _out, err = nhip("plan", "add-task", "--unit", "A1", "--year", "2020", str(file))
    assert (status, sentence in err) == (1, True), err


def test_a_reorganisation_file_is_applied_whole_or_not_at_all(nhip: Run, tmp_path: Path) -> None:
    file = tmp_path / "event.json"
    event = {
        "effective_on": "2020-06-01",
        "legal_basis": "NQ",
        "parts": [{"source": "A1", "target": "A8"}, {"source": "A9", "target": "A8"}],
        "begins": [{"level": "commune", "name": "Xã Gộp", "code": "A8", "parent": "A", "reports": True}],
    }
    file.write_text(json.dumps(event), encoding="utf-8")
    status, out, _err = nhip("units", "reorganise", str(file))
    assert (status, "6 phần việc" in out) == (0, True)
    event["parts"] = [{"source": "A8", "target": "B1", "share": 0.5}]
    event["effective_on"] = "2020-07-01"
    event["begins"] = []
    file.write_text(json.dumps(event), encoding="utf-8")
    status, _out, err = nhip("units", "reorganise", str(file))
    assert (status, "cộng lại bằng 1" in err) == (1, True)


def test_help_lists_every_group(nhip: Run) -> None:
    status, out, _err = nhip("--help")
    assert status == 0
    assert all(name in out for name in command.GROUPS)
