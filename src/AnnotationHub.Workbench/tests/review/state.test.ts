import { describe, expect, it } from "vitest";
import type { ReviewAnnotation, ReviewFace, SentLandmark } from "../../src/review/api";
import { choose, nudge, open, saveCorrection, seeLandmark, settled, startCorrection, takeChosen } from "../../src/review/state";

const at = (x: number): SentLandmark => ({ x, y: x, visibility: "visible" });
const absent: SentLandmark = { x: null, y: null, visibility: "absent" };

const annotation = (id: string, asked: readonly number[] | null, ...landmarks: SentLandmark[]): ReviewAnnotation =>
  ({ id, state: "pending", reasonCode: null, asked, landmarks }) as unknown as ReviewAnnotation;

/** Two whole labels, and a third that was asked for the middle landmark alone. */
const face = (hasConsensus: boolean): ReviewFace =>
  ({
    traceCode: "f",
    annotations: [
      annotation("a", null, at(1), at(2), at(3)),
      annotation("b", null, at(5), at(6), at(7)),
      annotation("c", [1], absent, at(9), absent),
    ],
    consensus: hasConsensus ? { landmarks: [at(3), at(4), at(5)] } : null,
  }) as unknown as ReviewFace;

describe("an annotation of disputed landmarks alone", () => {
  it("is taken with the consensus where it was not asked", () => {
    const taken = takeChosen(choose(open(face(true)), 2));
    expect(taken).toMatchObject({ decision: "correct", annotationId: "c" });
    expect(taken?.landmarks).toEqual([at(3), at(9), at(5)]);
  });

  it("is corrected from landmarks that all have their place", () => {
    const begun = startCorrection(choose(open(face(true)), 2));
    expect(saveCorrection(begun)?.landmarks).toEqual([at(3), at(9), at(5)]);
  });

  it("takes the first who placed them where there is no consensus", () => {
    expect(settled(choose(open(face(false)), 2))).toEqual([at(1), at(9), at(3)]);
  });

  it("is not taken where nobody placed the rest", () => {
    const alone = { ...face(false), annotations: [annotation("c", [1], absent, at(9), absent)] };
    expect(takeChosen(choose(open(alone), 0))).toBeNull();
  });
});

describe("how a corrected landmark is seen", () => {
  const correcting = { ...startCorrection(open({ ...face(true), faceBox: { x: 0, y: 0, width: 10, height: 10 } })), landmark: 1 };

  it("keeps its place when it is covered", () => {
    expect(saveCorrection(seeLandmark(correcting, "occluded"))?.landmarks?.[1]).toEqual({ x: 4, y: 4, visibility: "occluded" });
  });

  it("loses its place outside and comes back where it was", () => {
    const outside = seeLandmark(nudge(correcting, 1, 0), "outside");
    expect(saveCorrection(outside)?.landmarks?.[1]).toEqual({ x: null, y: null, visibility: "outside" });
    expect(saveCorrection(seeLandmark(outside, "visible"))?.landmarks?.[1]).toEqual({ x: 5, y: 4, visibility: "visible" });
  });

  it("changes nothing while nothing is corrected", () => {
    const idle = { ...open(face(true)), landmark: 1 };
    expect(seeLandmark(idle, "outside")).toBe(idle);
  });
});
