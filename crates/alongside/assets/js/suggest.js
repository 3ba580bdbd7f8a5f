// Suggestions below a field: colleagues after "@", people and tickets where one is asked for.

import { $, calm, el } from "./common.js";

/** Asks the palette; answers with its items, or none when it cannot be reached. */
export async function ask(q, only) {
  try {
    const response = await fetch(`/desk/palette?${new URLSearchParams({ q, ...(only && { only }) })}`);
    return response.ok ? items(await response.json(), only) : [];
  } catch {
    return [];
  }
}

/** The palette's answer as lines: what to show, where it leads, and what is written when it is chosen in a field. */
function items({ tickets = [], people = [] }, only) {
  const lines = [];
  if (only !== "people") for (const t of tickets) lines.push({ kind: "ticket", label: `#${t.number} ${t.subject}`, hint: t.status, href: t.href, insert: `#${t.number}`, handle: "" });
  if (only !== "tickets") for (const p of people) lines.push({ kind: "person", label: p.name, hint: p.hint, href: p.href, insert: p.hint || p.name, handle: p.handle, colleague: p.colleague });
  return lines;
}

let serial = 0;

/** `find(field)` says what to ask for ({q, only}) or null; `put(field, item)` writes the choice. */
function attach(field, find, put) {
  const id = `sug${++serial}`;
  let list = null, items = [], at = 0;
  field.setAttribute("autocomplete", "off");
  field.setAttribute("aria-autocomplete", "list");
  const close = () => { list?.remove(); list = null; field.removeAttribute("aria-activedescendant"); field.removeAttribute("aria-controls"); };
  const choose = (i) => { const item = items[i]; close(); if (item) { put(field, item); field.focus(); } };
  const show = () => {
    list?.remove();
    if (!items.length) return close();
    list = el("ul", { class: "sug", role: "listbox", id, "aria-label": "Suggestions" }, ...items.map((item, i) =>
      el("li", { role: "option", id: `${id}-${i}`, "aria-selected": String(i === at) }, el("b", {}, item.label), el("span", {}, item.hint))));
    list.addEventListener("mousedown", (event) => {
      event.preventDefault();
      const option = event.target.closest("li");
      if (option) choose([...list.children].indexOf(option));
    });
    field.after(list);
    field.setAttribute("aria-controls", id);
    field.setAttribute("aria-activedescendant", `${id}-${at}`);
  };
  const look = calm(90, async () => {
    const wish = find(field);
    if (!wish) return close();
    items = (await ask(wish.q, wish.only)).filter((item) => !wish.colleagues || item.colleague).slice(0, 7);
    at = 0;
    if (document.activeElement === field) show();
  });
  field.addEventListener("input", look);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", (event) => {
    if (!list) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") at = (at + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length;
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") return event.preventDefault(), event.stopPropagation(), choose(at);
    else if (event.key === "Escape") return event.stopPropagation(), close();
    else return;
    event.preventDefault();
    show();
  });
}

const MENTION = /(^|[\s(])@([\p{L}\p{N}._-]{0,40})$/u;

export function mentions(area) {
  attach(area,
    (field) => { const m = MENTION.exec(field.value.slice(0, field.selectionStart)); return m && { q: m[2].replaceAll(".", " "), only: "people", colleagues: true }; },
    (field, item) => {
      const before = field.value.slice(0, field.selectionStart).replace(MENTION, (_, before) => `${before}@${item.handle} `);
      field.value = before + field.value.slice(field.selectionStart);
      field.setSelectionRange(before.length, before.length);
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
}

export function suggest(root = document) {
  for (const field of root.querySelectorAll("[data-suggest]:not([aria-autocomplete])")) {
    attach(field,
      (f) => f.value.trim().length > 1 ? { q: f.value.trim(), only: f.dataset.suggest } : null,
      (f, item) => { f.value = item.insert; });
  }
}

// Parts of the page come and go; fields are wired when they are first used.
export function suggestions() {
  suggest();
  addEventListener("focusin", (event) => { if (event.target.matches?.("[data-suggest]")) suggest($("main")); });
}
