// The views about the account, and those that list something other than files: tags, activity.

import { account, call, can, get, loadAccount, post } from "./api.js";
import { ago, button, clockTime, count, fullTime, h, icon, timeOf, visible } from "./dom.js";
import { ask, blank, dialog, failure, toast } from "./notices.js";

const field = (label, attributes) => h("label.field", {}, h("span", {}, label), h("input", { required: true, ...attributes }));

export async function tagsView() {
  const { items } = await get("tags");
  if (!items.length) return blank("tag", "No tags yet", "Select files and press t to tag them.");
  return h("div.sheet", {}, h("div.cards", {}, items.map((tag) => h("a", {
    href: `#/search?q=${encodeURIComponent(`tag:${/\s/.test(tag.tag) ? `"${tag.tag}"` : tag.tag}`)}`,
  }, icon("tag"), h("span.label", { title: visible(tag.tag) }, visible(tag.tag)), h("span.muted", {}, tag.files)))));
}

const VERBS = {
  add: "added", rm: "moved to the trash", mv: "moved", cp: "copied", tag: "tagged", note: "changed the note of", organize: "organized",
  "trash restore": "restored", edit: "edited", "versions restore": "restored a version of", dedupe: "removed duplicates in",
};

export async function activityView(refresh) {
  const { items } = await get("history", { limit: 200 });
  if (!items.length) return blank("activity", "No activity yet", "Changes to files are listed here, and can be undone.");
  const changes = can("file:upload") || can("file:organize") || can("file:delete_own") || can("file:delete");
  const turn = (path, body, done) => async () => {
    try {
      await post(path, body);
      toast(done);
    } catch (error) {
      failure(error);
    }
    refresh();
  };
  const undone = changes && items.some((row) => row.state === "undone");
  return h("div.sheet", {}, undone && button("retry", "Redo what was undone last", turn("redo", {}, "Done again."), "quiet"), h("ol.entries", {}, items.map((row) => h("li", {}, icon("activity"),
    h("div.what", {}, h(`span${row.state === "undone" ? ".undone" : ""}`, {}, h("b", {}, row.principal), ` ${VERBS[row.verb] ?? row.verb} `, visible(row.target ?? ""),
      row.files > 1 ? ` and ${count(row.files - 1, "more file")}` : ""), h("div.muted", {}, timeOf(row.time))),
    changes && row.operation && row.state === "done" && button("undo", "Undo", turn("undo", { operation: row.operation }, "Undone."), "quiet")))));
}

function section(title, action, ...content) {
  return h("section.section", {}, h("div.top", {}, h("h2", {}, title), action), content);
}

async function sessions(refresh) {
  const { items } = await get("auth/sessions");
  const end = (session) => call("DELETE", `auth/sessions/${session.id}`).then(() => { toast("Session ended."); refresh(); }, failure);
  return section("Sessions", null, h("ul.entries", {}, items.map((session) => h("li", {}, icon("account"), h("div.what", {}, session.source,
    session.current && h("b", {}, " this session"), h("div.muted", {}, `since ${fullTime(session.created)}, until ${fullTime(session.expires)}`)),
  !session.current && button(null, "End", () => end(session), "quiet")))));
}

async function keys(refresh) {
  if (!can("key:manage")) return null;
  const { items } = await get("auth/keys");
  const create = async () => {
    const name = field("Name", { maxlength: 64, autofocus: true });
    const expires = field("Lifetime, such as 90d", { value: "90d" });
    const value = (label) => label.querySelector("input").value;
    if (!await ask("New API key", [name, expires], "Create")) return;
    try {
      const answer = await post("auth/keys", { name: value(name), expires: value(expires) });
      await dialog("New API key", (close) => [h("p", {}, "Save it now; it is shown once."), h("code", {}, answer.key), h("footer", {}, button(null, "Done", () => close(), "primary"))]);
      refresh();
    } catch (error) {
      failure(error);
    }
  };
  const revoke = async (key) => {
    if (!await ask("Revoke this key?", h("p", {}, `Programs that use “${key.name}” lose access at once.`), "Revoke", "danger")) return;
    call("DELETE", `auth/keys/${key.id}`).then(refresh, failure);
  };
  return section("API keys", button("key", "New key", create, "quiet"), items.length ? h("ul.entries", {}, items.map((key) => h("li", {}, icon("key"),
    h("div.what", {}, h("b", {}, key.name), ` ${key.role}`, h("div.muted", {}, `${key.state}, ${key.expires ? `until ${fullTime(key.expires)}` : "without expiry"}, ${key.last_used ? `last used ${ago(key.last_used)}` : "never used"}`)),
    key.state === "active" && button(null, "Revoke", () => revoke(key), "quiet")))) : h("p.muted", {}, "No keys. A key lets a program use the vault through this server."));
}

function password() {
  const current = field("Current password", { type: "password", autocomplete: "current-password" });
  const next = field("New password", { type: "password", autocomplete: "new-password" });
  const [from, to] = [current, next].map((label) => label.querySelector("input"));
  return section("Password", null, h("form.row-form", {
    onsubmit: async (event) => {
      event.preventDefault();
      try {
        await post("auth/password", { current: from.value, new: to.value });
        event.target.reset();
        toast("Password changed. Sessions that began with the old one have ended.");
        if (!await loadAccount()) location.reload();
      } catch (error) {
        if (error.status === 401) toast("The current password is wrong.", { kind: "refused" });
        else failure(error);
      }
    },
  }, current, next, h("button.quiet", {}, "Change")));
}

export async function accountView(refresh) {
  const parts = await Promise.all([sessions(refresh), keys(refresh)]);
  const until = account.me.expires ? `, until ${clockTime(account.me.expires)}` : "";
  return h("div.sheet", {}, h("p.muted", {}, `Logged in as ${account.me.name}, role ${account.me.role}${until}.`), parts.filter(Boolean), password());
}
