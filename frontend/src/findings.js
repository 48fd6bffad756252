// 校核: a finding's button selects its words in the text; 采纳 puts the suggestion there.
//   <li data-finding data-target="#id_body" data-start="12" data-end="15" data-quote="…" data-suggestion="…">
//     <button data-finding-show>…</button> <button data-finding-apply>采纳</button>
import { unitOffset } from "./code-points.js";
import { notify } from "./notices.js";

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-finding-show], [data-finding-apply]");
  const finding = button?.closest("[data-finding]");
  if (!finding) return;
  const field = document.querySelector(finding.dataset.target);
  if (!field) return;
  const range = locate(field.value, finding.dataset);
  if (!range) {
    finding.classList.add("is-gone");
    notify("info", "这处文字已经改动，请重新校核。");
    return;
  }
  select(field, range);
  if (button.dataset.findingApply !== undefined) apply(field, range, finding);
});

/** Where the quoted words are now: at their place, else their nearest occurrence after earlier edits. */
function locate(text, { start, end, quote }) {
  const from = unitOffset(text, Number(start));
  const to = unitOffset(text, Number(end));
  if (!quote || text.slice(from, to) === quote) return { from, to };
  const before = text.lastIndexOf(quote, from);
  const after = text.indexOf(quote, from);
  const candidates = [before, after].filter((place) => place >= 0);
  if (!candidates.length) return null;
  const nearest = candidates.sort((a, b) => Math.abs(a - from) - Math.abs(b - from))[0];
  return { from: nearest, to: nearest + quote.length };
}

function select(field, { from, to }) {
  field.focus({ preventScroll: true });
  field.setSelectionRange(from, to);
  field.scrollTop = heightBefore(field, from) - field.clientHeight / 3;
  field.scrollIntoView({ block: "nearest", behavior: "smooth" });
}

function apply(field, { from, to }, finding) {
  // execCommand is the one way that keeps the browser's undo.
  if (!document.execCommand("insertText", false, finding.dataset.suggestion)) {
    field.setRangeText(finding.dataset.suggestion, from, to, "select");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }
  remember(field.form, finding.dataset);
  finding.remove();
}

/** The corrections taken over are sent with the text, so that the new version says why there is one. */
function remember(form, { quote, suggestion }) {
  if (!form) return;
  const adopted = document.createElement("input");
  adopted.type = "hidden";
  adopted.name = "adopted";
  adopted.value = suggestion ? `“${quote}”改为“${suggestion}”` : `删去“${quote}”`;
  form.append(adopted);
}

/** How far down the text before a position reaches, measured on a copy set in the same way. */
function heightBefore(field, position) {
  const copy = document.createElement("div");
  const style = getComputedStyle(field);
  for (const property of ["font", "lineHeight", "letterSpacing", "paddingLeft", "paddingRight", "paddingTop"]) {
    copy.style[property] = style[property];
  }
  copy.style.position = "absolute";
  copy.style.visibility = "hidden";
  copy.style.boxSizing = "border-box";
  copy.style.whiteSpace = "pre-wrap";
  copy.style.overflowWrap = "break-word";
  copy.style.width = `${field.clientWidth}px`;
  copy.textContent = field.value.slice(0, position);
  document.body.append(copy);
  const height = copy.offsetHeight;
  copy.remove();
  return height;
}
