import { describe, expect, it } from "vitest";
import { imagePoint, screenPoint } from "../../src/geometry/points";
import { MAX_ZOOM, MIN_ZOOM, Viewport } from "../../src/geometry/viewport";

const FACE = { x: 812.25, y: 403.5, width: 240, height: 310 };
const [WIDTH, HEIGHT] = [1000, 700];

describe("viewport", () => {
  it("maps a click back to within a hundredth of a pixel of the photograph at every zoom", () => {
    let view = Viewport.fit(FACE, WIDTH, HEIGHT);
    for (let notch = -30; notch <= 30; notch++) {
      view = Viewport.fit(FACE, WIDTH, HEIGHT).zoomAt(screenPoint(333, 222), 1.2 ** notch);
      for (const [x, y] of [
        [0, 0],
        [812.25, 403.5],
        [3999.99, 2999.01],
      ] as const) {
        const back = view.toImage(view.toScreen(imagePoint(x, y)));
        expect(Math.abs(back.x - x)).toBeLessThan(0.01);
        expect(Math.abs(back.y - y)).toBeLessThan(0.01);
      }
    }
  });

  it("keeps what is under the pointer under it while zooming", () => {
    const at = screenPoint(120, 610);
    const view = Viewport.fit(FACE, WIDTH, HEIGHT);
    const under = view.toImage(at);
    const after = view.zoomAt(at, 5).toScreen(under);
    expect(after.x).toBeCloseTo(at.x, 6);
    expect(after.y).toBeCloseTo(at.y, 6);
  });

  it("shows the whole box, centred, however wide or high", () => {
    for (const box of [FACE, { x: 0, y: 0, width: 4000, height: 40 }, { x: 5, y: 9, width: 30, height: 3000 }]) {
      const view = Viewport.fit(box, WIDTH, HEIGHT);
      const [a, b] = [view.toScreen(imagePoint(box.x, box.y)), view.toScreen(imagePoint(box.x + box.width, box.y + box.height))];
      expect(Math.min(a.x, a.y)).toBeGreaterThanOrEqual(0);
      expect(b.x).toBeLessThanOrEqual(WIDTH);
      expect(b.y).toBeLessThanOrEqual(HEIGHT);
      expect((a.x + b.x) / 2).toBeCloseTo(WIDTH / 2, 6);
      expect((a.y + b.y) / 2).toBeCloseTo(HEIGHT / 2, 6);
    }
  });

  it("stops zooming where a person sees nothing more", () => {
    const view = Viewport.fit(FACE, WIDTH, HEIGHT);
    expect(view.zoomAt(screenPoint(0, 0), 1e9).zoom).toBe(MAX_ZOOM);
    expect(view.zoomAt(screenPoint(0, 0), 1e-9).zoom).toBe(MIN_ZOOM);
  });

  it("moves only for a point that is near the edge or outside", () => {
    const view = Viewport.fit(FACE, WIDTH, HEIGHT);
    expect(view.reveal(imagePoint(930, 560), WIDTH, HEIGHT)).toBe(view);
    const moved = view.reveal(imagePoint(2500, 560), WIDTH, HEIGHT).toScreen(imagePoint(2500, 560));
    expect([moved.x, moved.y]).toEqual([WIDTH / 2, HEIGHT / 2]);
  });
});
