// Forms of incidents and their like: what is typed is kept while one types, and Ctrl-Enter sends. The forms work without.

import { $, $$, calm, csrf, send } from "./common.js";

export function records() {
  for (const form of $$("form[data-record-draft]")) {
    // What was sent is no draft any more.
    let sent = false;
    form.addEventListener("submit", () => { sent = true; });
    const shown = $("[data-kept]", form);
    for (const text of $$("textarea[name]", form)) {
      const keep = calm(700, async () => {
        if (sent) return;
        try {
          const body = new URLSearchParams({ field: text.name, text: text.value, csrf: csrf() });
          await send(form.dataset.recordDraft, body, { keepalive: true });
          if (shown) shown.textContent = "Draft kept";
        } catch {
          if (shown) shown.textContent = "Not kept yet";
        }
      });
      text.addEventListener("input", keep);
      addEventListener("pagehide", () => keep.now());
    }
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const button = event.target.closest?.("form:not(#composer)")?.querySelector("[data-send]");
    if (button) { event.preventDefault(); button.click(); }
  });
}
