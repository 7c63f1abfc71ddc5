// Builds every page's script into the web project. Each is whole in itself: what it imported from a file of another name could not be
// cached for ever under the page's fingerprint.
import { existsSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const outDir = here("../AnnotationHub.Web/wwwroot/app");

// A page's folder holds its main.ts.
const pages = {
  workbench: here("src/labeling/main.ts"),
  review: here("src/review/main.ts"),
  floor: here("src/review/floor.ts"),
  flags: here("src/review/flags.ts"),
  pageKeys: here("src/review/pageKeys.ts"),
  signOut: here("src/signOut/main.ts"),
  upload: here("src/projects/main.ts"),
};

rmSync(outDir, { recursive: true, force: true });
for (const [name, input] of Object.entries(pages).filter(([, path]) => existsSync(path))) {
  await build({
    configFile: false,
    root: here("."),
    logLevel: "warn",
    build: {
      // Windows 7 with Chrome 109 is still common in the villages.
      target: "chrome109",
      cssTarget: "chrome109",
      outDir,
      emptyOutDir: false,
      modulePreload: { polyfill: false },
      // Plain names: the static-asset manifest of the web project adds the fingerprints.
      rollupOptions: { input: { [name]: input }, output: { entryFileNames: "[name].js" } },
    },
  });
}
