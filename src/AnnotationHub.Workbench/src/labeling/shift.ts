import { ShapeModel, type ShapeModelMessage } from "../geometry/shapeModel";
import type { Outbox } from "../state/outbox";
import { type LabelingConnection, LineDown, Refused } from "../line/connection";
import { Face } from "./face";
import { Sender } from "../line/sender";
import type { Finding, Scheme, SubmissionOutcome, TaskOffer } from "../line/wire";

/** The face that is worked on and the two after it: leased and loaded ahead, so that nobody waits. */
const AHEAD = 3;
const RENEW_EVERY_MS = 5 * 60_000;
/** Who came away empty is kept a place for two minutes: whoever waits before an empty page asks several times within them. */
const ASK_AGAIN_EVERY_MS = 20_000;
const LOAD_AGAIN_AFTER_MS = 5_000;

export interface ShiftEvents {
  /** Another face (or none) is to be shown. */
  readonly face: (face: Face | null) => void;
  /** Something of the face that is shown has changed: its photograph has come. */
  readonly changed: () => void;
  readonly waiting: (placements: number, faces: number) => void;
  readonly outcome: (outcome: SubmissionOutcome, face: Face | null) => void;
  readonly refused: (refusal: Refused) => void;
  /** Another window works for this account now. */
  readonly takenOver: () => void;
}

