// Marks under the words of a plain text field: a layer behind it holds the same words in the same measures, unseen but
// for the lines beneath some of them. The field itself stays what it is.

import { el } from "./common.js";

/** Where two versions of a text differ: the edit took `from` to `was` of the old one to `is` of the new one. */
export function edit(old, now) {
  const most = Math.min(old.length, now.length);
  let from = 0;
  while (from < most && old[from] === now[from]) from += 1;
  let back = 0;
  while (back < most - from && old[old.length - 1 - back] === now[now.length - 1 - back]) back += 1;
  return { from, was: old.length - back, is: now.length - back };
}

/** The marks after an edit: those beyond it move along, those it touches are gone. */
export function moved(marks, { from, was, is }) {
  return marks.flatMap((mark) => {
    if (mark.end <= from) return [mark];
    if (mark.start >= was) return [{ ...mark, start: mark.start + is - was, end: mark.end + is - was }];
    return [];
  });
}

/** The layer of one field. `draw(marks)` shows marks ({start, end, look}, in order of place); `now()` gives them as they stand. */
export function layer(field) {
  const under = el("div", { class: "under", "aria-hidden": true });
  field.before(under);
  let text = "", shown = [];
  const draw = (marks) => {
    text = field.value;
    shown = marks;
    const parts = [];
    let at = 0;
    for (const { start, end, look } of marks) {
      if (start < at || end > text.length) continue;
      parts.push(text.slice(at, start), el("span", { class: `mk ${look}` }, text.slice(start, end)));
      at = end;
    }
    // The last, empty line has a height only with something on it.
    parts.push(`${text.slice(at)}\u200b`);
    under.replaceChildren(...parts);
    scroll();
  };
  const scroll = () => { under.scrollTop = field.scrollTop; };
  field.addEventListener("input", () => draw(moved(shown, edit(text, field.value))));
  field.addEventListener("scroll", scroll);
  new ResizeObserver(scroll).observe(field);
  draw([]);
  return { draw, now: () => shown };
}
