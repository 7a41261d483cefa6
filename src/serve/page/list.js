// The list of files: only the rows in view exist. It knows what is selected and which row is active, and reads more
// from its source as it is scrolled.

import { contentUrl } from "./api.js";
import { baseName, h, icon, nameOf, parent, size, timeOf, typeIcon, visible } from "./dom.js";

/** Rows that are drawn outside of the window, above and below. */
const MARGIN = 8;
const SKELETONS = 12;
/** Larger images are not read for a thumbnail, which has no route of its own. */
const MAX_THUMBNAIL = 8 << 20;

const narrow = matchMedia("(max-width: 719px)");
const keyOf = (item) => item.id ?? `folder:${item.path}`;

export class FileList {
  /**
   * `hooks` are called with what happened: active(item, byPointer), open(item), selection(items), failed(error),
   * loaded(total, items).
   */
  constructor(hooks) {
    this.hooks = hooks;
    this.items = [];
    this.selected = new Map();
    this.at = -1;
    this.mode = "list";
    this.inner = h("div.window", { role: "rowgroup" });
    this.scroll = h("div.scroll", {
      role: "grid", tabindex: 0, "aria-multiselectable": "true", "aria-label": "Files",
      onscroll: () => this.draw(), onkeydown: (event) => this.key(event), onclick: (event) => this.click(event),
      ondblclick: (event) => this.opened(event),
    }, this.inner);
    this.columns = h("div.columns", {});
    this.element = h("div.list", {}, this.columns, this.scroll);
    new ResizeObserver(() => this.draw(true)).observe(this.scroll);
  }

  /**
   * Shows another source: { read(after, sort) -> { items, total, next }, sort: { by, order }, dateField, places,
   * sortable }. `places` shows the folder of each item.
   */
  async show(source, mode) {
    this.source = source;
    this.sort = source.sort;
    this.mode = mode;
    this.at = -1;
    this.select([]);
    await this.reload();
  }

  /** Reads the list again, and keeps the place and the selection where they still exist. */
  async reload() {
    const source = this.source;
    const kept = this.active && keyOf(this.active);
    this.round = (this.round ?? 0) + 1;
    const wanted = this.last ?? 1;
    this.loading = false;
    if (this.shown !== source) {
      this.items = [];
      this.last = 1;
      this.total = null;
      this.scroll.scrollTop = 0;
    }
    this.shown = source;
    this.next = null;
    this.draw(true);
    const fresh = [];
    const round = this.round;
    let page;
    do {
      page = await this.read(fresh.length ? page.next : null);
      if (!page || round !== this.round) return;
      fresh.push(...page.items);
    } while (page.next && fresh.length < wanted);
    this.items = fresh;
    this.total = page.total ?? fresh.length;
    this.next = page.next ?? null;
    // The next file takes the place of one that is gone.
    const place = kept ? this.items.findIndex((item) => keyOf(item) === kept) : -1;
    this.at = kept && place < 0 ? Math.min(this.at, fresh.length - 1) : place;
    const present = new Map(this.items.map((item) => [keyOf(item), item]));
    this.select([...this.selected.keys()].flatMap((key) => present.get(key) ?? (this.next ? this.selected.get(key) : [])));
    this.hooks.loaded(this.total, this.items);
    this.draw(true);
  }

  async read(after) {
    try {
      return await this.source.read(after, this.sort);
    } catch (error) {
      this.hooks.failed(error);
      return null;
    }
  }

  async more() {
    if (this.loading || !this.next) return;
    this.loading = true;
    const round = this.round;
    const page = await this.read(this.next);
    if (round !== this.round) return;
    this.loading = false;
    this.next = page?.next ?? null;
    if (!page) return;
    this.items.push(...page.items);
    this.total = Math.max(page.total ?? 0, this.items.length);
    this.draw(true);
  }

  // Drawing

  get columnsInView() {
    return this.mode === "grid" ? Math.max(2, Math.floor(this.width / 176)) : 1;
  }

  get rowHeight() {
    if (this.mode === "grid") return Math.floor(this.width / this.columnsInView) + 16;
    return narrow.matches ? 56 : 40;
  }

  get width() {
    return this.scroll.clientWidth - (this.mode === "grid" ? 16 : 0);
  }

