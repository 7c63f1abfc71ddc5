// The faces that wait, as far as the page knows them: what was decided here leaves at once, the server's list follows.

import type { QueuedFace, QueuePage } from "./api";

/** Faces of the list that the page holds at most. */
export const QUEUE_PAGE = 20;

/** Under so many the list is read again, in the background. */
const REFILL_BELOW = 12;

/** Faces loaded ahead of the one that is decided. */
const AHEAD = 2;

export class ReviewQueue {
  private items: readonly QueuedFace[] = [];
  private at = 0;
  /** Decided here and perhaps still in an answer that was on its way. */
  private readonly decided = new Set<string>();
  private waiting = 0;

  constructor(private readonly load: () => Promise<QueuePage>) {}

  get current(): QueuedFace | undefined {
    return this.items[this.at];
  }

  /** How many wait in all, beyond those that the page holds. */
  get total(): number {
    return this.waiting;
  }

  get length(): number {
    return this.items.length;
  }

  get isLow(): boolean {
    return this.items.length < REFILL_BELOW;
  }

  upcoming(count = AHEAD): readonly QueuedFace[] {
    return this.items.slice(this.at + 1, this.at + 1 + count);
  }

  /** Goes on or back by one; false at either end. */
  step(by: 1 | -1): boolean {
    const next = this.at + by;
    if (next < 0 || next >= this.items.length) return false;
    this.at = next;
    return true;
  }

  /** The face leaves; the one behind it takes its place, at the end the first that was passed over. */
  settle(traceCode: string): void {
    this.decided.add(traceCode);
    const index = this.items.findIndex((face) => face.traceCode === traceCode);
    this.waiting = Math.max(0, this.waiting - 1);
    if (index < 0) return;
    this.items = this.items.filter((_, i) => i !== index);
    if (index < this.at) this.at--;
    if (this.at >= this.items.length) this.at = 0;
  }

  /** Reads the list anew and stays on the face that is current. */
  async refill(): Promise<void> {
    // What was decided before asking is out of the answer, unless it came to wait again.
    const known = [...this.decided];
    const page = await this.load();
    for (const traceCode of known) this.decided.delete(traceCode);
    const current = this.current?.traceCode;
    this.items = page.items.filter((face) => !this.decided.has(face.traceCode));
    this.waiting = Math.max(this.items.length, page.total - this.decided.size);
    this.at = Math.max(
      0,
      this.items.findIndex((face) => face.traceCode === current),
    );
  }
}
