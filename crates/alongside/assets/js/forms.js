// Forms at the desk answer in place: the same post, the same page that comes back, but only what changed is swapped,
// so that nothing jumps and nothing typed is lost. Without this file they simply post.
// `data-leave` marks forms whose answer is another page.

import { $, $$, csrf, el, say } from "./common.js";
import { page, parse } from "./morph.js";

/** Shows what went wrong where the eye is. */
export function complain(text) {
  $("main > .flash.bad")?.remove();
  $("main").prepend(el("div", { class: "flash bad", role: "alert" }, el("p", {}, text)));
  scrollTo({ top: 0 });
}

/** Posts a form and brings the page up to date. Answers true when it went well. */
export async function post(form, submitter) {
  const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
  const data = new FormData(form, submitter);
  const body = form.enctype === "multipart/form-data" ? data : new URLSearchParams(data);
  let response;
  try {
    // Without the header: the page that a browser would get is what we want.
    response = await fetch(action, { method: "POST", body });
  } catch {
    complain("There is no connection just now. Nothing was lost: your words are still here. Try again in a moment.");
    return false;
  }
  const html = await response.text();
  const next = parse(html);
  const same = new URL(response.url).pathname === location.pathname;
  const mine = $("main", next)?.dataset.ticket;
  if (response.ok && !same) { location.assign(response.url); return true; }
  if (mine && mine === $("main").dataset.ticket) {
    page(next);
    // What was sent was taken: the next press is another one.
    const key = $('#composer > [name="once"]'), fresh = $('#composer > [name="once"]', next);
    if (response.ok && key && fresh) key.value = fresh.value;
    restore(next);
    notices(next);
    if (response.ok) say($("main > .flash p", next)?.textContent ?? "Saved");
    return response.ok && !$("#composer > .err, #composer > .flash", next);
  }
  if (response.ok) { location.assign(response.url); return true; }
  complain($("main h1", next)?.textContent ? `${$("main h1", next).textContent}. ${$("main .lead", next)?.textContent ?? ""}` : html.slice(0, 300));
  return false;
}

/** Words that come back, after a reply was taken back: into the box, when nothing else stands there. */
function restore(next) {
  for (const field of $$("#composer textarea")) {
    const back = $(`#${field.id}`, next)?.value;
    if (back && !field.value.trim()) {
      field.value = back;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    }
  }
  const files = $("#ups"), back = $("#ups", next);
  if (files && back && !files.children.length) files.append(...back.children);
}

/** What the composer has to say: a conflict, or something to mend. */
function notices(next) {
  const composer = $("#composer");
  if (!composer) return;
  for (const old of $$(":scope > .flash, :scope > .err", composer)) old.remove();
  const said = $$("#composer > .flash, #composer > .err", next).map((node) => document.importNode(node, true));
  composer.prepend(...said);
}

export function forms() {
  addEventListener("change", (event) => {
    const form = event.target.closest("form[data-auto]");
    if (form && event.target.matches("select")) form.requestSubmit();
  });
  addEventListener("submit", async (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.id === "composer" || form.matches("[data-leave]")) return;
    if (form.matches("[data-theme-form]")) {
      event.preventDefault();
      const theme = event.submitter?.value ?? "auto";
      document.documentElement.dataset.theme = theme;
      for (const button of $$("button", form)) button.setAttribute("aria-pressed", String(button.value === theme));
      fetch(form.action, { method: "POST", body: new URLSearchParams({ theme, csrf: csrf() }), headers: { "X-CSRF-Token": csrf() } });
      return;
    }
    if (!$("main").dataset.ticket || !form.closest("main")) return;
    event.preventDefault();
    const button = event.submitter;
    if (button) button.disabled = true;
    for (const menu of $$(".menu[open]")) menu.open = false;
    document.activeElement?.blur?.();
    // The button's name and value must travel although it is disabled while we wait.
    if (button) button.disabled = false;
    form.inert = true;
    await post(form, button);
    form.inert = false;
  });
  // Menus close when attention goes elsewhere.
  addEventListener("click", (event) => {
    for (const menu of $$(".menu[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  // The mail as it was sent, in a frame that can do nothing.
  document.addEventListener("toggle", (event) => {
    const fold = event.target;
    if (!fold.matches?.("[data-frame]") || !fold.open || $("iframe", fold)) return;
    fold.append(el("iframe", { sandbox: "allow-popups allow-popups-to-escape-sandbox", src: fold.dataset.frame, title: "The mail as it was sent", loading: "lazy", referrerpolicy: "no-referrer" }));
  }, true);
  addEventListener("click", (event) => {
    const link = event.target.closest("[data-images]");
    const frame = link && $("iframe", link.closest("[data-frame]"));
    if (frame) { event.preventDefault(); frame.src = link.getAttribute("href"); }
  });
  for (const button of $$("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText($("[data-copy-from]", button.closest(".row")).value);
      button.textContent = "Copied";
      say("Copied");
    });
  }
}
