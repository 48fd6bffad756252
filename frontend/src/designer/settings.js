// Reading and writing our settings of an element (zb:* in extensionElements), through the command stack so that
// every change can be undone.
export class Settings {
  constructor(modeler) {
    this.modeling = modeler.get("modeling");
    this.moddle = modeler.get("moddle");
  }

  all(element, type) {
    const values = element.businessObject.extensionElements?.values ?? [];
    return values.filter((one) => one.$type === `zb:${type}`);
  }

  one(element, type) {
    return this.all(element, type)[0];
  }

  get(element, type, name) {
    return this.one(element, type)?.get(name) ?? "";
  }

  // Sets attributes of the single setting of that type; an empty value takes the attribute away.
  set(element, type, attributes) {
    const before = this.one(element, type);
    const kept = before ? this.attributes(before) : {};
    const wanted = Object.fromEntries(
      Object.entries({ ...kept, ...attributes }).filter(([, value]) => value !== "" && value !== undefined),
    );
    const made = Object.keys(wanted).length ? [this.moddle.create(`zb:${type}`, wanted)] : [];
    this.replace(element, type, made);
  }

  // Replaces all settings of that type by these.
  replace(element, type, made) {
    const object = element.businessObject;
    const others = (object.extensionElements?.values ?? []).filter((one) => one.$type !== `zb:${type}`);
    const values = [...others, ...made].sort((a, b) => place(a) - place(b));
    const extension = this.moddle.create("bpmn:ExtensionElements", { values });
    for (const value of values) value.$parent = extension;
    extension.$parent = object;
    this.modeling.updateModdleProperties(element, object, { extensionElements: extension });
  }

  create(type, attributes) {
    return this.moddle.create(`zb:${type}`, attributes);
  }

  attributes(setting) {
    const names = setting.$descriptor.properties.filter((one) => one.isAttr).map((one) => one.ns.localName);
    return Object.fromEntries(names.map((name) => [name, setting.get(name)]).filter(([, value]) => value));
  }
}

const ORDER = ["Activity", "Who", "Deadline", "Outcome", "Variable", "Circulate", "Facts", "Each"];

function place(value) {
  const at = ORDER.indexOf(value.$type.slice(3));
  return at < 0 ? ORDER.length : at;
}
