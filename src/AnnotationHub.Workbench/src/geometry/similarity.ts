import { type Box, type ImagePoint, imagePoint } from "./points";

/** A position in the scheme's own space: units of the normalising distance. */
export type ShapePoint = readonly [number, number];

/**
 * The scheme's mean shape moved, turned and scaled onto the known landmarks in the least-squares sense (Umeyama, IEEE PAMI 13(4),
 * 1991; in the plane without reflection). Null for fewer than two distinct known landmarks.
 */
export function fitShape(mean: readonly ShapePoint[], known: ReadonlyMap<number, ImagePoint>): ImagePoint[] | null {
  const pairs = [...known].map(([index, to]) => ({ from: mean[index] ?? ([0, 0] as const), to }));
  if (pairs.length < 2) return null;
  const from = centre(pairs.map((p) => ({ x: p.from[0], y: p.from[1] })));
  const to = centre(pairs.map((p) => p.to));
  let square = 0;
  let dot = 0;
  let cross = 0;
  for (const pair of pairs) {
    const [px, py] = [pair.from[0] - from.x, pair.from[1] - from.y];
    const [qx, qy] = [pair.to.x - to.x, pair.to.y - to.y];
    square += px * px + py * py;
    dot += px * qx + py * qy;
    cross += px * qy - py * qx;
  }
  if (square < 1e-12) return null;
  const [cos, sin] = [dot / square, cross / square];
  return mean.map(([x, y]) => imagePoint(cos * (x - from.x) - sin * (y - from.y) + to.x, sin * (x - from.x) + cos * (y - from.y) + to.y));
}

/** The mean shape in the face's box, upright, centred, as large as fits without distortion. */
export function shapeInBox(mean: readonly ShapePoint[], box: Box): ImagePoint[] {
  const xs = mean.map((p) => p[0]);
  const ys = mean.map((p) => p[1]);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - left, Math.max(...ys) - top];
  const scale = Math.min(box.width / width, box.height / height);
  const [cx, cy] = [box.x + box.width / 2, box.y + box.height / 2];
  return mean.map(([x, y]) => imagePoint(cx + (x - left - width / 2) * scale, cy + (y - top - height / 2) * scale));
}

function centre(points: readonly { readonly x: number; readonly y: number }[]): { x: number; y: number } {
  const sum = points.reduce((s, p) => ({ x: s.x + p.x, y: s.y + p.y }), { x: 0, y: 0 });
  return { x: sum.x / points.length, y: sum.y / points.length };
}
