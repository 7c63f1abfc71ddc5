import { describe, expect, it } from "vitest";
import { type ImagePoint, imagePoint } from "../../src/geometry/points";
import { fitShape, type ShapePoint, shapeInBox } from "../../src/geometry/similarity";

const MEAN: readonly ShapePoint[] = [
  [-0.5, 0],
  [0.5, 0],
  [0, 0.6],
  [-0.3, 1.1],
  [0.3, 1.1],
];

const turned = (degrees: number, scale: number, x: number, y: number): ImagePoint[] => {
  const [cos, sin] = [Math.cos((degrees * Math.PI) / 180) * scale, Math.sin((degrees * Math.PI) / 180) * scale];
  return MEAN.map(([px, py]) => imagePoint(cos * px - sin * py + x, sin * px + cos * py + y));
};

describe("the mean shape on known landmarks", () => {
  it.each([
    [0, 120, 400, 300],
    [-35, 61.5, 2000, 77],
    [170, 9, 3, 4],
  ])("finds a face turned by %i degrees from two of its landmarks", (degrees, scale, x, y) => {
    const truth = turned(degrees, scale, x, y);
    const fitted = fitShape(
      MEAN,
      new Map([
        [0, truth[0]!],
        [3, truth[3]!],
      ]),
    )!;
    for (const [i, p] of fitted.entries()) {
      expect(p.x).toBeCloseTo(truth[i]!.x, 6);
      expect(p.y).toBeCloseTo(truth[i]!.y, 6);
    }
  });

  it("says nothing where one landmark is all that is known", () => {
    expect(fitShape(MEAN, new Map([[2, imagePoint(4, 5)]]))).toBeNull();
  });

  it("stays inside the face's box and keeps its proportions", () => {
    const box = { x: 100, y: 50, width: 300, height: 120 };
    const points = shapeInBox(MEAN, box);
    for (const p of points) {
      expect(p.x).toBeGreaterThanOrEqual(box.x - 1e-9);
      expect(p.x).toBeLessThanOrEqual(box.x + box.width + 1e-9);
      expect(p.y).toBeGreaterThanOrEqual(box.y - 1e-9);
      expect(p.y).toBeLessThanOrEqual(box.y + box.height + 1e-9);
    }
    expect((points[1]!.x - points[0]!.x) / (points[3]!.y - points[0]!.y)).toBeCloseTo(1 / 1.1, 9);
  });
});
