import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { Aim } from "../../src/canvas/aim";
import { imagePoint, screenPoint } from "../../src/geometry/points";
import { Viewport } from "../../src/geometry/viewport";
import { Face } from "../../src/labeling/face";
import type { Scheme, TaskOffer } from "../../src/line/wire";
import { Outbox } from "../../src/state/outbox";
import { unsent } from "../line/server";
import type { Placed } from "../../src/state/placements";

// Two rows of five: a brow and an eye, a hundred pixels apart on the photograph.
const scheme = {
  guidedOrder: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
  groups: [
    { key: "brow", kind: "brow", name: "brow", landmarks: [0, 1, 2, 3, 4] },
    { key: "eye", kind: "eye", name: "eye", landmarks: [5, 6, 7, 8, 9] },
  ],
  meanShape: Array.from({ length: 10 }, (_, i) => [i % 5, Math.floor(i / 5)]),
  normalization: { imageLeft: 0, imageRight: 4 },
} as unknown as Scheme;

const truth = (l: number): { x: number; y: number } => ({ x: 100 + 100 * (l % 5), y: 100 + 100 * Math.floor(l / 5) });
const at = (x: number, y: number): Placed => ({ point: imagePoint(x, y), visibility: "visible" });
const screen = Viewport.fit({ x: 0, y: 0, width: 1000, height: 1000 }, 1000, 1000, 0);

let outbox: Outbox;
let round = 0;

beforeEach(async () => {
  outbox = await Outbox.open(`face-${round++}`);
});

const open = (changes: Partial<Record<keyof TaskOffer, unknown>> = {}): Promise<Face> =>
  Face.open(
    {
      assignmentId: `0199b0a0-0000-7000-8000-00000000${1000 + round}`,
      epoch: 1,
      placements: [],
      imageWidth: 1000,
      imageHeight: 1000,
      faceBox: { x: 0, y: 0, width: 1000, height: 1000 },
      landmarks: null,
      startingShape: null,
      ...changes,
    } as unknown as TaskOffer,
    scheme,
    outbox,
    unsent,
  );

async function opened(): Promise<Face> {
  const face = await open();
  for (const l of [0, 4, 9]) face.place(l, at(truth(l).x, truth(l).y));
  return face;
}

describe("Face", () => {
  it("asks for everything where no landmarks are named, and where the list is empty or unknown", async () => {
    for (const landmarks of [null, undefined, [], [77]]) expect((await open({ landmarks })).asked).toEqual(scheme.guidedOrder);
  });

  it("asks for disputed landmarks alone, in the guided order", async () => {
    const face = await open({ landmarks: [7, 2] });
    expect(face.asked).toEqual([2, 7]);
    expect(face.current).toBe(2);
    face.place(2, at(1, 1));
    face.place(3, at(1, 1));
    expect(face.missing).toEqual([7]);
    expect(face.store.get(3)).toBeNull();
    face.step(1);
    expect(face.current).toBe(7);
    expect(face.restOfGroup).toEqual([7]);
  });

  it("holds what was passed by in its group, and lets what comes after adapt", async () => {
    const face = await opened();
    const [passed, later, elsewhere] = [face.ghosts()![1]!, face.ghosts()![3]!, face.ghosts()![6]!];
    face.place(2, at(300, 180));
    expect(face.isPassed(1)).toBe(true);
    expect(face.ghosts()![1]).toEqual(passed);
    expect(face.ghosts()![3]).not.toEqual(later);
    expect(face.ghosts()![6]).not.toEqual(elsewhere);
    // Going back to an earlier one lets those between adapt again.
    face.place(1, at(200, 150));
    expect(face.isPassed(1)).toBe(false);
    expect(face.isPassed(3)).toBe(false);
  });

  it("moves the rest of a starting shape from elsewhere by what corrections say, and keeps what is its own", async () => {
    const odd = scheme.meanShape.map((_, l) => ({ x: truth(l).x + (l === 7 ? 5 : 0), y: truth(l).y }));
    const face = await open({ startingShape: odd });
    expect(face.ghosts()![7]).toEqual(imagePoint(305, 200));
    for (const l of [0, 4, 5]) face.place(l, at(truth(l).x + 20, truth(l).y));
    const ghost = face.ghosts()![7]!;
    expect(ghost.x).toBeCloseTo(325, 6);
    expect(ghost.y).toBeCloseTo(200, 6);
  });

  it("leaves a starting shape of another length out", async () => {
    expect((await open({ startingShape: [{ x: 1, y: 1 }] })).ghosts()).toBeNull();
  });

  it("says how far each was moved from where it was suggested", async () => {
    const face = await opened();
    const ghost = face.ghosts()![1]!;
    face.placeAll(
      new Map([
        [1, at(ghost.x + 3, ghost.y + 4)],
        [2, at(face.ghosts()![2]!.x, face.ghosts()![2]!.y)],
      ]),
    );
    expect(face.moved[0]).toBeNull();
    expect(face.moved[1]).toBeCloseTo(5, 1);
    expect(face.moved[2]).toBeCloseTo(0, 1);
    expect(face.moved[5]).toBeNull();
  });
});

describe("Aim", () => {
  const aim = (face: Face, x: number, y: number): Aim => new Aim(face, screen, screenPoint(x, y));

  it("snaps what of the lit group has no place yet, though another group's mark is nearer", async () => {
    const face = await opened();
    face.current = 6;
    // Nearer to the brow's third than to the eye's third.
    expect(aim(face, 305, 145).snapped()?.landmark).toBe(7);
    expect(aim(face, 300, 101).snapped()?.landmark).toBe(2);
  });

  it("snaps a placed mark only right under the pointer", async () => {
    const face = await opened();
    face.place(5, at(104, 196));
    face.place(6, at(200, 200));
    face.current = 7;
    expect(aim(face, 201, 202).snapped()?.landmark).toBe(6);
    expect(aim(face, 250, 205).snapped()?.landmark).toBe(7);
  });

  it("takes nothing to drag where there is nothing within reach", async () => {
    const face = await opened();
    expect(aim(face, 300, 110).taken()?.landmark).toBe(2);
    expect(aim(face, 300, 950).taken()).toBeNull();
  });
});
