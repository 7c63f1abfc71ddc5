import { distance, type ImagePoint, imagePoint } from "./points";

const STEPS_PER_SPAN = 16;

/**
 * A smooth line (Catmull-Rom) through a few clicks, cut into <count> points at equal distances along it, ends included; for a
 * closed line the last point would be the first again and is left out. Null for fewer than two clicks or points.
 */
export function resample(clicks: readonly ImagePoint[], count: number, closed: boolean): ImagePoint[] | null {
  if (clicks.length < 2 || count < 2) return null;
  const line = smooth(clicks, closed);
  const lengths = [0];
  for (let i = 1; i < line.length; i++) lengths.push(lengths[i - 1]! + distance(line[i - 1]!, line[i]!));
  const total = lengths[lengths.length - 1]!;
  const spans = closed ? count : count - 1;
  return Array.from({ length: count }, (_, i) => at(line, lengths, (total * i) / spans));
}

function smooth(clicks: readonly ImagePoint[], closed: boolean): ImagePoint[] {
  const n = clicks.length;
  const get = (i: number): ImagePoint => (closed ? clicks[(i + n) % n]! : clicks[Math.max(0, Math.min(n - 1, i))]!);
  const line: ImagePoint[] = [];
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    for (let step = 0; step < STEPS_PER_SPAN; step++)
      line.push(catmullRom(get(i - 1), get(i), get(i + 1), get(i + 2), step / STEPS_PER_SPAN));
  }
  line.push(closed ? get(0) : get(n - 1));
  return line;
}

function catmullRom(a: ImagePoint, b: ImagePoint, c: ImagePoint, d: ImagePoint, t: number): ImagePoint {
  const blend = (p: number, q: number, r: number, s: number): number =>
    0.5 * (2 * q + (r - p) * t + (2 * p - 5 * q + 4 * r - s) * t * t + (3 * q - p - 3 * r + s) * t * t * t);
  return imagePoint(blend(a.x, b.x, c.x, d.x), blend(a.y, b.y, c.y, d.y));
}

function at(line: readonly ImagePoint[], lengths: readonly number[], wanted: number): ImagePoint {
  let i = 1;
  while (i < lengths.length - 1 && lengths[i]! < wanted) i++;
  const [from, to] = [line[i - 1]!, line[i]!];
  const span = lengths[i]! - lengths[i - 1]!;
  const share = span > 0 ? Math.min(1, (wanted - lengths[i - 1]!) / span) : 0;
  return imagePoint(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
}
