import { describe, expect, it, vi } from "vitest";
import { QueueWatch } from "../../src/review/queueWatch";

function watch(): {
  watch: QueueWatch;
  look: ReturnType<typeof vi.fn>;
  line: { open: ReturnType<typeof vi.fn>; close: ReturnType<typeof vi.fn> };
} {
  const [look, line] = [vi.fn(), { open: vi.fn(), close: vi.fn() }];
  return { watch: new QueueWatch(line, look), look, line };
}

describe("a review page without a face", () => {
  it("looks at the server's word, and by the clock not at all while the line is up", () => {
    const { watch: it, look } = watch();
    it.begin();
    it.live(true);
    it.waiting(0);
    it.tick();
    expect(look).toHaveBeenCalledTimes(0);
    it.waiting(2);
    expect(look).toHaveBeenCalledTimes(1);
  });

  it("looks by the clock while the line is down", () => {
    const { watch: it, look } = watch();
    it.begin();
    it.tick();
    it.live(true);
    it.live(false);
    it.tick();
    expect(look).toHaveBeenCalledTimes(2);
  });

  it("looks once for what waits and is not given to it", () => {
    const { watch: it, look } = watch();
    it.begin();
    it.live(true);
    for (let said = 0; said < 5; said++) it.waiting(3);
    expect(look).toHaveBeenCalledTimes(1);
    it.waiting(4);
    it.tick();
    expect(look).toHaveBeenCalledTimes(3);
  });

  it("has its line only while there is no face", () => {
    const { watch: it, look, line } = watch();
    it.waiting(1);
    it.tick();
    it.begin();
    it.begin();
    it.end();
    it.end();
    it.waiting(1);
    it.tick();
    expect([look.mock.calls.length, line.open.mock.calls.length, line.close.mock.calls.length]).toEqual([0, 1, 1]);
  });
});