/** A person's shift at the workbench: faces in hand, photographs ahead of them, and the queue going out. */
export class Shift {
  readonly faces: Face[] = [];
  readonly sender: Sender;
  private readonly schemes = new Map<string, Promise<Scheme>>();
  private readonly shapes = new Map<string, Promise<ShapeModel | null>>();
  private filling: Promise<void> | null = null;
  private readonly loading = new Set<Face>();
  private isStopped = false;
  /** The server said why there is no work for this person: asking again changes nothing. */
  private isRefused = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly connection: LabelingConnection,
    private readonly events: ShiftEvents,
  ) {
    this.sender = new Sender(outbox, connection, {
      waiting: events.waiting,
      submitted: (outcome) => void this.submitted(outcome),
      refused: (id, refusal) => this.refused(id, refusal),
    });
    setInterval(() => void this.renew(), RENEW_EVERY_MS);
    setInterval(() => {
      if (!this.face && !this.isRefused) void this.fill();
    }, ASK_AGAIN_EVERY_MS);
  }

  /** Another window or computer goes on; nothing leaves from here any more. */
  stop(): void {
    this.isStopped = true;
    this.sender.stop();
    void this.connection.stop();
  }

  /** The first face that the person has not finished. */
  get face(): Face | null {
    return this.faces.find((f) => !f.isFinished) ?? null;
  }

  /** After each connection: the server says what is leased and durable, then the queue goes out. */
  async resume(): Promise<void> {
    this.isRefused = false;
    const offers = await this.open();
    if (await this.offerLate(offers)) await this.open();
    this.show();
    void this.sender.flush();
    void this.fill();
  }

  private open(): Promise<readonly TaskOffer[]> {
    const opening = this.connection.resume().then(async (offers) => {
      for (const offer of offers) await this.take(offer);
      return offers;
    });
    this.sender.hold(opening);
    return opening;
  }

  /** The person is done with the face that is shown. */
  async finish(face: Face, acknowledged: readonly string[]): Promise<void> {
    await face.finish(acknowledged);
    await this.sender.flush();
  }

  async skip(face: Face, reason: string): Promise<void> {
    await this.connection.skip(face.offer.assignmentId, reason);
    await this.drop(face);
    // Nothing of it waits any more.
    void this.sender.flush();
  }

  /** Goes on to the next face without waiting for the line. */
  show(): void {
    const face = this.face;
    this.events.face(face);
    for (const ahead of this.faces.filter((f) => !f.isFinished).slice(0, AHEAD)) this.load(ahead);
  }

  /** Leases as many faces as are to be ahead. */
  fill(): Promise<void> {
    this.filling ??= this.claim().finally(() => {
      this.filling = null;
    });
    return this.filling;
  }

  private async claim(): Promise<void> {
    if (this.isStopped) return;
    const missing = AHEAD - this.faces.filter((f) => !f.isFinished).length;
    if (missing <= 0) return;
    try {
      const wasIdle = this.face === null;
      for (const offer of await this.connection.claim(missing)) await this.take(offer);
      if (wasIdle || this.face) this.show();
    } catch (failure) {
      if (failure instanceof Refused) {
        this.isRefused = true;
        this.events.refused(failure);
      } else if (!(failure instanceof LineDown)) throw failure;
    }
  }

  private async take(offer: TaskOffer): Promise<void> {
    this.sender.open(offer.assignmentId, offer.epoch);
    // A face that is in hand keeps what was done to it here.
    const inHand = this.faces.find((f) => f.offer.assignmentId === offer.assignmentId);
    if (inHand) return inHand.reopened(offer);
    const scheme = await this.scheme(offer.scheme);
    this.faces.push(await Face.open(offer, scheme, this.outbox, this.sender, await this.shapesOf(offer.projectId, scheme)));
  }

  /**
   * Leases that ran out while the line was down. What was done on them is offered to the server all the same, under the epoch it was done
   * in: where the face is still needed it goes on. True where there was anything to offer.
   */
  private async offerLate(offers: readonly TaskOffer[]): Promise<boolean> {
    const live = new Set(offers.map((o) => o.assignmentId));
    for (const face of [...this.faces]) if (!live.has(face.offer.assignmentId) && face.store.count === 0) await this.drop(face);
    let isLate = false;
    for (const local of (await this.outbox.assignments()).filter((a) => !live.has(a.assignmentId))) {
      const isInHand = this.faces.some((f) => f.offer.assignmentId === local.assignmentId);
      if (local.finished || (await this.outbox.waitingOf(local.assignmentId)) > 0) {
        this.sender.open(local.assignmentId, local.epoch);
        isLate = true;
      } else if (!isInHand) await this.outbox.forget(local.assignmentId);
    }
    if (isLate) await this.sender.flush();
    return isLate;
  }

  private async submitted(outcome: SubmissionOutcome): Promise<void> {
    const face = this.faces.find((f) => f.offer.assignmentId === outcome.assignmentId) ?? null;
    if (outcome.status === "needsAttention") {
      if (face) await this.bringBack(face, outcome.findings);
    } else if (face) {
      await this.drop(face);
    }
    this.events.outcome(outcome, face);
  }

  // Before the next one, but never under the hands of a person who is at work on it already.
  private async bringBack(face: Face, findings: readonly Finding[]): Promise<void> {
    await face.reopen(findings);
    this.faces.splice(this.faces.indexOf(face), 1);
    const next = this.face;
    const behind = next?.isTouched ? this.faces.indexOf(next) + 1 : 0;
    const waiting = this.faces.slice(behind).findIndex((f) => f.findings.length === 0);
    this.faces.splice(waiting < 0 ? this.faces.length : behind + waiting, 0, face);
    this.show();
  }

  private refused(assignmentId: string, refusal: Refused): void {
    if (refusal.code === "stale-epoch") {
      this.events.takenOver();
      return;
    }
    this.events.refused(refusal);
    if (refusal.code !== "lease-expired" && refusal.code !== "not-found") return;
    const face = this.faces.find((f) => f.offer.assignmentId === assignmentId);
    // Placements that came too late are with the server, for a supervisor: here they are done with.
    if (face) void this.drop(face);
    else void this.outbox.forget(assignmentId);
  }

  private async drop(face: Face): Promise<void> {
    const wasShown = this.face === face;
    const index = this.faces.indexOf(face);
    if (index >= 0) this.faces.splice(index, 1);
    this.sender.close(face.offer.assignmentId);
    face.release();
    await this.outbox.forget(face.offer.assignmentId);
    if (wasShown) this.show();
    void this.fill();
  }

  private async renew(): Promise<void> {
    try {
      await this.connection.renew(this.faces.map((f) => f.offer.assignmentId));
    } catch (failure) {
      if (!(failure instanceof LineDown || failure instanceof Refused)) throw failure;
    }
  }

  private scheme(key: string): Promise<Scheme> {
    let known = this.schemes.get(key);
    if (!known) {
      known = fetch(`/api/v1/schemes/${encodeURIComponent(key)}`).then((answer) => {
        if (!answer.ok) throw new LineDown();
        return answer.json() as Promise<Scheme>;
      });
      known.catch(() => this.schemes.delete(key));
      this.schemes.set(key, known);
    }
    return known;
  }

  // What the project has learned of its own faces. Without it ghosts are the mean face, fitted: work goes on.
  private shapesOf(projectId: string, scheme: Scheme): Promise<ShapeModel | null> {
    let known = this.shapes.get(projectId);
    if (!known) {
      known = fetch(`/api/v1/projects/${encodeURIComponent(projectId)}/shape`)
        .then(async (answer) => (answer.ok ? new ShapeModel(scheme.meanShape, (await answer.json()) as ShapeModelMessage) : null))
        .catch(() => {
          this.shapes.delete(projectId);
          return null;
        });
      this.shapes.set(projectId, known);
    }
    return known;
  }

  // Into memory alone: the server forbids the browser to store it, and so do we. On a slow line a photograph is asked for once.
  private load(face: Face): void {
    if (face.photograph || this.loading.has(face)) return;
    this.loading.add(face);
    void this.fetchPhotograph(face)
      .catch(() => this.loadLater(face))
      .finally(() => this.loading.delete(face));
  }

  private async fetchPhotograph(face: Face): Promise<void> {
    const answer = await fetch(`/api/v1/assignments/${face.offer.assignmentId}/photograph`, { cache: "no-store" });
    if (!answer.ok) throw new LineDown();
    const photograph = await createImageBitmap(await answer.blob());
    // Skipped or submitted meanwhile: nobody would give its memory back.
    if (!this.faces.includes(face)) return photograph.close();
    face.photograph = photograph;
    if (this.face === face) this.events.changed();
  }

  // Offline it is loaded with the next connection as well.
  private loadLater(face: Face): void {
    setTimeout(() => {
      if (!this.isStopped && this.faces.includes(face)) this.load(face);
    }, LOAD_AGAIN_AFTER_MS);
  }
}
