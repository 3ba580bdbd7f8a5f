// Keeps "5 min" true while a page stays open, and counts down what can still be undone.

import { $, $$ } from "./common.js";

const RELATIVE = /^(now|\d+ (min|h|d))$/;

function fresh() {
  for (const time of $$("time[datetime]")) {
    if (!RELATIVE.test(time.textContent)) continue;
    const minutes = Math.floor((Date.now() - Date.parse(time.dateTime)) / 60000);
    if (!(minutes >= 0)) continue;
    const text = minutes < 1 ? "now" : minutes < 60 ? `${minutes} min` : minutes < 1440 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 1440)} d`;
    if (minutes < 7 * 1440 && text !== time.textContent) time.textContent = text;
  }
}

const ends = new WeakMap();
function count() {
  for (const element of $$("[data-until]")) {
    const out = $("[data-seconds]", element);
    if (!out) continue;
    if (!ends.has(element)) {
      // Counted from the page's own figure, so that a wrong clock does no harm; by the clock where there is none.
      const seconds = parseInt(out.textContent, 10) || Math.min(30, Math.max(1, (Date.parse(element.dataset.until) - Date.now()) / 1000));
      ends.set(element, performance.now() + seconds * 1000);
    }
    const left = Math.ceil((ends.get(element) - performance.now()) / 1000);
    if (left > 0) { out.textContent = `${left} s`; continue; }
    element.removeAttribute("data-until");
    if (element.classList.contains("dv")) element.replaceChildren("On its way");
    else (element.closest(".flash") ?? element).remove();
  }
}

export function times() {
  setInterval(fresh, 30000);
  setInterval(count, 500);
  count();
}
