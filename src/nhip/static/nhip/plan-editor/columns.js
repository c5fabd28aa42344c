// The columns: what a cell shows, what is wrong with it, how it is edited.

import { isBlank } from "./lines.js";
import { MONTHS, data, label } from "./page.js";

// Number of a task and cell -> what the rules find there.
export const findingsAt = new Map();

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

// remove: (row, button) => what the button in a line does.
export const columns = (remove) => [
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
