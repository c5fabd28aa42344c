// What is wrong, and what another wrote.

import { findingsAt } from "./columns.js";
import { CELLS, label, list } from "./page.js";
import { touch } from "./saving.js";
import { table } from "./table.js";

let findings = [];

export const find = (told = findings) => {
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
