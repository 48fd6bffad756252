// The verdict on the drawing while it is drawn: one sentence, the bad story, faults marked in the drawing.
import { button, make } from "./fields.js";

const PAUSE = 500;

export class Verdict {
  constructor(place, modeler, ask) {
    Object.assign(this, { place, modeler, ask, timer: 0, turn: 0, marked: [] });
    modeler.on("commandStack.changed", () => this.soon());
    this.now();
  }

  soon() {
    clearTimeout(this.timer);
    this.place.classList.add("is-stale");
    this.timer = setTimeout(() => this.now(), PAUSE);
  }

  async now() {
    const turn = ++this.turn;
    try {
      const answer = await this.ask();
      if (turn === this.turn) this.show(answer);
    } catch {
      if (turn === this.turn) this.place.replaceChildren(make("p", "verdict-sentence", "暂时不能审查流程图，请检查网络或重新登录。"));
    }
  }

  show(answer) {
    this.place.classList.remove("is-stale");
    const good = answer.verdict === "sound" && answer.faults.length === 0;
    this.place.className = `designer-verdict ${good ? "is-good" : "is-bad"}`;
    const parts = [make("strong", "verdict-word", answer.word), make("p", "verdict-sentence", answer.sentence)];
    if (answer.witness.length) parts.push(make("p", "verdict-story", `经过：${answer.witness.join(" → ")}`));
    if (answer.faults.length) parts.push(this.list(answer.faults));
    this.place.replaceChildren(...parts);
    this.mark(answer.faults);
  }

  list(faults) {
    const list = make("ul", "verdict-faults");
    for (const fault of faults.slice(0, 30)) {
      const line = make("li");
      const words = `${fault.name ? `“${fault.name}”` : ""}${fault.message}`;
      const element = this.modeler.get("elementRegistry").get(fault.element);
      line.append(element ? button(words, () => this.modeler.get("selection").select(element)) : document.createTextNode(words));
      list.append(line);
    }
    return list;
  }

  mark(faults) {
    const canvas = this.modeler.get("canvas");
    const registry = this.modeler.get("elementRegistry");
    for (const id of this.marked) if (registry.get(id)) canvas.removeMarker(id, "is-faulty");
    this.marked = [...new Set(faults.map((fault) => fault.element))].filter((id) => registry.get(id));
    for (const id of this.marked) canvas.addMarker(id, "is-faulty");
  }
}
