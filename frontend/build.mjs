// Bundles what the browser gets into dist/: one script, one style sheet, one sprite of icons; the designer apart.
import { build } from "esbuild";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";

const OUT = "dist";

await rm(OUT, { recursive: true, force: true });
await mkdir(OUT);
await build({
  entryPoints: [
    { in: "src/main.js", out: "zhengban" },
    { in: "src/main.css", out: "zhengban" },
    { in: "src/designer/main.js", out: "designer" },
    { in: "src/designer/main.css", out: "designer" },
  ],
  outdir: OUT,
  bundle: true,
  minify: true,
  format: "iife",
  target: ["es2022", "chrome109", "firefox115", "safari16"],
  legalComments: "linked",
  loader: { ".svg": "dataurl" },
  logLevel: "warning",
});
await copyFile("src/favicon.svg", `${OUT}/favicon.svg`);
await writeFile(`${OUT}/icons.svg`, await sprite("src/icons.txt"));

// One <symbol> for each name in the list: <use href="icons.svg#inbox">.
async function sprite(listFile) {
  const names = (await readFile(listFile, "utf8")).split("\n").map((name) => name.trim()).filter(Boolean);
  const symbols = await Promise.all(names.map(symbol));
  return `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`;
}

async function symbol(name) {
  const svg = await readFile(`node_modules/@tabler/icons/icons/outline/${name}.svg`, "utf8");
  const drawing = svg
    .slice(svg.indexOf(">", svg.indexOf("<svg")) + 1, svg.lastIndexOf("</svg>"))
    .replace(/<path stroke="none" d="M0 0h24v24H0z" fill="none" \/>/, "")
    .replace(/\s*\n\s*/g, "");
  return (
    `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" ` +
    `stroke-linecap="round" stroke-linejoin="round">${drawing}</symbol>`
  );
}
