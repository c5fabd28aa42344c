// The grid in which a plan is edited. Every line is saved by itself, a moment after it was changed.

import { TabulatorFull as Tabulator } from "../vendor/tabulator/tabulator_esm.min.js";

const label = (vi, en) => (document.documentElement.lang === "en" ? en : vi);
const place = document.querySelector("[data-plan-editor]");
const data = JSON.parse(document.getElementById("plan-data").textContent);
const token = place.querySelector("input[name=csrfmiddlewaretoken]").value;
const said = document.querySelector("[data-plan-said]");
const list = document.querySelector("[data-plan-findings]");
const KEPT = `nhip-typed:ke-hoach:${place.dataset.address}`;
const MONTHS = Array.from({ length: 12 }, (_one, index) => index + 1);
const CELLS = ["title", "deliverable", "lead", "coordinating", "starts_on", "deadline", "weight", "budget", ...MONTHS.map((month) => `m${month}`)];
const BLANK_LINES = 3;
const WAITS = 700; // ms after the last key, so that a line goes out once and not at every cell
const TRIES_AGAIN = 5000;
let number = 0;

// --- Lines --------------------------------------------------------------------------------------------------

const lineOf = (one) => ({ key: `t${one.task}`, task: one.task, seen: one.seen, saved: { ...one.cells }, state: "saved", errors: {}, ...one.cells });

const blank = () => ({
  key: `n${Date.now()}-${(number += 1)}`,
  task: null,
  seen: "",
  saved: {},
  state: "blank",
  errors: {},
  ...Object.fromEntries(CELLS.map((cell) => [cell, ""])),
});

const cellsOf = (line) => Object.fromEntries(CELLS.map((cell) => [cell, String(line[cell] ?? "")]));
const isBlank = (line) => CELLS.every((cell) => !String(line[cell] ?? "").trim());
const differs = (line) => CELLS.some((cell) => String(line[cell] ?? "") !== String(line.saved[cell] ?? ""));

// What an office would write in a new line anyhow.
const begin = (line) => ({
  lead: line.lead || data.unit,
  starts_on: line.starts_on || `01/01/${data.year}`,
  weight: line.weight || "1",
});

// --- Columns ------------------------------------------------------------------------------------------------

const findingsAt = new Map();

const worst = (found) => ["error", "warning", "note"].find((severity) => found.some((one) => one.severity === severity));

const shown = (cell, text) => {
  const line = cell.getRow().getData();
  const field = cell.getField();
  const element = cell.getElement();
  const own = line.errors[field];
  const found = line.task ? findingsAt.get(`${line.task}/${field}`) ?? [] : [];
  element.classList.remove("at-error", "at-warning", "at-note");
  const severity = own ? "error" : worst(found);
  if (severity) element.classList.add(`at-${severity}`);
  element.title = own ?? found.map((one) => `${one.code}: ${one.message}`).join("\n");
  const content = document.createElement("span");
  content.textContent = text;
  return content;
};

const plain = (cell) => shown(cell, cell.getValue() ?? "");

const COUNCIL = /^u[yỷ]\s*ban\s*nh[aâ]n\s*d[aâ]n\s+/i;

const names = (all) => ({
  values: all,
  autocomplete: true,
  freetext: true,
  allowEmpty: true,
  listOnEmpty: true,
  filterFunc: (term, name) => bare(name).includes(bare(term.replace(COUNCIL, ""))),
});
const bare = (text) => String(text).normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/gi, "d").toLowerCase();

const text = (title, field, width, more = {}) => ({ title, field, width, editor: "input", formatter: plain, headerSort: false, ...more });

