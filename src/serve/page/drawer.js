// The details of one file, and the large viewer.

import { account, call, can, contentUrl, get, mayDelete, pathQuery } from "./api.js";
import * as actions from "./actions.js";
import {
  ago, baseName, button, debounce, folderLink, fullTime, h, icon, iconButton, nameOf, parent, size, timeOf, typeIcon,
  typeName, visible,
} from "./dom.js";
import { dialog, failure, report, toast } from "./notices.js";

const MAX_TEXT = 200000;

/** The preview of a file. What the server does not send inline has an icon and a reason. */
export function preview(item, large = false) {
  const box = h("div.preview", {});
  const none = (text) => box.replaceChildren(h("div.stack", {}, icon(typeIcon(item)), h("p", {}, text)));
  const onerror = () => none("No preview: the content could not be shown.");
  const src = contentUrl(item, { inline: 1 });
  const mime = item.mime ?? "";
  const title = `Content of ${visible(baseName(item.path))}`;
  if (/^image\/(png|jpeg|gif|webp)$/.test(mime)) box.append(h("img", { src, alt: title, onerror }));
  else if (mime === "application/pdf") box.append(h("iframe", { src: `${src}#toolbar=${large ? 1 : 0}&navpanes=0&view=FitH`, title }));
  else if (mime === "audio/mpeg") box.append(h("audio", { src, controls: true, preload: "metadata", onerror, "aria-label": title }));
  else if (mime === "video/mp4") box.append(h("video", { src, controls: true, preload: "metadata", onerror, "aria-label": title }));
  else if (mime.startsWith("text/") && item.size) {
    get("files/content", { ...pathQuery(item), max_bytes: MAX_TEXT }).then((text) => {
      const cut = text.truncated ? `\n\n… the first ${size(MAX_TEXT)} of ${size(text.size)}` : "";
      box.replaceChildren(h("pre", { tabindex: 0, "aria-label": title }, text.content + cut));
    }, onerror);
  } else none(item.size ? `No preview for this type: ${typeName(item.detected)}.` : "This file is empty.");
  return box;
}

/** Opens the large viewer at `index`; the arrow keys show the neighbours. */
export function viewer(items, index) {
  const files = items.filter((item) => item.type !== "folder");
  let at = files.indexOf(items[index]);
  return dialog("", () => {
    const place = h("span.muted", {});
    const body = h("div", {});
    const foot = h("div", {});
    const show = debounce(() => {
      body.replaceChildren(preview(files[at], true));
      foot.replaceChildren(actions.downloadLink(files[at]));
    }, 60);
    const step = (by) => {
      at = (at + by + files.length) % files.length;
      place.textContent = `${at + 1} of ${files.length}`;
      document.getElementById("dialog-title")?.replaceChildren(nameOf(baseName(files[at].path)));
      show();
    };
    body.className = "stage";
    setTimeout(() => {
      step(0);
      body.closest("dialog").addEventListener("keydown", (event) => {
        if (event.target.closest("video, audio, pre, iframe")) return;
        if (event.key === "ArrowRight" || event.key === "j") step(1);
        if (event.key === "ArrowLeft" || event.key === "k") step(-1);
        if (event.key === " " && event.target.tagName !== "BUTTON") { event.preventDefault(); body.closest("dialog").close(); }
      });
    });
    return [body, h("footer", {}, h("div", {}, iconButton("left", "Previous file", () => step(-1)), place, iconButton("right", "Next file", () => step(1))), foot)];
  }, "viewer");
}

