/**
 * Windows of one account in one browser share one queue, so that only one of them may work: the one that was opened last. Between
 * computers the server's epochs say the same.
 */
export class Seat {
  private readonly channel: BroadcastChannel;

  constructor(userId: string, onTaken: () => void) {
    this.channel = new BroadcastChannel(`annotationhub-seat-${userId}`);
    this.channel.onmessage = () => onTaken();
  }

  /** Tells every other window of this account to stop. */
  take(): void {
    this.channel.postMessage("taken");
  }
}
