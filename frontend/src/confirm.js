// Asks before a step that cannot be taken back: <form data-confirm="…"> or <button data-confirm="…">.
import { element } from "./element.js";

const confirmed = new WeakSet();

document.addEventListener(
  "submit",
  (event) => {
    const form = event.target;
    const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
    if (!question) return;
    if (confirmed.delete(form)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    ask(question, event.submitter?.textContent.trim() || "确定", () => {
      confirmed.add(form);
      form.requestSubmit(event.submitter);
    });
  },
  true,
);

function ask(question, verb, proceed) {
  const yes = element("button", { class: "btn btn-primary", value: "yes" }, verb);
  const dialog = element(
    "dialog",
    { class: "confirm", "aria-label": "请确认" },
    element("form", { method: "dialog" },
      element("p", {}, question),
      element("div", { class: "form-buttons" }, yes, element("button", { class: "btn", value: "no" }, "取消")),
    ),
  );
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (dialog.returnValue === "yes") proceed();
  });
  document.body.append(dialog);
  dialog.showModal();
  yes.focus();
}
