// What plain HTML cannot do. Every page reads and every form works without this file.

// Forms: sent once, not left by mistake, nothing typed lost

const KEPT = "nhip-typed:";
const dirty = new Set();
const label = (vi, en) => (document.documentElement.lang === "en" ? en : vi);

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
  dirty.delete(form);
  if ("forget" in form.dataset) forgetAll();
  else if (form.dataset.keep) keep(form, true);
  // After the browser has taken the pressed button's value along.
  setTimeout(() => form.querySelectorAll("button").forEach((one) => one.setAttribute("aria-disabled", "true")));
});

// Coming back with the browser's own button: the form may be sent again.
addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((one) => one.removeAttribute("aria-disabled"));
  });
});

document.addEventListener("input", (event) => {
  const form = event.target.form;
  if (!form || !("guard" in form.dataset)) return;
  dirty.add(form);
  if (form.dataset.keep) keep(form);
});

addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected && !form.dataset.sent)) event.preventDefault();
});

const typedOf = (form) => {
  const fields = [...form.elements].filter(
    (one) => one.name && one.name !== "version" && !["hidden", "submit", "button", "password"].includes(one.type),
  );
  return Object.fromEntries(
    fields.map((one) => [one.type === "checkbox" ? `${one.name}=${one.value}` : one.name, one.type === "checkbox" ? one.checked : one.value]),
  );
};

const store = () => {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
};

// sent: the server has it; on the next opening of the page there is nothing left to offer.
const keep = (form, sent = false) => {
  try {
    store()?.setItem(KEPT + form.dataset.keep, JSON.stringify({ at: Date.now(), sent, typed: typedOf(form) }));
  } catch {
    // A full or forbidden store: the form still works.
  }
};

const forgetAll = () => {
  const kept = store();
  if (kept) Object.keys(kept).filter((key) => key.startsWith(KEPT)).forEach((key) => kept.removeItem(key));
};

const offerKept = (form) => {
  const kept = store();
  const found = kept?.getItem(KEPT + form.dataset.keep);
  const drop = () => kept.removeItem(KEPT + form.dataset.keep);
  if (found) {
    const { at, sent, typed } = JSON.parse(found);
    if (sent || JSON.stringify(typed) === JSON.stringify(typedOf(form))) drop();
    else offer(form, typed, at, drop);
  }
  document.dispatchEvent(
    new CustomEvent("nhip:opened", { detail: { offer: (typed, at, done, taken = done) => offer(form, typed, at, done, taken) } }),
  );
};

// done: what the button that drops it does. taken: what is done once it is taken back.
const offer = (form, typed, at, done, taken = () => {}) => {
  const when = new Date(at).toTimeString().slice(0, 5);
  const bar = document.createElement("div");
  bar.className = "note warning keep";
  bar.setAttribute("role", "status");
  bar.append(label(`Có nội dung gõ lúc ${when} chưa lưu.`, `Typed at ${when} and not saved.`));
  const button = (text, act) => {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "btn btn-sm";
    one.textContent = text;
    one.addEventListener("click", () => {
      act();
      bar.remove();
    });
    bar.append(one);
  };
  button(label("Lấy lại", "Take it back"), () => {
    for (const one of form.elements) {
      const key = one.type === "checkbox" ? `${one.name}=${one.value}` : one.name;
      if (!(key in typed)) continue;
      if (one.type === "checkbox") one.checked = typed[key];
      else one.value = typed[key];
    }
    dirty.add(form);
    taken();
  });
  button(label("Bỏ", "Drop it"), done);
  form.prepend(bar);
};

// Cells: paste a block from Excel, arrows and Enter move as there

const cellsOf = (cell) => {
  const box = cell.closest("[data-cells]");
  return box ? [...box.querySelectorAll('input[inputmode="decimal"]')] : [];
};

document.addEventListener("paste", (event) => {
  const cell = event.target;
  const cells = cell.matches?.("[data-cells] input") ? cellsOf(cell) : [];
  const values = (event.clipboardData?.getData("text/plain") ?? "").replace(/\r?\n$/, "").split(/\t|\r?\n/);
  if (!cells.length || values.length < 2) return;
  event.preventDefault();
  const from = cells.indexOf(cell);
  const filled = values.slice(0, cells.length - from);
  filled.forEach((value, step) => {
    const target = cells[from + step];
    target.focus();
    target.select();
    // The browser's own insertion keeps Ctrl+Z working, cell by cell.
    if (!document.execCommand("insertText", false, value.trim()) && value.trim()) target.value = value.trim();
  });
});

document.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (event.key === "Escape") closeMenus();
  if (!cell.matches?.('[data-cells] input[inputmode="decimal"]')) return;
  const cells = cellsOf(cell);
  const isColumn = cell.closest("[data-cells]").dataset.cells === "column";
  const steps = isColumn ? { ArrowDown: 1, ArrowUp: -1, Enter: 1 } : { Enter: 1 };
  let step = steps[event.key] ?? 0;
  if (!isColumn && event.key === "ArrowRight" && cell.selectionStart === cell.value.length) step = 1;
  if (!isColumn && event.key === "ArrowLeft" && cell.selectionEnd === 0) step = -1;
  const next = cells[cells.indexOf(cell) + step];
  if (event.key === "Enter") event.preventDefault();
  if (!step || !next) return;
  event.preventDefault();
  next.focus();
  next.select();
});

// Menus, printing, what is swapped in

const closeMenus = (except) => {
  document.querySelectorAll("details[data-menu][open]").forEach((menu) => {
    if (menu === except) return;
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  });
};
document.addEventListener("click", (event) => closeMenus(event.target.closest("details[data-menu]")));

