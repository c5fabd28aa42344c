// Service worker of the report pages: keeps those that the signed-in person opened last, and shows them, marked as
// such, while there is no line. Why, and what it may not do: docs/adr/0053-report-pages-without-a-line.md.

const KEPT = "nhip-offline-"; // and the person: there is one such cache, of one person, or none
const ALLOWED = "Nhip-Keep-Offline"; // the server names the person for whom the answer may be kept
const KEPT_AT = "Nhip-Kept-At";
const DRAFT = "?da-luu"; // behind a page's path: the draft that was saved since the page was opened
const MOST_PAGES = 10;
const LONGEST = 3 * 24 * 3600 * 1000; // milliseconds
const REPORT = /^\/bao-cao\/[^/]+\/\d{4}\/\d{1,2}\/$/;
const STATIC = "/static/";

const pathOf = (request) => new URL(request.url).pathname;
const ours = async () => (await caches.keys()).filter((name) => name.startsWith(KEPT));
const forget = async (but) => Promise.all((await ours()).filter((name) => name !== but).map((name) => caches.delete(name)));

const drop = async (path) => {
  for (const name of await ours()) {
    const cache = await caches.open(name);
    await cache.delete(path);
    await cache.delete(path + DRAFT);
  }
};

// What the server answered to the opening of a report page.
const keep = async (path, answer) => {
  if (answer.type === "opaqueredirect") return forget(); // signed out, locked, or a second factor is due
  if (answer.status >= 500) return undefined;
  const person = answer.headers.get(ALLOWED);
  if (!answer.ok || !person) return drop(path);
  await forget(KEPT + person);
  const text = await answer.text();
  const headers = new Headers(answer.headers); // its Content-Security-Policy above all
  headers.delete("Content-Encoding");
  headers.delete("Content-Length");
  headers.set(KEPT_AT, String(Date.now()));
  const cache = await caches.open(KEPT + person);
  await drop(path); // put again, it is the newest
  await cache.put(path, new Response(text, { headers }));
  const pages = (await cache.keys()).map(pathOf).filter((one) => REPORT.test(one));
  const old = [...new Set(pages)].slice(0, -MOST_PAGES);
  await Promise.all(old.flatMap((one) => [cache.delete(one), cache.delete(one + DRAFT)]));
  const files = new Set([...text.matchAll(/(?:href|src)="(\/static\/[^"]+)"/g)].map((found) => found[1]));
  return Promise.all([...files].map((file) => keepFile(cache, file)));
};

// Names of static files change with their content: one that is kept is right.
const keepFile = async (cache, file) => {
  if (await cache.match(file, { ignoreVary: true })) return;
  const answer = await fetch(file);
  if (answer.ok) await cache.put(file, answer);
};

const banner = (at, isEnglish) => {
  const two = (number) => String(number).padStart(2, "0");
  const time = `${two(at.getHours())}:${two(at.getMinutes())}`;
  const day = `${two(at.getDate())}/${two(at.getMonth() + 1)}/${at.getFullYear()}`;
  const words = isEnglish
    ? `Offline: the page as kept at ${time} on ${day}. What you type is kept on this device and sent once there is a connection.`
    : `Đang ngoại tuyến: bản trang lưu lúc ${time} ngày ${day}. Nội dung gõ vào được giữ trong máy này, tự gửi khi có mạng lại.`;
  return `<div class="note warning offline" role="status">${words}</div>`;
};

const kept = async (path) => {
  const names = await ours();
  if (names.length !== 1) return null;
  const cache = await caches.open(names[0]);
  const found = await cache.match(path, { ignoreVary: true });
  if (!found) return null;
  const at = Number(found.headers.get(KEPT_AT));
  if (Date.now() - at > LONGEST) return drop(path).then(() => null);
  const draft = await cache.match(path + DRAFT);
  const drafted = draft ? ` data-drafted="${encodeURIComponent(await draft.text())}"` : "";
  const text = await found.text();
  const isEnglish = /<html lang="en"/.test(text);
  const html = text
    .replace(/<div class="note [^"]*" role="status" data-said>[^<]*<\/div>/g, "") // said once, true then
    .replace("<body ", () => `<body data-offline="${at}"${drafted} `)
    .replace(/<main id="noi-dung"[^>]*>/, (main) => main + banner(new Date(at), isEnglish));
  return new Response(html, { headers: found.headers });
};

const page = async (event, path) => {
  let answer;
  try {
    answer = await fetch(event.request);
  } catch (failure) {
    const found = await kept(path);
    if (found) return found;
    throw failure;
  }
  event.waitUntil(keep(path, answer.clone()));
  return answer;
};

const file = async (request) => {
  try {
    const answer = await fetch(request);
    const [name] = request.destination === "font" && answer.ok ? await ours() : [];
    if (name) await (await caches.open(name)).put(request.url, answer.clone()); // named in style sheets only
    return answer;
  } catch (failure) {
    const found = await caches.match(request.url, { ignoreVary: true });
    if (found) return found;
    throw failure;
  }
};

addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (url.pathname.startsWith(STATIC)) event.respondWith(file(request));
  else if (request.mode === "navigate" && !url.search && REPORT.test(url.pathname)) event.respondWith(page(event, url.pathname));
});

// The page that was open before this worker was there.
addEventListener("message", (event) => {
  const path = event.data?.keep;
  if (typeof path !== "string" || !REPORT.test(path)) return;
  const again = async () => keep(path, await fetch(path, { redirect: "manual" }));
  event.waitUntil(again().catch(() => {})); // no line: nothing to keep
});

addEventListener("install", () => skipWaiting());
addEventListener("activate", (event) => event.waitUntil(clients.claim()));
