// Puts a newer version of a part of the page in place of the old one: what is new is added, what changed is replaced,
// and whatever the person is in the middle of is left alone.

import { $, $$, toEnd } from "./common.js";

const key = (node) => node.id || node.textContent.trim();
// Times age and counters run; that alone is no change.
const mark = (node) => {
  const copy = node.cloneNode(true);
  for (const time of $$("time, [data-seconds]", copy)) time.textContent = "";
  for (const frame of $$("iframe", copy)) frame.remove();
  for (const fold of $$("details[open]", copy)) fold.removeAttribute("open");
  copy.classList.remove("on", "in");
  return copy.outerHTML;
};
const busy = (node) => node.contains(document.activeElement) && document.activeElement !== document.body;

/** Carries open folds, ticked boxes and the chosen row over to the new node. */
function carry(from, to) {
  const old = $$("details", from);
  $$("details", to).forEach((fold, i) => { if (old[i]?.open) fold.open = true; });
  const ticked = new Set($$('[type="checkbox"]:checked', from).map((box) => box.name + box.value));
  for (const box of $$('[type="checkbox"]', to)) if (ticked.has(box.name + box.value)) box.checked = true;
  if (from.classList.contains("on")) to.classList.add("on");
}

/** Brings the children of `old` to those of `next`; answers with the nodes that are new. */
export function children(old, next) {
  const have = new Map([...old.children].map((node) => [key(node), node]));
  const added = [];
  let place = old.firstElementChild;
  for (const wanted of [...next.children]) {
    const now = have.get(key(wanted));
    have.delete(key(wanted));
    let node = now;
    if (!now) {
      node = document.importNode(wanted, true);
      added.push(node);
    } else if (!busy(now) && mark(now) !== mark(wanted)) {
      node = document.importNode(wanted, true);
      carry(now, node);
      if (place === now) place = node;
      now.replaceWith(node);
    }
    if (node === place) place = place.nextElementSibling;
    else old.insertBefore(node, place);
  }
  for (const gone of have.values()) if (!busy(gone)) gone.remove();
  return added;
}

/** Replaces a whole part unless the person is in it. */
export function part(selector, next) {
  const now = $(selector), then = $(selector, next);
  if (!now || !then || busy(now) || mark(now) === mark(then)) return;
  const node = document.importNode(then, true);
  carry(now, node);
  const top = now.scrollTop;
  now.replaceWith(node);
  node.scrollTop = top;
}

/** Brings the open page to the state of a newer copy of itself. Answers with the messages that are new. */
export function page(next) {
  const main = $("main"), fresh = $("main", next);
  if (!fresh) return [];
  for (const name of ["data-version"]) {
    if (fresh.hasAttribute(name)) main.setAttribute(name, fresh.getAttribute(name));
  }
  const csrf = $('meta[name="csrf"]', next)?.content;
  if (csrf) $('meta[name="csrf"]').content = csrf;
  // The notice at the top: a new one replaces the old one.
  const flash = $("main > .flash", next);
  if (flash) { $("main > .flash")?.remove(); main.prepend(document.importNode(flash, true)); }
  part(".bar > .acts", next);
  part(".head", next);
  part("#side", next);
  const banners = $$(".talk > .flash", next).map((node) => document.importNode(node, true));
  for (const node of $$(".talk > .flash")) node.remove();
  $(".head")?.after(...banners);
  const seen = $('#composer > [name="seen"]', next), mine = $('#composer > [name="seen"]');
  if (seen && mine) mine.value = seen.value;
  const rows = $("#rows"), rowsNext = $("#rows", next);
  if (rows && rowsNext) children(rows, rowsNext);
  for (const count of $$("[data-view]", next)) {
    const here = $(`[data-view="${count.dataset.view}"] [data-count]`);
    if (here) here.textContent = $("[data-count]", count).textContent;
  }
  const thread = $("#thread"), threadNext = $("#thread", next);
  if (!thread || !threadNext) return [];
  const atEnd = innerHeight + scrollY > document.documentElement.scrollHeight - 160;
  const added = children(thread, threadNext).filter((node) => node.matches(".m"));
  for (const node of added) node.classList.add("in");
  if (added.length && atEnd) toEnd();
  return added;
}

export const parse = (html) => new DOMParser().parseFromString(html, "text/html");
