import { distance, type ScreenPoint, screenPoint } from "../geometry/points";
import type { Viewport } from "../geometry/viewport";

/** Two fingers on a touch screen: they carry the photograph between them, and pull it larger or smaller. */
export class Pinch {
  private readonly fingers = new Map<number, ScreenPoint>();

  /** True while two fingers or more are down. */
  get isActive(): boolean {
    return this.fingers.size > 1;
  }

  down(finger: number, at: ScreenPoint): void {
    this.fingers.set(finger, at);
  }

  up(finger: number): void {
    this.fingers.delete(finger);
  }

  /** The view after a finger has moved; null while fewer than two are down or another one than the first two moved. */
  move(finger: number, to: ScreenPoint, viewport: Viewport): Viewport | null {
    const before = this.pair();
    if (!this.fingers.has(finger)) return null;
    this.fingers.set(finger, to);
    const after = this.pair();
    if (!before || !after) return null;
    const [from, until] = [middle(before), middle(after)];
    const factor = distance(...after) / Math.max(1, distance(...before));
    return viewport.panBy(until.x - from.x, until.y - from.y).zoomAt(until, factor);
  }

  private pair(): [ScreenPoint, ScreenPoint] | null {
    const [a, b] = [...this.fingers.values()];
    return a && b ? [a, b] : null;
  }
}

const middle = ([a, b]: readonly [ScreenPoint, ScreenPoint]): ScreenPoint => screenPoint((a.x + b.x) / 2, (a.y + b.y) / 2);
