import type { LocalAssignment, Outbox } from "../state/outbox";
import { Busy, LineDown, Refused } from "./connection";
import type { NewPlacement, PlaceRequest, SubmissionOutcome, SubmitRequest } from "./wire";

/** What the sender needs of the line. */
export interface Line {
  place(request: PlaceRequest): Promise<number>;
  submit(request: SubmitRequest): Promise<SubmissionOutcome>;
}

/** So many placements go out together; fewer wait for company this long, kept on this computer. A message of its own costs four times a placement. */
const COMPANY = 8;
const LONGEST_LINGER_MS = 30_000;
/** The line stands, but the server was too busy for it. */
const AGAIN_AFTER_MS = 3_000;

export interface SenderEvents {
  /** The queue has changed: how many placements have not arrived, and how many faces that are finished. */
  readonly waiting: (placements: number, faces: number) => void;
  readonly submitted: (outcome: SubmissionOutcome) => void;
  /** The server will not take this assignment from here any more. */
  readonly refused: (assignmentId: string, refusal: Refused) => void;
}

/**
 * Empties the outbox: placements of each assignment in order from the last durable sequence, then its submission. One run at a time;
 * whatever is kept meanwhile is taken by the run that is on its way or by the next.
 */
export class Sender {
  private readonly epochs = new Map<string, number>();
  private running: Promise<void> | null = null;
  private again = false;
  private kept = 0;
  private isHurried = false;
  private unkept = 0;
  private inQueue = { placements: 0, faces: 0 };
  private lingering: ReturnType<typeof setTimeout> | undefined;
  private held: Promise<void> = Promise.resolve();

  constructor(
    private readonly outbox: Outbox,
    private readonly line: Line,
    private readonly events: SenderEvents,
  ) {}

  /** The epoch under which an assignment is open here; without one nothing of it is sent. */
  open(assignmentId: string, epoch: number): void {
    this.epochs.set(assignmentId, epoch);
  }

  close(assignmentId: string): void {
    this.epochs.delete(assignmentId);
  }

  /** Nothing is sent while <opening> runs: it changes the epochs. */
  hold(opening: Promise<unknown>): void {
    this.held = opening.then(
      () => undefined,
      () => undefined,
    );
  }

  /** Something was placed and is on its way into the queue: it waits from now on, whatever the disk is at. */
  keeping(placements: number): void {
    this.unkept += placements;
    this.say();
  }

  /** Something of <keeping> is in the queue: it goes out in company, or by itself after a while. */
  async soon(placements = 1): Promise<void> {
    this.kept += placements;
    this.lingering ??= setTimeout(() => void this.flush(), LONGEST_LINGER_MS);
    await this.tell(placements);
    // Asked to hurry while it was still on its way into the queue, it does not wait for company either.
    const isHurried = this.isHurried && this.kept > 0;
    if (this.unkept === 0) this.isHurried = false;
    if (isHurried || this.kept >= COMPANY) await this.send();
  }

  /** Another window goes on with the queue. */
  stop(): void {
    this.epochs.clear();
    clearTimeout(this.lingering);
  }

  /** Resolves when nothing more can be sent now. */
  flush(): Promise<void> {
    this.isHurried = this.unkept > 0;
    return this.send();
  }

  private send(): Promise<void> {
    clearTimeout(this.lingering);
    this.lingering = undefined;
    this.kept = 0;
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.run().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  private async run(): Promise<void> {
    do {
      this.again = false;
      try {
        await this.sendAll();
      } catch (failure) {
        // The line tells when it is back; nothing is lost.
        if (!(failure instanceof LineDown)) throw failure;
        if (failure instanceof Busy) this.lingering ??= setTimeout(() => void this.flush(), AGAIN_AFTER_MS * (1 + Math.random()));
        return;
      } finally {
        await this.tell();
      }
    } while (this.again);
  }

  private async tell(kept = 0): Promise<void> {
    this.inQueue = { placements: await this.outbox.waiting(), faces: await this.outbox.finished() };
    this.unkept = Math.max(0, this.unkept - kept);
    this.say();
  }

  private say(): void {
    this.events.waiting(this.inQueue.placements + this.unkept, this.inQueue.faces);
  }

  private async sendAll(): Promise<void> {
    const assignments = await this.outbox.assignments();
    // Finished faces first, in the order in which they were finished.
    assignments.sort((a, b) => (a.finished?.at ?? Number.MAX_VALUE) - (b.finished?.at ?? Number.MAX_VALUE));
    for (const assignment of assignments) {
      try {
        await this.sendOne(assignment);
      } catch (failure) {
        if (!(failure instanceof Refused)) throw failure;
        this.close(assignment.assignmentId);
        this.events.refused(assignment.assignmentId, failure);
      }
    }
  }

  private async epochOf(assignmentId: string): Promise<number | undefined> {
    await this.held;
    return this.epochs.get(assignmentId);
  }

  private async sendOne(seen: LocalAssignment): Promise<void> {
    const id = seen.assignmentId;
    let durable = seen.durableSequence;
    for (;;) {
      const epoch = await this.epochOf(id);
      if (epoch === undefined) return;
      const batch = await this.outbox.batch(id, durable);
      if (batch.length === 0) break;
      const acknowledged = await this.line.place({
        assignmentId: id,
        epoch,
        firstSequence: batch[0]!.sequence,
        placements: batch.map(toMessage),
      });
      // A server that holds less than we thought (it was restored from a backup) is given the rest again from there.
      durable = acknowledged;
      await this.outbox.acknowledge(id, durable);
      await this.tell();
    }

    const epoch = await this.epochOf(id);
    const now = await this.outbox.assignment(id);
    if (epoch === undefined || !now?.finished || now.durableSequence < now.lastSequence) return;
    const outcome = await this.line.submit({
      assignmentId: id,
      epoch,
      sequence: now.lastSequence,
      acknowledgedFindings: now.finished.acknowledged,
      moved: now.finished.moved,
    });
    if (outcome.status === "needsAttention") await this.outbox.change(id, (stored) => ({ ...(stored ?? now), finished: null }));
    else {
      this.close(id);
      await this.outbox.forget(id);
    }
    this.events.submitted(outcome);
  }
}

function toMessage(p: NewPlacement): NewPlacement {
  return { landmark: p.landmark, x: p.x ?? 0, y: p.y ?? 0, visibility: p.visibility, elapsedMs: p.elapsedMs };
}
