import { distance, type ImagePoint, imagePoint } from "./points";

const STEPS_PER_SPAN = 16;

/**
 * A smooth line through a few clicks, cut into <count> points at equal distances along it, ends included; for a closed line the
 * last point would be the first again and is left out. Null for fewer than two different clicks or fewer than two points. The
 * line is the centripetal Catmull-Rom spline, which neither loops nor overshoots between clicks of uneven distance (Yuksel et
 * al., Computer-Aided Design 43(7), 2011).
 */
export function resample(clicks: readonly ImagePoint[], count: number, closed: boolean): ImagePoint[] | null {
  const different = clicks.filter((p, i) => i === 0 || distance(p, clicks[i - 1]!) > 0);
  if (different.length < 2 || count < 2) return null;
  const line = smooth(different, closed);
  const lengths = [0];
  for (let i = 1; i < line.length; i++) lengths.push(lengths[i - 1]! + distance(line[i - 1]!, line[i]!));
  const total = lengths[lengths.length - 1]!;
  const spans = closed ? count : count - 1;
  return Array.from({ length: count }, (_, i) => at(line, lengths, (total * i) / spans));
}

function smooth(clicks: readonly ImagePoint[], closed: boolean): ImagePoint[] {
  const n = clicks.length;
  const get = (i: number): ImagePoint => (closed ? clicks[(i + n) % n]! : (clicks[i] ?? beyond(clicks, i)));
  const line: ImagePoint[] = [];
  for (let i = 0; i < (closed ? n : n - 1); i++) {
    for (let step = 0; step < STEPS_PER_SPAN; step++)
      line.push(between([get(i - 1), get(i), get(i + 1), get(i + 2)], step / STEPS_PER_SPAN));
  }
  line.push(closed ? get(0) : get(n - 1));
  return line;
}

// An open line goes on at its ends as it came: the neighbour mirrored at the end.
function beyond(clicks: readonly ImagePoint[], i: number): ImagePoint {
  const [end, inner] = i < 0 ? [clicks[0]!, clicks[1]!] : [clicks[clicks.length - 1]!, clicks[clicks.length - 2]!];
  return imagePoint(2 * end.x - inner.x, 2 * end.y - inner.y);
}

// Barry and Goldman's pyramid (SIGGRAPH 1988) with knots at the square root of the distances; <share> of the middle span.
function between(p: readonly [ImagePoint, ImagePoint, ImagePoint, ImagePoint], share: number): ImagePoint {
  const knots = [0, 0, 0, 0];
  for (let i = 1; i < 4; i++) knots[i] = knots[i - 1]! + Math.max(Math.sqrt(distance(p[i - 1]!, p[i]!)), 1e-6);
  const t = knots[1]! + share * (knots[2]! - knots[1]!);
  let level: ImagePoint[] = [...p];
  for (let width = 1; width < 4; width++) {
    level = level.slice(1).map((to, i) => {
      // The last step joins over the middle span alone.
      const [from, until] = width < 3 ? [knots[i]!, knots[i + width]!] : [knots[1]!, knots[2]!];
      const weight = (t - from) / (until - from);
      return imagePoint(level[i]!.x + (to.x - level[i]!.x) * weight, level[i]!.y + (to.y - level[i]!.y) * weight);
    });
  }
  return level[0]!;
}

function at(line: readonly ImagePoint[], lengths: readonly number[], wanted: number): ImagePoint {
  let i = 1;
  while (i < lengths.length - 1 && lengths[i]! < wanted) i++;
  const [from, to] = [line[i - 1]!, line[i]!];
  const span = lengths[i]! - lengths[i - 1]!;
  const share = span > 0 ? Math.min(1, (wanted - lengths[i - 1]!) / span) : 0;
  return imagePoint(from.x + (to.x - from.x) * share, from.y + (to.y - from.y) * share);
}