const quarter = (index) => {
  const months = MONTHS.slice(index * 3, index * 3 + 3);
  const roman = ["I", "II", "III", "IV"][index];
  return {
    title: label(`Quý ${roman}`, `Quarter ${roman}`),
    columns: [
      ...months.map((month) => text(label(`T${month}`, `M${month}`), `m${month}`, 52, { hozAlign: "right", cssClass: "month" })),
      {
        title: label(`Q${index + 1}`, `Q${index + 1}`),
        field: `q${index + 1}`,
        width: 50,
        hozAlign: "right",
        headerSort: false,
        cssClass: "quarter",
        // The last month that is filled in tells: milestones are cumulative.
        formatter: (cell) => {
          const line = cell.getRow().getData();
          const told = MONTHS.slice(0, index * 3 + 3).map((month) => String(line[`m${month}`] ?? "").trim()).filter(Boolean);
          return told.length ? told[told.length - 1] : "";
        },
      },
    ],
  };
};

const columns = [
  text(label("Nhiệm vụ", "Task"), "title", 280, { cssClass: "words held" }),
  text(label("Sản phẩm", "Deliverable"), "deliverable", 190, { cssClass: "words" }),
  text(label("Chủ trì", "Lead"), "lead", 150, { editor: "list", editorParams: names(data.leads), cssClass: "words" }),
  text(label("Phối hợp", "Coordinating"), "coordinating", 170, { cssClass: "words" }),
  text(label("Bắt đầu", "Start"), "starts_on", 112),
  text(label("Hạn", "Deadline"), "deadline", 112),
  text(label("Trọng số", "Weight"), "weight", 82, { hozAlign: "right" }),
  text(label("Kinh phí (tr.đ)", "Budget (m. đồng)"), "budget", 112, { hozAlign: "right" }),
  ...[0, 1, 2, 3].map(quarter),
  {
    title: "",
    field: "remove",
    width: 64,
    headerSort: false,
    formatter: (cell) => {
      if (isBlank(cell.getRow().getData())) return "";
      const button = document.createElement("button");
      button.type = "button";
      button.className = "btn btn-sm";
      button.textContent = label("Xóa", "Delete");
      button.addEventListener("click", () => remove(cell.getRow(), button));
      return button;
    },
  },
];

const table = new Tabulator(place.querySelector("[data-grid]"), {
  data: [...data.lines.map(lineOf), ...Array.from({ length: BLANK_LINES }, blank)],
  index: "key",
  layout: "fitData",
  maxHeight: "68vh",
  columns,
  columnDefaults: { resizable: "header", headerWordWrap: true },
  rowHeader: { title: label("TT", "No."), formatter: "rownum", width: 44, hozAlign: "right", headerSort: false, resizable: false, frozen: true, cssClass: "number" },
  selectableRange: 1,
  selectableRangeColumns: false,
  selectableRangeRows: true,
  selectableRangeClearCells: false,
  editTriggerEvent: "dblclick",
  clipboard: "copy",
  clipboardCopyStyled: false,
  clipboardCopyConfig: { rowHeaders: false, columnHeaders: false },
  clipboardCopyRowRange: "range",
  rowFormatter: (row) => {
    const { state } = row.getData();
    row.getElement().dataset.state = state;
  },
});

// --- Saving -------------------------------------------------------------------------------------------------

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

const touch = (row, wait = WAITS) => {
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
    find(told.findings);
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

const remove = (row, button) => {
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
    find();
    return;
  }
  put(line, { state: "again", removes: true });
  send();
};

// --- What is wrong, and what another wrote --------------------------------------------------------------------

let findings = [];

const find = (told = findings) => {
  findings = told;
  findingsAt.clear();
  told.filter((one) => one.task).forEach((one) => {
    const key = `${one.task}/${one.cell || "title"}`;
    findingsAt.set(key, [...(findingsAt.get(key) ?? []), one]);
  });
  table.getRows().forEach((row) => row.reformat());
  list.replaceChildren(...entries());
};

const entries = () => {
  const lines = table.getRows();
  const refused = lines.flatMap((row) =>
    Object.entries(row.getData().errors).map(([cell, sentence]) => entry(row, cell, "error", "", row.getData().title, sentence, "")),
  );
  const both = lines.filter((row) => row.getData().state === "conflict").map(settle);
  const found = findings.map((one) => {
    const row = lines.find((other) => other.getData().task === one.task);
    return entry(row, one.cell || "title", one.severity, one.code, one.about, one.message, one.fix);
  });
  return [...both, ...refused, ...found];
};

