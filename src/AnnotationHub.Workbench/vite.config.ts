import { defineConfig } from "vite";

// For the tests; build.mjs builds.
export default defineConfig({
  test: { environment: "happy-dom", include: ["tests/**/*.test.{ts,mjs}"] },
} as Parameters<typeof defineConfig>[0]);
