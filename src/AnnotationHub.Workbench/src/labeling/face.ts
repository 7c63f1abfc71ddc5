import { distance, type ImagePoint, imagePoint } from "../geometry/points";
import type { ShapeModel } from "../geometry/shapeModel";
import { fitShape, shapeInBox } from "../geometry/similarity";
import type { LocalAssignment, Outbox } from "../state/outbox";
import { type Placed, PlacementStore } from "../state/placements";
import type { Finding, NewPlacement, Scheme, TaskOffer } from "./wire";

/** Ghosts are shown once this many landmarks say where the face is. */
const GHOSTS_FROM = 3;
const LONGEST_ELAPSED_MS = 120_000;
/** A thousandth of a pixel: finer than anybody points, and short on the line. */
const PER_PIXEL = 1_000;

/** One leased face as it is worked on: the offer, its scheme, what is placed, and its photograph in memory. */
export class Face {
  readonly store = new PlacementStore();
  current: number;
  photograph: ImageBitmap | null = null;
  /** What the server's check asked about; empty until it was submitted. */
  findings: readonly Finding[] = [];
  private lastActionMs: number;
  private drawn: readonly ImagePoint[] | null = null;
  private drawnAt = -1;
  // One write after the other, so that sequences are given out without a gap.
  private writing: Promise<void> = Promise.resolve();

  private constructor(
    readonly offer: TaskOffer,
    readonly scheme: Scheme,
    private local: LocalAssignment,
    private readonly outbox: Outbox,
    private readonly kept: () => void,
    private readonly shapes: ShapeModel | null,
  ) {
    this.store.load(offer.placements);
    this.store.restore(local.history);
    this.current = this.nextUnplaced(-1) ?? scheme.guidedOrder[0]!;
    this.lastActionMs = performance.now();
  }

  static async open(offer: TaskOffer, scheme: Scheme, outbox: Outbox, kept: () => void, shapes: ShapeModel | null = null): Promise<Face> {
    const durable = Math.max(0, ...offer.placements.map((p) => p.sequence));
    let local = await outbox.assignment(offer.assignmentId);
    if (!local || local.lastSequence < durable) {
      // Nothing here, or another computer went on with it since: the server's state is the newer one.
      await outbox.forget(offer.assignmentId);
      local = {
        assignmentId: offer.assignmentId,
        epoch: offer.epoch,
        lastSequence: durable,
        durableSequence: durable,
        history: { done: [], undone: [] },
        finished: null,
        suggested: {},
      };
    }
    const opened = { ...local, epoch: offer.epoch, durableSequence: durable };
    await outbox.change(offer.assignmentId, () => opened);
    return new Face(offer, scheme, opened, outbox, kept, shapes);
  }

  /** It was leased anew, or another time: what the server holds of it is known already. */
  async reopened(epoch: number): Promise<void> {
    await this.write(() => ({ ...this.local, epoch }), null);
  }

  /** A person has begun with it here. */
  get isTouched(): boolean {
    return this.store.history.done.length > 0;
  }

  get isFinished(): boolean {
    return this.local.finished !== null;
  }

  /** The landmarks that are asked for, in the order in which a person is guided. */
  get asked(): readonly number[] {
    const asked = this.offer.landmarks;
    return asked ? this.scheme.guidedOrder.filter((l) => asked.includes(l)) : this.scheme.guidedOrder;
  }

  get missing(): readonly number[] {
    return this.asked.filter((l) => !this.store.get(l));
  }

  /** The next landmark after <after> that is not placed, going round; null where all are. */
  nextUnplaced(after: number): number | null {
    const order = this.asked;
    const from = order.indexOf(after);
    for (let i = 1; i <= order.length; i++) {
      const landmark = order[(from + i + order.length) % order.length]!;
      if (!this.store.get(landmark)) return landmark;
    }
    return null;
  }

  step(by: number): void {
    const order = this.asked;
    this.current = order[(order.indexOf(this.current) + by + order.length) % order.length]!;
  }

