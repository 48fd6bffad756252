// Choose people or units by typing: a combobox over a <select>, which stays the form's field and works without script.
//   <select data-people-picker data-source="/people/?for=countersign" multiple>
// The source answers ?q= with {"results": [{"value": "12", "label": "…", "detail": "…"}]}; without it the options are searched.
import { element, icon } from "./element.js";
import { whenPresent } from "./ready.js";

const PAUSE = 200;
let count = 0;

whenPresent("select[data-people-picker]", (select) => {
  const id = `picker-${(count += 1)}`;
  const label = select.labels[0];
  const input = element("input", {
    class: "picker-input", type: "text", id: `${id}-input`, role: "combobox", autocomplete: "off",
    "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": `${id}-options`,
    "aria-describedby": select.getAttribute("aria-describedby"), "aria-invalid": select.getAttribute("aria-invalid"),
    placeholder: select.dataset.placeholder ?? "输入姓名或单位查找",
  });
  const tokens = element("span", { class: "picker-tokens" });
  const box = element("div", { class: "picker-box" }, tokens, input);
  const options = element("ul", { class: "picker-options", id: `${id}-options`, role: "listbox", hidden: true });
  if (select.multiple) options.setAttribute("aria-multiselectable", "true");
  if (label) {
    options.setAttribute("aria-label", label.textContent.trim());
    label.htmlFor = input.id;
  }
  select.hidden = true;
  select.after(element("div", { class: "picker" }, box, options));

  let found = [];
  let active = -1;
  let timer = 0;
  let newest = 0;

  box.addEventListener("click", () => input.focus());
  input.addEventListener("input", () => {
    // What is shown belongs to the words before: it must not be chosen by a quick Enter.
    found = [];
    active = -1;
    mark();
    clearTimeout(timer);
    if (select.dataset.source) timer = setTimeout(search, PAUSE);
    else search();
  });
  input.addEventListener("focus", search);
  input.addEventListener("blur", () => setTimeout(close, 150));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") move(event.key === "ArrowDown" ? 1 : -1);
    else if (event.key === "Enter" && active >= 0) choose(found[active]);
    else if (event.key === "Escape" && !options.hidden) close();
    else if (event.key === "Backspace" && input.value === "") return void remove(select.selectedOptions[select.selectedOptions.length - 1]);
    else if (event.key === "Enter" && !options.hidden) { /* stays in the form */ }
    else return;
    event.preventDefault();
  });
  options.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const row = event.target.closest("[data-at]");
    if (row) choose(found[Number(row.dataset.at)]);
  });
  select.addEventListener("change", showTokens);

  async function search() {
    const turn = (newest += 1);
    const words = input.value.trim();
    const answer = select.dataset.source ? await ask(select.dataset.source, words) : among(select, words);
    if (turn !== newest || document.activeElement !== input) return;
    const taken = new Set([...select.selectedOptions].map((option) => option.value));
    found = answer?.filter((one) => one.value !== "" && !taken.has(one.value)) ?? [];
    active = found.length && words ? 0 : -1;
    showOptions(answer ? (words ? "没有找到，请换一个写法。" : "没有可选的人员或单位。") : "查找没有成功，请稍后重试。");
  }

  function showOptions(emptyText) {
    options.replaceChildren(...found.map((one, at) =>
      element("li", { class: "picker-option", role: "option", id: `${id}-${at}`, "data-at": at, "aria-selected": String(at === active) },
        element("span", {}, one.label), element("span", { class: "picker-detail" }, one.detail ?? "")),
    ));
    if (!found.length) options.append(element("li", { class: "picker-status", role: "option", "aria-disabled": "true", "aria-selected": "false" }, emptyText));
    options.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark();
  }

  function mark() {
    [...options.children].forEach((row, at) => row.setAttribute("aria-selected", String(at === active)));
    if (active >= 0) {
      input.setAttribute("aria-activedescendant", `${id}-${active}`);
      options.children[active].scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  }

  function move(step) {
    if (options.hidden) return void search();
    if (found.length) active = (active + step + found.length) % found.length;
    mark();
  }

  function close() {
    newest += 1;
    active = -1;
    options.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  }

  function choose(one) {
    if (!select.multiple) for (const option of select.options) option.selected = false;
    const option = [...select.options].find((other) => other.value === one.value) ?? select.appendChild(new Option(one.label, one.value));
    option.selected = true;
    select.append(option); // sent in the order chosen, which is the order of countersigning
    input.value = "";
    close();
    changed();
  }

  function remove(option) {
    if (!option) return;
    option.selected = false;
    changed();
    input.focus();
  }

  function changed() {
    select.dispatchEvent(new Event("input", { bubbles: true }));
    select.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function showTokens() {
    const chosen = [...select.selectedOptions].filter((option) => option.value !== "");
    tokens.replaceChildren(...chosen.map((option) => {
      const drop = element("button", { type: "button", "aria-label": `移除${option.text}` }, icon("x"));
      drop.addEventListener("click", () => remove(option));
      return element("span", { class: "picker-token" }, option.text, drop);
    }));
  }

  showTokens();
});

async function ask(source, words) {
  const url = new URL(source, location.href);
  url.searchParams.set("q", words);
  try {
    const answer = await fetch(url, { headers: { Accept: "application/json" } });
    return answer.ok ? (await answer.json()).results : null;
  } catch (error) {
    if (error instanceof TypeError || error instanceof SyntaxError) return null;
    throw error;
  }
}

function among(select, words) {
  return [...select.options]
    .filter((option) => option.text.includes(words))
    .map((option) => ({ value: option.value, label: option.text, detail: option.dataset.detail }));
}