const WORDS = { error: label("Lỗi", "Error"), warning: label("Cảnh báo", "Warning"), note: label("Lưu ý", "Note") };

const part = (tag, words, name = "") => {
  const element = document.createElement(tag);
  element.textContent = words;
  if (name) element.className = name;
  return element;
};

const entry = (row, cell, severity, code, about, message, fix) => {
  const item = document.createElement("li");
  item.className = severity;
  item.append(part("b", `${WORDS[severity]} ${code}`), " ", about ? `${about}: ` : "", message, " ");
  if (fix) item.append(part("span", fix, "quiet"), " ");
  if (row) {
    const button = part("button", label("Tới ô", "Go to the cell"), "btn btn-sm");
    button.type = "button";
    button.addEventListener("click", () => go(row, CELLS.includes(cell) ? cell : "title"));
    item.append(button);
  }
  return item;
};

// Two wrote in one line: one's own words are kept, the other's stand beside them, and one of the two is chosen.
const settle = (row) => {
  const line = row.getData();
  const item = document.createElement("li");
  item.className = "error";
  item.append(part("b", label("Hai người cùng sửa", "Two people changed it")), ` ${line.title}. `);
  const table_ = document.createElement("table");
  const head = table_.insertRow();
  [label("Ô", "Cell"), label("Của anh/chị", "Yours"), label("Đang lưu", "Stored")].forEach((words) => head.append(part("th", words)));
  CELLS.filter((cell) => String(line[cell] ?? "") !== (line.theirs?.cells[cell] ?? "")).forEach((cell) => {
    const shown_ = table_.insertRow();
    shown_.append(part("th", table.getColumn(cell)?.getDefinition().title ?? cell), part("td", String(line[cell] ?? "")), part("td", line.theirs?.cells[cell] ?? ""));
  });
  const choose = (words, cells) => {
    const button = part("button", words, "btn btn-sm");
    button.type = "button";
    button.addEventListener("click", () => {
      Object.assign(line, cells, { seen: line.theirs.seen, saved: { ...line.theirs.cells }, state: "saved", errors: {} });
      touch(row, 0);
      find();
    });
    return button;
  };
  if (line.theirs) {
    item.append(table_, choose(label("Giữ của tôi", "Keep mine"), {}), " ", choose(label("Lấy bản đang lưu", "Take the stored one"), { ...line.theirs.cells }));
  }
  return item;
};

const go = (row, cell) => {
  row.scrollTo("nearest", false).then(() => {
    row.getCell(cell).getColumn().scrollTo("middle", false);
    row.getCell(cell).edit(true);
  }).catch(() => row.getCell(cell).edit(true));
};

// --- Undone and done again: a pasted block is one step ------------------------------------------------------------

const done = [];
const undone = [];
let block_ = null;

const together = (act) => {
  block_ = [];
  act();
  const steps = block_;
  block_ = null;
  if (!steps.length) return;
  done.push(steps);
  undone.length = 0;
};

const edited = (cell) => {
  const step = { row: cell.getRow(), field: cell.getField(), before: cell.getOldValue() ?? "", after: cell.getValue() ?? "" };
  if (block_) block_.push(step);
  else {
    done.push([step]);
    undone.length = 0;
  }
  touch(cell.getRow());
};

const turn = (event, from, to, which) => {
  event.preventDefault();
  const steps = from.pop();
  if (!steps) return;
  to.push(steps);
  steps.filter(({ row }) => table.getRows().includes(row)).forEach((step) => {
    Object.assign(step.row.getData(), { [step.field]: step[which] });
    touch(step.row);
  });
};

// --- As in a spreadsheet: blocks are pasted, keys overwrite, Delete empties ---------------------------------------

const isTyping = (target) => ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName);
const isOpen = (column) => CELLS.includes(column.getField());