/** The drawer; `hooks`: changed(), closed(), view(item). */
export function drawer(hooks) {
  const element = h("aside.drawer", { "aria-label": "Details", hidden: true });
  let item = null;
  let etag = null;

  async function save(body, text) {
    try {
      const answer = await actions.patch(item, body, etag);
      report(text, answer.operation ? [answer.operation] : 1);
    } catch (error) {
      if (error.status !== 412) failure(error);
      else {
        const text = body.note ? ` Your note was: ${body.note}` : "";
        toast(`Somebody else changed this file meanwhile. The details show its new state.${text}`, { kind: "refused" });
      }
    }
    hooks.changed();
  }

  const run = async (action) => { if (await action) hooks.changed(); };

  function tagPart() {
    const input = h("input", { placeholder: "Add a tag", "aria-label": "Add a tag", maxlength: 100 });
    return h("section.part", {}, h("h3", {}, "Tags"), h("div.pills", {}, item.tags.map((tag) => h("span.chip", {}, visible(tag),
      can("file:organize") && iconButton("close", `Remove the tag ${tag}`, () => save({ tags: item.tags.filter((other) => other !== tag) }, `Removed the tag “${tag}”.`))))),
    can("file:organize") ? h("form", {
      onsubmit: (event) => {
        event.preventDefault();
        const tag = input.value.trim();
        if (tag && !item.tags.includes(tag)) save({ tags: [...item.tags, tag] }, `Added the tag “${tag}”.`);
      },
    }, input) : !item.tags.length && h("p.muted", {}, "None"));
  }

  function notePart() {
    if (!can("file:organize")) return item.note && h("section.part", {}, h("h3", {}, "Note"), h("p", {}, visible(item.note)));
    return h("section.part", {}, h("h3", {}, "Note"), h("textarea", {
      value: item.note ?? "", "aria-label": "Note", placeholder: "Write a note", maxlength: 4000,
      onchange: (event) => save({ note: event.target.value.trim() }, "Saved the note."),
    }));
  }

  /** A section that reads its list when it is opened. */
  function lazily(title, read, show) {
    const list = h("ul", {});
    return h("details.part", {
      ontoggle: async (event) => {
        if (!event.target.open || list.children.length) return;
        try {
          const rows = await read();
          list.replaceChildren(...rows.map(show), ...(rows.length ? [] : [h("li.muted", {}, "None")]));
        } catch (error) {
          list.replaceChildren(h("li.muted", {}, error.message));
        }
      },
    }, h("summary", {}, title), list);
  }

  const versionPart = () => lazily(`Versions (${item.version})`, async () => (await get(`files/${item.id}/versions`)).items.toSorted((a, b) => b.version - a.version), (version) => h("li", {},
    h("span", {}, `${version.version}`), h("span.muted", {}, `${ago(version.added)}, ${version.added_by}, ${size(version.size)}`),
    version.version === item.version ? h("span.muted", {}, "current") : can("file:upload")
      && button(null, "Restore", () => run(actions.restoreVersion(item, version.version)), "link")));

  const readersPart = () => lazily("Who read it", async () => (await get("audit", { event: "FILE_READ", target: item.path, limit: 20 })).items.toReversed(),
    (row) => h("li", {}, h("span", {}, row.principal ?? row.principal_alias), h("span.muted", {}, timeOf(row.time))));

  function facts() {
    const verdict = {
      match: h("span.verified", {}, icon("check"), "verified"),
      mismatch: h("span.doubtful", {}, icon("warning"), "does not match its name"),
      unknown: h("span.muted", {}, "type not recognised"),
    }[item.verdict];
    const rows = [["Type", h("span.stack", {}, typeName(item.detected), verdict)], ["Size", size(item.size)], ["Modified", fullTime(item.modified)],
      ["Added", `${fullTime(item.added)} by ${item.added_by}`], item.taken && ["Taken", fullTime(item.taken)], item.camera && ["Camera", item.camera],
      item.title && ["Title", item.title], item.author && ["Author", item.author], item.owner !== account.me.user && ["Owner", item.owner],
      item.rule && ["Filed by", `rule “${item.rule}”`], item.deleted && ["Deleted", `${fullTime(item.deleted)} by ${item.deleted_by}`],
      ["Folder", h("a", { href: `#/${folderLink(parent(item.path))}` }, visible(parent(item.path)))]].filter(Boolean);
    return h("dl.facts", {}, rows.flatMap(([name, value]) => [h("dt", {}, name), h("dd", {}, typeof value === "string" ? visible(value) : value)]));
  }

  function draw(fresh) {
    const gone = Boolean(item.deleted);
    const buttons = gone ? [] : [actions.downloadLink(item, "primary"), can("file:organize") && button("move", "Move", () => run(actions.move([item])), "quiet"),
      mayDelete(item) && button("trash", "Trash", () => run(actions.trash([item])), "quiet")];
    if (gone && mayDelete(item)) buttons.push(button("undo", "Restore", () => run(actions.restore([item])), "primary"));
    const body = element.querySelector(".body");
    const shown = fresh ? (gone ? h("div.preview", {}, icon(typeIcon(item))) : preview(item)) : body.firstChild;
    const focused = body?.contains(document.activeElement) && document.activeElement.getAttribute("aria-label");
    element.replaceChildren(
      h("header", {}, h("h2", {}, nameOf(baseName(item.path))),
        can("file:organize") && !gone && iconButton("edit", "Rename", () => run(actions.rename(item))),
        !gone && iconButton("expand", "Open the large preview", () => hooks.view(item)), iconButton("close", "Close the details", hooks.closed)),
      h("div.body", {}, shown, h("div.actions", {}, buttons.filter(Boolean)), facts(), !gone && tagPart(), !gone && notePart(), !gone && versionPart(),
        !gone && can("audit:read") && readersPart()));
    if (focused) element.querySelector(`[aria-label="${CSS.escape(focused)}"]`)?.focus();
  }

  const load = debounce(async (wanted) => {
    try {
      const answer = await call("GET", `files/${encodeURIComponent(wanted.id)}`);
      if (item?.id !== wanted.id) return;
      item = answer.data;
      etag = answer.headers.get("ETag");
      draw(element.querySelector(".preview") === null || element.dataset.shown !== `${item.id} ${item.version}`);
      element.dataset.shown = `${item.id} ${item.version}`;
    } catch (error) {
      // A file that was just deleted leaves the list, too.
      if (error.status !== 404) failure(error);
    }
  }, 120);

  return {
    element,
    /** Shows an item; null closes the drawer. */
    show(wanted) {
      item = wanted?.type === "folder" ? null : wanted;
      element.hidden = !item;
      if (!item) {
        delete element.dataset.shown;
        element.replaceChildren();
      } else if (item.deleted) {
        draw(true);
      } else {
        if (!element.dataset.shown?.startsWith(`${item.id} `)) {
          element.replaceChildren(h("header", {}, h("h2", {}, nameOf(baseName(item.path))), iconButton("close", "Close the details", hooks.closed)), h("div.body", {}));
        }
        load(item);
      }
      return !element.hidden;
    },
    get open() { return !element.hidden; },
  };
}
