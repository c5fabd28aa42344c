// Kept report pages: whose they are, what they open with (ADR 52).

const KEPT = "nhip-offline-";
const DRAFT = "?da-luu";
const OF_THE_PAGE = ["csrfmiddlewaretoken", "key", "action"];
const { person, offline, drafted } = document.body.dataset;

// Nothing stays of anybody but who is signed in.
const forget = async (but) => {
  const others = (await caches.keys()).filter((name) => name.startsWith(KEPT) && name !== but);
  return Promise.all(others.map((name) => caches.delete(name)));
};

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

// Over https only.
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
      .catch(() => {}); // pages work as before
  }
}