const blockOf = (clip) => {
  const rows = [[]];
  let [cell, quoted] = ["", false];
  const text_ = clip.replace(/\r\n?/g, "\n").replace(/\n$/, "");
  for (let at = 0; at < text_.length; at += 1) {
    const sign = text_[at];
    if (quoted) {
      if (sign !== '"') cell += sign;
      else if (text_[at + 1] === '"') [cell, at] = [`${cell}"`, at + 1];
      else quoted = false;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t" || sign === "\n") {
      rows[rows.length - 1].push(cell);
      cell = "";
      if (sign === "\n") rows.push([]);
    } else cell += sign;
  }
  rows[rows.length - 1].push(cell);
  return rows;
};

const paste = async (clip) => {
  const [range] = table.getRanges();
  if (!range) return;
  const block = blockOf(clip);
  const top = range.getRows()[0].getPosition() - 1;
  const all = table.getColumns().filter((one) => one.isVisible());
  const left = all.indexOf(range.getColumns()[0]);
  const missing = top + block.length - table.getRows().length;
  for (let count = 0; count < missing; count += 1) await table.addRow(blank());
  const rows = table.getRows();
  together(() => {
    block.forEach((values, index) => {
      const row = rows[top + index];
      values.forEach((value, offset) => {
        const column = all[left + offset];
        if (column && isOpen(column)) row.getCell(column).setValue(value.replace(/\s*\n\s*/g, " ").trim(), true);
      });
    });
  });
};

place.addEventListener("paste", (event) => {
  if (isTyping(event.target)) return;
  event.preventDefault();
  paste(event.clipboardData.getData("text/plain"));
});

place.addEventListener("keydown", (event) => {
  if (isTyping(event.target) || event.altKey) return;
  if (event.ctrlKey || event.metaKey) {
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) turn(event, done, undone, "before");
    else if (key === "y" || key === "z") turn(event, undone, done, "after");
    return;
  }
  const [range] = table.getRanges();
  if (!range) return;
  const cells = range.getCells().flat();
  if (event.key === "Delete" || event.key === "Backspace") {
    event.preventDefault();
    together(() => cells.filter((cell) => isOpen(cell.getColumn())).forEach((cell) => cell.setValue("", true)));
  } else if (event.key.length === 1 && cells[0] && isOpen(cells[0].getColumn())) {
    event.preventDefault();
    cells[0].edit(true);
    const input = place.querySelector(".tabulator-editing input");
    if (!input) return;
    input.value = event.key;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.setSelectionRange(1, 1);
  }
});

// --- Nothing typed is lost --------------------------------------------------------------------------------------

const keep = () => {
  const left = table.getData().filter((one) => !["saved", "blank"].includes(one.state));
  try {
    if (left.length) sessionStorage.setItem(KEPT, JSON.stringify(left.map((one) => ({ task: one.task, seen: one.seen, cells: cellsOf(one) }))));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // A full or forbidden store: the grid still works.
  }
};

const restore = () => {
  let kept = [];
  try {
    kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "[]");
  } catch {
    return;
  }
  kept.forEach((one) => {
    const row = one.task && table.getRows().find((other) => other.getData().task === one.task);
    const target = row || table.getRows().find((other) => other.getData().state === "blank");
    if (!target) return;
    Object.assign(target.getData(), one.cells, row ? { seen: one.seen } : { task: null });
    touch(target);
  });
};

addEventListener("beforeunload", (event) => {
  if (table.getData().some((one) => !["saved", "blank"].includes(one.state))) event.preventDefault();
});

table.on("cellEdited", edited);
table.on("tableBuilt", () => {
  // The library gives groups of columns a role that there is not, and lets the focus rest on what has none.
  place.querySelectorAll(".tabulator-col-group").forEach((one) => {
    one.setAttribute("role", "presentation");
    ["aria-sort", "aria-title"].forEach((name) => one.removeAttribute(name));
  });
  place.querySelector(".tabulator-tableholder").setAttribute("role", "rowgroup");
  place.querySelector(".tabulator-table").setAttribute("role", "presentation");
  find(data.findings);
  restore();
  place.dataset.ready = "1";
});
