import type { ImagePoint } from "./points";
import { fitShape, type ShapePoint } from "./similarity";

/** As the server sends it: modes in whole units of the normalising distance. */
export interface ShapeModelMessage {
  /** Of a model that a project has learned; the scheme's own where there is none. */
  readonly mean?: readonly ShapePoint[] | null;
  readonly unit: number;
  readonly noise: number;
  readonly modes: readonly (readonly number[])[];
}

// How far a person's click misses, per coordinate, in normalising distances: what is known is not known exactly.
const PLACEMENT_NOISE = 0.01;
const PASSES = 3;
// Moving, turning and scaling the mean: they have no prior, so that a pose that is a little off is not explained by the shape.
const POSE_COLUMNS = 4;

/**
 * How faces of a scheme differ from their mean: a linear Gaussian model (probabilistic principal components: Tipping and Bishop,
 * J. R. Statist. Soc. B 61, 1999). The same as the server's AnnotationHub.Domain.Landmarks.Shapes.ShapeModel.
 */
export class ShapeModel {
  readonly mean: readonly ShapePoint[];
  // Two a landmark, x and y: what moving, turning, scaling and each mode do to it.
  private readonly rows: readonly Float64Array[];
  private readonly variance: number;

  constructor(schemeMean: readonly ShapePoint[], message: ShapeModelMessage) {
    this.mean = message.mean ?? schemeMean;
    this.variance = message.noise ** 2 + PLACEMENT_NOISE ** 2;
    this.rows = this.mean.flatMap(([x, y], landmark) =>
      ([0, 1] as const).map((axis) => {
        const modes = message.modes.map((mode) => mode[2 * landmark + axis]! * message.unit);
        return Float64Array.from([...(axis === 0 ? [1, 0, x, -y] : [0, 1, y, x]), ...modes]);
      }),
    );
  }

  /** Every landmark's expected place: the conditional mean, with the pose fitted along. Known ones come back as they were given. */
  complete(known: ReadonlyMap<number, ImagePoint>): ImagePoint[] | null {
    let shape: readonly ShapePoint[] = this.mean;
    let placed = fitShape(shape, known);
    // Which landmarks are known says how they are weighed; where they are only what is solved for.
    const factor = placed && this.factor(known.keys());
    for (let pass = 0; placed && factor && pass < PASSES; pass++) {
      const pose = poseOf(shape, placed);
      if (!pose) break;
      shape = this.expected(factor, new Map([...known].map(([landmark, p]) => [landmark, pose(p)])));
      placed = fitShape(shape, known);
    }
    if (placed) for (const [landmark, p] of known) placed[landmark] = p;
    return placed;
  }

  private factor(known: Iterable<number>): readonly Float64Array[] {
    const count = this.rows[0]!.length;
    const normal = Array.from({ length: count }, (_, i) => {
      const row = new Float64Array(count);
      row[i] = i < POSE_COLUMNS ? 1e-9 : this.variance;
      return row;
    });
    for (const landmark of known) {
      for (const axis of [0, 1] as const) {
        const row = this.rows[2 * landmark + axis]!;
        for (let i = 0; i < count; i++) {
          const [into, of] = [normal[i]!, row[i]!];
          for (let j = 0; j <= i; j++) into[j]! += of * row[j]!;
        }
      }
    }
    return cholesky(normal);
  }

  private expected(factor: readonly Float64Array[], known: ReadonlyMap<number, ShapePoint>): ShapePoint[] {
    const right = new Float64Array(factor.length);
    for (const [landmark, to] of known) {
      for (const axis of [0, 1] as const) {
        const row = this.rows[2 * landmark + axis]!;
        const residual = to[axis] - this.mean[landmark]![axis];
        for (let i = 0; i < right.length; i++) right[i]! += row[i]! * residual;
      }
    }
    const weights = solve(factor, right);
    return this.mean.map(([x, y], l) => [x + dot(this.rows[2 * l]!, weights), y + dot(this.rows[2 * l + 1]!, weights)]);
  }
}

// From the photograph into the frame of the shape: the inverse of the similarity that took <shape> to <placed>.
function poseOf(shape: readonly ShapePoint[], placed: readonly ImagePoint[]): ((p: ImagePoint) => ShapePoint) | null {
  const [a, b] = farthest(shape);
  const [ux, uy] = [shape[b]![0] - shape[a]![0], shape[b]![1] - shape[a]![1]];
  const [vx, vy] = [placed[b]!.x - placed[a]!.x, placed[b]!.y - placed[a]!.y];
  const square = vx * vx + vy * vy;
  if (square < 1e-12) return null;
  const [cos, sin] = [(ux * vx + uy * vy) / square, (uy * vx - ux * vy) / square];
  return (p) => {
    const [x, y] = [p.x - placed[a]!.x, p.y - placed[a]!.y];
    return [shape[a]![0] + cos * x - sin * y, shape[a]![1] + sin * x + cos * y];
  };
}

function farthest(shape: readonly ShapePoint[]): readonly [number, number] {
  const lowest = shape.reduce((best, p, i) => (p[0] + p[1] < shape[best]![0] + shape[best]![1] ? i : best), 0);
  const highest = shape.reduce((best, p, i) => (p[0] + p[1] > shape[best]![0] + shape[best]![1] ? i : best), 0);
  return [lowest, highest];
}

// The lower triangle that times itself turned over is <a>; only the lower triangle is read, and overwritten.
function cholesky(a: readonly Float64Array[]): readonly Float64Array[] {
  a.forEach((row, i) => {
    for (let j = 0; j <= i; j++) {
      const other = a[j]!;
      let sum = row[j]!;
      for (let k = 0; k < j; k++) sum -= row[k]! * other[k]!;
      row[j] = i === j ? Math.sqrt(Math.max(sum, 1e-12)) : sum / other[j]!;
    }
  });
  return a;
}

function solve(factor: readonly Float64Array[], right: Float64Array): Float64Array {
  const n = right.length;
  const x = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    let sum = right[i]!;
    for (let k = 0; k < i; k++) sum -= factor[i]![k]! * x[k]!;
    x[i] = sum / factor[i]![i]!;
  }
  for (let i = n - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < n; k++) sum -= factor[k]![i]! * x[k]!;
    x[i] = sum / factor[i]![i]!;
  }
  return x;
}

const dot = (row: Float64Array, weights: Float64Array): number => row.reduce((sum, v, i) => sum + v * weights[i]!, 0);
