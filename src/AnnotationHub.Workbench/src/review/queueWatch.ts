// Whether a face waits while the page has none: at the server's word; by the clock only where the line is down.

/** How often it is looked without a line. */
export const LOOK_AGAIN_MS = 15_000;

export interface Line {
  open(): void;
  close(): void;
}

export class QueueWatch {
  private isWatching = false;
  private isLive = false;
  /** What the server said waited when the page last looked. */
  private seen = 0;

  constructor(
    private readonly line: Line,
    private readonly look: () => void,
  ) {}

  /** The page has no face. The line costs a message every few seconds: it is open only now. */
  begin(): void {
    if (this.isWatching) return;
    this.isWatching = true;
    this.seen = 0;
    this.line.open();
  }

  end(): void {
    if (!this.isWatching) return;
    this.isWatching = false;
    this.isLive = false;
    this.line.close();
  }

  live(isLive: boolean): void {
    this.isLive = isLive;
  }

  /** So many wait. Looked once for each number: what the list does not give now, it does not give for being asked at every message. */
  waiting(count: number): void {
    if (!this.isWatching || count === this.seen) return;
    this.seen = count;
    if (count > 0) this.look();
  }

  /** Time has passed. Also where something waits that the last look did not bring. */
  tick(): void {
    if (this.isWatching && (!this.isLive || this.seen > 0)) this.look();
  }
}
