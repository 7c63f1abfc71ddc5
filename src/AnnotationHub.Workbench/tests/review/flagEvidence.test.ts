import { describe, expect, it } from "vitest";
import { evidenceOf, type Flag } from "../../src/review/flagEvidence";

const flag = (kind: string, measured: number, limit: number, more: Partial<Flag> = {}): Flag => ({
  id: "f",
  annotatorId: "a",
  annotator: "P-AAAA",
  kind,
  subject: null,
  other: null,
  severity: "warn",
  measured,
  limit,
  labels: 7,
  raisedAt: "",
  faces: [],
  ...more,
});

/** What is asked for of the resource file, and with what. */
const asked = (key: string, ...values: readonly (string | number)[]): string => [key, ...values].join("|");

describe("what a flag rests on", () => {
  it("shows shares as per cent, errors with a decimal, charts as they are", () => {
    expect(evidenceOf(flag("impossiblePace", 1, 0.2), asked)).toBe("Flag.Measured.impossiblePace|100 %|20 %|7|");
    expect(evidenceOf(flag("noisy", 4.149, 3.2), asked)).toBe("Flag.Measured.noisy|4.1 %|3.2 %|7|");
    expect(evidenceOf(flag("drift", 6.129, 6, { subject: "grossErrors" }), asked)).toBe("Flag.Measured.drift|6.13|6|7|Drift.GrossErrors");
  });

  it("says which kind of landmark, and whose labels", () => {
    expect(evidenceOf(flag("biased", 3.4, 3, { subject: "brow" }), asked)).toBe("Flag.Measured.biased|3.4 %|3 %|7|Kind.brow");
    expect(evidenceOf(flag("copying", 0.97, 0.9, { subject: "some-id", other: "P-BBBB" }), asked)).toBe(
      "Flag.Measured.copying|97 %|90 %|7|P-BBBB",
    );
  });
});
