import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { imagePoint } from "../../src/geometry/points";
import { Busy } from "../../src/line/connection";
import { Face } from "../../src/labeling/face";
import { type Line, Sender } from "../../src/line/sender";
import type { SubmissionOutcome } from "../../src/line/wire";
import { Outbox } from "../../src/state/outbox";
import { ID, LANDMARKS, label, offer, scheme, Server, unsent, until } from "./server";

const realTimeout = setTimeout;

/** Time passes for the sender; the database, whose time is real, comes to rest. */
async function pass(ms: number): Promise<void> {
  await vi.advanceTimersByTimeAsync(ms);
  await new Promise<void>((done) => realTimeout(done, 10));
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
  const face = await Face.open(offer, scheme, outbox, sender);
  return { face, sender, waiting: () => waiting };
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
      const face = await Face.open({ ...offer, assignmentId }, scheme, outbox, unsent);
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
    const face = await Face.open(offer, scheme, outbox, sender);
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

describe("what is on its way into the queue", () => {
  /** A disk that takes its time: nothing is kept before <done>. */
  function slowDisk(): { done: () => void; outbox: Outbox } {
    let done = (): void => undefined;
    const turned = new Promise<void>((resolve) => {
      done = resolve;
    });
    const change = outbox.change.bind(outbox);
    outbox.change = async (...args): ReturnType<Outbox["change"]> => {
      await turned;
      return change(...args);
    };
    return { done, outbox };
  }

  it("waits from the moment it is placed, and arrives though the person looked away meanwhile", async () => {
    const disk = slowDisk();
    const server = new Server();
    let waiting = -1;
    const sender = new Sender(outbox, server, {
      waiting: (count) => {
        waiting = count;
      },
      submitted: () => undefined,
      refused: () => undefined,
    });
    sender.open(ID, 1);
    const face = await Face.open(offer, scheme, outbox, sender);
    face.place(0, { point: imagePoint(1, 1), visibility: "visible" });
    expect(waiting).toBe(1);
    await sender.flush();
    expect(waiting).toBe(1);
    expect(server.placements).toHaveLength(0);
    disk.done();
    await until(() => server.placements.length === 1);
    await until(() => waiting === 0);
    // Those that come after it wait for company again.
    for (const landmark of [1, 2, 3]) face.place(landmark, { point: imagePoint(1, 1), visibility: "visible" });
    await face.written;
    await new Promise((done) => setTimeout(done, 50));
    expect(waiting).toBe(3);
    expect(server.placements).toHaveLength(1);
    sender.stop();
  });
});
