// The grid in which a plan is edited. Every line is saved by itself, a moment after it was changed.

import { find } from "./plan-editor/findings.js";
import "./plan-editor/keys.js";
import { restore } from "./plan-editor/kept.js";
import { data, place } from "./plan-editor/page.js";
import { onAnswer, remove, touch } from "./plan-editor/saving.js";
import { onRemove, table } from "./plan-editor/table.js";
import { edited } from "./plan-editor/undoing.js";

onRemove(remove);
onAnswer(find);
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
  restore(touch);
  place.dataset.ready = "1";
});
