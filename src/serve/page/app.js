// The frame of the page: login, views by the address's hash, what is selected, and the keyboard.

import { account, can, events, get, loadAccount, login, logout, mayDelete } from "./api.js";
import { accountView, activityView, tagsView } from "./account.js";
import * as actions from "./actions.js";
import { button, capital, clockTime, count, debounce, folderLink, h, icon, iconButton, sentence, visible } from "./dom.js";
import { drawer, viewer } from "./drawer.js";
import { FileList } from "./list.js";
import { blank, dialog, failure, onChange, undo } from "./notices.js";
import { explain, searchField, terms } from "./search.js";
import { uploads } from "./upload.js";

const PAGE = 500;
const WARN_BEFORE = 5 * 60000;
const root = document.getElementById("app");
const wide = matchMedia("(min-width: 720px)");

const remembered = (name) => { try { return localStorage.getItem(name); } catch { return null; } };
const remember = (name, value) => { try { localStorage.setItem(name, value); } catch { /* Without storage it holds until reload. */ } };

function setTheme(name) {
  if (name) document.documentElement.dataset.theme = name;
}

function switchTheme() {
  const now = document.documentElement.dataset.theme ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  const next = now === "dark" ? "light" : "dark";
  setTheme(next);
  remember("theme", next);
}

// Login

/** The login form; `done` runs after the login. */
function loginForm(done, user = "") {
  const name = h("input", { name: "username", value: user, autocomplete: "username", required: true, autocapitalize: "none", spellcheck: "false" });
  const secret = h("input", { name: "password", type: "password", autocomplete: "current-password", required: true, autofocus: user !== "" });
  const problem = h("p.problem", { role: "alert", hidden: true });
  const submit = h("button.primary", {}, "Log in");
  return h("form", {
    onsubmit: async (event) => {
      event.preventDefault();
      submit.disabled = true;
      try {
        await login(name.value, secret.value);
        done();
      } catch (error) {
        problem.textContent = error.status === 401 ? "Wrong user name or password." : error.status === 429 ? `Too many attempts. Try again in ${error.retryAfter || 60} seconds.` : sentence(error.message);
        problem.hidden = false;
        secret.select();
      }
      submit.disabled = false;
    },
  }, problem, h("label.field", {}, h("span", {}, "User name"), name),
  h("label.field", {}, h("span", {}, "Password"), secret), submit);
}

function showLogin() {
  document.title = "Log in - file-organizer";
  root.replaceChildren(h("main.login", {}, h("section", {}, h("div.brand", {}, icon("logo"), "file-organizer"), h("h1", {}, "Log in"), loginForm(showShell))));
  root.querySelector("input").focus();
}

// Views

const FOLDERS = { inbox: "/inbox" };
const VIEWS = [
  ["inbox", "inbox", "Inbox"], ["files", "files", "All files"], ["recent", "recent", "Recent"], ["photos", "image", "Photos"],
  ["documents", "text", "Documents"], ["tags", "tag", "Tags"], ["trash", "trash", "Trash"], ["activity", "activity", "Activity"],
];
const FOUND = { recent: "added:within:30d", photos: "type:photo", documents: "type:document" };

function route() {
  const [path, query] = location.hash.slice(2).split("?");
  const [name, ...rest] = path.split("/");
  const view = name || "inbox";
  let folder = "/";
  try {
    folder = `/${rest.map(decodeURIComponent).join("/")}`;
  } catch {
    // An address that was cut shows the topmost folder.
  }
  return { view, folder: FOLDERS[view] ?? folder, query: new URLSearchParams(query).get("q") ?? "" };
}

const go = (to) => { location.hash = `#/${to}`; };

function sourceOf(view, folder, query) {
  const read = (fixed) => (after, sort) => get("files", { ...fixed, sort_by: sort.by, sort_order: sort.order, limit: PAGE, after });
  const byName = { by: "name", order: "asc" };
  const newest = { by: "created", order: "desc" };
  if (view === "trash") {
    return { read: (after) => get("trash", { limit: PAGE, after }), sort: byName, sortable: false, places: true, dateField: "deleted", dateName: "Deleted" };
  }
  const q = FOUND[view] ?? (terms(query).length > 1 ? `(${query})` : query);
  if (!q) return { read: read({ path: folder }), sort: byName };
  const added = view === "recent" ? { dateField: "added", dateName: "Added", dateSort: "created" } : {};
  return { read: read({ path: "/", recursive: true, q }), sort: view === "search" ? byName : newest, places: true, ...added };
}

