// Elements, and how values are shown. Text reaches the document by textContent only.

const SVG = "http://www.w3.org/2000/svg";

/** An element: h("button.primary", { onclick, title }, "text", child). Attributes that are null or false are left out. */
export function h(spec, attributes = {}, ...children) {
  const [tag, ...classes] = spec.split(".");
  const element = document.createElement(tag);
  if (classes.length) element.className = classes.join(" ");
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "value" || name === "checked" || name === "indeterminate") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** An icon from index.html. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", "icon");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

/** A button that shows only an icon. */
export function iconButton(name, label, onclick, more = {}) {
  return h("button.plain.square", { type: "button", "aria-label": label, title: label, onclick, ...more }, icon(name));
}

/** A button with an icon and a text. */
export function button(name, label, onclick, kind = "plain", more = {}) {
  return h(`button.${kind}`, { type: "button", onclick, ...more }, name && icon(name), h("span", {}, label));
}

/** A name as it may be shown: control characters and direction overrides could hide its end. */
export function visible(text) {
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, "\ufffd");
}

export const baseName = (path) => path.slice(path.lastIndexOf("/") + 1);
export const parent = (path) => path.slice(0, path.lastIndexOf("/")) || "/";
export const join = (folder, name) => (folder === "/" ? `/${name}` : `${folder}/${name}`);

/** The address of a folder's view, after "#/". */
export const folderLink = (path) => `files${path === "/" ? "" : path.split("/").map(encodeURIComponent).join("/")}`;

/** The extension with its dot, or an empty text. */
export function extension(name) {
  const dot = name.lastIndexOf(".");
  return dot > 0 && name.length - dot <= 10 ? name.slice(dot) : "";
}

/** A name whose middle is cut where room is short, so that the extension stays visible at the right. */
export function nameOf(name) {
  const text = visible(name);
  const ext = extension(text);
  let cut = text.length - ext.length;
  const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufefc]/.test(text);
  if (cut > 28 && !rightToLeft) cut -= 6;
  return h("span.name", { title: text },
    h("span.head", { dir: "auto" }, text.slice(0, cut)), h("span.tail", { dir: "ltr" }, text.slice(cut)));
}

export function size(bytes) {
  if (bytes === null || bytes === undefined) return "";
  const units = ["B", "KiB", "MiB", "GiB", "TiB"];
  let at = 0;
  let value = bytes;
  while (value >= 1000 && at < units.length - 1) {
    value /= 1024;
    at += 1;
  }
  return `${at && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[at]}`;
}

const shortDate = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short" });
const longDate = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric" });
const full = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });
const clock = new Intl.DateTimeFormat("en-GB", { timeStyle: "short" });

export const fullTime = (text) => (text ? full.format(new Date(text)) : "");
export const clockTime = (text) => clock.format(new Date(text));

/** A time in few characters: relative within a week, else a date. */
export function ago(text) {
  if (!text) return "";
  const then = new Date(text);
  const minutes = (Date.now() - then) / 60000;
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${Math.floor(minutes)} min ago`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)} h ago`;
  if (minutes < 2880) return "yesterday";
  if (minutes < 10080) return `${Math.floor(minutes / 1440)} days ago`;
  return (then.getFullYear() === new Date().getFullYear() ? shortDate : longDate).format(then);
}

/** A message of the server as a sentence; a hint, which may end with a command, only begins like one. */
export const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
export const sentence = (text) => capital(text) + (/[.?!…]$/.test(text) ? "" : ".");

export const timeOf = (text) => h("time", { datetime: text, title: fullTime(text) }, ago(text));
export const count = (n, one, many = `${one}s`) => `${n.toLocaleString("en")} ${n === 1 ? one : many}`;

const TYPES = {
  pdf: "PDF document", docx: "Word document", doc: "Word document", xlsx: "Excel table", xls: "Excel table",
  pptx: "PowerPoint slides", odt: "OpenDocument text", ods: "OpenDocument table", jpeg: "JPEG image", png: "PNG image",
  gif: "GIF image", webp: "WebP image", heif: "HEIF image", svg: "SVG drawing", mp3: "MP3 audio", flac: "FLAC audio",
  wav: "WAV audio", mp4: "MP4 video", mov: "QuickTime video", zip: "ZIP archive", text: "Text", html: "HTML page",
  script: "Script", empty: "Empty file", binary: "Unrecognised data", epub: "EPUB book",
};

export const typeName = (detected) => TYPES[detected] ?? detected;

/** The icon for an item. */
export function typeIcon(item) {
  if (item.type === "folder") return "folder";
  const mime = item.mime ?? "";
  const kind = mime.slice(0, mime.indexOf("/"));
  if (kind === "image" || kind === "audio" || kind === "video") return kind;
  if (item.detected === "pdf") return "pdf";
  if (/sheet|excel/.test(mime)) return "sheet";
  if (/zip|tar|7z|rar|zstd|xz/.test(mime) && !/epub/.test(mime)) return "archive";
  if (kind === "text" || /word|opendocument|rtf|epub|powerpoint|presentation/.test(mime)) return "text";
  return "file";
}

/** Calls `run` once the calls have stopped for `wait` milliseconds. */
export function debounce(run, wait) {
  let timer;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => run(...values), wait);
  };
}
