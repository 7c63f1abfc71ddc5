// @vitest-environment node
import { describe, expect, it } from "vitest";
import { newerInScript, newerInStyle } from "../../checks/chrome109.mjs";

describe("the check for Chrome 109", () => {
  it.each([
    ["let a = /[\\p{L}--[a-z]]/v;", "syntax"],
    ["using a = b();", "syntax"],
    ["const sorted = list.toSorted();", "toSorted"],
    ["const { promise } = Promise.withResolvers();", "withResolvers"],
    ["if (URL.canParse(address)) go();", "canParse"],
    ["panel.showPopover();", "showPopover"],
    ["document.startViewTransition(change);", "startViewTransition"],
    ["const groups = Object.groupBy(list, kind);", "groupBy"],
  ])("finds what is newer in %s", (script, what) => {
    expect(newerInScript(script).join()).toContain(what);
  });

  it.each([
    "const last = list.at(-1) ?? structuredClone(other);",
    "class A { #x = 1; static { A.y = Object.hasOwn({}, 'z'); } }",
    "new BroadcastChannel('a').postMessage(crypto.randomUUID());",
    "const tools = { showPopover() {} }; tools.showPopover();",
  ])("lets pass %s", (script) => {
    expect(newerInScript(script)).toEqual([]);
  });

  it.each([
    ["a { color: oklch(50% 0.2 30); }", "oklch"],
    ["a { & b { color: red; } }", "nesting"],
    ["a { b { color: red; } }", "syntax"],
    ["@starting-style { a { opacity: 0; } }", "starting-style"],
    ["input:user-invalid { color: red; }", "user-invalid"],
    ["p { text-wrap: balance; }", "text-wrap"],
    ["p { field-sizing: content; }", "field-sizing"],
    ["p { color: light-dark(red, blue); }", "light-dark"],
  ])("finds what is newer in %s", (style, what) => {
    expect(newerInStyle(style).join()).toContain(what);
  });

  it.each([
    "body:has(.workbench) { height: 100dvh; }",
    "@media (prefers-color-scheme: dark) { :root { --ink: #fff; } }",
    "a:focus-visible { inset: 0; aspect-ratio: 1; accent-color: red; }",
  ])("lets pass %s", (style) => {
    expect(newerInStyle(style)).toEqual([]);
  });
});
