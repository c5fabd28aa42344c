// The table itself.

import { TabulatorFull as Tabulator } from "../../vendor/tabulator/tabulator_esm.min.js";
import { columns } from "./columns.js";
import { blank, lineOf } from "./lines.js";
import { BLANK_LINES, data, label, place } from "./page.js";

let removal = () => {};

// Says what becomes of a line whose button is pressed.
export const onRemove = (act) => {
  removal = act;
};

export const table = new Tabulator(place.querySelector("[data-grid]"), {
  data: [...data.lines.map(lineOf), ...Array.from({ length: BLANK_LINES }, blank)],
  index: "key",
  layout: "fitData",
  maxHeight: "68vh",
  columns: columns((row, button) => removal(row, button)),
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
