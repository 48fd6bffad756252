// The buttons beside a chosen element, in words: what comes next, connect, delete. The shipped pad offers what the
// engine does not run.
class Pad {
  static $inject = ["contextPad", "create", "connect", "elementFactory", "modeling", "autoPlace", "rules"];

  constructor(contextPad, create, connect, elementFactory, modeling, autoPlace, rules) {
    Object.assign(this, { create, connect, elementFactory, modeling, autoPlace, rules });
    contextPad.registerProvider(this);
  }

  getContextPadEntries(element) {
    const entries = {};
    const type = element.type;
    const isFlow = type === "bpmn:SequenceFlow";
    const isNode = !isFlow && element.businessObject.$instanceOf("bpmn:FlowNode");
    if (isNode && type !== "bpmn:EndEvent") {
      for (const [name, label, next] of NEXT) entries[name] = this.append(element, label, next);
      entries.connect = entry("连线", (event) => this.connect.start(event, element));
    }
    if ((isNode || isFlow) && this.rules.allowed("elements.delete", { elements: [element] })) {
      entries.delete = entry("删除", () => this.modeling.removeElements([element]));
    }
    return entries;
  }

  append(element, label, type) {
    return entry(label, () => this.autoPlace.append(element, this.elementFactory.createShape({ type })));
  }
}

const NEXT = [
  ["task", "＋环节", "bpmn:UserTask"],
  ["exclusive", "＋择一", "bpmn:ExclusiveGateway"],
  ["parallel", "＋并行", "bpmn:ParallelGateway"],
  ["end", "＋结束", "bpmn:EndEvent"],
];

function entry(label, act) {
  return {
    group: "edit",
    title: label,
    html: `<div class="entry pad-entry">${label}</div>`,
    action: { click: act, dragstart: act },
  };
}

export default { __init__: ["contextPadProvider"], contextPadProvider: ["type", Pad] };
