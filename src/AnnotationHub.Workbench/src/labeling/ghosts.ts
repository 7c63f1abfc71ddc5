import { type ImagePoint, imagePoint } from "../geometry/points";
import type { ShapeModel } from "../geometry/shapeModel";
import { fitShape } from "../geometry/similarity";
import type { Scheme } from "../line/wire";
import type { PlacementStore } from "../state/placements";

/** Ghosts are shown once this many landmarks say where the face is. */
const GHOSTS_FROM = 3;

/** Where the landmarks of one face that have no place yet are expected. A ghost is never an answer. */
export class Ghosts {
  private shown: readonly ImagePoint[] | null = null;
  private shownAt = -1;
  /** Passed by when another one of their group was put right: a person who looked at them finds them as they were. */
  private readonly held = new Map<number, ImagePoint>();

  constructor(
    private readonly scheme: Scheme,
    private readonly shapes: ShapeModel | null,
    private readonly start: readonly ImagePoint[] | null,
    private readonly store: PlacementStore,
  ) {}

  /** The starting shape, or the likeliest face through what is placed; null while that says too little. */
  all(): readonly ImagePoint[] | null {
    if (this.shownAt !== this.store.version) {
      this.shownAt = this.store.version;
      const expected = this.expected(this.store.points());
      this.shown = expected && this.held.size > 0 ? expected.map((p, l) => this.held.get(l) ?? p) : expected;
    }
    return this.shown;
  }

  isHeld(landmark: number): boolean {
    return this.held.has(landmark);
  }

  /** <landmark> is about to be placed: what comes before it in its group stays where it is shown, what comes after goes on adapting. */
  passTo(landmark: number): void {
    const order = this.scheme.groups?.find((g) => g.landmarks.includes(landmark))?.landmarks ?? [];
    const shown = this.all();
    const at = order.indexOf(landmark);
    order.forEach((l, i) => {
      if (i >= at || this.store.get(l)) this.held.delete(l);
      else if (shown && !this.held.has(l)) this.held.set(l, shown[l]!);
    });
  }

  private expected(known: ReadonlyMap<number, ImagePoint>): readonly ImagePoint[] | null {
    if (known.size < GHOSTS_FROM) return this.start;
    const likeliest = this.likeliest(known);
    if (!this.start || !likeliest) return this.start ?? likeliest;
    // A starting shape from elsewhere keeps what is its own, and follows the corrections as far as they say something about the rest.
    const before = this.likeliest(new Map([...known.keys()].map((l) => [l, this.start![l]!])));
    return before && this.start.map((p, l) => imagePoint(p.x + likeliest[l]!.x - before[l]!.x, p.y + likeliest[l]!.y - before[l]!.y));
  }

  private likeliest(known: ReadonlyMap<number, ImagePoint>): readonly ImagePoint[] | null {
    return this.shapes?.complete(known) ?? fitShape(this.scheme.meanShape, known);
  }
}
