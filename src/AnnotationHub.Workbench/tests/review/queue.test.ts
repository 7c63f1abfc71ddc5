import { describe, expect, it } from "vitest";
import type { QueuedFace, QueuePage } from "../../src/review/api";
import { ReviewQueue } from "../../src/review/queue";

const page = (...codes: string[]): QueuePage => ({
  items: codes.map((traceCode) => ({ traceCode }) as QueuedFace),
  next: null,
  total: codes.length,
});

async function queueOf(...codes: string[]): Promise<{ queue: ReviewQueue; answer: (p: Promise<QueuePage> | QueuePage) => void }> {
  let next: Promise<QueuePage> | QueuePage = page(...codes);
  const queue = new ReviewQueue(async () => next);
  await queue.refill();
  return { queue, answer: (p) => (next = p) };
}

describe("the review queue", () => {
  it("puts the face behind in the place of one that was decided", async () => {
    const { queue } = await queueOf("a", "b", "c");
    queue.settle("a");
    expect([queue.current?.traceCode, queue.total]).toEqual(["b", 2]);
  });

  it("comes back to what was passed over", async () => {
    const { queue } = await queueOf("a", "b");
    queue.step(1);
    queue.settle("b");
    expect(queue.current?.traceCode).toBe("a");
    queue.settle("a");
    expect([queue.current, queue.total]).toEqual([undefined, 0]);
  });

  it("does not show again what was decided while the list was on its way", async () => {
    const { queue, answer } = await queueOf("a", "b", "c");
    let arrive: (p: QueuePage) => void = () => undefined;
    answer(
      new Promise((resolve) => {
        arrive = resolve;
      }),
    );
    const refilling = queue.refill();
    queue.settle("a");
    arrive(page("a", "b", "c", "d"));
    await refilling;
    expect([queue.current?.traceCode, queue.length, queue.total]).toEqual(["b", 3, 3]);
  });

  it("shows a face again that came to wait anew", async () => {
    const { queue, answer } = await queueOf("a", "b");
    queue.settle("a");
    answer(page("a", "b"));
    await queue.refill();
    expect(queue.length).toBe(2);
    expect(queue.current?.traceCode).toBe("b");
  });

  it("stays on the current face when more urgent ones arrive", async () => {
    const { queue, answer } = await queueOf("a", "b");
    queue.step(1);
    answer(page("x", "a", "b"));
    await queue.refill();
    expect(queue.current?.traceCode).toBe("b");
    expect(queue.step(-1)).toBe(true);
    expect(queue.current?.traceCode).toBe("a");
  });
});
