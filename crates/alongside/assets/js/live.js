// What happens elsewhere shows here by itself: new mail, a colleague's change, who is writing.

import { $, $$, calm, csrf, el, say } from "./common.js";
import { page, parse } from "./morph.js";

/** Fetches this very page again and brings the open one up to date. */
async function refresh() {
  try {
    const response = await fetch(location.pathname + location.search, { headers: { "X-Fragment": "1" } });
    if (!response.ok) return;
    const added = page(parse(await response.text()));
    const theirs = added.filter((message) => !message.querySelector(".undo"));
    if (!theirs.length) return;
    const last = theirs.at(-1), name = $("h3", last)?.textContent ?? "Somebody";
    say(`New from ${name}`);
    const composer = $("#composer");
    if (composer && $$("textarea", composer).some((field) => field.value.trim())) {
      $(".flash[data-new]", composer)?.remove();
      composer.prepend(el("div", { class: "flash warn", "data-new": true, role: "status" },
        el("p", {}, el("b", {}, `${name} wrote while you were typing. `), el("a", { href: `#${last.id}` }, "Look at it"))));
    }
  } catch { /* the next event tries again */ }
}

export function live() {
  const main = $("main"), number = main.dataset.ticket, list = main.dataset.list;
  let source = null, stale = false;
  const soon = calm(250, () => { if (document.hidden) stale = true; else refresh(); });
  const people = new Map();
  const here = () => {
    const line = $("#here");
    if (!line) return;
    const writing = [], looking = [];
    for (const [name, { writes, until }] of people) {
      if (until < Date.now()) people.delete(name);
      else (writes ? writing : looking).push(name);
    }
    const words = (names, one, many) => names.length ? `${names.join(" and ")} ${names.length > 1 ? many : one}` : "";
    const text = words(writing, "is writing", "are writing") || words(looking, "is here too", "are here too");
    if (line.textContent !== text) line.textContent = text;
  };
  if (number) setInterval(here, 5000);

  const open = () => {
    if (source) return;
    source = new EventSource("/desk/live");
    source.addEventListener("ticket", (event) => {
      const news = JSON.parse(event.data);
      // The same version is news too: a mail was delivered. One's own change is on the page already.
      const shown = Number(main.dataset.version), told = Number(news.version);
      if (list || (String(news.number) === number && (news.mine ? told > shown : told >= shown))) soon();
    });
    source.addEventListener("list", () => { if (list || number) soon(); });
    source.addEventListener("counts", (event) => {
      for (const [view, count] of Object.entries(JSON.parse(event.data))) {
        const figure = $(`[data-view="${view}"] [data-count]`);
        if (figure) figure.textContent = count;
      }
    });
    source.addEventListener("presence", (event) => {
      const news = JSON.parse(event.data);
      if (String(news.number) !== number) return;
      if (news.gone) people.delete(news.name);
      else people.set(news.name, { writes: news.writing, until: Date.now() + (news.writing ? 15000 : 90000) });
      here();
    });
  };
  // Colleagues see that somebody is here, and that somebody writes; what is written stays here.
  if (number) {
    let told = 0, what = "";
    const tell = (writing, gone) => {
      // What is in front of the person has been seen; a page in a hidden tab has not.
      const seen = document.hidden ? "" : $('#composer > [name="seen"]')?.value;
      const data = new URLSearchParams({ writing, csrf: csrf(), ...(gone && { gone: "1" }), ...(seen && { seen }) });
      fetch(`/desk/tickets/${number}/presence`, { method: "POST", body: data, keepalive: true, headers: { "X-CSRF-Token": csrf() } }).catch(() => {});
      told = Date.now();
      what = writing;
    };
    tell("");
    setInterval(() => { if (!document.hidden && Date.now() - told > 60000) tell(""); }, 30000);
    addEventListener("visibilitychange", () => { if (!document.hidden) tell(what); });
    $("#composer")?.addEventListener("input", (event) => {
      if (!event.target.matches("textarea")) return;
      const kind = event.target.id === "note" ? "note" : "reply";
      if (what !== kind || Date.now() - told > 8000) tell(kind);
    });
    addEventListener("pagehide", () => tell("", true));
  }
  const close = () => { source?.close(); source = null; };
  open();
  addEventListener("pagehide", close);
  addEventListener("pageshow", (event) => { if (event.persisted) { open(); refresh(); } });
  addEventListener("visibilitychange", () => { if (!document.hidden && stale) { stale = false; refresh(); } });
}
