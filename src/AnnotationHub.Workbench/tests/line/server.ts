import { expect } from "vitest";
import { imagePoint } from "../../src/geometry/points";
import type { Face } from "../../src/labeling/face";
import { LineDown } from "../../src/line/connection";
import type { Line } from "../../src/line/sender";
import type { NewPlacement, PlaceRequest, Scheme, SubmissionOutcome, SubmitRequest, TaskOffer } from "../../src/line/wire";

export const LANDMARKS = 24;
export const ID = "0199b0a0-0000-7000-8000-000000000001";

export const scheme = {
  guidedOrder: Array.from({ length: LANDMARKS }, (_, i) => i),
  meanShape: Array.from({ length: LANDMARKS }, (_, i) => [i % 5, i / 5]),
} as unknown as Scheme;

export const offer = {
  assignmentId: ID,
  epoch: 1,
  placements: [],
  imageWidth: 100,
  imageHeight: 100,
  faceBox: { x: 0, y: 0, width: 100, height: 100 },
} as unknown as TaskOffer;

export const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 3));

/** A server: it takes what follows on what it has, and nothing else. */
export class Server implements Line {
  readonly placements: NewPlacement[] = [];
  submittedAt: number | null = null;
  answer: SubmissionOutcome["status"] = "accepted";
  isUp = true;

  async place({ firstSequence: first, placements: batch }: PlaceRequest): Promise<number> {
    await pause();
    if (!this.isUp) throw new LineDown();
    if (first > this.placements.length + 1) throw new Error(`gap: ${first} after ${this.placements.length}`);
    this.placements.splice(first - 1, Number.MAX_SAFE_INTEGER, ...batch);
    await pause();
    return this.placements.length;
  }

  async submit({ assignmentId, sequence }: SubmitRequest): Promise<SubmissionOutcome> {
    await pause();
    if (!this.isUp) throw new LineDown();
    this.submittedAt = sequence;
    return { assignmentId, status: this.answer, findings: [] } as unknown as SubmissionOutcome;
  }
}

export async function label(face: Face): Promise<void> {
  for (let landmark = 0; landmark < LANDMARKS; landmark++) {
    face.place(landmark, { point: imagePoint(landmark, 2 * landmark), visibility: "visible" });
    if (Math.random() < 0.5) await pause();
  }
}

export async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(holds()).toBe(true);
}

/** Nobody sends what is kept. */
export const unsent = { keeping: (): void => undefined, soon: (): Promise<void> => Promise.resolve() };
