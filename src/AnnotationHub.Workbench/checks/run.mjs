// Fails the build on what Chrome 109 does not know, and on more than the workbench may weigh on its first visit.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { newerInScript, newerInStyle } from "./chrome109.mjs";

const BUDGET_BYTES = 90 * 1024;
const FIRST_VISIT = ["app/workbench.js", "site.css", "workbench.css"];

const root = fileURLToPath(new URL("../../AnnotationHub.Web/wwwroot/", import.meta.url));
const faults = [];
for (const file of readdirSync(root, { recursive: true, encoding: "utf8" }).sort()) {
  const newer = file.endsWith(".js") ? newerInScript : file.endsWith(".css") ? newerInStyle : null;
  for (const fault of newer?.(readFileSync(join(root, file), "utf8")) ?? []) faults.push(`${file} is not for Chrome 109: ${fault}`);
}

const bytes = FIRST_VISIT.reduce((sum, file) => sum + gzipSync(readFileSync(join(root, file))).length, 0);
if (bytes > BUDGET_BYTES) faults.push(`The workbench's first visit takes ${bytes} bytes compressed, ${BUDGET_BYTES} are allowed.`);

for (const fault of faults) console.error(fault);
console.log(`First visit of the workbench: ${(bytes / 1024).toFixed(1)} of ${BUDGET_BYTES / 1024} KB compressed.`);
process.exitCode = faults.length > 0 ? 1 : 0;
