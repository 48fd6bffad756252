// On a phone the less used filters of a list open by a button.
document.addEventListener("click", (event) => {
  const toggle = event.target.closest("[data-toggle-filters]");
  if (!toggle) return;
  const rest = document.getElementById(toggle.getAttribute("aria-controls"));
  const open = rest.classList.toggle("is-open");
  toggle.setAttribute("aria-expanded", String(open));
});
