// A form is sent once: the second click of a double click does nothing.
const sending = new WeakSet();

document.addEventListener("submit", (event) => {
  if (event.defaultPrevented) return;
  const form = event.target;
  if (sending.has(form)) {
    event.preventDefault();
    return;
  }
  // Downloads leave the page where it is, so the form must stay usable.
  if (form.method !== "post" || form.target === "_blank" || form.dataset.repeatable !== undefined) return;
  sending.add(form);
  event.submitter?.setAttribute("aria-busy", "true");
});

function release(form) {
  sending.delete(form);
  for (const button of form.querySelectorAll('[aria-busy="true"]')) button.removeAttribute("aria-busy");
}

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt.closest("form");
  if (form) release(form);
});

// Coming back by the browser's back button shows the page as it was left.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) for (const form of document.forms) release(form);
});
