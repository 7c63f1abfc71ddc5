import "fake-indexeddb/auto";
import { beforeEach, describe, expect, it } from "vitest";
import { imagePoint } from "../../src/geometry/points";
import { Face } from "../../src/labeling/face";
import { Sender } from "../../src/line/sender";
import type { PlacementMessage } from "../../src/line/wire";
import { Outbox } from "../../src/state/outbox";
import { ID, LANDMARKS, label, offer, scheme, Server, unsent, until } from "../line/server";

let outbox: Outbox;
let round = 0;

beforeEach(async () => {
  outbox = await Outbox.open(`in-hand-${round++}`);
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
    Face.open({ ...offer, epoch, placements }, scheme, outbox, unsent);
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
    const face = await Face.open(offer, scheme, broken, unsent);
    const other = await Outbox.find(`broken-${round - 1}`);
    await other?.clear();
    expect(lost).toBe(1);
    put(face, 0, 1);
    await expect(face.written).rejects.toThrow();
    expect(lost).toBe(2);
    await expect(face.reopened({ ...offer, epoch: 2 })).rejects.toThrow();
    await expect(broken.acknowledge(ID, 1)).rejects.toThrow();
    expect(lost).toBe(3);
    expect(await queued()).toEqual([]);
  });

  it("comes back after a reload with what had not arrived, and can be undone", async () => {
    const server = new Server();
    server.isUp = false;
    const sender = new Sender(outbox, server, { waiting: () => undefined, submitted: () => undefined, refused: () => undefined });
    sender.open(ID, 1);
    const face = await Face.open(offer, scheme, outbox, sender);
    await label(face);
    await until(() => face.store.count === LANDMARKS);
    await face.finish([]);
    await face.reopen();
    const again = await Face.open(offer, scheme, outbox, unsent);
    expect(again.store.count).toBe(LANDMARKS);
    again.undo();
    expect(again.store.get(LANDMARKS - 1)).toBeNull();
    expect(again.missing).toEqual([LANDMARKS - 1]);
  });

  it("keeps what was acknowledged when it is sent twice in one moment", async () => {
    const face = await reopen([], 1);
    put(face, 0, 1);
    await Promise.all([face.finish(["swapped-eyes"]), face.finish([])]);
    expect((await outbox.assignment(ID))?.finished?.acknowledged).toEqual(["swapped-eyes"]);
    await face.reopen();
    await face.finish([]);
    expect((await outbox.assignment(ID))?.finished?.acknowledged).toEqual([]);
  });
});
