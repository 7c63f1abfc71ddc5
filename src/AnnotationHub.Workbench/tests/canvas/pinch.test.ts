import { describe, expect, it } from "vitest";
import { Pinch } from "../../src/canvas/pinch";
import { distance, imagePoint, screenPoint } from "../../src/geometry/points";
import { Viewport } from "../../src/geometry/viewport";

const view = Viewport.fit({ x: 0, y: 0, width: 1000, height: 800 }, 1000, 800, 0);

describe("Pinch", () => {
  it("leaves the view alone while one finger is down", () => {
    const pinch = new Pinch();
    pinch.down(1, screenPoint(100, 100));
    expect(pinch.isActive).toBe(false);
    expect(pinch.move(1, screenPoint(200, 200), view)).toBeNull();
  });

  it("keeps under each finger what was under it", () => {
    const pinch = new Pinch();
    pinch.down(1, screenPoint(400, 400));
    pinch.down(2, screenPoint(600, 400));
    const [a, b] = [view.toImage(screenPoint(400, 400)), view.toImage(screenPoint(600, 400))];
    let now = view;
    for (let step = 1; step <= 10; step++) {
      now = pinch.move(1, screenPoint(400 - 20 * step, 400 - 5 * step), now) ?? now;
      now = pinch.move(2, screenPoint(600 + 10 * step, 400 - 5 * step), now) ?? now;
    }
    expect(distance(now.toScreen(a), screenPoint(200, 350))).toBeLessThan(1);
    expect(distance(now.toScreen(b), screenPoint(700, 350))).toBeLessThan(1);
    expect(now.zoom / view.zoom).toBeCloseTo(2.5, 2);
  });

  it("is over when a finger is lifted", () => {
    const pinch = new Pinch();
    pinch.down(1, screenPoint(1, 1));
    pinch.down(2, screenPoint(9, 9));
    pinch.up(1);
    expect(pinch.isActive).toBe(false);
    expect(view.toImage(screenPoint(0, 0))).toEqual(imagePoint(0, 0));
  });
});
