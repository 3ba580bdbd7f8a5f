// The portal's scripts: pictures by paste and drop, times kept true. Everything works without them.

import { $, $$, el } from "./common.js";
import { times } from "./times.js";

times();
$("#errors")?.focus();

for (const form of $$("[data-ask]")) {
  const drop = $("[data-drop]", form), field = $('[type="file"]', form), list = $("[data-list]", form);
  const size = (bytes) => bytes > 999999 ? `${(bytes / 1e6).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} kB`;
  const show = () => {
    for (const line of $$("[data-file]", list)) line.remove();
    for (const file of field.files) {
      const remove = el("button", { type: "button", class: "link" }, form.dataset.remove);
      remove.addEventListener("click", () => set([...field.files].filter((f) => f !== file)));
      list.append(el("li", { "data-file": true }, `${file.name}, ${size(file.size)}`, remove));
    }
  };
  const set = (files) => {
    const box = new DataTransfer();
    for (const file of files) box.items.add(file);
    field.files = box.files;
    show();
  };
  const named = (file) => /^image\.png$/.test(file.name) ? new File([file], `picture-${new Date().toISOString().slice(11, 19).replaceAll(":", ".")}.png`, { type: file.type }) : file;
  field.addEventListener("change", show);
  form.addEventListener("paste", (event) => {
    const files = [...event.clipboardData.files];
    if (files.length) { event.preventDefault(); set([...field.files, ...files.map(named)]); }
  });
  form.addEventListener("dragover", (event) => { if ([...event.dataTransfer.types].includes("Files")) { event.preventDefault(); drop.classList.add("over"); } });
  form.addEventListener("dragleave", () => drop.classList.remove("over"));
  form.addEventListener("drop", (event) => {
    drop.classList.remove("over");
    if (event.dataTransfer.files.length) { event.preventDefault(); set([...field.files, ...event.dataTransfer.files]); }
  });
  // One press is enough.
  form.addEventListener("submit", (event) => { if (form.ariaBusy) event.preventDefault(); form.ariaBusy = "true"; });
  addEventListener("pageshow", () => { form.ariaBusy = null; });
}
