// The property panel: everything an office sets for a step, in its own words.
import { button, choice, group, make, text, tick } from "./fields.js";

const WHO = [
  ["drafter", "拟稿人"],
  ["drafter_unit_head", "拟稿处室负责人"],
  ["leaders", "本机关领导"],
  ["role", "某一岗位的人员"],
  ["post_kind", "某一职务类别的人员"],
  ["unit_heads_of", "前面所选处室的负责人"],
  ["units", "前面所选处室的全体人员"],
  ["people", "前面所选的人员"],
  ["chosen", "由前一环节选定"],
];
const QUORUM = [
  ["one", "一人办理（先办者得）"],
  ["all", "全部办理"],
  ["any", "任一人办理，其余撤销"],
  ["count", "达到规定人数"],
  ["percent", "达到规定比例（%）"],
  ["order", "按顺序逐人办理"],
];
const OPINION = [
  ["required", "必填"],
  ["optional", "选填"],
  ["none", "不填"],
];
const KINDS = [
  ["units", "处室"],
  ["people", "人员"],
  ["choice", "选项"],
  ["date", "日期"],
  ["boolean", "是否"],
  ["text", "文字"],
  ["number", "数字"],
];
const MOVES = [
  ["return", "退回"],
  ["straight_back", "退回后直达"],
  ["withdraw", "撤回"],
  ["transfer", "转办"],
  ["delegate", "委派"],
  ["add_before", "前加签"],
  ["add_after", "后加签"],
  ["remove", "减签"],
  ["circulate", "传阅"],
  ["expedite", "催办"],
];

export class Panel {
  constructor(place, modeler, settings, words) {
    this.place = place;
    this.modeler = modeler;
    this.settings = settings;
    this.words = words;
    this.modeling = modeler.get("modeling");
    this.registry = modeler.get("elementRegistry");
    this.shown = null;
    const draw = () => this.show(modeler.get("selection").get()[0]);
    modeler.on("selection.changed", draw);
    modeler.on("commandStack.changed", () => {
      if (!this.place.contains(document.activeElement) || document.activeElement.tagName === "BUTTON") draw();
    });
    draw();
  }

  show(element) {
    this.place.replaceChildren(...this.parts(element).filter(Boolean));
  }

  parts(element) {
    if (!element || element.type === "bpmn:Process") return this.nothing();
    if (element.type === "bpmn:SequenceFlow") return this.flow(element);
    const name = group(
      "名称",
      text("名称", element.businessObject.name, (value) => this.modeling.updateProperties(element, { name: value })),
    );
    if (element.type === "bpmn:UserTask") return [name, ...this.task(element)];
    return [name, element.type.endsWith("Gateway") ? this.gateway(element) : null];
  }

  nothing() {
    return [make("p", "nothing", "点选图中的环节、网关或流向，在这里设置；从上方工具栏添加新的环节。")];
  }

  task(element) {
    return [this.who(element), this.handling(element), this.deadline(element), this.outcomes(element), this.variables(element), this.moves(element)];
  }

  who(element) {
    const rule = this.settings.get(element, "Who", "rule");
    const [kind, argument = ""] = rule.split(":");
    const quorum = this.settings.get(element, "Who", "quorum") || "one";
    const set = (attributes) => this.settings.set(element, "Who", attributes);
    return group(
      "办理人",
      choice("由谁办理", kind, WHO, (value) => set({ rule: value, among: value === "chosen" ? "leaders" : "" })),
      this.argument(kind, argument, (value) => set({ rule: `${kind}:${value}` })),
      kind === "chosen" &&
        choice("选人范围", this.settings.get(element, "Who", "among"), this.ranges(), (value) => set({ among: value })),
      choice("办理方式", quorum, QUORUM, (value) => set({ quorum: value, needed: "" })),
      ["count", "percent"].includes(quorum) &&
        text(quorum === "count" ? "人数" : "百分比", this.settings.get(element, "Who", "needed"), (value) => set({ needed: value }), { type: "number" }),
    );
  }

  argument(kind, value, change) {
    if (kind === "role") return choice("岗位", value, this.words.roles, change);
    if (kind === "post_kind") return choice("职务类别", value, this.words.posts, change);
    if (kind === "people") return choice("填写内容", value, this.filledIn("people"), change);
    if (["unit_heads_of", "units"].includes(kind)) return choice("填写内容", value, this.filledIn("units"), change);
    return null;
  }

  ranges() {
    return [
      ["leaders", "本机关领导"],
      ...this.words.roles.map(([code, label]) => [`role:${code}`, `岗位：${label}`]),
      ...this.words.posts.map(([code, label]) => [`post_kind:${code}`, `职务：${label}`]),
    ];
  }

  handling(element) {
    const get = (name) => this.settings.get(element, "Activity", name);
    const set = (attributes) => this.settings.set(element, "Activity", attributes);
    return group(
      "办理",
      text("按钮文字", get("button"), (value) => set({ button: value }), { placeholder: "办理" }),
      choice("办理意见", get("opinion") || "optional", OPINION, (value) => set({ opinion: value })),
      tick("可以改稿", get("editable") === "true", (value) => set({ editable: value ? "true" : "" })),
      choice("完成时的业务动作", get("action"), [["", "无"], ...this.words.acts], (value) => set({ action: value, undo: "", repeatable: "" })),
      get("action") &&
        choice("退回时撤销为", get("undo"), [["", "不能撤销（或可重做）"], ...this.words.acts], (value) => set({ undo: value, repeatable: "" })),
      get("action") && !get("undo") &&
        tick("退回后可以重新做一次", get("repeatable") === "true", (value) => set({ repeatable: value ? "true" : "" })),
    );
  }

