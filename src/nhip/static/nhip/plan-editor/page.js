// What the page gives the grid: its place, its lines, its words.

export const label = (vi, en) => (document.documentElement.lang === "en" ? en : vi);
export const place = document.querySelector("[data-plan-editor]");
export const data = JSON.parse(document.getElementById("plan-data").textContent);
export const token = place.querySelector("input[name=csrfmiddlewaretoken]").value;
export const said = document.querySelector("[data-plan-said]");
export const list = document.querySelector("[data-plan-findings]");
export const KEPT = `nhip-typed:ke-hoach:${place.dataset.address}`;
export const MONTHS = Array.from({ length: 12 }, (_one, index) => index + 1);
export const CELLS = ["title", "deliverable", "lead", "coordinating", "starts_on", "deadline", "weight", "budget", ...MONTHS.map((month) => `m${month}`)];
export const BLANK_LINES = 3;
