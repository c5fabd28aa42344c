// A line of the grid: a task as it is typed, beside what is stored of it.

import { CELLS, data } from "./page.js";

let number = 0;

export const lineOf = (one) => ({ key: `t${one.task}`, task: one.task, seen: one.seen, saved: { ...one.cells }, state: "saved", errors: {}, ...one.cells });

export const blank = () => ({
  key: `n${Date.now()}-${(number += 1)}`,
  task: null,
  seen: "",
  saved: {},
  state: "blank",
  errors: {},
  ...Object.fromEntries(CELLS.map((cell) => [cell, ""])),
});

export const cellsOf = (line) => Object.fromEntries(CELLS.map((cell) => [cell, String(line[cell] ?? "")]));
export const isBlank = (line) => CELLS.every((cell) => !String(line[cell] ?? "").trim());
export const differs = (line) => CELLS.some((cell) => String(line[cell] ?? "") !== String(line.saved[cell] ?? ""));

// What an office would write in a new line anyhow.
export const begin = (line) => ({
  lead: line.lead || data.unit,
  starts_on: line.starts_on || `01/01/${data.year}`,
  weight: line.weight || "1",
});
