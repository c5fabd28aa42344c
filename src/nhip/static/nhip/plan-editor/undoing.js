// Undone and done again: a pasted block is one step.

import { touch } from "./saving.js";
import { table } from "./table.js";

export const done = [];
export const undone = [];
let block_ = null;

export const together = (act) => {
  block_ = [];
  act();
  const steps = block_;
  block_ = null;
  if (!steps.length) return;
  done.push(steps);
  undone.length = 0;
};

export const edited = (cell) => {
  const step = { row: cell.getRow(), field: cell.getField(), before: cell.getOldValue() ?? "", after: cell.getValue() ?? "" };
  if (block_) block_.push(step);
  else {
    done.push([step]);
    undone.length = 0;
  }
  touch(cell.getRow());
};

export const turn = (event, from, to, which) => {
  event.preventDefault();
  const steps = from.pop();
  if (!steps) return;
  to.push(steps);
  steps.filter(({ row }) => table.getRows().includes(row)).forEach((step) => {
    Object.assign(step.row.getData(), { [step.field]: step[which] });
    touch(step.row);
  });
};
