import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { imagePoint } from "../../src/geometry/points";
import { Busy, LineDown } from "../../src/line/connection";
import { Face } from "../../src/labeling/face";
import { type Line, Sender } from "../../src/line/sender";
import type {
  NewPlacement,
  PlacementMessage,
  PlaceRequest,
  Scheme,
  SubmissionOutcome,
  SubmitRequest,
  TaskOffer,
} from "../../src/line/wire";
import { Outbox } from "../../src/state/outbox";

const LANDMARKS = 24;
const ID = "0199b0a0-0000-7000-8000-000000000001";

const scheme = {
  guidedOrder: Array.from({ length: LANDMARKS }, (_, i) => i),
  meanShape: Array.from({ length: LANDMARKS }, (_, i) => [i % 5, i / 5]),
} as unknown as Scheme;

const offer = {
  assignmentId: ID,
  epoch: 1,
  placements: [],
  imageWidth: 100,
  imageHeight: 100,
  faceBox: { x: 0, y: 0, width: 100, height: 100 },
} as unknown as TaskOffer;

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, Math.random() * 3));

const realTimeout = setTimeout;

/** Time passes for the sender; the database, whose time is real, comes to rest. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await new Promise<void>((done) => realTimeout(done, 10));
}

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

describe("a server that is too busy", () => {
  it("is asked again by itself, as the line tells nothing", async () => {
    const server = new Server();
    const { face, sender } = await open(server);
    let refusals = 2;
    const place = server.place.bind(server);
    server.place = async (request): Promise<number> => {
      if (refusals-- > 0) throw new Busy();
      return place(request);
    };
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    face.place(0, { point: imagePoint(1, 1), visibility: "visible" });
    await face.written;
    while ((await outbox.waiting()) > 0) await pass(1_000);
    vi.useRealTimers();
    expect(server.placements).toHaveLength(1);
    await sender.flush();
  });
});

describe("two faces finished without a line", () => {
  it("are submitted in the order in which they were finished", async () => {
    const server = new Server();
    const submitted: string[] = [];
    server.submit = async ({ assignmentId }): Promise<SubmissionOutcome> => {
      submitted.push(assignmentId);
      return { assignmentId, status: "accepted", findings: [] } as unknown as SubmissionOutcome;
    };
    server.isUp = false;
    const { sender } = await open(server);
    // The later of the two has the smaller key, under which the browser would list it first.
    const ids = ["0199b0a0-0000-7000-8000-000000000009", "0199b0a0-0000-7000-8000-000000000005"];
    for (const assignmentId of ids) {
      sender.open(assignmentId, 1);
      const face = await Face.open({ ...offer, assignmentId }, scheme, outbox, () => undefined);
      face.place(0, { point: imagePoint(1, 1), visibility: "visible" });
      await face.finish([]);
      await new Promise((done) => setTimeout(done, 3));
      server.placements.length = 0;
    }
    server.isUp = true;
    server.place = async ({ firstSequence, placements }): Promise<number> => firstSequence + placements.length - 1;
    await sender.flush();
    expect(submitted).toEqual(ids);
  });
});

describe("a person who takes three seconds and a half a landmark", () => {
  it("sends them in company all the same", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let messages = 0;
    const line: Line = {
      place: async ({ firstSequence, placements }) => {
        messages++;
        return firstSequence + placements.length - 1;
      },
      submit: () => Promise.reject(new Error("not asked for")),
    };
    const sender = new Sender(outbox, line, { waiting: () => undefined, submitted: () => undefined, refused: () => undefined });
    sender.open(ID, 1);
    const face = await Face.open(offer, scheme, outbox, (placements) => void sender.soon(placements));
    for (let landmark = 0; landmark < LANDMARKS; landmark++) {
      face.place(landmark, { point: imagePoint(landmark, 1), visibility: "visible" });
      await face.written;
      await pass(3_500);
    }
    await sender.flush();
    vi.useRealTimers();
    expect(messages).toBeLessThanOrEqual(LANDMARKS / 8 + 1);
  });
});

describe("a face in hand", () => {
  const server = (landmark: number, x: number, sequence: number): PlacementMessage => ({
    landmark,
    x,
    y: 0,
    visibility: "visible",
    sequence,
  });
  const put = (face: Face, landmark: number, x: number): void => face.place(landmark, { point: imagePoint(x, 0), visibility: "visible" });
  const reopen = (placements: readonly PlacementMessage[], epoch = 2): Promise<Face> =>
    Face.open({ ...offer, epoch, placements }, scheme, outbox, () => undefined);
  const queued = async (): Promise<readonly [number, number][]> => (await outbox.batch(ID, 0)).map((p) => [p.sequence, p.landmark]);

  it("forgets what arrived, though its acknowledgement did not", async () => {
    const face = await reopen([], 1);
    for (const l of [0, 1, 2]) put(face, l, 10 + l);
    await face.written;
    const again = await reopen([server(0, 10, 1), server(1, 11, 2)]);
    expect(await outbox.waiting()).toBe(1);
    expect((await outbox.batch(ID, 2)).map((p) => p.landmark)).toEqual([2]);
    expect(again.store.count).toBe(3);
    again.undo();
    expect(again.store.count).toBe(2);
  });

  it.each(["after a reload", "in hand"])(
    "puts its queue behind what another computer placed meanwhile, so that what is seen is what is sent: %s",
    async (how) => {
      const face = await reopen([], 1);
      for (const l of [0, 1, 2]) put(face, l, 10 + l);
      await face.written;
      const held = [server(0, 50, 1), server(5, 55, 2)];
      const again = how === "in hand" ? face : await reopen(held);
      if (how === "in hand") await face.reopened({ ...offer, epoch: 2, placements: held });
      expect((await outbox.batch(ID, 2)).map((p) => [p.sequence, p.landmark])).toEqual([
        [3, 0],
        [4, 1],
        [5, 2],
      ]);
      expect([0, 1, 2, 5].map((l) => again.store.get(l)?.point?.x)).toEqual([10, 11, 12, 55]);
      put(again, 6, 66);
      await again.written;
      expect((await outbox.batch(ID, 5)).map((p) => p.landmark)).toEqual([6]);
    },
  );

  it("takes over another computer's work where nothing waits here", async () => {
    const face = await reopen([], 1);
    put(face, 0, 10);
    await face.written;
    await outbox.acknowledge(ID, 1);
    await face.reopened({ ...offer, epoch: 2, placements: [server(0, 44, 2), server(1, 45, 3)] });
    expect([0, 1].map((l) => face.store.get(l)?.point?.x)).toEqual([44, 45]);
    put(face, 2, 12);
    await face.written;
    expect((await outbox.batch(ID, 3)).map((p) => p.landmark)).toEqual([2]);
  });

  it("gives a server that was restored from a backup what it has lost", async () => {
    const face = await reopen([], 1);
    for (const l of [0, 1, 2]) put(face, l, 10 + l);
    await face.written;
    await outbox.acknowledge(ID, 3);
    const again = await reopen([server(0, 10, 1)]);
    await again.written;
    expect((await outbox.batch(ID, 1)).map((p) => p.landmark).sort()).toEqual([0, 1, 2]);
    expect(again.store.count).toBe(3);
  });

  it("leaves out after a reload what was taken back, though the server holds it", async () => {
    const face = await reopen([], 1);
    for (const l of [0, 1, 2]) put(face, l, 10 + l);
    face.undo();
    face.undo();
    put(face, 5, 15);
    await face.written;
    await outbox.acknowledge(ID, 4);
    const again = await reopen([server(0, 10, 1), server(1, 11, 2), server(2, 12, 3), server(5, 15, 4)]);
    expect([0, 1, 2, 5].filter((l) => again.store.get(l))).toEqual([0, 5]);
    put(again, 1, 21);
    await again.written;
    const last = await reopen([server(0, 10, 1), server(1, 21, 5), server(2, 12, 3), server(5, 15, 4)]);
    expect([0, 1, 2, 5].filter((l) => last.store.get(l))).toEqual([0, 1, 5]);
  });

  it("keeps placements where the server takes them", async () => {
    const face = await reopen([], 1);
    put(face, 0, 5_000);
    expect(face.store.get(0)?.point?.x).toBe(200);
  });

  it("says so when nothing can be kept", async () => {
    let lost = 0;
    const broken = await Outbox.open(`broken-${round++}`, () => {
      lost++;
    });
    const face = await Face.open(offer, scheme, broken, () => undefined);
    const other = await Outbox.find(`broken-${round - 1}`);
    await other?.clear();
    expect(lost).toBe(1);
    put(face, 0, 1);
    await expect(face.written).rejects.toThrow();
    expect(lost).toBe(2);
    expect(await queued()).toEqual([]);
  });

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
