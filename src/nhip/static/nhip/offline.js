// Report pages kept for the time without a line (offline-worker.js): who may have them, and what they open with.

const KEPT = "nhip-offline-";
const DRAFT = "?da-luu";
const OF_THE_PAGE = ["csrfmiddlewaretoken", "key", "action"];
const { person, offline, drafted } = document.body.dataset;

// Nothing is left of a person who signed out, nor of another one than who is signed in: office computers are shared.
const forget = async (but) => {
  const others = (await caches.keys()).filter((name) => name.startsWith(KEPT) && name !== but);
  return Promise.all(others.map((name) => caches.delete(name)));
};

// A kept page opens as its draft was saved last: one goes on from there.
const form = document.querySelector("form[data-queue][data-keep]");
if (form && drafted) {
  const typed = new URLSearchParams(decodeURIComponent(drafted));
  for (const one of form.elements) {
    if (!one.name || OF_THE_PAGE.includes(one.name)) continue;
    if (one.type === "checkbox") one.checked = typed.getAll(one.name).includes(one.value);
    else if (typed.has(one.name)) one.value = typed.get(one.name);
  }
  form.dataset.keep = form.dataset.keep.replace(/-\d+$/, `-${typed.get("version")}`);
}

const draftOf = (of) => {
  const typed = new URLSearchParams([...new FormData(of)].filter(([, value]) => typeof value === "string"));
  OF_THE_PAGE.forEach((name) => typed.delete(name));
  return typed.toString();
};

// A browser has neither caches nor workers where the page did not come over https (or from the machine itself).
if (globalThis.caches) {
  forget(person && KEPT + person);
  document.addEventListener("submit", (event) => {
    if ("forget" in event.target.dataset) forget();
  });
  document.addEventListener("htmx:afterSettle", async (event) => {
    const saved = event.detail.elt.closest("form[data-queue]");
    if (!saved || !person || !("saved" in event.detail.elt.dataset)) return;
    const name = KEPT + person;
    if (await caches.has(name)) await (await caches.open(name)).put(location.pathname + DRAFT, new Response(draftOf(saved)));
  });
  const worker = document.querySelector("meta[name=nhip-offline]")?.content;
  if (worker && person && !offline && navigator.serviceWorker) {
    const isWatched = navigator.serviceWorker.controller;
    navigator.serviceWorker
      .register(worker, { scope: "/bao-cao/" })
      .then(() => navigator.serviceWorker.ready)
      .then((registered) => isWatched || registered.active.postMessage({ keep: location.pathname }))
      .catch(() => {}); // forbidden by the browser, or the line went down: pages work as before
  }
}
