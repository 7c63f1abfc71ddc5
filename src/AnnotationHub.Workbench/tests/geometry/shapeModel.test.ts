import { describe, expect, it } from "vitest";
import coco from "../../../../sample-images/landmarks.ibug-68.coco.json";
import scheme from "../../../AnnotationHub.Domain/Landmarks/Schemes/ibug-68.json";
import file from "../../../AnnotationHub.Domain/Landmarks/Schemes/ibug-68.shape.json";
import { distance, type ImagePoint, imagePoint } from "../../src/geometry/points";
import { ShapeModel } from "../../src/geometry/shapeModel";
import { fitShape, type ShapePoint } from "../../src/geometry/similarity";

const meanShape = scheme.landmarks.map((l) => l.mean as unknown as ShapePoint);
const model = new ShapeModel(meanShape, { unit: 0.0001, noise: file.noise, modes: file.modes.map((m) => m.map((v) => v * 10_000)) });
const faces = coco.annotations.map(({ keypoints }) =>
  Array.from({ length: 68 }, (_, i) => imagePoint(keypoints[3 * i]! + 0.5, keypoints[3 * i + 1]! + 0.5)),
);

const meanError = (shape: readonly ImagePoint[], truth: readonly ImagePoint[]): number => {
  const { imageLeft, imageRight } = scheme.normalization;
  return shape.reduce((sum, p, i) => sum + distance(p, truth[i]!), 0) / shape.length / distance(truth[imageLeft]!, truth[imageRight]!);
};

const knownOf = (face: readonly ImagePoint[], landmarks: readonly number[]): Map<number, ImagePoint> =>
  new Map(landmarks.map((l) => [l, face[l]!]));

describe("the shape model", () => {
  it("gives the known landmarks back, and null for too few", () => {
    const known = knownOf(faces[0]!, [36, 45, 8]);
    const shape = model.complete(known)!;
    for (const [landmark, p] of known) expect(shape[landmark]).toEqual(p);
    expect(model.complete(knownOf(faces[0]!, [36]))).toBeNull();
  });

  it("expects landmarks nearer to where they are than the mean face does", () => {
    const landmarks = [36, 45, 8, 0, 16, 30, 48, 54];
    const sums = faces.map((face) => {
      const known = knownOf(face, landmarks);
      return [meanError(model.complete(known)!, face), meanError(fitShape(meanShape, known)!, face)] as const;
    });
    const [modelled, rigid] = [0, 1].map((k) => sums.reduce((sum, s) => sum + s[k as 0 | 1], 0) / sums.length) as [number, number];
    expect(modelled).toBeLessThan(0.65 * rigid);
  });

  it("turns and grows with the face", () => {
    const known = knownOf(faces[1]!, [36, 45, 8, 30]);
    const turn = (p: ImagePoint): ImagePoint => imagePoint(-2 * p.y + 40, 2 * p.x - 7);
    const turned = model.complete(new Map([...known].map(([l, p]) => [l, turn(p)])))!;
    model.complete(known)!.forEach((p, i) => {
      expect(distance(turn(p), turned[i]!)).toBeLessThan(0.01);
    });
  });
});
