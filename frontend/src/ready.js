// Runs `start` on every element that matches, now and whenever htmx brings new ones.
export function whenPresent(selector, start) {
  const seen = new WeakSet();
  const look = (root) => {
    const found = [...root.querySelectorAll(selector)];
    if (root instanceof Element && root.matches(selector)) found.unshift(root);
    for (const element of found) {
      if (seen.has(element)) continue;
      seen.add(element);
      start(element);
    }
  };
  if (document.readyState === "loading") {
    document.addEventListener("DOMContentLoaded", () => look(document));
  } else {
    look(document);
  }
  document.addEventListener("htmx:load", (event) => look(event.detail.elt));
}
