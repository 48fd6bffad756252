// The server counts characters (Unicode code points); the browser counts UTF-16 units, two for a rare character.

/** The UTF-16 position of the code point with this number. */
export function unitOffset(text, codePoints) {
  let unit = 0;
  for (let passed = 0; passed < codePoints && unit < text.length; passed += 1) {
    unit += text.codePointAt(unit) > 0xffff ? 2 : 1;
  }
  return unit;
}
