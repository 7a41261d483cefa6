// Uploads: the drop target, the queue and the tray. How bytes are sent is in transport.js.

import { account, can, noteEnd } from "./api.js";
import { baseName, button, capital, count, extension, h, icon, iconButton, join, nameOf, sentence, size } from "./dom.js";
import { report } from "./notices.js";
import { chooseTransport } from "./transport.js";

const PARALLEL = 2;
const EXTENSIONS = { jpeg: "jpg", text: "txt", script: "sh", gzip: "gz", heif: "heic", postscript: "ps", tiff: "tif", zstd: "zst", bzip2: "bz2" };
const announcements = document.getElementById("announcements");

/** The files of a drop, folders included, as [file, path below the folder that it goes to]. */
async function dropped(transfer) {
  const found = [];
  const walk = async (entry, prefix) => {
    if (entry.isFile) found.push([await new Promise((done, fail) => entry.file(done, fail)), prefix + entry.name]);
    else {
      const reader = entry.createReader();
      for (;;) {
        const batch = await new Promise((done, fail) => reader.readEntries(done, fail));
        if (!batch.length) break;
        for (const child of batch) await walk(child, `${prefix}${entry.name}/`);
      }
    }
  };
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files].map((file) => [file, file.name]);
  for (const entry of entries) await walk(entry, "");
  return found;
}

