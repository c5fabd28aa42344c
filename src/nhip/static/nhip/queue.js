// What was sent while the line was down: kept in the browser, seen on every page, sent again under its key.

const QUEUE = "nhip-queue:" + (document.body.dataset.person ?? "");
const EVERY = 10000; // milliseconds
const OF_THE_PAGE = ["csrfmiddlewaretoken", "version", "key", "action"];
const isOffline = "offline" in document.body.dataset;
const label = (vi, en) => (document.documentElement.lang === "en" ? en : vi);

// One waiting submission for each address: a later one of the same form holds what the earlier one held.
const read = () => {
  try {
    return JSON.parse(localStorage.getItem(QUEUE) ?? "[]");
  } catch {
    return [];
  }
};
const write = (waiting) => {
  try {
    if (waiting.length) localStorage.setItem(QUEUE, JSON.stringify(waiting));
    else localStorage.removeItem(QUEUE);
    return true;
  } catch {
    return false; // a full or forbidden store: what is typed is still on the page
  }
};

const show = () => {
  document.querySelector(".queue")?.remove();
  const waiting = read();
  if (!waiting.length) return;
  const bar = document.createElement("div");
  bar.className = "note warning queue";
  bar.setAttribute("role", "status");
  for (const one of waiting) {
    const line = document.createElement("p");
    const link = document.createElement("a");
    link.href = one.url;
    link.textContent = one.title;
    const when = new Date(one.at).toTimeString().slice(0, 5);
    const words = {
      waiting: label(`gõ lúc ${when}, chưa gửi được vì mất mạng; trang sẽ tự gửi lại.`, `typed at ${when}, not sent: no connection. It will be sent again by itself.`),
      refused: label(`gõ lúc ${when}, máy chủ chưa nhận: mở ra, bấm «Lấy lại» rồi xem chỗ cần sửa.`, `typed at ${when}, not taken by the server: open it, take it back, and see what needs mending.`),
      stranger: label(`gõ lúc ${when}, đang chờ: đăng nhập lại để gửi.`, `typed at ${when}, waiting: sign in again to send it.`),
    };
    const isDraft = new URLSearchParams(one.body).get("action") === "save";
    line.append(link, isDraft ? label(" (bản nháp)", " (draft)") : label(" (nộp)", " (to be filed)"), " – ", words[one.state]);
    if (one.state === "refused") {
      const drop = document.createElement("button");
      drop.type = "button";
      drop.className = "btn btn-sm";
      drop.textContent = label("Bỏ", "Drop it");
      drop.addEventListener("click", () => change(one, null));
      line.append(" ", drop);
    }
    bar.append(line);
  }
  document.getElementById("noi-dung").prepend(bar);
};

// changed: null takes it out. One that was typed later under the same address is another, and stays.
const change = (of, changed) => {
  const isIt = (one) => one.url === of.url && one.at === of.at;
  write(read().flatMap((one) => (isIt(one) ? (changed ? [{ ...one, ...changed }] : []) : [one])));
  show();
};

// The token of the form may be of a session that has ended; a fresh page has the one that counts now.
const tokenOf = async (url) => {
  const page = await fetch(url, { redirect: "manual" });
  if (page.type === "opaqueredirect") return null;
  if (page.status >= 500) throw new Error("tried again later");
  const found = /name="csrfmiddlewaretoken" value="([^"]+)"/.exec(await page.text());
  return found ? found[1] : "";
};

let isSending = false;
const send = async () => {
  if (isSending) return;
  isSending = true;
  try {
    for (const one of read().filter((waiting) => waiting.state !== "refused")) {
      const token = await tokenOf(one.url);
      if (token === null) {
        change(one, { state: "stranger" });
        continue;
      }
      const body = new URLSearchParams(one.body);
      body.set("csrfmiddlewaretoken", token);
      const answer = await fetch(one.url, { method: "POST", body, headers: { "HX-Request": "true" }, redirect: "manual" });
      if (answer.status >= 500) continue; // tried again later
      change(one, answer.ok ? null : { state: answer.type === "opaqueredirect" ? "stranger" : "refused" });
      if (answer.ok && location.pathname.startsWith(one.url)) document.dispatchEvent(new CustomEvent("nhip:sent"));
    }
  } catch {
    // Still no line.
  } finally {
    isSending = false;
  }
};

// crypto.randomUUID exists over HTTPS only.
const newKey = () => {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((one) => one.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, "$1-$2-4$3-8$4-$5");
};

document.addEventListener("htmx:sendError", (event) => {
  const form = event.detail.elt.closest("form[data-queue]");
  if (!form || !document.body.dataset.person) return;
  const body = new URLSearchParams(event.detail.requestConfig.formData).toString();
  const one = { url: event.detail.requestConfig.path, title: form.dataset.queue, body, at: Date.now(), state: "waiting" };
  if (write([...read().filter((other) => other.url !== one.url), one])) form.dispatchEvent(new CustomEvent("nhip:queued"));
  form.elements.key.value = newKey(); // whatever is sent from here on is something else
  show();
});

// What the page itself got through meanwhile is waited for no longer; but a draft that was saved is no report filed.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr, elt } = event.detail;
  if (xhr.status >= 400 || !elt.closest("form[data-queue]")) return;
  const one = read().find((waiting) => waiting.url === event.detail.requestConfig.path);
  const isDraft = one && new URLSearchParams(one.body).get("action") === "save";
  if (one && (isDraft || xhr.getResponseHeader("HX-Redirect"))) change(one, null);
});

// A refused one (on a kept page any) is offered on its page like anything typed and not saved.
document.addEventListener("nhip:opened", (event) => {
  const one = read().find((waiting) => waiting.url === location.pathname && (isOffline || waiting.state === "refused"));
  if (!one) return;
  const typed = {};
  for (const [name, value] of new URLSearchParams(one.body)) {
    if (name === "confirm") typed[`${name}=${value}`] = true;
    else if (!OF_THE_PAGE.includes(name)) typed[name] = value;
  }
  const drop = () => change(one, null);
  event.detail.offer(typed, one.at, drop, one.state === "refused" ? drop : () => {});
});

// A kept page has a used key.
if (isOffline) document.querySelectorAll("form[data-queue]").forEach((form) => (form.elements.key.value = newKey()));

// "online" does not always come.
const retry = () => read().length && send();
addEventListener("online", retry);
document.addEventListener("visibilitychange", retry);
setInterval(retry, EVERY);
show();
retry();