// Shell

let refresh = () => {};

function showShell() {
  let here = route();
  let shown = 0;
  const shell = h("div.shell", {});
  const heading = h("div.heading", {});
  const content = h("div.list", {});
  const banner = h("div.banner", { hidden: true, role: "status" });
  const crumbs = h("nav.crumbs", { "aria-label": "Folder" });
  const search = searchField((query) => go(query ? `search?q=${encodeURIComponent(query)}` : "inbox"));
  const bar = h("div.bar", { hidden: true, role: "toolbar", "aria-label": "Actions for the selected files" });

  const files = new FileList({
    active: (item, byPointer) => {
      if (byPointer || details.open) detail(item);
    },
    open: (item) => {
      if (item.type === "folder") go(folderLink(item.path));
      else if (!item.deleted) viewer(files.items, files.items.indexOf(item));
    },
    selection: drawBar,
    failed: fail,
    loaded: (total, items) => {
      subtitle.textContent = count(total, here.view === "files" || here.view === "inbox" ? "item" : "file");
      if (total) content.replaceChildren(files.element);
      else content.replaceChildren(empty());
      if (details.open) details.show(items[files.at] ?? null);
      frame();
    },
  });
  const details = drawer({
    changed: () => refresh(),
    closed: () => { detail(null); files.scroll.focus(); },
    view: (item) => viewer(files.items, files.items.findIndex((one) => one.id === item.id)),
  });
  const folder = () => (here.view === "files" || here.view === "inbox" ? here.folder : account.me.scope?.[0] ?? "/inbox");
  const tray = uploads(folder, debounce(() => refresh(), 300));
  const subtitle = h("span.muted", {});

  function frame() {
    shell.classList.toggle("detailed", details.open);
  }

  function detail(item) {
    details.show(item);
    frame();
  }

  async function run(action) {
    if (await action) {
      files.select([]);
      refresh();
    }
  }

  function drawBar(items) {
    bar.hidden = !items.length;
    heading.hidden = items.length > 0 || ["tags", "activity", "account"].includes(here.view);
    if (!items.length) return;
    const trash = here.view === "trash";
    const deletable = items.some(mayDelete);
    const act = (name, label, action) => button(name, label, () => run(action(items)));
    bar.replaceChildren(...[
      h("strong", {}, `${items.length} selected`),
      !trash && button("download", "Download", () => items.forEach(download)),
      !trash && can("file:organize") && act("move", "Move", actions.move),
      !trash && can("file:organize") && act("tag", "Tag", actions.tag),
      !trash && deletable && act("trash", "Move to trash", actions.trash),
      trash && deletable && act("undo", "Restore", actions.restore),
      trash && can("file:delete") && act("trash", "Delete for good", actions.destroy),
      iconButton("close", "Clear the selection", () => files.select([]), { class: "plain square last" }),
    ].filter(Boolean));
  }

  function download(item) {
    if (item.type !== "folder") actions.downloadLink(item).click();
  }

  function empty() {
    const upload = can("file:upload") && button("upload", "Upload files", tray.pick, "primary");
    const { view, query } = here;
    if (view === "search") {
      return blank("search", "No files found", ["A file must match all of these:", h("ul", {}, terms(query).map((term) => h("li", {}, h("span.chip", {}, visible(term)), explain(term))))],
        button(null, "Clear the search", () => go("inbox"), "quiet"));
    }
    const text = {
      inbox: ["inbox", "The inbox is empty", "New files arrive here. Drop files anywhere on this page to upload them."],
      trash: ["trash", "The trash is empty", "Files that you delete stay here until they expire, and can be restored."],
      recent: ["recent", "Nothing new", "No files were added in the last 30 days."],
      photos: ["image", "No photos yet", "Images of the whole vault are shown here."],
      documents: ["text", "No documents yet", "Documents of the whole vault are shown here."],
      files: ["folder", "This folder is empty", "Drop files anywhere on this page to upload them."],
    }[view];
    return blank(...text.slice(0, 2), can("file:upload") || view !== "inbox" && view !== "files" ? text[2] : "There are no files here that you may see.",
      ...(view === "trash" || !upload ? [] : [upload]));
  }

  function fail(error) {
    if (error.status === 401 || error.name === "AbortError") return;
    // A new vault has no inbox yet.
    if (error.status === 404 && here.view === "inbox") {
      content.replaceChildren(empty());
      return;
    }
    const retry = button("retry", "Try again", () => refresh(), "quiet");
    const screens = {
      denied: ["lock", "You may not see this", "Your role or scope does not include this folder. An administrator can change that."],
      not_found: ["folder", "This folder does not exist", "It may have been moved or deleted."],
      busy: ["recent", "The server is busy", "Another operation is using the vault. This usually takes a few seconds."],
      offline: ["offline", "You are offline", "The server cannot be reached. The page reconnects by itself."],
      usage: ["search", "This search is not complete", sentence(error.message)],
    };
    const screen = screens[error.status === 503 ? "busy" : error.kind] ?? ["warning", "Something went wrong", `${sentence(error.message)}${error.requestId ? ` Request ${error.requestId}.` : ""}`];
    subtitle.textContent = "";
    content.replaceChildren(blank(screen[0], screen[1], [screen[2], error.kind === "usage" && error.hint && capital(error.hint)].filter(Boolean),
      ...(["usage", "denied", "not_found"].includes(error.kind) ? [] : [retry])));
  }

  function drawCrumbs() {
    const title = VIEWS.find(([name]) => name === here.view)?.[2] ?? { search: "Search", account: "Account" }[here.view] ?? "All files";
    const steps = here.view === "files" && here.folder !== "/" ? here.folder.slice(1).split("/") : [];
    const links = [["files", title], ...steps.map((name, index) => [folderLink(`/${steps.slice(0, index + 1).join("/")}`), visible(name)])];
    crumbs.replaceChildren(h("ol", {}, links.map(([to, text], index) => h("li", {}, index === links.length - 1
      ? h("h1", { title: text }, text) : h("a", { href: `#/${to}`, title: text }, text)))));
    document.title = `${links.at(-1)[1]} - file-organizer`;
  }

  const modeOf = (view) => remembered(`view.${view === "photos" ? "photos" : "files"}`) ?? (view === "photos" ? "grid" : "list");

  function drawHeading() {
    const view = (mode, text) => iconButton(mode, text, () => {
      remember(`view.${here.view === "photos" ? "photos" : "files"}`, mode);
      files.mode = mode;
      files.draw(true);
      drawHeading();
    }, { "aria-pressed": String(modeOf(here.view) === mode) });
    const listing = !["tags", "activity", "account"].includes(here.view);
    heading.hidden = !listing;
    heading.replaceChildren(...[subtitle,
      here.view === "trash" && can("file:delete") && button("trash", "Empty the trash", () => run(actions.destroy()), "quiet"),
      listing && h("div.views", {}, view("list", "Show as a list"), view("grid", "Show as a grid"))].filter(Boolean));
  }

  async function open() {
    here = route();
    const round = shown += 1;
    shell.classList.remove("navigating");
    subtitle.textContent = "";
    detail(null);
    drawCrumbs();
    drawHeading();
    search.set(here.view === "search" ? here.query : "");
    for (const link of shell.querySelectorAll(".side a")) {
      if (link.hash === `#/${here.view}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    }
    const special = { tags: tagsView, activity: activityView, account: accountView }[here.view];
    if (!special) {
      content.replaceChildren(files.element);
      await files.show(sourceOf(here.view, here.folder, here.query), modeOf(here.view));
    } else {
      files.select([]);
      files.items = [];
      content.replaceChildren();
      try {
        const element = await special(() => refresh());
        if (round === shown) content.replaceChildren(element);
      } catch (error) {
        fail(error);
      }
    }
    countInbox();
  }

  refresh = () => {
    if (["tags", "activity", "account"].includes(here.view)) return open();
    countInbox();
    return files.reload();
  };

  const inboxCount = h("span.number", {});
  async function countInbox() {
    const answer = await get("files", { path: FOLDERS.inbox, recursive: true, limit: 1 }).catch(() => null);
    inboxCount.textContent = answer?.total ? answer.total.toLocaleString("en") : "";
  }

  // Frame

  const leave = async () => {
    await logout().catch(failure);
    location.reload();
  };
  const side = h("nav.side", { "aria-label": "Views" }, h("div.brand", {}, icon("logo"), "file-organizer"),
    VIEWS.map(([name, image, text]) => h("a.item", { href: `#/${name}` }, icon(image), text, name === "inbox" && inboxCount)),
    h("div.end", {}, h("a.item", { href: "#/account" }, icon("account"), h("span.who", {}, account.me.name), h("span.number", {}, account.me.role)),
      button("theme", "Switch theme", switchTheme), button("exit", "Log out", leave)));
  const menu = iconButton("menu", "Views", () => { shell.classList.add("navigating"); side.querySelector("a").focus(); }, { class: "plain square menu" });
  shell.append(side, h("header.topbar", {}, menu, crumbs, search.element, can("file:upload") && button("upload", "Upload", tray.pick, "primary.upload")),
    h("main", { id: "main", tabindex: -1 }, banner, heading, bar, content), details.element);
  // On a small screen, the menu and the sheet close by a click beside them.
  const closeSheets = () => {
    shell.classList.remove("navigating");
    if (details.open) detail(null);
  };
  shell.append(h("div.backdrop", { onclick: closeSheets }));
  side.addEventListener("click", () => shell.classList.remove("navigating"));
  root.replaceChildren(shell, ...tray.elements);

  // Connection and session

  function tell(name, text, action) {
    if (!banner.hidden && banner.textContent.startsWith(text)) return;
    banner.hidden = !text;
    banner.replaceChildren(...(text ? [icon(name), h("span", {}, text), action].filter(Boolean) : []));
  }
  const offline = () => tell("offline", "The server cannot be reached. Reconnecting…");
  const online = () => { tell(); refresh(); };
  /** Asks for a login over the page: what is being written or uploaded stays where it is. */
  const renew = async (text, isOver = false) => {
    const before = account.me;
    if (document.querySelector("dialog.login")) return;
    const again = await dialog("Log in again", (close) => [h("p.note", {}, text), loginForm(() => close(true), before.user)], "login");
    if (again ? account.me.user !== before.user : isOver) location.reload();
    tell();
    if (again) refresh();
  };
  const ended = () => renew("Your session has ended.", true);
  setInterval(() => {
    const left = account.me?.expires ? new Date(account.me.expires) - Date.now() : Infinity;
    if (left <= 0) ended();
    // What was requested since has extended the session.
    else if (left < WARN_BEFORE && account.used > account.read) loadAccount().catch(failure);
    else if (left < WARN_BEFORE) {
      tell("recent", `Your session ends at ${clockTime(account.me.expires)}.`, button(null, "Log in again", () => renew("A new session begins with your password."), "link"));
    }
  }, 5000);

  // Keyboard

  function keys(event) {
    const typing = event.target.closest("input:not([type=checkbox]), textarea, select, dialog");
    if (document.querySelector("dialog[open]") || typing) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "z") {
      event.preventDefault();
      undo();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const trash = here.view === "trash";
    const organize = can("file:organize") && !trash;
    const bound = {
      "/": search.focus, u: can("file:upload") && tray.pick, "?": actions.shortcuts,
      m: organize && (() => run(actions.move(files.targets))), t: organize && (() => run(actions.tag(files.targets))),
      Delete: !trash && (() => run(actions.trash(files.targets))),
      " ": !event.target.closest("button, a, summary, [type=checkbox]") && (() => detail(details.open ? null : files.active)),
      Escape: () => { if (shell.classList.contains("navigating")) shell.classList.remove("navigating"); else detail(null); },
    }[event.key];
    if (bound) {
      event.preventDefault();
      bound();
    } else if (["j", "k", "x", "ArrowDown", "ArrowUp"].includes(event.key) && files.element.isConnected && !event.target.closest(".drawer, .tray")) {
      files.scroll.focus();
      files.key(event);
    }
  }

  events.addEventListener("offline", offline);
  events.addEventListener("online", online);
  events.addEventListener("ended", ended);
  addEventListener("hashchange", open);
  document.addEventListener("keydown", keys);
  wide.addEventListener("change", () => files.draw(true));
  if (!location.hash && account.me.scope?.length) go(folderLink(account.me.scope[0]));
  else open();
}

setTheme(remembered("theme"));
onChange(() => refresh());
loadAccount().then((me) => (me ? showShell() : showLogin()), (error) => {
  root.replaceChildren(blank("offline", "The server does not answer", error.message, button("retry", "Try again", () => location.reload(), "primary")));
});
