import { describe, expect, it } from "vitest";
import { actionOf } from "../../src/labeling/keys";

const press = (key: string, held: Partial<Record<"ctrlKey" | "metaKey" | "shiftKey" | "altKey", boolean>> = {}): string | null =>
  actionOf({ key, ctrlKey: false, metaKey: false, shiftKey: false, altKey: false, ...held });

describe("keys", () => {
  it("choose how to place, one key apart", () => {
    expect(["1", "2", "3", "4", "5"].map((key) => press(key))).toEqual([
      "mode:point",
      "mode:snap",
      "mode:drag",
      "mode:curve",
      "mode:start",
    ]);
  });

  it("move by a screen pixel, by ten, and by a quarter of the photograph's", () => {
    expect(press("ArrowLeft")).toBe("nudge:-1,0:normal");
    expect(press("ArrowLeft", { shiftKey: true })).toBe("nudge:-1,0:coarse");
    expect(press("ArrowDown", { altKey: true })).toBe("nudge:0,1:fine");
  });

  it("work whatever the state of Caps Lock", () => {
    expect([press("a"), press("A")]).toEqual(["confirmGroup", "confirmGroup"]);
    expect(press("Z", { ctrlKey: true, shiftKey: true })).toBe("redo");
  });

  it("leave the browser's own keys alone", () => {
    expect(press("r", { ctrlKey: true })).toBeNull();
    expect(press("F5")).toBeNull();
  });
});