  draw(anew = false) {
    if (!this.source) return;
    const height = this.rowHeight;
    const across = this.columnsInView;
    const total = this.total ?? SKELETONS;
    const first = Math.max(0, (Math.floor(this.scroll.scrollTop / height) - MARGIN) * across);
    const last = Math.min(total, (Math.ceil((this.scroll.scrollTop + this.scroll.clientHeight) / height) + MARGIN) * across);
    if (last > this.items.length) this.more();
    this.last = last;
    const range = `${first}-${last}`;
    if (!anew && range === this.range) return;
    this.range = range;
    this.inner.style.height = `${Math.ceil(total / across) * height}px`;
    this.scroll.setAttribute("aria-rowcount", total + 1);
    this.scroll.setAttribute("aria-busy", this.total === null);
    if (anew) {
      this.owned = new Set(this.items.map((item) => item.owner).filter(Boolean)).size > 1;
      this.element.classList.toggle("owned", this.owned);
      this.drawColumns();
      this.inner.replaceChildren();
      this.cells = new Map();
    }
    for (const [index, cell] of this.cells) {
      if (index >= first && index < last) continue;
      cell.remove();
      this.cells.delete(index);
    }
    for (let index = first; index < last; index += 1) {
      if (this.cells.has(index)) continue;
      const item = this.items[index];
      const cell = this.mode === "grid" ? this.tile(item, index) : this.row(item, index);
      cell.style.top = `${Math.floor(index / across) * height}px`;
      if (this.mode === "grid") {
        const width = Math.floor(this.width / across);
        cell.style.height = `${height}px`;
        cell.style.width = `${width}px`;
        cell.style.left = `${8 + (index % across) * width}px`;
      }
      this.cells.set(index, cell);
      this.inner.append(cell);
    }
    this.mark();
  }

  drawColumns() {
    this.columns.hidden = this.mode === "grid";
    const head = (name, by, cls) => {
      const current = this.sort.by === by;
      const up = this.sort.order === "asc";
      const order = current && up ? "desc" : "asc";
      const sorted = current ? h("span.unseen", {}, up ? ", ascending" : ", descending") : null;
      return h(`div.${cls}${current ? ".sorted" : ""}`, {}, this.source.sortable === false ? name
        : h("button", { type: "button", onclick: () => this.sortBy({ by, order }) }, name, sorted,
          current && icon(up ? "up" : "down")));
    };
    const all = this.items.length > 0 && this.selected.size === this.items.length;
    this.columns.replaceChildren(
      h("div.check", {}, h("input", {
        type: "checkbox", checked: all, indeterminate: this.selected.size > 0 && !all,
        "aria-label": "Select all files in the list", onchange: () => this.select(all ? [] : this.items),
      })),
      h("div", {}), head("Name", "name", "title"),
      ...(this.owned ? [h("div.owner", {}, "Owner")] : []), head("Size", "size", "size"),
      head(this.source.dateName ?? "Modified", this.source.dateSort ?? "modified", "date"));
  }

  sortBy(sort) {
    this.sort = sort;
    this.source.sort = sort;
    this.scroll.scrollTop = 0;
    this.reload();
  }

  check(item) {
    return h("div.check", { role: "gridcell" }, h("input", {
      type: "checkbox", tabindex: -1, checked: this.selected.has(keyOf(item)),
      "aria-label": `Select ${visible(baseName(item.path))}`,
    }));
  }

  row(item, index) {
    if (!item) {
      return h("div.row.skeleton.late", { role: "row", "aria-hidden": "true" }, h("div", { role: "gridcell" }),
        h("div", {}), h("div.bone", {}));
    }
    const name = nameOf(baseName(item.path));
    const picture = icon(typeIcon(item));
    if (item.type === "folder") picture.classList.add("folder");
    const tags = item.tags ?? [];
    const date = item[this.source.dateField ?? "modified"];
    const place = this.source.places ? parent(item.path) : null;
    const files = item.type === "folder" && item.files !== undefined ? `${item.files.toLocaleString("en")} files` : null;
    return h("div.row", { role: "row", id: `row-${index}`, "aria-rowindex": index + 2 },
      this.check(item), h("div", { role: "gridcell" }, picture),
      h("div.main", { role: "gridcell" }, name,
        place && h("span.where", { title: visible(place) }, visible(place)),
        tags.slice(0, 2).map((tag) => h("span.pill", { title: visible(tag) }, visible(tag))),
        tags.length > 2 && h("span.pill", { title: tags.slice(2).map(visible).join(", ") }, `+${tags.length - 2}`),
        h("span.mobile", {}, h("span", {}, files ?? size(item.size)), date && h("span", {}, "·"), date && timeOf(date),
          tags.slice(0, 2).map((tag) => h("span.pill", {}, visible(tag))))),
      this.owned && h("div.owner", { role: "gridcell" }, item.owner ?? ""),
      h("div.size", { role: "gridcell" }, files ?? size(item.size)),
      h("div.date", { role: "gridcell" }, date && timeOf(date)));
  }

  tile(item, index) {
    if (!item) {
      return h("div.tile.skeleton.late", { role: "row", "aria-hidden": "true" }, h("div.thumb", { role: "gridcell" }));
    }
    const pictured = /^image\/(png|jpeg|gif|webp)$/.test(item.mime ?? "") && item.size <= MAX_THUMBNAIL;
    const image = pictured && !item.deleted && h("img", {
      src: contentUrl(item, { inline: 1 }), alt: "", loading: "lazy", decoding: "async", draggable: "false",
      onerror: (event) => event.target.remove(),
    });
    return h("div.tile", { role: "row", id: `row-${index}`, "aria-rowindex": index + 2 }, this.check(item),
      h("div.thumb", { role: "gridcell" }, icon(typeIcon(item)), image),
      h("div.main", { role: "gridcell" }, nameOf(baseName(item.path))));
  }

