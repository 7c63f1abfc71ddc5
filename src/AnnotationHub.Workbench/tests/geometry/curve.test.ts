import { describe, expect, it } from "vitest";
import { resample } from "../../src/geometry/curve";
import { distance, imagePoint } from "../../src/geometry/points";

const circle = (count: number, radius: number) =>
  Array.from({ length: count }, (_, i) =>
    imagePoint(radius * Math.cos((2 * Math.PI * i) / count), radius * Math.sin((2 * Math.PI * i) / count)),
  );

describe("a curve drawn with a few clicks", () => {
  it("ends where the first and the last click were", () => {
    const clicks = [imagePoint(10, 80), imagePoint(60, 20), imagePoint(130, 90)];
    const points = resample(clicks, 17, false)!;
    expect(points).toHaveLength(17);
    expect(distance(points[0]!, clicks[0]!)).toBeLessThan(1e-9);
    expect(distance(points[16]!, clicks[2]!)).toBeLessThan(1e-9);
  });

  it("spreads the points evenly, however unevenly the clicks were", () => {
    const points = resample([imagePoint(0, 0), imagePoint(5, 3), imagePoint(10, 5), imagePoint(200, 12)], 9, false)!;
    const gaps = points.slice(1).map((p, i) => distance(p, points[i]!));
    expect(Math.max(...gaps) / Math.min(...gaps)).toBeLessThan(1.02);
  });

  it("goes round a closed contour without giving its first point twice", () => {
    const points = resample(circle(6, 100), 8, true)!;
    expect(points).toHaveLength(8);
    for (const p of points) expect(Math.abs(Math.hypot(p.x, p.y) - 100)).toBeLessThan(3);
    expect(distance(points[7]!, points[0]!)).toBeGreaterThan(60);
  });

  it("neither loops nor leaves the clicks where two of them are close together", () => {
    const points = resample([imagePoint(0, 0), imagePoint(100, 0), imagePoint(102, 1), imagePoint(200, 0)], 41, false)!;
    for (const [i, p] of points.entries()) {
      if (i > 0) expect(p.x).toBeGreaterThan(points[i - 1]!.x);
      expect(Math.abs(p.y)).toBeLessThan(6);
    }
  });

  it("takes a double click for one", () => {
    const once = resample([imagePoint(0, 0), imagePoint(30, 9), imagePoint(80, 0)], 6, false);
    expect(resample([imagePoint(0, 0), imagePoint(30, 9), imagePoint(80, 0), imagePoint(80, 0)], 6, false)).toEqual(once);
  });

  it("asks for two clicks at least", () => {
    expect(resample([imagePoint(1, 1)], 5, false)).toBeNull();
    expect(resample([imagePoint(1, 1), imagePoint(2, 2)], 1, false)).toBeNull();
  });
});
