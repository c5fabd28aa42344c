// Saving: a line goes out by itself, a moment after it was changed.

import { keep } from "./kept.js";
import { begin, blank, cellsOf, differs, isBlank } from "./lines.js";
import { BLANK_LINES, CELLS, label, place, said, token } from "./page.js";
import { table } from "./table.js";

const WAITS = 700; // ms after the last key, so that a line goes out once and not at every cell
const TRIES_AGAIN = 5000;

let answered = () => {};

// Says who hears what the rules find, once the server has answered or a line is gone.
export const onAnswer = (act) => {
  answered = act;
};

let timer = 0;
let sending = false;

const waiting = () => table.getRows().filter((row) => ["waiting", "again"].includes(row.getData().state));

const say = (words, kind = "") => {
  said.textContent = words;
  said.dataset.kind = kind;
};

const tell = () => {
  const lines = table.getData();
  const count = (...states) => lines.filter((one) => states.includes(one.state)).length;
  const [left, wrong, other] = [count("waiting", "again"), count("refused"), count("conflict", "gone")];
  if (wrong + other) {
    say(
      label(`${wrong + other} nhiệm vụ chưa lưu được: xem ô tô đỏ hoặc danh sách dưới bảng.`, `${wrong + other} tasks not saved: see the red cells or the list below.`),
      "wrong",
    );
  } else if (left) say(label(`${left} nhiệm vụ đang chờ lưu …`, `${left} tasks waiting to be saved …`));
  else {
    const now = new Date().toTimeString().slice(0, 5);
    say(label(`Đã lưu lúc ${now}.`, `Saved at ${now}.`), "good");
  }
};

const put = (line, more) => {
  Object.assign(line, more);
  const row = table.getRow(line.key);
  if (row) row.reformat();
};

export const touch = (row, wait = WAITS) => {
  const line = row.getData();
  if (isBlank(line) && !line.task) {
    put(line, { state: "blank", errors: {} });
    return;
  }
  if (!line.task && line.state === "blank") Object.assign(line, begin(line));
  // Settled by hand once the other's version was seen.
  if (line.state === "conflict") return;
  if (line.state === "gone") Object.assign(line, { task: null, seen: "" });
  put(line, { state: line.task && !differs(line) ? "saved" : "waiting", errors: {} });
  keep();
  more();
  tell();
  clearTimeout(timer);
  timer = setTimeout(send, wait);
};

// A new line is not sent before it says what, and until when; its author is still writing.
const isReady = (line) => line.task || (line.title.trim() && line.deadline.trim()) || line.state === "again";

const more = () => {
  const lines = table.getData();
  const last = lines.slice(-BLANK_LINES);
  const needed = last.filter((one) => one.state !== "blank").length;
  for (let count = 0; count < needed; count += 1) table.addRow(blank());
};

const send = async () => {
  const rows = waiting().filter((row) => isReady(row.getData()));
  if (!rows.length || sending) return;
  sending = true;
  const sent = rows.map((row) => {
    const line = row.getData();
    return { key: line.key, task: line.task, seen: line.seen, removes: line.removes === true, cells: cellsOf(line) };
  });
  say(label("Đang lưu …", "Saving …"));
  try {
    const answer = await fetch(place.dataset.save, {
      method: "POST",
      headers: { "X-CSRFToken": token },
      body: new URLSearchParams({ lines: JSON.stringify(sent) }),
      redirect: "manual",
    });
    if (answer.type === "opaqueredirect" || answer.status === 403) {
      say(label("Phiên đăng nhập đã hết. Mở trang đăng nhập ở thẻ khác rồi quay lại đây; mọi ô đã gõ vẫn còn.", "Your session has ended. Sign in in another tab and come back; everything typed is still here."), "wrong");
      return;
    }
    if (!answer.ok) throw new Error(String(answer.status));
    const told = await answer.json();
    told.lines.forEach((one) => take(one, sent.find((other) => other.key === one.key)));
    answered(told.findings);
    tell();
    keep();
  } catch (why) {
    const words = /^4/.test(why.message)
      ? label("Máy chủ không nhận: kế hoạch có thể đã được trình. Tải lại trang để xem; mọi ô đã gõ được giữ trong trình duyệt.", "The server refused: the plan may have been submitted. Reload to see; everything typed is kept in the browser.")
      : label("Mất kết nối: mọi ô đã gõ được giữ trong trình duyệt và sẽ được gửi lại.", "No connection: everything typed is kept in the browser and will be sent again.");
    say(words, "wrong");
    if (!/^4/.test(why.message)) setTimeout(send, TRIES_AGAIN);
  } finally {
    sending = false;
    if (waiting().some((row) => isReady(row.getData())) && said.dataset.kind !== "wrong") timer = setTimeout(send, WAITS);
  }
};

// one: the answer for a line. sent: as it went out; what was typed since stays and goes out next.
const take = (one, sent) => {
  const row = table.getRow(one.key);
  if (!row) return;
  const line = row.getData();
  if (one.state === "removed") {
    row.delete();
    return;
  }
  const isNewer = CELLS.some((cell) => String(line[cell] ?? "") !== sent.cells[cell]);
  if (one.state === "saved") {
    const cells = isNewer ? {} : one.line.cells;
    put(line, { ...cells, task: one.task, seen: one.line.seen, saved: { ...one.line.cells }, state: isNewer ? "again" : "saved", errors: {} });
  } else if (one.state === "conflict") put(line, { state: "conflict", errors: one.errors, theirs: one.line });
  else put(line, { state: isNewer && one.state === "refused" ? "again" : one.state, errors: one.errors, removes: false });
};

export const remove = (row, button) => {
  const line = row.getData();
  if (!button.dataset.sure) {
    button.dataset.sure = "1";
    button.textContent = label("Xóa hẳn?", "Really?");
    setTimeout(() => {
      delete button.dataset.sure;
      button.textContent = label("Xóa", "Delete");
    }, 4000);
    return;
  }
  if (!line.task) {
    row.delete();
    keep();
    answered();
    return;
  }
  put(line, { state: "again", removes: true });
  send();
};
