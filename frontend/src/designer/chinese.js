// What bpmn-js itself may say, in Chinese.
const WORDS = {
  "Append task": "后接办理环节",
  "Append end event": "后接结束",
  "Append gateway": "后接网关",
  "Connect to other element": "连线",
  Delete: "删除",
  "No {type} found": "没有找到 {type}",
  "element required": "缺少元素",
  "failed to import {element}": "无法导入 {element}",
  "no diagram to display": "没有可以显示的流程图",
};

export default {
  translate: [
    "value",
    (template, replacements = {}) =>
      (WORDS[template] ?? template).replace(/{([^}]+)}/g, (_, key) => replacements[key] ?? `{${key}}`),
  ],
};