  /** Shows on the drawn rows what is selected and active. */
  mark() {
    for (const cell of this.inner.children) {
      const index = Number(cell.id.slice(4));
      const item = cell.id && this.items[index];
      if (!item) continue;
      const chosen = this.selected.has(keyOf(item));
      cell.setAttribute("aria-selected", chosen || index === this.at);
      cell.classList.toggle("active", index === this.at);
      cell.querySelector("input").checked = chosen;
    }
    if (this.at >= 0 && this.inner.querySelector(`#row-${this.at}`)) {
      this.scroll.setAttribute("aria-activedescendant", `row-${this.at}`);
    } else {
      this.scroll.removeAttribute("aria-activedescendant");
    }
  }

  // Selection

  get active() {
    return this.items[this.at] ?? null;
  }

  /** What an action applies to: the selected items, or else the active one. */
  get targets() {
    if (this.selected.size) return [...this.selected.values()];
    return this.active ? [this.active] : [];
  }

  select(items) {
    this.selected = new Map(items.map((item) => [keyOf(item), item]));
    this.mark();
    if (this.source) this.drawColumns();
    this.hooks.selection([...this.selected.values()]);
  }

  toggle(index) {
    const item = this.items[index];
    if (!item) return;
    const rest = [...this.selected.values()].filter((other) => keyOf(other) !== keyOf(item));
    this.anchor = index;
    this.select(rest.length < this.selected.size ? rest : [...rest, item]);
  }

  extend(index) {
    const from = this.anchor ?? Math.max(this.at, 0);
    const range = this.items.slice(Math.min(from, index), Math.max(from, index) + 1);
    this.anchor = from;
    this.select(range);
  }

  activate(index, byPointer = false) {
    this.at = Math.max(-1, Math.min(index, this.items.length - 1));
    if (this.at >= 0 && !byPointer) {
      const height = this.rowHeight;
      const top = Math.floor(this.at / this.columnsInView) * height;
      const { scrollTop, clientHeight } = this.scroll;
      if (top < scrollTop) this.scroll.scrollTop = top;
      else if (top + height > scrollTop + clientHeight) this.scroll.scrollTop = top + height - clientHeight;
      this.draw();
    }
    this.mark();
    this.hooks.active(this.active, byPointer);
  }

  indexOf(event) {
    const cell = event.target.closest("[id^=row-]");
    return cell ? Number(cell.id.slice(4)) : -1;
  }

  click(event) {
    const index = this.indexOf(event);
    if (index < 0) return;
    if (event.shiftKey) {
      this.extend(index);
      this.at = index;
      this.mark();
    } else if (event.ctrlKey || event.metaKey || event.target.closest(".check")) {
      if (event.target.type === "checkbox") event.preventDefault();
      this.toggle(index);
      // The browser restores the checkbox of a prevented click after the handlers have run.
      setTimeout(() => this.mark());
    } else if (narrow.matches && this.items[index]?.type === "folder") {
      this.hooks.open(this.items[index]);
    } else {
      this.anchor = index;
      this.activate(index, true);
    }
  }

  opened(event) {
    const item = this.items[this.indexOf(event)];
    if (item && !event.target.closest(".check")) this.hooks.open(item);
  }

  /** Handles the keys of the list; whether it did. */
  key(event) {
    const across = this.columnsInView;
    const page = Math.max(1, Math.floor(this.scroll.clientHeight / this.rowHeight) - 1) * across;
    const steps = {
      ArrowDown: across, j: across, ArrowUp: -across, k: -across, PageDown: page, PageUp: -page,
      ...(across > 1 ? { ArrowRight: 1, ArrowLeft: -1 } : {}),
    };
    if (event.altKey) return false;
    if ((event.ctrlKey || event.metaKey) && event.key === "a") this.select(this.items);
    else if (event.ctrlKey || event.metaKey) return false;
    else if (event.key in steps) {
      const to = Math.max(0, this.at < 0 ? 0 : this.at + steps[event.key]);
      if (event.shiftKey) this.extend(Math.min(to, this.items.length - 1));
      else this.anchor = undefined;
      this.activate(to);
    } else if (event.key === "Home") this.activate(0);
    else if (event.key === "End") this.activate(this.items.length - 1);
    else if (event.key === "Enter" && this.active) this.hooks.open(this.active);
    else if (event.key === "x" && this.active) this.toggle(this.at);
    else if (event.key === "Escape" && (this.selected.size || this.at >= 0)) {
      this.select([]);
      this.activate(-1);
    } else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }
}
