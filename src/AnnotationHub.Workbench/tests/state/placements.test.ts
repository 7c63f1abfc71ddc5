import { describe, expect, it } from "vitest";
import { imagePoint } from "../../src/geometry/points";
import { type Placed, PlacementStore } from "../../src/state/placements";

const at = (x: number): Placed => ({ point: imagePoint(x, 0), visibility: "visible" });
const one = (landmark: number, x: number): ReadonlyMap<number, Placed> => new Map([[landmark, at(x)]]);

describe("PlacementStore", () => {
  it("takes one act back at once, however many landmarks it placed", () => {
    const store = new PlacementStore();
    store.place(one(0, 1));
    store.place(
      new Map([
        [1, at(1)],
        [2, at(2)],
        [3, at(3)],
      ]),
    );
    store.place(one(2, 9));

    expect(store.undo()).toEqual([2]);
    expect(store.get(2)?.point?.x).toBe(2);
    expect(store.undo()).toEqual([3, 2, 1]);
    expect(store.count).toBe(1);
    expect(store.redo()).toEqual([1, 2, 3]);
    expect(store.redo()).toEqual([2]);
    expect(store.get(2)?.point?.x).toBe(9);
    expect(store.redo()).toEqual([]);
  });

  it("stands where undo left it, after a reload too", () => {
    const store = new PlacementStore();
    store.place(one(0, 1));
    store.place(one(0, 2));
    store.undo();
    store.undo();
    const again = new PlacementStore();
    again.restore(store.history);
    expect(again.get(0)).toBeNull();
    again.redo();
    again.redo();
    expect(again.get(0)?.point?.x).toBe(2);
  });

  it("keeps acts together over a reload", () => {
    const store = new PlacementStore();
    store.place(
      new Map([
        [1, at(1)],
        [2, at(2)],
      ]),
    );
    store.place(one(3, 3));
    store.undo();
    const reloaded = new PlacementStore();
    reloaded.restore(JSON.parse(JSON.stringify(store.history)));

    expect(reloaded.undo()).toEqual([2, 1]);
    expect(reloaded.redo()).toEqual([1, 2]);
    expect(reloaded.redo()).toEqual([3]);
  });

  it("forgets what was undone when something else is placed", () => {
    const store = new PlacementStore();
    store.place(one(1, 1));
    store.undo();
    store.place(one(2, 2));
    expect(store.redo()).toEqual([]);
  });
});
