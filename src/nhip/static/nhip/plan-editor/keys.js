// As in a spreadsheet: blocks are pasted, keys overwrite, Delete empties.

import { blank } from "./lines.js";
import { CELLS, place } from "./page.js";
import { table } from "./table.js";
import { done, together, turn, undone } from "./undoing.js";

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
