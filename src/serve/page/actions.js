// What can be done with files: move, rename, tag, trash, restore, delete. Each change is reported with Undo.

import { can, call, contentUrl, get, mayDelete, post } from "./api.js";
import { baseName, button, count, h, icon, join, parent, visible } from "./dom.js";
import { ask, dialog, failure, report, toast } from "./notices.js";

const named = (items) => (items.length === 1 ? `“${visible(baseName(items[0].path))}”` : count(items.length, "file"));
const filesOf = (items) => items.filter((item) => item.type !== "folder");

/** Changes one file; `etag` refuses the change if somebody else made one meanwhile. */
export async function patch(item, body, etag) {
  return (await call("PATCH", `files/${encodeURIComponent(item.id)}`, { body, headers: etag ? { "If-Match": etag } : {} })).data;
}

/** The operations that the answers name; if they name none, as many as there are. */
const operationsOf = (answers, number = answers.length) => (
  answers.every((answer) => answer?.operation) ? answers.map((answer) => answer.operation) : number);

/** Changes each item in turn, and reports those that were changed and the first error. */
async function each(items, text, change) {
  const answers = [];
  let problem;
  for (const item of items) {
    try {
      answers.push(await change(item));
    } catch (error) {
      problem ??= error;
    }
  }
  if (answers.length) report(text(answers.length), operationsOf(answers));
  if (problem) failure(problem);
  return answers.length > 0;
}

export async function rename(item) {
  const input = h("input", { value: baseName(item.path), required: true, maxlength: 255, autofocus: true, "aria-label": "New name" });
  const answer = ask("Rename", input, "Rename");
  const dot = input.value.lastIndexOf(".");
  input.setSelectionRange(0, dot > 0 ? dot : input.value.length);
  if (!await answer || input.value === baseName(item.path)) return false;
  return each([item], () => `Renamed to “${visible(input.value)}”.`, () => patch(item, { path: join(parent(item.path), input.value) }));
}

export async function move(items) {
  const files = filesOf(items);
  if (!files.length) return false;
  const input = h("input", { value: parent(files[0].path), required: true, pattern: "/.*", autofocus: true, "aria-label": "Folder", spellcheck: "false" });
  const list = h("div.folders", {});
  const open = async (path) => {
    input.value = path;
    const folders = await get("folders", { path }).then((answer) => answer.items, (error) => { failure(error); return []; });
    const up = path === "/" ? [] : [button("up", "Up", () => open(parent(path)))];
    list.replaceChildren(...up, ...folders.map((folder) => button("folder", visible(baseName(folder.path)), () => open(folder.path))),
      ...(folders.length ? [] : [h("p.muted", {}, "No folders in here.")]));
  };
  open(input.value);
  if (!await ask(`Move ${named(files)}`, [h("label.field", {}, h("span", {}, "To this folder; a new one is created"), input), list], "Move here")) return false;
  const folder = input.value.replace(/\/+$/, "") || "/";
  return each(files, (n) => `Moved ${count(n, "file")} to ${visible(folder)}.`, (item) => patch(item, { path: join(folder, baseName(item.path)) }));
}

export async function tag(items) {
  const files = filesOf(items);
  if (!files.length) return false;
  const known = h("datalist", { id: "known-tags" });
  get("tags").then((answer) => known.append(...answer.items.map((one) => h("option", { value: one.tag }))), () => {});
  const input = h("input", { required: true, autofocus: true, list: "known-tags", "aria-label": "Tag", maxlength: 100 });
  if (!await ask(`Tag ${named(files)}`, [h("label.field", {}, h("span", {}, "Add this tag"), input), known], "Add tag")) return false;
  const name = input.value.trim();
  return each(files.filter((item) => !(item.tags ?? []).includes(name)), (n) => `Tagged ${count(n, "file")} with “${name}”.`,
    (item) => patch(item, { tags: [...item.tags ?? [], name] }));
}

export async function trash(items) {
  const files = filesOf(items).filter(mayDelete);
  if (!files.length) {
    toast(items.length ? "Your role does not allow you to delete these files." : "Select a file first.");
    return false;
  }
  const answers = [];
  const results = [];
  try {
    const paths = files.filter((item) => !item.path_b64).map((item) => item.path);
    for (let at = 0; at < paths.length; at += 1000) answers.push(await post("files/delete", { paths: paths.slice(at, at + 1000) }));
    for (const item of files.filter((one) => one.path_b64)) answers.push({ items: [(await call("DELETE", `files/${item.id}`)).data] });
  } catch (error) {
    failure(error);
  }
  for (const answer of answers) results.push(...answer.items);
  const refused = results.filter((item) => !item.deleted);
  const done = results.length - refused.length;
  if (done) report(`Moved ${done === 1 ? named(files.slice(0, 1)) : count(done, "file")} to the trash.`, operationsOf(answers, done));
  if (refused.length) toast(`${count(refused.length, "file")} not deleted: ${refused[0].reason}`, { kind: "refused" });
  return done > 0;
}

export async function restore(items) {
  return each([items], () => `Restored ${named(items)}.`, () => post("trash/restore", { ids: items.map((item) => item.id), on_conflict: "rename" }));
}

/** Deletes items of the trash for good, or all of it. */
export async function destroy(items) {
  const what = items ? named(items) : "everything in the trash";
  const sure = await ask("Delete for good?", h("p", {}, `This deletes ${what} for good. It cannot be undone.`), "Delete for good", "danger");
  if (!sure) return false;
  try {
    let files = 0;
    let kept = 0;
    for (const query of items ? items.map((item) => ({ id: item.id })) : [{}]) {
      const { data } = await call("DELETE", "trash", { query });
      files += data.files;
      kept += data.kept;
    }
    toast(`Deleted ${count(files, "file")} for good.${kept ? ` ${kept} must be kept by a rule.` : ""}`);
    return true;
  } catch (error) {
    failure(error);
    return false;
  }
}

export const downloadLink = (item, kind = "quiet", version = null) => h(`a.button.${kind}`, {
  href: contentUrl(item, { version }), download: baseName(item.path),
}, icon("download"), h("span", {}, "Download"));

/** Restores an earlier version as the newest. */
export const restoreVersion = (item, version) => each([item], () => `Version ${version} is current again.`, () => patch(item, { version }));

const SHORTCUTS = [
  [["/"], "Search"], [["↑", "↓", "j", "k"], "Previous and next file"], [["Enter"], "Open"], [["Space"], "Preview"],
  [["x"], "Select"], [["m"], "Move"], [["t"], "Tag"], [["Del"], "Move to the trash"], [["Ctrl", "Z"], "Undo"], [["u"], "Upload"],
  [["?"], "This list"],
];

export function shortcuts() {
  const allowed = { Move: can("file:organize"), Tag: can("file:organize"), Upload: can("file:upload") };
  return dialog("Keyboard shortcuts", () => h("dl.keys", {}, SHORTCUTS.filter(([, text]) => allowed[text] ?? true).flatMap(([keys, text]) => [
    h("dt", {}, keys.map((key) => h("kbd", {}, key))), h("dd", {}, text)])));
}
