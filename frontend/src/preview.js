// The page is typeset again a moment after typing stops: <form data-preview="url" data-preview-target="#desk">.
import htmx from "htmx.org";
import { whenPresent } from "./ready.js";

const PAUSE = 500;

whenPresent("form[data-preview]", (form) => {
  const target = document.querySelector(form.dataset.previewTarget);
  let timer = 0;
  let running = null;

  form.addEventListener("input", () => {
    target.classList.add("is-stale");
    clearTimeout(timer);
    timer = setTimeout(typeset, PAUSE);
  });

  function typeset() {
    // Only the newest text matters; an answer still on its way is of no use.
    if (running) htmx.trigger(target, "htmx:abort");
    const { scrollTop, scrollLeft } = target;
    const request = htmx.ajax("POST", form.dataset.preview, {
      source: target,
      target,
      swap: "innerHTML",
      values: Object.fromEntries(textFields(form)),
    });
    running = request;
    request
      .then(() => {
        if (running !== request) return;
        target.classList.remove("is-stale");
        target.scrollTop = scrollTop;
        target.scrollLeft = scrollLeft;
      })
      .finally(() => {
        if (running === request) running = null;
      });
  }
});

function textFields(form) {
  return [...new FormData(form)].filter(([, value]) => typeof value === "string");
}
