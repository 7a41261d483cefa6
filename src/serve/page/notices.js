// Toasts with undo, dialogs, and whole-view messages.

import { account, call, get } from "./api.js";
import { button, capital, h, icon, iconButton, sentence } from "./dom.js";

const SHOWN_FOR = 8000;
const region = document.getElementById("toasts");
let changed = () => {};
/** A promise of the operations of the newest change, the oldest first, for Ctrl-Z. */
let newest = null;

/** Sets what runs after an undo. */
export function onChange(run) {
  changed = run;
}

/** Shows a sentence for 8 seconds. */
export function toast(text, { action, kind = "", run } = {}) {
  const box = h(`div.toast${kind && `.${kind}`}`, {}, h("span", {}, text));
  let timer;
  const close = () => box.remove();
  const start = () => { timer = setTimeout(close, SHOWN_FOR); };
  if (action) box.append(button(null, action, () => { close(); run(); }, "link"));
  box.append(iconButton("close", "Dismiss", close));
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", start);
  region.append(box);
  while (region.children.length > 3) region.firstChild.remove();
  start();
}

export function failure(error) {
  if (error.name === "AbortError" || error.status === 401) return;
  toast([sentence(error.message), error.hint && capital(error.hint)].filter(Boolean).join(" "), { kind: "refused" });
}

/** Reports a change with Undo. `operations` are the server's, or how many there were: then the history has them. */
export function report(text, operations) {
  newest = typeof operations === "number" ? recent(operations) : Promise.resolve(operations);
  toast(text, { action: "Undo", run: undo });
}

async function recent(limit) {
  try {
    const { items } = await get("history", { limit });
    return items.filter((row) => row.principal === account.me.name && row.state === "done").map((row) => row.operation).reverse();
  } catch {
    return [null];
  }
}

/** Undoes the newest change of this page, or else the account's last one. */
export async function undo() {
  const operations = await newest ?? [null];
  newest = null;
  region.replaceChildren();
  try {
    let files = 0;
    for (const operation of operations.toReversed()) {
      const body = operation === null ? {} : { operation };
      files += (await call("POST", "undo", { body })).data?.files ?? 0;
    }
    toast(files ? `Undone: ${files} ${files === 1 ? "file" : "files"}.` : "Undone.");
  } catch (error) {
    failure(error);
  }
  changed();
}

/** Opens a dialog. `build(close)` returns its content; the promise has what was passed to close. */
export function dialog(title, build, kind = "") {
  return new Promise((done) => {
    const before = document.activeElement;
    let result;
    const close = (value) => { result = value; box.close(); };
    const box = h(`dialog${kind && `.${kind}`}`, { "aria-labelledby": "dialog-title" },
      h("header", {}, h("h2", { id: "dialog-title" }, title), iconButton("close", "Close", () => close())));
    box.append(...[build(close)].flat());
    box.addEventListener("click", (event) => { if (event.target === box) close(); });
    box.addEventListener("close", () => {
      box.remove();
      before?.focus?.();
      done(result);
    });
    document.body.append(box);
    // Without a field to begin with, no button is marked.
    box.tabIndex = -1;
    box.showModal();
    if (!box.querySelector("[autofocus]")) box.focus();
  });
}

/** A dialog with one form; resolves to true, or undefined if it was closed. */
export function ask(title, content, action, kind = "primary") {
  return dialog(title, (close) => h("form", {
    method: "dialog",
    onsubmit: (event) => { event.preventDefault(); close(true); },
  }, content, h("footer", {}, button(null, "Cancel", () => close(), "quiet"), h(`button.${kind}`, {}, action))));
}

/** A message in the place of a list. */
export function blank(name, title, text, ...actions) {
  return h("div.blank", {}, icon(name), h("h2", {}, title), ...[text].flat().map((line) => (
    typeof line === "string" ? h("p", {}, line) : line)), actions.length ? h("div.actions", {}, actions) : null);
}