  deadline(element) {
    const field = (label, name) =>
      text(label, this.settings.get(element, "Deadline", name), (value) => this.settings.set(element, "Deadline", { [name]: value }), { type: "number" });
    return group("时限（工作日）", field("平件", "ordinary"), field("加急", "urgent"), field("特急", "extra_urgent"));
  }

  outcomes(element) {
    const lines = this.settings.all(element, "Outcome").map((one) => `${one.get("code")} ${one.get("label")}${one.get("veto") === "true" ? " 一票否决" : ""}`);
    return group(
      "办理结果",
      text("每行一项", lines.join("\n"), (value) => this.settings.replace(element, "Outcome", this.readOutcomes(value)), {
        rows: Math.max(2, lines.length),
        placeholder: "agree 同意\ndisagree 不同意 一票否决",
        hint: "代码（英文）、文字，可加“一票否决”；由轻到重排列。",
      }),
    );
  }

  readOutcomes(value) {
    return value
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([code]) => code)
      .map(([code, label = "", veto]) => this.settings.create("Outcome", { code, label, ...(veto === "一票否决" && { veto: "true" }) }));
  }

  variables(element) {
    const found = this.settings.all(element, "Variable");
    const replace = (list) => this.settings.replace(element, "Variable", list);
    const fields = found.flatMap((one, at) => {
      const change = (attributes) => {
        const clean = Object.fromEntries(Object.entries({ ...this.settings.attributes(one), ...attributes }).filter(([, value]) => value !== ""));
        const made = this.settings.create("Variable", clean);
        if (!("options" in attributes)) made.set("options", one.get("options"));
        replace(found.map((other) => (other === one ? made : other)));
      };
      const options = one.get("options").map((option) => `${option.get("value")} ${option.get("label")}`);
      return [
        make("h3", "panel-item", `第 ${at + 1} 项`),
        text("名称", one.get("label"), (value) => change({ label: value })),
        text("代码（英文）", one.get("name"), (value) => change({ name: value })),
        choice("类型", one.get("kind"), KINDS, (value) => change({ kind: value })),
        text("必填的条件", one.get("required"), (value) => change({ required: value }), { placeholder: "true 为总是必填" }),
        ["units", "people"].includes(one.get("kind")) && text("最多几个", one.get("most"), (value) => change({ most: value }), { type: "number" }),
        one.get("kind") === "people" && choice("选人范围", one.get("among"), [["", "本机关全体"], ...this.ranges()], (value) => change({ among: value })),
        one.get("kind") === "choice" &&
          text("选项，每行一项", options.join("\n"), (value) => change({ options: this.readOptions(value) }), { rows: 3, placeholder: "FOR_ACTION 批办件" }),
        button("删除此项", () => replace(found.filter((other) => other !== one))),
      ].filter(Boolean);
    });
    return group(
      "填写内容",
      ...fields,
      button("增加一项", () => replace([...found, this.settings.create("Variable", { name: `item_${found.length + 1}`, label: "填写内容", kind: "text" })])),
    );
  }

  readOptions(value) {
    return value
      .split("\n")
      .map((line) => line.trim().split(/\s+/))
      .filter(([code]) => code)
      .map(([code, label = code]) => this.settings.create("Option", { value: code, label }));
  }

  moves(element) {
    const said = this.settings.get(element, "Activity", "moves");
    const allowed = said ? said.split(/\s+/) : MOVES.map(([code]) => code);
    const change = (code, on) => {
      const wanted = MOVES.map(([one]) => one).filter((one) => (one === code ? on : allowed.includes(one)));
      this.settings.set(element, "Activity", { moves: wanted.length === MOVES.length ? "" : wanted.join(" ") });
    };
    return group("办理人可用的操作", ...MOVES.map(([code, label]) => tick(label, allowed.includes(code), (on) => change(code, on))));
  }

  gateway(element) {
    const flows = element.outgoing.map((flow) => [flow.businessObject.id, flow.businessObject.name || flow.target?.businessObject.name || flow.id]);
    if (element.type === "bpmn:ParallelGateway" || flows.length < 2) return null;
    const now = element.businessObject.default?.id ?? "";
    return group(
      "分支",
      choice("其他条件都不成立时走", now, [["", "由办理人选择"], ...flows], (value) =>
        this.modeling.updateProperties(element, { default: value ? this.registry.get(value).businessObject : undefined }),
      ),
    );
  }

  flow(element) {
    const object = element.businessObject;
    const set = (body) =>
      this.modeling.updateProperties(element, {
        conditionExpression: body ? this.modeler.get("moddle").create("bpmn:FormalExpression", { body }) : undefined,
      });
    const names = [...this.filledIn(), ...this.words.facts.map((name) => [name, name])].map(([code, label]) => `${code}（${label}）`);
    return [
      group("流向", text("名称", object.name, (value) => this.modeling.updateProperties(element, { name: value }))),
      group(
        "条件",
        text("什么情况下走这里", object.conditionExpression?.body ?? "", set, {
          rows: 3,
          placeholder: "handling == 'FOR_ACTION'",
          hint: `可用：${names.join("、") || "前面环节的填写内容"}。用 ==、!=、and、or、not、in 连接。`,
        }),
      ),
    ];
  }

  // What earlier steps fill in, by code and label.
  filledIn(kind = "") {
    const found = new Map();
    for (const element of this.registry.filter((one) => one.type === "bpmn:UserTask")) {
      for (const one of this.settings.all(element, "Variable")) {
        if (!kind || one.get("kind") === kind) found.set(one.get("name"), one.get("label") || one.get("name"));
      }
    }
    return [...found];
  }
}
