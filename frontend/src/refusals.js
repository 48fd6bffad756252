// A refused button (aria-disabled) does nothing but show its reason; Escape puts the reason away.
document.addEventListener(
  "click",
  (event) => {
    if (!event.target.closest('[aria-disabled="true"]')) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const refused of document.querySelectorAll(".refused:hover, .refused:focus-within")) {
    refused.classList.add("is-dismissed");
    const revive = () => refused.classList.remove("is-dismissed");
    refused.addEventListener("mouseleave", revive, { once: true });
    refused.addEventListener("focusout", revive, { once: true });
  }
});
