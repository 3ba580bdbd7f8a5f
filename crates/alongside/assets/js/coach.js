// The coach reads along: some time after the last key the words go to the server, and what it found comes back as lines
// under them and a short list beneath. It never holds anything up; where it cannot be reached, it is silent.

import { $, $$, calm, csrf, el, say, send } from "./common.js";
import { layer } from "./marks.js";
import { parse } from "./morph.js";

const QUIET = 400;

/** The composer of a ticket: one list beneath its two fields, for the one that is being written in. */
export function coach(form, areas, kind) {
  return attend({
    fields: Object.values(areas).filter(Boolean),
    field: () => areas[kind()],
    box: $("#coached"),
    told: $("#coach-say"),
    url: `/desk/tickets/${form.dataset.composer}/coach`,
    asks: (body) => ({ kind: kind(), body, ...($('[name="upload"]', form) ? { has_files: "1" } : {}) }),
    form,
  });
}

/** Every text field that says what kind of text it holds (`data-coach="announcement"`); see docs/coach-in-the-desk.md. */
export function coachedFields() {
  for (const area of $$("textarea[data-coach]")) {
    const { coach: kind, about = "", promises } = area.dataset;
    const words = el("div", { class: "ed" }), box = el("div", { class: "co-box" });
    const told = el("p", { class: "vh", role: "status" });
    area.replaceWith(words);
    words.append(area);
    words.after(box, told);
    const label = area.labels[0]?.textContent.trim() ?? "";
    const coached = `${kind} ${area.name} ${about || "-"} ${label}`;
    attend({
      fields: [area],
      field: () => area,
      box,
      told,
      url: "/desk/coach",
      asks: (body) => ({ coached, [area.name]: body, part: area.id, ...(promises === undefined ? {} : { promises: "1" }) }),
      form: promises === undefined ? null : area.form,
    });
  }
}

/** Attends to fields that share one list: `field()` is the one being written in, `asks(body)` what a reading is asked with,
 *  `form` holds the choices about promises (none: no promises here). */