/** The upload tray. `folder()` is where files go; `changed(item)` runs after each that was stored. */
export function uploads(folder, changed) {
  const all = [];
  const list = h("ul", {});
  const title = h("h2", {});
  const tray = h("section.tray", { hidden: true, "aria-label": "Uploads" },
    h("header", {}, title, iconButton("close", "Close the list of uploads", close)), list);
  const target = h("div.target", { hidden: true }, h("div", {}, icon("upload"), h("span", {})));
  const picker = h("input", {
    type: "file", multiple: true, hidden: true, tabindex: -1, "aria-label": "Files to upload",
    onchange: () => { add([...picker.files].map((file) => [file, file.name])); picker.value = ""; },
  });
  const unfinished = () => all.filter((one) => ["waiting", "sending", "paused"].includes(one.state));

  function close() {
    if (unfinished().length) return;
    all.length = 0;
    list.replaceChildren();
    tray.hidden = true;
  }

  function add(files) {
    for (const [file, name] of files) {
      const one = { file, path: join(folder(), name), state: "waiting", sent: 0, row: h("li", {}) };
      all.push(one);
      list.append(one.row);
      draw(one);
    }
    pump();
  }

  function pump() {
    const free = PARALLEL - all.filter((one) => one.state === "sending").length;
    all.filter((one) => one.state === "waiting").slice(0, Math.max(0, free)).forEach(start);
    const left = unfinished().length;
    const refused = all.filter((one) => one.state === "refused").length;
    const done = all.length - left - refused;
    title.textContent = left ? `Uploading ${count(left, "file")}` : [done && `${done} uploaded`, refused && `${refused} refused`].filter(Boolean).join(", ");
    tray.hidden = !all.length;
    const stored = left ? [] : all.filter((one) => one.stored && !one.reported);
    stored.forEach((one) => { one.reported = true; });
    if (stored.length) report(`Uploaded ${count(stored.length, "file")}.`, stored.every((one) => one.operation) ? stored.map((one) => one.operation) : stored.length);
  }

  async function start(one) {
    one.state = "sending";
    one.began = Date.now();
    draw(one);
    try {
      one.transport ??= await chooseTransport(one.file, one.path, one.mode ?? "new");
      const item = await one.transport.send((sent) => { one.sent = sent; progress(one); });
      one.state = "done";
      one.stored = item?.status !== "unchanged";
      one.operation = item?.operation;
      one.note = item?.status === "unchanged" ? "already there" : item?.status === "duplicate" ? "same content as another file" : null;
      changed(item);
    } catch (error) {
      if (one.state === "paused" || one.state === "cancelled") return;
      one.state = "refused";
      one.error = error;
      noteEnd(error);
    }
    draw(one);
    pump();
  }

  function again(one, mode, path = one.path) {
    Object.assign(one, { state: "waiting", mode, path, sent: 0, error: null });
    if (one.transport && (mode || path !== one.transport.path)) one.transport = null;
    draw(one);
    pump();
  }

  function cancel(one) {
    one.state = "cancelled";
    one.transport?.cancel();
    all.splice(all.indexOf(one), 1);
    one.row.remove();
    pump();
  }

  function pause(one) {
    one.state = "paused";
    one.transport.pause();
    draw(one);
    pump();
  }

  /** What may be done about a refusal: [label, action]. */
  function offers(one) {
    const { status, details } = one.error;
    const name = baseName(one.path);
    const stem = one.path.slice(0, one.path.length - extension(name).length);
    const detected = details?.detected && `.${EXTENSIONS[details.detected] ?? details.detected}`;
    if (status === 409 || status === 412) {
      const free = `${stem} (${all.filter((other) => other.path.startsWith(stem)).length + 1})${extension(name)}`;
      return [["Keep both", () => again(one, "new", free)], can("file:read") && ["Add as a new version", () => again(one, "version")]];
    }
    if (status === 415 && details?.reason === "mismatch" && detected) {
      return [[`Upload as ${detected}`, () => again(one, "new", stem + detected)]];
    }
    return status === 413 || status === 415 || status === 403 ? [] : [["Retry", () => again(one)]];
  }

  function help(one) {
    if (one.error.hint) return capital(one.error.hint);
    if (one.error.details?.reason === "mismatch") return null;
    if (one.error.status === 415 || one.error.status === 413) return can("policy:manage") ? "Change what is allowed with: file-organizer policy set" : "An administrator can change what is allowed.";
    return null;
  }

  function progress(one) {
    const seconds = (Date.now() - one.began) / 1000;
    const bar = one.row.querySelector("progress");
    if (!bar) return;
    bar.value = one.file.size ? one.sent / one.file.size : 1;
    one.row.querySelector(".muted").textContent = one.sent >= one.file.size ? "checking"
      : seconds > 1 ? `${size(one.sent / seconds)}/s` : size(one.file.size);
  }

  function draw(one) {
    const buttons = {
      waiting: [iconButton("close", "Cancel", () => cancel(one))],
      sending: [one.transport?.pausable && iconButton("pause", "Pause", () => pause(one)), iconButton("close", "Cancel", () => cancel(one))],
      paused: [iconButton("play", "Resume", () => again(one)), iconButton("close", "Cancel", () => cancel(one))],
      refused: [iconButton("close", "Dismiss", () => cancel(one))],
      done: [],
    }[one.state].filter(Boolean);
    const state = { waiting: "waiting", sending: size(one.file.size), paused: "paused", refused: "refused", done: one.note ?? size(one.file.size) }[one.state];
    const parts = [h("div.line", {}, nameOf(baseName(one.path)), h("span.muted", {}, state),
      one.state === "done" && h("span.verified", { title: "Stored" }, icon("check"), h("span.unseen", {}, "stored")), h("div.buttons", {}, buttons))];
    if (one.state === "sending" || one.state === "paused") parts.push(h("progress", { max: 1, value: one.sent / (one.file.size || 1), "aria-label": "Progress" }));
    if (one.state === "refused") {
      parts.push(h("p.why", {}, sentence(one.error.message)), help(one) && h("p.help", {}, help(one)),
        h("div.offers", {}, offers(one).filter(Boolean).map(([label, run]) => button(null, label, run, "link"))));
      announcements.textContent = `${baseName(one.path)} was refused: ${one.error.message}`;
    }
    one.row.replaceChildren(...parts.filter(Boolean));
    if (one.state === "sending" && !one.transport) setTimeout(() => one.state === "sending" && draw(one), 300);
  }

  let depth = 0;
  const carriesFiles = (event) => account.me && can("file:upload") && event.dataTransfer?.types.includes("Files");
  const over = (by) => (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = Math.max(0, depth + by);
    target.hidden = depth === 0;
    target.querySelector("span").textContent = `Drop to upload to ${folder()}`;
  };
  document.addEventListener("dragenter", over(1));
  document.addEventListener("dragleave", over(-1));
  document.addEventListener("dragover", over(0));
  document.addEventListener("drop", async (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    depth = 0;
    target.hidden = true;
    add(await dropped(event.dataTransfer));
  });
  addEventListener("beforeunload", (event) => { if (unfinished().length) event.preventDefault(); });

  return { elements: [tray, target, picker], pick: () => picker.click(), add };
}

