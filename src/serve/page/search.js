// The search field: terms of the query language become chips, and what may follow is suggested.

import { get } from "./api.js";
import { count, h, icon, iconButton, visible } from "./dom.js";

const KEYS = {
  type: "kind of file", tag: "tag", added: "when it was added", in: "folder", ext: "extension", size: "size",
  modified: "when it was changed", taken: "when a picture was taken", note: "text of the note", owner: "owner",
  name: "name", path: "path", title: "title", author: "author", artist: "artist", album: "album", camera: "camera",
  regex: "regular expression", verdict: "verdict", hash: "content hash",
};
const VALUES = {
  type: ["pdf", "photo", "image", "document", "spreadsheet", "presentation", "text", "mail", "audio", "video", "archive"],
  added: ["within:1d", "within:7d", "within:30d", "within:1y", String(new Date().getFullYear())],
  modified: ["within:7d", "within:30d", "older:1y"],
  size: ["over:1M", "over:100M", "under:10k"],
  verdict: ["match", "mismatch", "unknown"],
};

export const terms = (text) => text.match(/(?:[^\s"]|"[^"]*"?)+/g) ?? [];
const recognised = (term) => term.startsWith("@") || term === "untagged" || /^-?([a-z]+):./.exec(term)?.[1] in KEYS;

/** A term in words, for a search that finds nothing. */
export function explain(term) {
  if (/^(and|or|not|\(|\))$/i.test(term)) return "joins terms";
  if (term.startsWith("-")) return `not: ${explain(term.slice(1))}`;
  const at = term.indexOf(":");
  const key = term.slice(0, at);
  const value = term.slice(at + 1).replaceAll('"', "");
  if (term.startsWith("@")) return `matches the saved search ${term.slice(1)}`;
  if (term === "untagged") return "has no tags";
  if (term.startsWith("/")) return `is ${term}, or in it`;
  if (at > 0 && key in KEYS) return `${KEYS[key]}: ${value.replaceAll(":", " ")}`;
  return /[*?]/.test(term) ? `the whole name matches ${term}` : `the name contains “${term.replaceAll('"', "")}”`;
}

/** A search field; `run(query)` is called when it is submitted. */
export function searchField(run) {
  let chips = [];
  let offers = [];
  let at = -1;
  let known = null;
  const shown = h("div.chips", {});
  const list = h("ul.suggestions", { id: "suggestions", role: "listbox", "aria-label": "Suggestions", hidden: true });
  const input = h("input", {
    type: "text", role: "combobox", placeholder: "Search", "aria-label": "Search", "aria-controls": "suggestions",
    "aria-expanded": "false", "aria-autocomplete": "list", autocomplete: "off", spellcheck: "false", enterkeyhint: "search",
    oninput: () => { take(false); suggest(); }, onkeydown: key, onfocus: suggest, onblur: () => setTimeout(hide, 150),
  });
  const clear = iconButton("close", "Clear the search", () => { set(""); run(""); input.focus(); }, { hidden: true });
  const hint = h("kbd", { "aria-hidden": "true" }, "/");
  const element = h("form.search", { role: "search", onsubmit: (event) => { event.preventDefault(); submit(); } },
    h("div.box", {}, icon("search"), shown, input, clear, hint), list);

  function draw() {
    shown.replaceChildren(...chips.map((term, index) => h("span.chip", {}, visible(term), iconButton("close", `Remove ${term}`, () => {
      chips.splice(index, 1);
      draw();
      submit();
    }))));
    clear.hidden = !chips.length && !input.value;
    hint.hidden = !clear.hidden;
    input.placeholder = chips.length ? "" : "Search";
  }

  // Moves recognised terms before the caret's into chips.
  function take(all) {
    const parts = terms(input.value);
    const open = !all && !/\s$/.test(input.value) ? parts.pop() : undefined;
    const found = parts.filter(recognised);
    // With operators the order matters: such a query stays text.
    if (found.length && !/(^|\s)(or|not|and)(\s|$)|[()]/i.test(input.value)) {
      chips.push(...found);
      input.value = [...parts.filter((part) => !recognised(part)), open ?? ""].join(" ").trimStart();
    }
    draw();
  }

  function submit() {
    hide();
    input.blur();
    take(true);
    run([...chips, input.value.trim()].filter(Boolean).join(" "));
  }

  function set(query) {
    chips = [];
    input.value = query;
    take(true);
  }

  async function load() {
    known = { tags: [], saved: [] };
    const items = (path) => get(path).then((answer) => answer.items, () => []);
    known.tags = (await items("tags")).map((tag) => [`tag:${/\s/.test(tag.tag) ? `"${tag.tag}"` : tag.tag}`, count(tag.files, "file")]);
    known.saved = (await items("searches")).map((saved) => [`@${saved.name}`, saved.query.join(" ")]);
    if (document.activeElement === input) suggest();
  }

  function suggest() {
    if (!known) load();
    const word = /\s$/.test(input.value) ? "" : (terms(input.value).at(-1) ?? "");
    const key = word.slice(0, word.indexOf(":"));
    const values = (VALUES[key] ?? []).map((value) => [`${key}:${value}`, explain(`${key}:${value}`)]);
    const keys = Object.entries(KEYS).map(([name, about]) => [`${name}:`, about]);
    const all = word.startsWith("@") ? known.saved : key === "tag" ? known.tags : key ? values : [...keys.slice(0, word ? 20 : 4), ...(word ? [] : known.saved)];
    offers = all.filter(([text]) => text.startsWith(word) && text !== word).slice(0, 8);
    at = -1;
    list.replaceChildren(...offers.map(([text, about], index) => h("li", {
      role: "option", id: `offer-${index}`, "aria-selected": "false", onpointerdown: (event) => { event.preventDefault(); choose(index); },
    }, text, h("span", {}, about))));
    list.hidden = !offers.length || document.activeElement !== input;
    input.setAttribute("aria-expanded", !list.hidden);
    input.removeAttribute("aria-activedescendant");
  }

  function hide() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }

  function choose(index) {
    const [text] = offers[index];
    const word = /\s$/.test(input.value) ? "" : (terms(input.value).at(-1) ?? "");
    input.value = input.value.slice(0, input.value.length - word.length) + text + (text.endsWith(":") ? "" : " ");
    take(false);
    if (text.endsWith(":")) suggest();
    else submit();
  }

  function key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && !list.hidden) {
      event.preventDefault();
      at = (at + step + offers.length + (at < 0 && step < 0 ? 1 : 0)) % offers.length;
      [...list.children].forEach((option, index) => option.setAttribute("aria-selected", index === at));
      input.setAttribute("aria-activedescendant", `offer-${at}`);
    } else if (event.key === "Enter" && at >= 0 && !list.hidden) {
      event.preventDefault();
      choose(at);
    } else if (event.key === "Escape") {
      if (list.hidden) input.blur();
      else hide();
    } else if (event.key === "Backspace" && !input.value && chips.length) {
      event.preventDefault();
      input.value = chips.pop();
      draw();
      suggest();
    }
  }

  return { element, set, focus: () => input.focus() };
}
