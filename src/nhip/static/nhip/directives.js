// A text beside its directives: keys, highlights, and adding what was marked. Every act works without this file.

const text = document.getElementById("van-ban");
const list = document.getElementById("y-kien");
const adding = document.getElementById("them");
const cards = () => [...(list?.querySelectorAll(".card-of") ?? [])];
const current = () => document.activeElement?.closest(".card-of") ?? cards().find((one) => one.classList.contains("on"));
const passagesOf = (card) =>
  [...(text?.querySelectorAll(".said") ?? [])].filter((one) => one.dataset.said.split(" ").includes(card.dataset.number));

// Highlights follow the card in hand, and show what was decided

const show = (card) => {
  cards().forEach((one) => one.classList.toggle("on", one === card));
  text?.querySelectorAll(".on").forEach((one) => one.classList.remove("on"));
  const said = passagesOf(card);
  said.forEach((one) => one.classList.add("on"));
  const first = said[0];
  if (!first) return;
  const place = first.offsetTop - text.offsetTop;
  if (place < text.scrollTop || place > text.scrollTop + text.clientHeight - 60) text.scrollTop = place - 60;
};

const paint = () =>
  cards().forEach((card) =>
    passagesOf(card).forEach((one) => {
      one.classList.toggle("settled", card.dataset.state === "accepted");
      one.classList.toggle("gone", card.dataset.state === "dropped");
    }),
  );

const take = (card) => {
  card?.focus({ preventScroll: false });
  card?.scrollIntoView({ block: "nearest" });
};

list?.addEventListener("focusin", (event) => {
  const card = event.target.closest(".card-of");
  if (card) show(card);
});

text?.addEventListener("click", (event) => {
  const said = event.target.closest(".said");
  if (!said || String(getSelection())) return;
  const card = document.getElementById(`y-${said.dataset.said.split(" ")[0]}`);
  if (!card) return;
  event.preventDefault();
  take(card);
});

// Keys

const step = (by) => {
  const all = cards();
  const at = all.indexOf(current());
  take(all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)]);
};
const press = (act) => current()?.querySelector(`[data-act="${act}"]`)?.click();
const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  enter: () => press("accept"),
  e: () => press("edit"),
  t: () => press("split"),
  g: () => press("join"),
  x: () => press("drop"),
  u: () => press("restore"),
  a: () => add(),
};

document.addEventListener("keydown", (event) => {
  if (!list || event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (event.target.closest("input, textarea, select, dialog, [contenteditable]")) return;
  const key = event.key.toLowerCase();
  // Enter on a link or a button is theirs.
  if (key === "enter" && !event.target.matches(".card-of, body")) return;
  if (!KEYS[key]) return;
  event.preventDefault();
  KEYS[key]();
});

// After a decision the next one that waits is in hand

let decided = null;
document.addEventListener("htmx:beforeRequest", (event) => {
  decided = event.target.closest(".card-of")?.id ?? null;
});
document.addEventListener("htmx:afterSwap", () => {
  paint();
  const card = decided && document.getElementById(decided);
  decided = null;
  if (!card) return;
  const all = cards();
  const waits = (one) => one.dataset.state === "pending";
  const next = waits(card) ? card : all.slice(all.indexOf(card) + 1).find(waits);
  take(next ?? card);
});

// Adding what was marked in the text

const marked = () => {
  const selection = getSelection();
  if (!text || selection.isCollapsed || !text.contains(selection.anchorNode) || !text.contains(selection.focusNode)) return null;
  const range = selection.getRangeAt(0);
  const part = range.cloneContents();
  part.querySelectorAll("sup").forEach((one) => one.remove());
  const before = document.createRange();
  before.setStart(text, 0);
  before.setEnd(range.startContainer, range.startOffset);
  const ahead = before.cloneContents();
  ahead.querySelectorAll("sup").forEach((one) => one.remove());
  return { words: part.textContent.trim(), near: [...ahead.textContent].length };
};

const add = () => {
  if (!adding) return;
  const found = marked();
  adding.open = true;
  if (found?.words) {
    adding.querySelector("[name=sentence]").value = found.words;
    adding.querySelector("[name=near]").value = found.near;
  }
  adding.querySelector(found?.words ? "[name=units]" : "[name=sentence]").focus();
};

// Units from a list

document.querySelectorAll("[data-adds]").forEach((place) => {
  place.hidden = false;
  place.querySelector("select").addEventListener("change", (event) => {
    const field = document.getElementById(place.dataset.adds);
    const known = field.value.replace(/[;\s]+$/, "");
    field.value = known ? `${known}; ${event.target.value}` : event.target.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    event.target.value = "";
  });
});

// A text that the server would not even read is told of here, and stays where it was pasted

document.querySelectorAll("[data-most]").forEach((field) => {
  field.form.addEventListener("submit", (event) => {
    if (new Blob([field.value]).size <= Number(field.dataset.most)) return;
    event.preventDefault();
    event.stopPropagation();
    const said = document.getElementById(`${field.id}-error`);
    said.textContent = field.dataset.tooLong;
    said.hidden = false;
    field.focus();
  });
});

paint();
if (list) {
  const asked = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const first = asked?.matches?.(".card-of") ? asked : cards().find((one) => one.dataset.state === "pending");
  if (first) show(first);
}
