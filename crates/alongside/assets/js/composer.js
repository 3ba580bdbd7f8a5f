// The composer: drafts kept while typing, files uploaded at once, preview, Ctrl-Enter. The form itself works without.

import { coach } from "./coach.js";
import { $, $$, calm, csrf, el, say, send, toEnd } from "./common.js";
import { post } from "./forms.js";
import { mentions } from "./suggest.js";

export function composer() {
  const form = $("#composer");
  if (!form) return;
  const number = form.dataset.composer, at = `/desk/tickets/${number}`;
  const areas = { reply: $("#body"), note: $("#note") };
  const kind = () => form.elements.kind?.value || "note";
  const area = () => areas[kind()];
  const kept = $("#kept");
  const local = (k) => `draft:${number}:${k}`;

  // Drafts: on the server, so that another machine has them; in this browser only while the server is out of reach.
  const dirty = new Set();
  const keep = async (options) => {
    for (const k of [...dirty]) {
      dirty.delete(k);
      const body = areas[k].value;
      try {
        await send(`${at}/draft`, new URLSearchParams({ kind: k, body, csrf: csrf() }), options);
        localStorage.removeItem(local(k));
        kept.textContent = body.trim() ? "Draft kept" : "";
      } catch {
        try { localStorage.setItem(local(k), body); } catch { /* a private window: the page itself still has it */ }
        kept.textContent = "No connection: kept in this browser";
      }
    }
  };
  const later = calm(700, keep);
  for (const [k, field] of Object.entries(areas)) {
    if (!field) continue;
    const lost = localStorage.getItem(local(k));
    if (lost && !field.value.trim()) { field.value = lost; kept.textContent = "Your words are back"; dirty.add(k); later(); }
    field.addEventListener("input", () => { dirty.add(k); kept.textContent = ""; later(); });
    mentions(field);
  }
  const coached = coach(form, areas, kind);
  addEventListener("pagehide", () => keep({ keepalive: true }));
  addEventListener("visibilitychange", () => { if (document.hidden) keep({ keepalive: true }); });

  // Preview.
  const preview = $("#preview"), look = $("[data-preview]", form);
  const closed = () => { preview.hidden = true; look.setAttribute("aria-pressed", "false"); for (const f of Object.values(areas)) if (f) f.hidden = false; };
  look.addEventListener("click", async (event) => {
    event.preventDefault();
    if (!preview.hidden) { closed(); area().focus(); return; }
    try {
      const answer = await send("/desk/preview", new URLSearchParams({ body: area().value, csrf: csrf() }), {});
      const words = new DOMParser().parseFromString(await answer.text(), "text/html");
      preview.replaceChildren(...($("[data-said]", words) ?? words.body).childNodes);
      if (!preview.textContent.trim()) preview.textContent = "Nothing to show yet.";
      area().hidden = true;
      preview.hidden = false;
      look.setAttribute("aria-pressed", "true");
    } catch {
      say("The preview cannot be made just now");
    }
  });

  // Files, by button, drop or paste.
  const list = $("#ups"), pick = $('[name="files"]', form);
  const upload = async (file) => {
    const line = el("li", {}, el("span", {}, file.name), " ", el("span", { class: "dim" }, "on its way…"));
    list.append(line);
    const data = new FormData();
    data.append("csrf", csrf());
    data.append("file", file, file.name || "picture.png");
    try {
      const [{ id, name, size }] = await (await send(`${at}/uploads`, data)).json();
      line.replaceChildren(
        el("input", { type: "hidden", name: "upload", value: id }), el("span", {}, name), " ", el("span", { class: "dim" }, size), " ",
        el("button", { class: "link", type: "button", "data-remove": id }, "Remove"));
      say(`${name} is attached`);
    } catch (error) {
      const why = error.message === "413" ? "is too big" : "did not arrive; try again";
      line.replaceChildren(el("span", { class: "late" }, `${file.name} ${why}`), " ", el("button", { class: "link", type: "button", "data-remove": "" }, "Hide"));
      say(`${file.name} ${why}`);
    }
  };
  pick.addEventListener("change", () => { const files = [...pick.files]; pick.value = ""; files.forEach(upload); });
  form.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length) { event.preventDefault(); files.forEach(upload); }
  });
  form.addEventListener("dragover", (event) => { if ([...event.dataTransfer.types].includes("Files")) { event.preventDefault(); form.classList.add("over"); } });
  form.addEventListener("dragleave", () => form.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    form.classList.remove("over");
    if (event.dataTransfer.files.length) { event.preventDefault(); [...event.dataTransfer.files].forEach(upload); }
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-remove]");
    if (!button) return;
    event.preventDefault();
    if (button.dataset.remove) send(`${at}/uploads/${button.dataset.remove}/removal`, new URLSearchParams({ csrf: csrf() })).catch(() => {});
    button.closest("li").remove();
  });

  // Sending.
  let sending = false;
  form.addEventListener("submit", async (event) => {
    if (event.submitter === look) return;
    event.preventDefault();
    // Looking over happens by itself here.
    if (sending || event.submitter?.matches("[data-look]")) return;
    const k = kind(), field = areas[k];
    sending = true;
    dirty.delete(k);
    form.setAttribute("aria-busy", "true");
    const fine = await post(form, event.submitter ?? visibleSend(form));
    sending = false;
    form.removeAttribute("aria-busy");
    if (fine) {
      field.value = "";
      list.replaceChildren();
      localStorage.removeItem(local(k));
      kept.textContent = "";
      closed();
      coached.sent();
      field.blur();
      toEnd();
    } else {
      dirty.add(k);
      later();
      field.focus();
    }
  });
  form.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); visibleSend(form)?.click(); }
  });
  form.addEventListener("change", (event) => { if (event.target.name === "kind") { closed(); area()?.focus(); coached.again(); } });
}

const visibleSend = (form) => $$("[data-send]", form).find((button) => button.checkVisibility());

/** Opens the tab and puts the caret into it. */
export function write(kind) {
  const form = $("#composer");
  const tab = form && $(`[name="kind"][value="${kind}"]`, form);
  if (!tab) return false;
  tab.checked = true;
  tab.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}
