// Files may be dropped on the box around a file input; what was chosen is listed and can be taken out again.
//   <div data-dropzone data-max-bytes="…"><input type="file" multiple accept=".ofd,.pdf"></div>
import { element, icon } from "./element.js";
import { notify } from "./notices.js";
import { whenPresent } from "./ready.js";

whenPresent("[data-dropzone]", (zone) => {
  const input = zone.querySelector('input[type="file"]');
  const list = zone.appendChild(element("ul", { class: "file-list", "aria-live": "polite" }));
  let chosen = [];

  input.addEventListener("change", () => take([...input.files]));
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("is-over");
  });
  zone.addEventListener("dragleave", (event) => {
    if (!zone.contains(event.relatedTarget)) zone.classList.remove("is-over");
  });
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("is-over");
    take([...event.dataTransfer.files]);
  });

  function take(files) {
    const good = files.filter((file) => {
      const reason = objection(file, input.accept, Number(zone.dataset.maxBytes));
      if (reason) notify("warning", `${file.name}：${reason}`);
      return !reason;
    });
    chosen = input.multiple ? [...chosen, ...good.filter((file) => !chosen.some((other) => alike(file, other)))] : good.slice(0, 1);
    show();
  }

  function show() {
    const transfer = new DataTransfer();
    for (const file of chosen) transfer.items.add(file);
    input.files = transfer.files;
    list.replaceChildren(...chosen.map(row));
  }

  function row(file) {
    const remove = element("button", { type: "button", class: "notice-close", "aria-label": `移除${file.name}` }, icon("x"));
    remove.addEventListener("click", () => {
      chosen = chosen.filter((other) => other !== file);
      show();
      input.focus();
    });
    const name = element("span", { class: "file-name", title: file.name }, file.name);
    return element("li", {}, icon("paperclip"), name, element("span", { class: "file-size" }, size(file.size)), remove);
  }
});

function objection(file, accept, limit) {
  const endings = accept.split(",").map((ending) => ending.trim().toLowerCase()).filter((ending) => ending.startsWith("."));
  if (endings.length && !endings.some((ending) => file.name.toLowerCase().endsWith(ending))) {
    return `不接受这种格式，可以上传${endings.map((ending) => ending.slice(1).toUpperCase()).join("、")}文件。`;
  }
  if (limit && file.size > limit) return `文件为${size(file.size)}，超过${size(limit)}的上限。`;
  if (file.size === 0) return "文件是空的。";
  return "";
}

function alike(one, other) {
  return one.name === other.name && one.size === other.size && one.lastModified === other.lastModified;
}

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  if (bytes < 1024 ** 2) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 ** 2).toFixed(1)} MB`;
}
