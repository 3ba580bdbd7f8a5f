// What every module needs: finding, sending, saying.

export const $ = (selector, root = document) => root.querySelector(selector);
export const $$ = (selector, root = document) => [...root.querySelectorAll(selector)];

export const csrf = () => $('meta[name="csrf"]')?.content ?? "";

/** Posts and answers with the response; throws when it was refused or there is no connection. */
export async function send(url, body, options = {}) {
  const response = await fetch(url, { method: "POST", body, headers: { "X-CSRF-Token": csrf() }, ...options });
  if (!response.ok) throw new Error(String(response.status));
  return response;
}

/** Says something to people who listen rather than look. */
export function say(text) {
  const line = $("#say");
  if (line) line.textContent = text;
}

/** Makes an element: el("li", { class: "x" }, "text", child). */
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== false && value != null) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children);
  return element;
}

/** Calls `f` when nothing has happened for `ms`; `.now()` calls it at once if it was waiting. */
export function calm(ms, f) {
  let timer = 0;
  const later = (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => { timer = 0; f(...args); }, ms);
  };
  later.now = () => { if (timer) { clearTimeout(timer); timer = 0; f(); } };
  return later;
}

/** Goes to the latest word, with the composer below it; on a phone the panel comes after both. */
export function toEnd() {
  if (matchMedia("(max-width: 900px)").matches) ($("#thread .m:last-of-type") ?? $("#composer"))?.scrollIntoView({ block: "start" });
  else scrollTo({ top: document.documentElement.scrollHeight });
}

export const typing = (target) =>
  target.closest?.('input:not([type="checkbox"], [type="radio"], [type="submit"]), textarea, select, [contenteditable]') != null;