  /** Where the landmarks are expected: the starting shape, or the likeliest face through what is placed; null while that says too little. */
  ghosts(): readonly ImagePoint[] | null {
    if (this.offer.startingShape) return this.offer.startingShape.map((p) => imagePoint(p.x, p.y));
    if (this.drawnAt !== this.store.version) {
      this.drawnAt = this.store.version;
      const known = this.store.points();
      this.drawn = known.size < GHOSTS_FROM ? null : (this.shapes?.complete(known) ?? fitShape(this.scheme.meanShape, known));
    }
    return this.drawn;
  }

  /** Where the keyboard's cross begins for a landmark that is not placed. */
  expected(landmark: number): ImagePoint {
    const shape = this.ghosts() ?? shapeInBox(this.scheme.meanShape, this.offer.faceBox);
    return shape[landmark]!;
  }

  /** A person places a landmark: kept on this computer before anything else. */
  place(landmark: number, { point, visibility }: Placed): void {
    const placed = { point: point && imagePoint(round(point.x), round(point.y)), visibility };
    const ghost = this.store.get(landmark) ? null : this.ghosts()?.[landmark];
    if (ghost) this.local = { ...this.local, suggested: { ...this.local.suggested, [landmark]: [ghost.x, ghost.y] } };
    this.store.place(landmark, placed);
    this.keep(landmark, placed);
  }

  /** By landmark, how far it stands from where it was suggested, in pixels; null where nothing was suggested. */
  get moved(): readonly (number | null)[] {
    return this.scheme.meanShape.map((_, landmark) => {
      const [from, to] = [this.local.suggested[landmark], this.store.get(landmark)?.point];
      return from && to ? Math.round(100 * distance(imagePoint(from[0], from[1]), to)) / 100 : null;
    });
  }

  /** The three landmarks that say where a face is and how it is turned: the outer corners of the eyes, and the lowest point. */
  get anchors(): readonly number[] {
    const { imageLeft, imageRight } = this.scheme.normalization;
    const lowest = this.scheme.meanShape.reduce((best, p, i, all) => (p[1] > all[best]![1] ? i : best), 0);
    return [imageLeft, imageRight, lowest].filter((landmark) => this.asked.includes(landmark));
  }

  undo(): void {
    this.afterStep(this.store.undo());
  }

  redo(): void {
    this.afterStep(this.store.redo());
  }

  /** The person is done with this face; it goes out when everything of it is durable. */
  async finish(acknowledged: readonly string[]): Promise<void> {
    await this.writing;
    await this.write(() => ({ ...this.local, finished: { at: Date.now(), acknowledged, moved: this.moved } }), null);
  }

  /** The server wants another look at it. */
  async reopen(findings: readonly Finding[] = []): Promise<void> {
    this.findings = findings;
    await this.write(() => ({ ...this.local, finished: null }), null);
  }

  release(): void {
    this.photograph?.close();
    this.photograph = null;
  }

  private afterStep(landmark: number | null): void {
    if (landmark === null) return;
    this.current = landmark;
    this.keep(landmark, this.store.get(landmark));
  }

  private keep(landmark: number, placed: Placed | null): void {
    const now = performance.now();
    const elapsedMs = Math.round(Math.min(LONGEST_ELAPSED_MS, now - this.lastActionMs));
    this.lastActionMs = now;
    const history = this.store.history;
    // Taking a first placement back has no message: the landmark is missing here until it is placed again, which then counts.
    void this.write(
      () => ({ ...this.local, history, lastSequence: this.local.lastSequence + (placed ? 1 : 0) }),
      placed && { landmark, x: placed.point?.x ?? null, y: placed.point?.y ?? null, visibility: placed.visibility, elapsedMs },
    );
  }

  private write(next: () => LocalAssignment, placement: NewPlacement | null): Promise<void> {
    this.writing = this.writing.then(async () => {
      const local = next();
      this.local = local;
      // How far the server has come is the sender's to say.
      await this.outbox.change(
        local.assignmentId,
        (stored) => ({ ...local, durableSequence: stored?.durableSequence ?? local.durableSequence }),
        placement && { ...placement, assignmentId: local.assignmentId, sequence: local.lastSequence },
      );
      this.kept();
    });
    return this.writing;
  }
}

const round = (px: number): number => Math.round(px * PER_PIXEL) / PER_PIXEL;
