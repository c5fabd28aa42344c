// Nothing typed is lost: what is not stored yet is kept in the browser.

import { cellsOf } from "./lines.js";
import { KEPT } from "./page.js";
import { table } from "./table.js";

export const keep = () => {
  const left = table.getData().filter((one) => !["saved", "blank"].includes(one.state));
  try {
    if (left.length) sessionStorage.setItem(KEPT, JSON.stringify(left.map((one) => ({ task: one.task, seen: one.seen, cells: cellsOf(one) }))));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // A full or forbidden store: the grid still works.
  }
};

// touch: what is done to a line that was typed in.
export const restore = (touch) => {
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
