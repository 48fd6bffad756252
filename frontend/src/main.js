// What every page gets. Each module finds its own elements by data attributes (docs/developer/pages.md).
import htmx from "htmx.org";
import "@tabler/core/js/src/bootstrap/collapse";
import "@tabler/core/js/src/bootstrap/dropdown";
import "@tabler/core/js/src/bootstrap/offcanvas";
import "@tabler/core/js/src/bootstrap/tab";
import "./confirm.js";
import "./draft-keeper.js";
import "./dropzone.js";
import "./filters.js";
import "./findings.js";
import "./notices.js";
import "./people-picker.js";
import "./preview.js";
import "./refusals.js";
import "./split.js";
import "./submit-once.js";

window.htmx = htmx;
