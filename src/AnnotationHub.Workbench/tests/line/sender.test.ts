import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { imagePoint } from "../../src/geometry/points";
import { LineDown } from "../../src/line/connection";
import { Face } from "../../src/labeling/face";
import { type Line, Sender } from "../../src/line/sender";
import type { NewPlacement, PlaceRequest, Scheme, SubmissionOutcome, SubmitRequest, TaskOffer } from "../../src/line/wire";
import { Outbox } from "../../src/state/outbox";

const LANDMARKS = 24;
const ID = "0199b0a0-0000-7000-8000-000000000001";

const scheme = {
  guidedOrder: Array.from({ length: LANDMARKS }, (_, i) => i),
  meanShape: Array.from({ length: LANDMARKS }, (_, i) => [i % 5, i / 5]),
} as unknown as Scheme;

const offer = { assignmentId: ID, epoch: 1, placements: [], faceBox: { x: 0, y: 0, width: 100, height: 100 } } as unknown as TaskOffer;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 3));

/** A server: it takes what follows on what it has, and nothing else. */
class Server implements Line {
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

let outbox: Outbox;
let round = 0;

beforeEach(async () => {
  outbox = await Outbox.open(`annotator-${round++}`);
});

async function open(server: Server): Promise<{ face: Face; sender: Sender; waiting: () => number }> {
  let waiting = -1;
  const sender = new Sender(outbox, server, {
    waiting: (count) => {
      waiting = count;
    },
    submitted: () => undefined,
    refused: (_id, refusal) => {
      throw refusal;
    },
  });
  sender.open(ID, 1);
  const face = await Face.open(offer, scheme, outbox, () => void sender.flush());
  return { face, sender, waiting: () => waiting };
}

async function label(face: Face): Promise<void> {
  for (let landmark = 0; landmark < LANDMARKS; landmark++) {
    face.place(landmark, { point: imagePoint(landmark, 2 * landmark), visibility: "visible" });
    if (Math.random() < 0.5) await pause();
  }
}

async function until(holds: () => boolean): Promise<void> {
  for (let i = 0; i < 400 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 5));
  expect(holds()).toBe(true);
}

describe("the sender", () => {
  it.each(Array.from({ length: 20 }, (_, i) => i))(
    "submits a face that is finished while its placements are on their way (%i)",
    async () => {
      const server = new Server();
      const { face, sender, waiting } = await open(server);
      await label(face);
      await face.finish([]);
      await sender.flush();
      await until(() => server.submittedAt !== null);
      expect(server.submittedAt).toBe(LANDMARKS);
      expect(server.placements.map((p) => p.landmark)).toEqual(scheme.guidedOrder);
      await until(() => waiting() === 0);
      expect(await outbox.assignments()).toEqual([]);
    },
  );

  it("keeps a face that was finished without a line until there is one", async () => {
    const server = new Server();
    server.isUp = false;
    const { face, sender } = await open(server);
    await label(face);
    await face.finish([]);
    await sender.flush();
    expect(await outbox.waiting()).toBe(LANDMARKS);
    server.isUp = true;
    await sender.flush();
    expect(server.submittedAt).toBe(LANDMARKS);
    expect(await outbox.waiting()).toBe(0);
  });

  it("does not submit again what the server wants another look at", async () => {
    const server = new Server();
    server.answer = "needsAttention";
    const { face, sender } = await open(server);
    await label(face);
    await face.finish([]);
    await sender.flush();
    expect(server.submittedAt).toBe(LANDMARKS);
    server.submittedAt = null;
    await sender.flush();
    expect(server.submittedAt).toBeNull();
    expect((await outbox.assignment(ID))?.finished).toBeNull();
  });
});

describe("a face in hand", () => {
  it("comes back after a reload with what had not arrived, and can be undone", async () => {
    const server = new Server();
    server.isUp = false;
    const { face } = await open(server);
    await label(face);
    await until(() => face.store.count === LANDMARKS);
    await face.finish([]);
    await face.reopen();
    const again = await Face.open(offer, scheme, outbox, () => undefined);
    expect(again.store.count).toBe(LANDMARKS);
    again.undo();
    expect(again.store.get(LANDMARKS - 1)).toBeNull();
    expect(again.missing).toEqual([LANDMARKS - 1]);
  });
});