function attend({ fields, field, box, told, url, asks, form }) {
  const layers = new Map(fields.map((field) => [field, layer(field)]));
  // What was said "not now" to, for this draft, in this page and nowhere else.
  const dismissed = new Set();
  let asked = null;

  const show = (html) => {
    const next = $(".co", parse(html));
    for (const item of next ? $$("[data-key]", next) : []) if (dismissed.has(item.dataset.key)) item.remove();
    for (const fold of $$("details[open]", box)) {
      const same = $$("details", next ?? box).find((other) => name(other) === name(fold));
      if (same) same.open = true;
    }
    const focus = box.contains(document.activeElement) ? document.activeElement : null;
    const again = focus && (focus.name ? `[name="${CSS.escape(focus.name)}"]${focus.type === "radio" ? `[value="${focus.value}"]` : ""}` : "");
    box.replaceChildren(...(next ? [document.importNode(next, true)] : []));
    if (focus) (again && $(again, box) ? $(again, box) : field())?.focus();
    settle();
  };
  const name = (fold) => fold.className + ($("input", fold)?.name ?? "");

  /** The lines under the words, the count and where the caret stands, by what the list holds now. */
  const settle = () => {
    const items = $$("[data-start]", box).map((item) => ({ item, start: Number(item.dataset.start), end: Number(item.dataset.end), look: item.dataset.look ?? "promise" }));
    layers.get(field())?.draw(items.sort((a, b) => a.start - b.start || b.end - a.end));
    count();
    here();
  };
  const count = () => {
    const section = $(".co", box);
    const small = section ? $$(".co-list > .style", section).length : 0;
    const n = section ? $$(".co-list > :not(.style)", section).length : 0;
    const promises = section ? $$("[data-offer]", section).length : 0;
    const things = (many, word) => `${many} ${word}${many === 1 ? "" : "s"}`;
    const title = n ? `${things(n, "thing")} to look at` : small ? things(small, "small thing") : "Reads well";
    if (section) {
      $("h3", section).textContent = title;
      section.dataset.count = n;
      for (const list of $$("ul:empty", section)) list.remove();
    }
    // Said once for each new count, never for each key.
    const words = section ? [title, ...(promises ? [`${things(promises, "promise")} to accept`] : [])].join(", ") : "";
    if (told.textContent !== words) told.textContent = words;
  };

  const read = async () => {
    const area = field(), body = area?.value ?? "";
    asked?.abort();
    if (!body.trim()) { show(""); return; }
    asked = new AbortController();
    const data = new URLSearchParams(asks(body));
    for (const [key, value] of form ? new FormData(form) : []) if (/^(offer|fate_)/.test(key)) data.append(key, value);
    try {
      const answer = await fetch(url, { method: "POST", body: data, signal: asked.signal, headers: { "X-CSRF-Token": csrf() } });
      if (!answer.ok) return;
      const html = await answer.text();
      if (field() === area && area.value === body) show(html);
    } catch { /* stale, or no connection: the next key asks again */ }
  };
  const later = calm(QUIET, read);

  /** The mark around the caret. */
  const around = () => {
    const area = field();
    if (!area) return null;
    return layers.get(area).now().find(({ start, end }) => start <= area.selectionStart && area.selectionEnd <= end) ?? null;
  };
  const here = () => {
    const mark = document.activeElement === field() ? around() : null;
    for (const item of $$("[data-start]", box)) {
      const on = item === mark?.item;
      item.classList.toggle("on", on);
      // Only the list itself scrolls, never the page.
      if (on) item.parentElement.scrollTop = Math.max(0, item.offsetTop - item.parentElement.offsetTop);
    }
  };
  const place = (item) => layers.get(field())?.now().find((mark) => mark.item === item);
  const go = (mark) => {
    const area = field();
    area.focus();
    area.setSelectionRange(mark.start, mark.end);
    here();
  };
  const step = (way) => {
    const area = field(), marks = layers.get(area).now();
    if (!marks.length) return;
    const at = area.selectionStart;
    const next = way > 0 ? marks.find(({ start }) => start > at) ?? marks[0] : marks.findLast(({ start }) => start < at) ?? marks.at(-1);
    go(next);
  };
  const dismiss = (item) => {
    const area = field(), next = item.nextElementSibling ?? item.previousElementSibling;
    const had = item.contains(document.activeElement);
    dismissed.add(item.dataset.key);
    item.remove();
    settle();
    if (had) (next?.isConnected ? $("[data-use], [data-dismiss]", next) : area)?.focus();
  };
  /** Puts a wording in the place of the marked words; the browser's own undo takes it back. */
  const use = (item, words) => {
    const mark = place(item), area = field();
    if (!mark) return;
    let { start, end } = mark, text = words;
    if (!words) {
      // What is left out takes its comma and a blank along, and hands its capital on.
      while (/[ ,]/.test(area.value[end] ?? "")) end += 1;
      const first = area.value[end] ?? "", capital = /^\p{Lu}/u.test(area.value.slice(start, mark.end));
      if (capital && first) { text = first.toUpperCase(); end += 1; }
    }
    item.remove();
    area.focus();
    area.setSelectionRange(start, end);
    if (!document.execCommand(text ? "insertText" : "delete", false, text)) {
      area.setRangeText(text, start, end, "end");
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }
    count();
  };
  /** This rule is not shown to this person any more, here or elsewhere; they can have it back at once. */
  const never = async (item) => {
    const { rule } = item.dataset, area = field();
    const data = () => new URLSearchParams({ rule, csrf: csrf() });
    try {
      await send("/desk/coach/never", data());
    } catch {
      say("That could not be saved just now");
      return;
    }
    const back = el("button", { class: "link", type: "button" }, "Undo");
    const gone = el("p", { class: "co-gone" }, "You will not see this rule again.", back);
    back.addEventListener("click", async () => {
      try { await send("/desk/coach/never/cancellation", data()); } catch { return; }
      gone.remove();
      area.focus();
      read();
    });
    for (const same of $$(`[data-rule="${CSS.escape(rule)}"]`, box)) same.remove();
    settle();
    $(".co", box)?.append(gone);
    back.focus();
    say("You will not see this rule again");
  };
  /** The promise is made with the reply, or the open one gets the time that the words name; once more takes it back. */
  const accept = (item) => {
    const tick = $('[name="offer"], [value="renewed"]', item);
    const choice = tick.type === "radio" && tick.checked ? $('[value=""]', item) : tick;
    choice.checked = choice.type === "radio" || !choice.checked;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  };

  /** Another time for the promise: its field opens, and Enter leads back into the words. */
  const retime = (item) => {
    if (!item?.closest(".co-prom")) return false;
    const fold = $(".co-when", item), renewal = $('[value="renewed"]', item);
    if (fold) fold.open = true;
    if (renewal) renewal.checked = true;
    $('[type="datetime-local"]', item).focus();
    return true;
  };

  for (const area of layers.keys()) {
    area.addEventListener("input", () => { asked?.abort(); later(); });
    area.addEventListener("keydown", (event) => {
      if (event.key === "F2" && retime(around()?.item)) { event.preventDefault(); return; }
      if (!event.altKey || event.ctrlKey || event.metaKey || event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); step(event.key === "ArrowDown" ? 1 : -1); return; }
      if (event.key !== "Enter") return;
      event.preventDefault();
      const item = around()?.item;
      if (!item) return;
      if (event.shiftKey) { if (!item.matches(".co-open")) dismiss(item); }
      else if (item.closest(".co-prom")) accept(item);
      else if ($("[data-use]", item)) use(item, $("[data-use]", item).dataset.use);
    });
  }
  document.addEventListener("selectionchange", here);
  // What was opened to be read closes when attention goes elsewhere.
  const fold = (but) => { for (const open of $$(".co-meter[open]", box)) if (!but || !open.contains(but)) open.open = false; };
  document.addEventListener("click", (event) => fold(event.target));
  box.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && event.target.closest(".co-meter[open]");
    if (open) { event.stopPropagation(); fold(); $("summary", open).focus(); }
  });
  // The caret stays in the words while the list is used with the mouse.
  box.addEventListener("mousedown", (event) => { if (event.target.closest(".co-list")) event.preventDefault(); });
  box.addEventListener("click", (event) => {
    const item = event.target.closest("[data-key]");
    if (!item) return;
    if (event.target.closest("[data-dismiss]")) dismiss(item);
    else if (event.target.closest("[data-never]")) never(item);
    else if (event.target.closest("[data-use]")) use(item, event.target.closest("[data-use]").dataset.use);
    else if (item.matches(".co-list > *") && place(item)) go(place(item));
  });
  // Enter in one of these fields is no wish to send.
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.target.matches("input")) { event.preventDefault(); field()?.focus(); }
  });
  box.addEventListener("click", async (event) => {
    const away = event.target.closest("[data-again]");
    if (!away) return;
    try { await send("/desk/coach/never/cancellation", new URLSearchParams({ rule: away.dataset.again, csrf: csrf() })); } catch { return; }
    field()?.focus();
    read();
  });
  // What is chosen here goes along with the next reading; one that is under way does not know it yet.
  box.addEventListener("change", (event) => {
    if (asked) { asked.abort(); later(); }
    const when = event.target.closest(".co-when"), item = when?.closest("[data-offer]");
    if (item) $('[name="offer"]', item).checked = true;
  });
  if (field()?.value.trim()) read();

  return {
    again: () => { box.replaceChildren(); settle(); later(); },
    sent: () => { asked?.abort(); dismissed.clear(); show(""); },
  };
}