// Last time's words, behind what stands in the cell.
const copyBack = (button) => {
  const cell = document.getElementById(button.dataset.copy);
  const words = button.parentElement.querySelector("[data-text]").innerText;
  cell.value = cell.value.trim() ? `${cell.value.trimEnd()}\n${words}` : words;
  cell.dispatchEvent(new Event("input", { bubbles: true }));
  button.closest("details").open = false;
  cell.focus();
};

const dress = (root) => {
  root.querySelectorAll("[data-print]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => print());
  });
  root.querySelectorAll("[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => copyBack(button));
  });
  root.querySelectorAll("form[data-keep]").forEach(offerKept);
  root.querySelector("[data-focus]")?.focus();
};
dress(document);

document.addEventListener("htmx:afterSettle", (event) => {
  const part = event.detail.elt;
  if (part.id === "bieu") {
    dress(part.parentElement);
    if (part.querySelector("[data-focus]")) {
      dirty.add(part); // refused: what is typed in it is still nowhere else
      keep(part);
    }
  }
  if (!("saved" in part.dataset)) return;
  const form = part.closest("form");
  store()?.removeItem(KEPT + form.dataset.keep);
  form.dataset.keep = form.dataset.keep.replace(/-\d+$/, `-${form.elements.version.value}`);
  dirty.delete(form);
});
// A form that was taken is neither guarded nor offered again.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const form = event.detail.elt.closest("form");
  if (!form || !event.detail.xhr.getResponseHeader("HX-Redirect")) return;
  dirty.delete(form);
  if (form.dataset.keep) keep(form, true);
});
// Kept for sending by queue.js.
document.addEventListener(
  "nhip:queued",
  (event) => {
    dirty.delete(event.target);
    keep(event.target, true);
    event.target.dataset.queued = "1";
  },
  true,
);
document.addEventListener("nhip:sent", () => {
  if (!dirty.size) location.reload();
});

// Saved as one types

const PAUSE = 4000; // milliseconds without a key or a request
let pause = 0;
const saveSoon = (form) => {
  if (!form || !("autosave" in form.dataset)) return;
  clearTimeout(pause);
  pause = setTimeout(() => {
    const button = form.querySelector("[data-save]");
    if (!window.htmx || !button || !form.isConnected || !dirty.has(form)) return;
    if (form.querySelector(".htmx-request")) return saveSoon(form);
    form.dataset.autosaving = "1";
    window.htmx.trigger(button, "click");
  }, PAUSE);
};
document.addEventListener("input", (event) => saveSoon(event.target.form));
// What cannot be saved yet leaves the form under one's hands; the button says what is wrong.
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.elt.closest("form[data-autosaving]") ?? event.detail.requestConfig?.elt?.closest("form[data-autosaving]");
  if (!form || event.detail.xhr.status < 400) return;
  event.detail.shouldSwap = false;
  alertBar(label("Chưa tự lưu được: có ô cần sửa, bấm «Lưu nháp» để xem.", "Not saved by itself: something needs mending; press “Save draft” to see."));
});
document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.requestConfig?.elt?.closest("form[data-autosaving]");
  if (form) delete form.dataset.autosaving;
});
document.addEventListener("htmx:sendError", (event) => {
  const form = event.detail.elt.closest("form");
  if (form?.dataset.queued) {
    // At the button that was pressed: the page may be long.
    delete form.dataset.queued;
    alertBar(label("Mất mạng: đã giữ trong máy này, tự gửi khi có mạng lại.", "No connection: kept on this device, sent by itself once there is one."));
    return;
  }
  alertBar(label("Mất mạng: chưa lưu được. Nội dung vẫn còn trên trang, bấm lưu lại khi có mạng.", "No connection: not saved. What you typed is still here; save again when you are online."));
});
document.addEventListener("htmx:responseError", () => {
  alertBar(label("Máy chủ không nhận: chưa lưu được. Nội dung vẫn còn trên trang, thử lưu lại.", "The server refused: not saved. What you typed is still here; try again."));
});
const alertBar = (text) => {
  const state = document.getElementById("trang-thai");
  if (!state) return;
  state.querySelectorAll(".wrong").forEach((one) => one.remove());
  state.insertAdjacentElement("beforeend", Object.assign(document.createElement("span"), { className: "wrong", textContent: text }));
};

// Search: Ctrl-K opens a box that answers while one types

const box = document.querySelector("[data-find-box]");
if (box?.showModal) {
  const input = box.querySelector("input");
  const list = box.querySelector("[data-found]");
  let asked = null;
  let waiting = 0;
  const open = () => {
    closeMenus();
    box.showModal();
    input.select();
  };
  const look = async () => {
    asked?.abort();
    asked = new AbortController();
    const address = new URL(input.form.action);
    address.search = new URLSearchParams({ q: input.value, phan: "1" });
    try {
      const answer = await fetch(address, { signal: asked.signal });
      if (answer.ok && !answer.redirected) list.replaceChildren(document.createRange().createContextualFragment(await answer.text()));
    } catch (error) {
      if (error.name !== "AbortError") list.textContent = label("Mất mạng: bấm Enter để thử lại.", "No connection: press Enter to try again.");
    }
  };
  input.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, 180);
  });
  document.querySelector("[data-find]").addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  document.addEventListener("keydown", (event) => {
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
      event.preventDefault();
      open();
    }
  });
  box.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const links = [input, ...list.querySelectorAll("a")];
    if (!step || links.length < 2) return;
    event.preventDefault();
    links.at((links.indexOf(document.activeElement) + step) % links.length).focus();
  });
  box.addEventListener("click", (event) => {
    if (event.target === box) box.close();
  });
}
