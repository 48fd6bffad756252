// Short messages at the top of the page, read aloud by screen readers; and what to say when a request fails.
import { element, icon } from "./element.js";

const ICONS = { info: "info-circle", success: "circle-check", warning: "alert-triangle", error: "alert-circle" };

export function notify(kind, text, ...actions) {
  const notice = element("div", { class: `notice notice-${kind}` }, icon(ICONS[kind]), element("div", { class: "notice-text" }, text));
  if (actions.length) notice.append(element("div", { class: "notice-actions" }, ...actions));
  notice.append(closeButton());
  region().append(notice);
  return notice;
}

function region() {
  return document.getElementById("notices") ?? document.body.appendChild(element("div", { id: "notices", class: "notices" }));
}

function closeButton() {
  return element("button", { type: "button", class: "notice-close", "data-close-notice": true, "aria-label": "关闭提示" }, icon("x"));
}

document.addEventListener("click", (event) => {
  event.target.closest("[data-close-notice]")?.closest(".notice").remove();
});

// A request that htmx made and that was refused: the server's sentence, else ours.
document.addEventListener("htmx:responseError", (event) => {
  const { status, responseText } = event.detail.xhr;
  if (status === 401) {
    location.reload();
    return;
  }
  const answer = new DOMParser().parseFromString(responseText, "text/html");
  const sentence = answer.querySelector("[data-problem]")?.textContent.trim();
  notify("error", sentence || "操作没有完成，请稍后重试。");
});

document.addEventListener("htmx:sendError", () => notify("error", "无法连接服务器，内容没有提交；请检查网络后重试。"));
