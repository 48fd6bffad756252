// Controls of the property panel, built of plain elements.
let count = 0;

export function group(title, ...fields) {
  const section = make("fieldset", "panel-group");
  section.append(make("legend", "", title), ...fields.filter(Boolean));
  return section;
}

export function text(label, value, change, options = {}) {
  const input = make(options.rows ? "textarea" : "input", "form-control");
  if (options.rows) input.rows = options.rows;
  if (options.type) input.type = options.type;
  if (options.placeholder) input.placeholder = options.placeholder;
  input.value = value ?? "";
  input.addEventListener("change", () => change(input.value.trim()));
  return labelled(label, input, options.hint);
}

export function choice(label, value, options, change, hint) {
  const select = make("select", "form-select");
  const known = options.some(([code]) => code === value);
  for (const [code, words] of known ? options : [[value, value || "请选择"], ...options]) {
    const option = make("option", "", words);
    option.value = code;
    option.selected = code === value;
    select.append(option);
  }
  select.addEventListener("change", () => change(select.value));
  return labelled(label, select, hint);
}

export function tick(label, value, change) {
  const wrapper = make("label", "form-check");
  const input = make("input", "form-check-input");
  input.type = "checkbox";
  input.checked = value;
  input.addEventListener("change", () => change(input.checked));
  wrapper.append(input, make("span", "form-check-label", label));
  return wrapper;
}

export function button(label, act) {
  const made = make("button", "btn btn-sm", label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
}

export function make(tag, className = "", words = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (words) element.textContent = words;
  return element;
}

function labelled(label, control, hint) {
  const wrapper = make("div", "panel-field");
  const name = make("label", "form-label", label);
  control.id = `panel-${++count}`;
  name.htmlFor = control.id;
  wrapper.append(name, control);
  if (hint) wrapper.append(make("p", "panel-hint", hint));
  return wrapper;
}
