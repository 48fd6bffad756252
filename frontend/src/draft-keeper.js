// Typed text is not lost: a form with data-keep="name" keeps its fields in this browser until it was sent with success.
// Signing out forgets everything (form data-forget-kept); so does a week.
import { element } from "./element.js";
import { notify } from "./notices.js";
import { whenPresent } from "./ready.js";

const PREFIX = `kept:${document.body.dataset.user ?? ""}:`;
const SENT = "kept-sent";
const WEEK = 7 * 24 * 3600 * 1000;
const PAUSE = 400;

whenPresent("form[data-keep]", (form) => {
  const key = PREFIX + form.dataset.keep;
  let timer = 0;

  settle(form, key);
  offer(form, key);

  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    write(key, { at: Date.now(), version: form.dataset.keepVersion ?? "", fields: read(form) });
  };
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(keep, PAUSE);
  });
  window.addEventListener("pagehide", () => timer && keep());
  form.addEventListener("submit", () => {
    if (timer) keep();
    if (stored(key)) sessionStorage.setItem(SENT, key);
  });
});

document.addEventListener("submit", (event) => {
  if (event.target.dataset.forgetKept === undefined) return;
  for (const key of keys()) localStorage.removeItem(key);
});

// A problem or the sign-in page (data-interrupted) proves that the form sent before was not taken, whatever page comes
// next; any other page proves that it was, unless the form itself is there again (settle).
whenPresent("body", (body) => {
  const sent = sessionStorage.getItem(SENT);
  const interrupted = body.dataset.interrupted !== undefined;
  const form = sent && document.querySelector(`form[data-keep="${CSS.escape(sent.slice(PREFIX.length))}"]`);
  if (sent && interrupted) sessionStorage.removeItem(SENT);
  else if (sent && !form) {
    localStorage.removeItem(sent);
    sessionStorage.removeItem(SENT);
  }
  for (const key of keys()) if (!(Date.now() - stored(key)?.at < WEEK)) localStorage.removeItem(key);
});

function settle(form, key) {
  if (sessionStorage.getItem(SENT) !== key) return;
  sessionStorage.removeItem(SENT);
  if (!form.querySelector('[aria-invalid="true"], .form-problems')) localStorage.removeItem(key);
}

function offer(form, key) {
  const kept = stored(key);
  if (!kept || same(kept.fields, read(form))) return;
  const time = new Date(kept.at).toLocaleString("zh-CN", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
  const before = read(form);
  if ((form.dataset.keepVersion ?? "") === kept.version) {
    fill(form, kept.fields);
    const undo = button("放弃恢复", () => {
      fill(form, before);
      localStorage.removeItem(key);
      notice.remove();
    });
    const notice = notify("info", `已恢复您${time}填写但没有提交的内容。`, undo);
  } else {
    const restore = button("恢复我的内容", () => {
      fill(form, kept.fields);
      notice.remove();
    });
    const drop = button("不恢复", () => {
      localStorage.removeItem(key);
      notice.remove();
    });
    const notice = notify("warning", `您${time}填写的内容没有提交，此后文稿已有新版本。`, restore, drop);
  }
}

function button(label, act) {
  const made = element("button", { type: "button", class: "btn btn-small" }, label);
  made.addEventListener("click", act);
  return made;
}

function controls(form) {
  return [...form.elements].filter(
    (control) => control.name && !["hidden", "password", "file", "submit", "button"].includes(control.type),
  );
}

function read(form) {
  return controls(form).map((control) => {
    if (control.type === "checkbox" || control.type === "radio") return [control.name, control.value, control.checked];
    if (control.type === "select-multiple") {
      return [control.name, "", [...control.selectedOptions].map((option) => [option.value, option.text])];
    }
    return [control.name, "", control.value];
  });
}

function fill(form, fields) {
  const waiting = [...fields];
  for (const control of controls(form)) {
    const choice = control.type === "checkbox" || control.type === "radio";
    const at = waiting.findIndex(([name, value]) => name === control.name && (!choice || value === control.value));
    if (at < 0) continue;
    const [[, , value]] = waiting.splice(at, 1);
    if (choice) control.checked = value;
    else if (control.type === "select-multiple") select(control, value);
    else control.value = value;
    control.dispatchEvent(new Event("input", { bubbles: true }));
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function select(control, chosen) {
  for (const option of control.options) option.selected = false;
  for (const [value, text] of chosen) {
    const option = [...control.options].find((one) => one.value === value) ?? control.appendChild(new Option(text, value));
    option.selected = true;
  }
}

function same(left, right) {
  return JSON.stringify(left) === JSON.stringify(right);
}

function keys() {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

function stored(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    localStorage.removeItem(key);
    return null;
  }
}

function write(key, record) {
  try {
    localStorage.setItem(key, JSON.stringify(record));
  } catch {
    notify("warning", "浏览器存储空间已满，未提交的内容不能自动保留，请及时保存。");
  }
}
