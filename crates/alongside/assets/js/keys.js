// Every action has a key. The keys act on what the page shows (`data-key`), so that a key never does what no button does.

import { $, $$, typing } from "./common.js";
import { write } from "./composer.js";
import { keys as help, opened, palette } from "./palette.js";

const VIEWS = { m: "views/mine", u: "views/unassigned", t: "views/team", w: "views/waiting", a: "views/all", p: "promises" };
const rows = () => $$("#rows > li, .hits > li, .tbl > li[data-row]");
let after = "", timer = 0;

/** Presses, opens or goes into whatever carries the key. */
export function act(target) {
  if (!target) return false;
  if (target.matches("summary")) {
    const menu = target.parentElement;
    menu.open = !menu.open;
    if (menu.open) $("button, input:not([type='hidden']), select", menu)?.focus();
    else target.focus();
  } else if (target.matches("select, input")) {
    target.closest("details:not([open])")?.setAttribute("open", "");
    target.focus();
    try { target.showPicker?.(); } catch { /* focus is enough */ }
  } else target.click();
  return true;
}

function move(step) {
  const all = rows();
  if (!all.length) return false;
  const now = all.findIndex((row) => row.classList.contains("on"));
  const next = Math.min(all.length - 1, Math.max(0, now < 0 ? (step > 0 ? 0 : all.length - 1) : now + step));
  mark(all[next]);
  return true;
}

function mark(row) {
  for (const other of rows()) other.classList.toggle("on", other === row);
  $("a", row)?.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

/** From a ticket to its neighbour, by the page's own links. */
function step(direction) {
  const link = $(`.step [rel="${direction > 0 ? "next" : "prev"}"]`);
  link?.click();
  return Boolean(link);
}

function escape(target) {
  const menu = $(".menu[open]");
  if (menu) { menu.open = false; $("summary", menu).focus(); return true; }
  if (typing(target)) { target.blur(); return true; }
  const back = $("[data-back]");
  if (back && target === document.body) { back.click(); return true; }
  return false;
}

const ANYWHERE = {
  "/": () => { const q = $("#q"); q?.focus(); q?.select(); return Boolean(q); },
  "?": () => { help(); return true; },
  c: () => { const fresh = $('.rail a[href="/desk/new"]'); fresh?.click(); return Boolean(fresh); },
};

function press(key, target) {
  const inTicket = Boolean($("main").dataset.ticket);
  if (after === "g") {
    after = "";
    if (VIEWS[key]) { location.assign(`/desk/${VIEWS[key]}`); return true; }
    return false;
  }
  if (key === "g") { after = "g"; clearTimeout(timer); timer = setTimeout(() => { after = ""; }, 1200); return true; }
  if (ANYWHERE[key]) return ANYWHERE[key]();
  if (inTicket && (key === "]" || key === "[")) return step(key === "]" ? 1 : -1);
  if (key === "j" || key === "k") return inTicket ? step(key === "j" ? 1 : -1) : move(key === "j" ? 1 : -1);
  if (inTicket && key === "r") return write("reply");
  if (inTicket && key === "n") return write("note");
  const row = rows().find((r) => r.classList.contains("on"));
  if (row && key === "o") { $("a", row)?.click(); return true; }
  if (row && key === "x") { $('[type="checkbox"]', row)?.click(); return true; }
  // A button, a link or a menu with the same key; those that can be seen go first.
  return act($$(`[data-key="${CSS.escape(key)}"]`).find((node) => node.checkVisibility()));
}

export function keys() {
  // "Back" leads to the list that was left, page and all.
  const back = $("[data-back]"), left = JSON.parse(sessionStorage.getItem("left") ?? "null");
  if ($("#rows, .hits")) sessionStorage.setItem("left", JSON.stringify({ at: location.pathname + location.search, name: $("h1").textContent }));
  else if (back && left) { back.href = left.at; back.textContent = left.name; }
  const last = sessionStorage.getItem("last");
  if (last && $(`#rows > #t${CSS.escape(last)}`)) $(`#t${CSS.escape(last)}`).classList.add("on");
  if ($("main").dataset.ticket) sessionStorage.setItem("last", $("main").dataset.ticket);

  addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") { event.preventDefault(); palette(); return; }
    if (event.ctrlKey || event.metaKey || event.altKey || opened()) return;
    if (event.key === "Escape") { if (escape(event.target)) event.preventDefault(); return; }
    if (typing(event.target)) return;
    if (press(event.key, event.target)) event.preventDefault();
  });
  addEventListener("click", (event) => {
    if (event.target.closest('[data-do="keys"]')) { event.preventDefault(); help(); }
  });
  addEventListener("focusin", (event) => {
    const row = event.target.closest?.("#rows > li, .hits > li, .tbl > li[data-row]");
    if (row) for (const other of rows()) other.classList.toggle("on", other === row);
  });
}
