import { type HubConnection, HubConnectionBuilder, HubConnectionState, LogLevel } from "@microsoft/signalr";
import { signedInUser } from "./signInAgain";
import type { AssignmentChanged, EarningsChanged, PlaceRequest, SubmissionOutcome, SubmitRequest, TaskOffer } from "./wire";

export type LineState = "connecting" | "online" | "offline" | "signedOut";

const LONGEST_WAIT_MS = 30_000;

/** Endless, and jittered so that a training room does not come back all at once. */
export const retryDelayMs = (attempt: number, random = Math.random): number =>
  Math.min(LONGEST_WAIT_MS, 500 * 2 ** Math.min(attempt, 6)) * (0.5 + random() / 2);

/** A refusal of the hub: the stable code, and the sentence in the person's language. */
export class Refused extends Error {
  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** The line is down or the call was cut off: what was sent may or may not have arrived, so it is sent again. */
export class LineDown extends Error {}

/** The line stands, but the server could not do it now and says so: for what is sent the same as a line that is down. */
export class Busy extends LineDown {}

const BUSY = ["unavailable", "rate-limited"];

/** The labeling hub, reconnecting for ever. */
export class LabelingConnection {
  private readonly hub: HubConnection;
  private attempt = 0;
  private starting: Promise<void> | null = null;
  private stopped = false;
  private wake: () => void = () => undefined;
  line: LineState = "connecting";

  constructor(
    private readonly onLine: (line: LineState) => void,
    /** Runs after each (re)connection, before anything else is sent. */
    private readonly onConnected: () => Promise<void>,
    private readonly userId: string,
  ) {
    // Without the library's own reconnection: it knows neither that a session has expired nor that the network is back.
    this.hub = new HubConnectionBuilder().withUrl("/hub/labeling").configureLogging(LogLevel.None).build();
    this.hub.onclose(() => {
      if (this.stopped) return;
      this.set("offline");
      // After a loop that is ending just now: it may have seen the line while it was there.
      void Promise.resolve(this.starting).then(() => this.start());
    });
  }

  onEarnings(handler: (earnings: EarningsChanged) => void): void {
    this.hub.on("EarningsChanged", handler);
  }

  onAssignment(handler: (change: AssignmentChanged) => void): void {
    this.hub.on("AssignmentChanged", handler);
  }

  onNotice(handler: (notice: { readonly message: string }) => void): void {
    this.hub.on("Notice", handler);
  }

  /** Resolves when the line is there and what comes after each connection has been done. */
  start(): Promise<void> {
    this.starting ??= this.run().finally(() => {
      this.starting = null;
    });
    return this.starting;
  }

  private async run(): Promise<void> {
    while (!this.stopped) {
      try {
        // Another account may have signed in on this computer meanwhile: its line is not for this account's work.
        if ((await signedInUser())?.id !== this.userId) {
          this.set("signedOut");
          await this.pause();
          continue;
        }
        // What comes after it may fail while the line stands: that alone is done again then.
        if (this.hub.state === HubConnectionState.Disconnected) await this.hub.start();
        await this.onConnected();
        if (this.hub.state !== HubConnectionState.Connected) throw new LineDown();
        this.attempt = 0;
        this.set("online");
        return;
      } catch {
        if (this.stopped) return;
        this.set("offline");
        await this.pause();
      }
    }
  }

  /** Tries again at once: there is reason to hope. */
  retry(): void {
    this.attempt = 0;
    this.wake();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.wake();
    await this.hub.stop();
  }

  private async pause(): Promise<void> {
    const delayMs = retryDelayMs(this.attempt++);
    await new Promise<void>((done) => {
      this.wake = done;
      setTimeout(done, delayMs);
    });
  }

  resume(): Promise<TaskOffer[]> {
    return this.call("Resume");
  }

  claim(count: number): Promise<TaskOffer[]> {
    const projectId = new URLSearchParams(location.search).get("project");
    return this.call("Claim", projectId ? { projectId, count } : { count });
  }

  async place(request: PlaceRequest): Promise<number> {
    const answer: { durableSequence: number } = await this.call("Place", request);
    return answer.durableSequence;
  }

  submit(request: SubmitRequest): Promise<SubmissionOutcome> {
    return this.call("Submit", request);
  }

  skip(assignmentId: string, reason: string): Promise<void> {
    return this.call("Skip", { assignmentId, reason });
  }

  renew(assignmentIds: readonly string[]): Promise<void> {
    return this.call("RenewLeases", { assignmentIds });
  }

  private async call<T>(method: string, ...args: unknown[]): Promise<T> {
    if (this.hub.state !== HubConnectionState.Connected) throw new LineDown();
    try {
      return await this.hub.invoke<T>(method, ...args);
    } catch (failure) {
      const refusal = refusalOf(failure);
      throw refusal && BUSY.includes(refusal.code) ? new Busy() : (refusal ?? new LineDown());
    }
  }

  private set(line: LineState): void {
    this.line = line;
    this.onLine(line);
  }
}

/** "… HubException: stale-epoch: sentence" → the code and the sentence; null where the failure is not the hub's own. */
export function refusalOf(failure: unknown): Refused | null {
  const match = /HubException: ([a-z-]+): ?(.*)$/s.exec(failure instanceof Error ? failure.message : "");
  return match ? new Refused(match[1]!, match[2]!) : null;
}
