// The pages of process design: <form data-designer> draws, <div data-drawing-view> shows. Loaded on those pages only.
import Modeler from "bpmn-js/lib/Modeler";
import NavigatedViewer from "bpmn-js/lib/NavigatedViewer";
import { whenPresent } from "../ready.js";
import chinese from "./chinese.js";
import pad from "./pad.js";
import { Panel } from "./panel.js";
import { Settings } from "./settings.js";
import { Verdict } from "./verdict.js";
import zb from "./zb.json";

const NO_PALETTE = { paletteProvider: ["value", null] };
const MARGIN = 24;

whenPresent("[data-drawing-view]", async (place) => {
  const viewer = new NavigatedViewer({ container: place, moddleExtensions: { zb }, additionalModules: [chinese] });
  await open(viewer, drawing(place), place);
});

whenPresent("form[data-designer]", async (form) => {
  const canvas = form.querySelector("[data-canvas]");
  const saved = form.querySelector("[data-saved]");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const modeler = new Modeler({
    container: canvas,
    moddleExtensions: { zb },
    additionalModules: [chinese, pad, NO_PALETTE],
  });
  if (!(await open(modeler, drawing(form), canvas))) return;

  new Panel(form.querySelector("[data-panel]"), modeler, new Settings(modeler), read(form.dataset.words));
  new Verdict(form.querySelector("[data-verdict]"), modeler, async () =>
    (await send(form.dataset.check, { xml: await current(modeler), key: form.dataset.key })).json(),
  );

  let dirty = false;
  modeler.on("commandStack.changed", () => {
    dirty = true;
    saved.textContent = "有改动尚未保存";
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    saved.textContent = "正在保存…";
    try {
      const answer = await send(form.dataset.save, { xml: await current(modeler), revision: form.dataset.revision });
      const { revision, problem } = await answer.json();
      saved.textContent = problem ?? "已保存";
      if (!answer.ok) return;
      form.dataset.revision = revision;
      dirty = false;
    } catch {
      saved.textContent = "没有保存，请检查网络或在新窗口重新登录后再保存。";
    }
  });

  for (const tool of form.querySelectorAll("[data-create]")) {
    tool.addEventListener("click", (event) => {
      const shape = modeler.get("elementFactory").createShape({ type: tool.dataset.create });
      modeler.get("create").start(event, shape);
    });
  }
  for (const tool of form.querySelectorAll("[data-do]")) {
    tool.addEventListener("click", () => {
      if (tool.dataset.do === "fit") modeler.get("canvas").zoom("fit-viewport", "auto");
      else modeler.get("commandStack")[tool.dataset.do]();
    });
  }

  function send(url, values) {
    return fetch(url, { method: "POST", body: new URLSearchParams(values), headers: { "X-CSRFToken": token } });
  }
});

async function open(modeler, xml, place) {
  try {
    await modeler.importXML(xml);
    modeler.get("canvas").zoom("fit-viewport", "auto");
    return true;
  } catch {
    place.textContent = "这份流程图无法显示，可以导出后用其他工具修改，再重新导入。";
    return false;
  }
}

async function current(modeler) {
  return (await modeler.saveXML({ format: true })).xml;
}

function drawing(element) {
  return read(element.dataset.xml);
}

function read(selector) {
  return JSON.parse(document.querySelector(selector).textContent);
}
