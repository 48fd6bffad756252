// A phone shows either the document's page or its handling: two buttons switch.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-show]");
  const split = button?.closest("[data-split]") ?? document.querySelector("[data-split]");
  if (!button || !split) return;
  split.dataset.shown = button.dataset.show;
  for (const other of button.parentElement.querySelectorAll("[data-show]")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
});

// Width of the shown page: data-zoom-to="width", "page" or "large".
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-zoom-to]");
  if (!button) return;
  const desk = document.getElementById(button.getAttribute("aria-controls"));
  desk.dataset.zoom = button.dataset.zoomTo;
  for (const other of button.parentElement.querySelectorAll("[data-zoom-to]")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
});
