// Ctrl-K: tickets, people and actions, found while typing. "?": the keys.

import { $, $$, calm, el } from "./common.js";
import { ask } from "./suggest.js";

let dialog = null;

/** What can be done from here, taken from the page itself so that the two never differ. */
function actions() {
  const found = $$(".rail nav a").map((link) => ({ kind: "action", label: `Go to ${link.firstChild.textContent.trim()}`, hint: "", run: () => link.click(), words: link.textContent }));
  const names = { t: "Take it", a: "Give it to somebody", s: "Change the status", p: "Change the priority", z: "Snooze", m: "Merge", l: "Link", w: "Watch", e: "Resolve or reopen" };
  for (const [key, label] of Object.entries(names)) {
    const target = $(`[data-key="${key}"]`);
    if (target) found.unshift({ kind: "action", label, hint: key, run: () => import("./keys.js").then((keys) => keys.act(target)) });
  }
  return found;
}

const HEADINGS = { action: "Actions", ticket: "Tickets", person: "People" };

export function palette() {
  if (dialog?.open) return;
  const input = el("input", { type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "pal", "aria-label": "Find a ticket, a person, an action", placeholder: "Find a ticket, a person, an action", autocomplete: "off", spellcheck: "false" });
  const list = el("ul", { id: "pal", role: "listbox", "aria-label": "Found" });
  const all = actions();
  let items = [], at = 0, asked = 0;
  const show = () => {
    let kind = "";
    list.replaceChildren();
    items.forEach((item, i) => {
      if (item.kind !== kind) { kind = item.kind; list.append(el("li", { class: "cap", role: "presentation" }, HEADINGS[kind] ?? kind)); }
      list.append(el("li", { role: "option", id: `pal${i}`, "aria-selected": String(i === at), "data-i": i }, el("b", {}, item.label), el("span", {}, item.hint)));
    });
    if (!items.length) list.append(el("li", { class: "cap", role: "presentation" }, "Nothing matches that yet."));
    if (items.length) input.setAttribute("aria-activedescendant", `pal${at}`);
    else input.removeAttribute("aria-activedescendant");
    $('[aria-selected="true"]', list)?.scrollIntoView({ block: "nearest" });
  };
  const run = (item) => { dialog.close(); if (item?.run) item.run(); else if (item) location.assign(item.href); };
  const look = async () => {
    const q = input.value.trim().toLowerCase(), turn = ++asked;
    const mine = all.filter((item) => !q || item.label.toLowerCase().includes(q)).slice(0, q ? 4 : 12);
    const theirs = q ? await ask(input.value.trim()) : [];
    if (turn !== asked) return;
    items = [...theirs, ...mine];
    at = 0;
    show();
  };
  input.addEventListener("input", calm(70, look));
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (items.length) at = (at + (event.key === "ArrowDown" ? 1 : items.length - 1)) % items.length;
      show();
    } else if (event.key === "Enter") { event.preventDefault(); run(items[at]); }
  });
  list.addEventListener("click", (event) => { const option = event.target.closest("[data-i]"); if (option) run(items[option.dataset.i]); });
  open(el("dialog", { class: "pal", "aria-label": "Find anything" }, input, list));
  look();
}

export async function keys() {
  if (dialog?.open) return;
  const response = await fetch("/desk/keys").catch(() => null);
  if (!response?.ok) return location.assign("/desk/keys");
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const close = el("button", { class: "b sm", autofocus: true }, "Close");
  close.addEventListener("click", () => dialog.close());
  open(el("dialog", { class: "page keyd", "aria-labelledby": "keyd-h" }, el("header", { class: "hd" }, el("h2", { id: "keyd-h" }, "Keys"), close), document.importNode($("#keys", page), true)));
}

function open(node) {
  const from = document.activeElement;
  dialog = node;
  document.body.append(node);
  node.addEventListener("close", () => { node.remove(); from?.focus?.(); });
  node.addEventListener("click", (event) => { if (event.target === node) node.close(); });
  node.showModal();
}

export const opened = () => dialog?.open === true;
