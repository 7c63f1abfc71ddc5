import { type ImagePoint, imagePoint } from "../geometry/points";
import type { PlacementMessage, Visibility } from "../line/wire";

/** Where a change came from: undo listens to the person alone. */
export type Origin = "person" | "restored" | "server";

/** One landmark as it is placed; without a point where it is outside the photograph. */
export interface Placed {
  readonly point: ImagePoint | null;
  readonly visibility: Visibility;
}

interface Step {
  readonly landmark: number;
  readonly before: Placed | null;
  readonly after: Placed | null;
  /** Done in one act with the step before it, and undone with it. */
  readonly joined?: true;
}

/** What is kept on this computer so that undo survives a reload: steps done, and steps undone. */
export interface History {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

export type Listener = (landmark: number, placed: Placed | null, origin: Origin) => void;

/** The landmarks of one face, with endless undo and redo. */
export class PlacementStore {
  private readonly placed = new Map<number, Placed>();
  private readonly listeners: Listener[] = [];
  private done: Step[] = [];
  private undone: Step[] = [];

  /** Another one after each change that stands. */
  version = 0;

  get(landmark: number): Placed | null {
    return this.placed.get(landmark) ?? null;
  }

  get count(): number {
    return this.placed.size;
  }

  /** Every landmark that has a position. */
  points(): Map<number, ImagePoint> {
    const points = new Map<number, ImagePoint>();
    for (const [landmark, placed] of this.placed) if (placed.point) points.set(landmark, placed.point);
    return points;
  }

  onChange(listener: Listener): void {
    this.listeners.push(listener);
  }

  /** A person places or moves landmarks in one act, which one undo takes back. */
  place(places: ReadonlyMap<number, Placed>): void {
    let isFirst = true;
    for (const [landmark, after] of places) {
      const step = { landmark, before: this.get(landmark), after };
      this.done.push(isFirst ? step : { ...step, joined: true });
      this.put(landmark, after, "person");
      isFirst = false;
    }
    this.undone = [];
  }

  /** Moves while the pointer is down, without a step of its own; the step is made by <place> at the end. */
  preview(landmark: number, placed: Placed | null): void {
    if (placed) this.placed.set(landmark, placed);
    else this.placed.delete(landmark);
  }

  /** The landmarks that changed back, the first of their act last; none where there is nothing to undo. */
  undo(): readonly number[] {
    const changed: number[] = [];
    for (let step = this.done.pop(); step; step = step.joined ? this.done.pop() : undefined) {
      this.undone.push(step);
      this.put(step.landmark, step.before, "person");
      changed.push(step.landmark);
    }
    return changed;
  }

  /** The landmarks that changed again; none where nothing was undone. */
  redo(): readonly number[] {
    const changed: number[] = [];
    for (let step = this.undone.pop(); step; step = this.undone.at(-1)?.joined ? this.undone.pop() : undefined) {
      this.done.push(step);
      this.put(step.landmark, step.after, "person");
      changed.push(step.landmark);
    }
    return changed;
  }

  /** What the server holds durably; what was placed here later comes over it by <restore>. */
  load(placements: readonly PlacementMessage[]): void {
    for (const p of placements) this.put(p.landmark, fromMessage(p), "server");
  }

  /** A first placement that was undone here: the server holds it, the person does not. */
  takeBack(landmarks: readonly number[]): void {
    for (const landmark of landmarks) if (this.placed.has(landmark)) this.put(landmark, null, "restored");
  }

  /** What this computer kept: the steps that can be undone, and where they left each landmark. */
  restore(history: History): void {
    this.done = [...history.done];
    this.undone = [...history.undone];
    for (const step of this.done) this.put(step.landmark, step.after, "restored");
    const untouched = new Set(this.done.map((s) => s.landmark));
    for (const step of this.undone) if (!untouched.has(step.landmark)) this.put(step.landmark, step.before, "restored");
  }

  /** Another computer went on: the server's state, with what waits here over it. There is nothing to undo any more. */
  reload(placements: readonly PlacementMessage[], waiting: readonly (readonly [number, Placed])[]): void {
    this.done = [];
    this.undone = [];
    this.placed.clear();
    this.load(placements);
    for (const [landmark, placed] of waiting) this.put(landmark, placed, "restored");
  }

  /** Every landmark that is placed. */
  get all(): ReadonlyMap<number, Placed> {
    return new Map(this.placed);
  }

  get history(): History {
    return { done: [...this.done], undone: [...this.undone] };
  }

  private put(landmark: number, placed: Placed | null, origin: Origin): void {
    this.version++;
    if (placed) this.placed.set(landmark, placed);
    else this.placed.delete(landmark);
    for (const listener of this.listeners) listener(landmark, placed, origin);
  }
}

/** As the line and the queue carry it. */
export function fromMessage(p: Omit<PlacementMessage, "sequence">): Placed {
  return { point: p.visibility === "outside" || p.x === null || p.y === null ? null : imagePoint(p.x, p.y), visibility: p.visibility };
}
