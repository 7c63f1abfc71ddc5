import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

// One script a page; a page's folder holds its main.ts.
const pages = {
  workbench: "src/labeling/main.ts",
  review: "src/review/main.ts",
  floor: "src/review/floor.ts",
  upload: "src/projects/main.ts",
};

export default defineConfig({
  build: {
    // Windows 7 with Chrome 109 is still common in the villages.
    target: "chrome109",
    cssTarget: "chrome109",
    outDir: here("../AnnotationHub.Web/wwwroot/app"),
    emptyOutDir: true,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: Object.fromEntries(
        Object.entries(pages)
          .map(([name, path]) => [name, here(path)] as const)
          .filter(([, path]) => existsSync(path)),
      ),
      // Plain names: the static-asset manifest of the Web project adds the fingerprints.
      output: { entryFileNames: "[name].js", chunkFileNames: "shared-[name].js", assetFileNames: "[name][extname]" },
    },
  },
  test: { environment: "happy-dom", include: ["tests/**/*.test.ts"] },
} as Parameters<typeof defineConfig>[0]);
