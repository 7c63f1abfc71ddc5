import { distance, type ImagePoint, imagePoint } from "../geometry/points";
import type { ShapeModel } from "../geometry/shapeModel";
import { shapeInBox } from "../geometry/similarity";
import type { Finding, NewPlacement, Scheme, SchemeGroup, TaskOffer } from "../line/wire";
import type { LocalAssignment, Outbox } from "../state/outbox";
import { fromMessage, type Placed, PlacementStore } from "../state/placements";
import { Ghosts } from "./ghosts";

const LONGEST_ELAPSED_MS = 120_000;
/** A thousandth of a pixel: finer than anybody points, and short on the line. */
const PER_PIXEL = 1_000;

/** Who sends what is kept. */
export interface Queue {
  keeping(placements: number): void;
  soon(placements: number): Promise<void>;
}

/** One leased face as it is worked on: the offer, its scheme, what is placed, and its photograph in memory. */
export class Face {
  readonly store = new PlacementStore();
  /** The landmarks that are asked for, in the order in which a person is guided: all, or only those that are disputed. */
  readonly asked: readonly number[];
  current: number;
  photograph: ImageBitmap | null = null;
  /** What the server's check asked about; empty until it was submitted. */
  findings: readonly Finding[] = [];
  private lastActionMs: number;
  private readonly suggestions: Ghosts;
  // One write after the other, so that sequences are given out without a gap.
  private writing: Promise<void> = Promise.resolve();
  private finishing: Promise<void> | null = null;

  private constructor(
    readonly offer: TaskOffer,
    readonly scheme: Scheme,
    private local: LocalAssignment,
    private readonly outbox: Outbox,
    private readonly queue: Queue,
    shapes: ShapeModel | null,
  ) {
    const disputed = new Set(offer.landmarks ?? []);
    const asked = scheme.guidedOrder.filter((l) => disputed.has(l));
    this.asked = asked.length > 0 ? asked : scheme.guidedOrder;
    const start = offer.startingShape?.length === scheme.meanShape.length ? offer.startingShape.map((p) => imagePoint(p.x, p.y)) : null;
    this.suggestions = new Ghosts(scheme, shapes, start, this.store);
    this.store.load(offer.placements);
    this.store.takeBack(local.takenBack ?? []);
    this.store.restore(local.history);
    this.current = this.asked[0]!;
    this.lastActionMs = performance.now();
  }

  static async open(offer: TaskOffer, scheme: Scheme, outbox: Outbox, queue: Queue, shapes: ShapeModel | null = null): Promise<Face> {
    const { local, waiting, isBehind } = await outbox.open(offer.assignmentId, offer.epoch, offer.placements);
    const face = new Face(offer, scheme, local, outbox, queue, shapes);
    if (waiting) face.store.reload(offer.placements, waiting.map(asPlaced));
    if (isBehind) face.keep([...face.store.all.keys()]);
    face.current = face.nextUnplaced(-1) ?? face.asked[0]!;
    return face;
  }

  /** It was leased anew, or another time; another computer may have gone on with it meanwhile. */
  async reopened(offer: TaskOffer): Promise<void> {
    this.writing = this.writing.then(async () => {
      const before = this.store.all;
      const { local, waiting, isBehind } = await this.outbox.open(offer.assignmentId, offer.epoch, offer.placements);
      this.local = { ...local, suggested: { ...local.suggested, ...this.local.suggested } };
      if (isBehind) this.keep([...before.keys()]);
      if (!waiting) return;
      // What was placed in this moment has its write behind this one.
      const since = [...this.store.all].filter(([landmark, placed]) => before.get(landmark) !== placed);
      this.store.reload(offer.placements, [...waiting.map(asPlaced), ...since]);
    });
    return this.writing;
  }

  /** A person has begun with it here. */
  get isTouched(): boolean {
    return this.store.history.done.length > 0;
  }

  get isFinished(): boolean {
    return this.local.finished !== null;
  }

  /** Resolves when everything that was done so far is kept on this computer. */
  get written(): Promise<void> {
    return this.writing;
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

  /** The lit group: that of the landmark whose turn it is. */
  get group(): SchemeGroup | null {
    return this.scheme.groups.find((g) => g.landmarks.includes(this.current)) ?? null;
  }

  /** What of the lit group has no place yet, in the guided order. */
  get restOfGroup(): readonly number[] {
    return this.group?.landmarks.filter((l) => this.asked.includes(l) && !this.store.get(l)) ?? [];
  }

  ghosts(): readonly ImagePoint[] | null {
    return this.suggestions.all();
  }

  /** A person has passed it by on the way to one that was put right. */
  isPassed(landmark: number): boolean {
    return this.suggestions.isHeld(landmark);
  }

  /** Where the keyboard's cross begins for a landmark that is not placed. */
  expected(landmark: number): ImagePoint {
    const shape = this.ghosts() ?? shapeInBox(this.scheme.meanShape, this.offer.faceBox);
    return shape[landmark]!;
  }

  /** A person places a landmark: kept on this computer before anything else. */
  place(landmark: number, placed: Placed): void {
    if (!this.store.get(landmark)) this.suggestions.passTo(landmark);
    this.placeAll(new Map([[landmark, placed]]));
  }

  /** Several landmarks in one act. What is not asked for is left out. */
  placeAll(places: ReadonlyMap<number, Placed>): void {
    const ghosts = this.ghosts();
    const suggested: Record<number, readonly [number, number]> = {};
    const rounded = new Map<number, Placed>();
    for (const [landmark, { point, visibility }] of places) {
      if (!this.asked.includes(landmark)) continue;
      const ghost = this.store.get(landmark) ? null : ghosts?.[landmark];
      if (ghost) suggested[landmark] = [ghost.x, ghost.y];
      rounded.set(landmark, { point: point && this.near(point), visibility });
    }
    this.local = { ...this.local, suggested: { ...this.local.suggested, ...suggested } };
    this.store.place(rounded);
    this.keep([...rounded.keys()]);
  }

  // The server takes nothing that is further off than the photograph is large: a click beside a small one, a ghost that three bad clicks threw away.
  private near({ x, y }: ImagePoint): ImagePoint {
    const { imageWidth, imageHeight } = this.offer;
    return imagePoint(round(clamp(x, -imageWidth, 2 * imageWidth)), round(clamp(y, -imageHeight, 2 * imageHeight)));
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
  finish(acknowledged: readonly string[]): Promise<void> {
    // A second press in the same moment changes nothing of what was acknowledged by the first.
    this.finishing ??= this.close(acknowledged);
    return this.finishing;
  }

  private async close(acknowledged: readonly string[]): Promise<void> {
    await this.writing;
    await this.write(() => ({ ...this.local, finished: { at: Date.now(), acknowledged, moved: this.moved } }));
  }

  /** The server wants another look at it. */
  async reopen(findings: readonly Finding[] = []): Promise<void> {
    this.findings = findings;
    this.finishing = null;
    await this.write(() => ({ ...this.local, finished: null }));
  }

  release(): void {
    this.photograph?.close();
    this.photograph = null;
  }

  private afterStep(changed: readonly number[]): void {
    const first = changed.at(-1);
    if (first === undefined) return;
    this.current = first;
    this.keep(changed);
  }

  private keep(landmarks: readonly number[]): void {
    const now = performance.now();
    const elapsedMs = Math.round(Math.min(LONGEST_ELAPSED_MS, now - this.lastActionMs) / Math.max(1, landmarks.length));
    this.lastActionMs = now;
    const history = this.store.history;
    const gone = landmarks.filter((landmark) => !this.store.get(landmark));
    // Taking a first placement back has no message: the landmark is missing here until it is placed again, which then counts.
    const placements = landmarks.flatMap((landmark): NewPlacement[] => {
      const placed = this.store.get(landmark);
      return placed ? [{ landmark, x: placed.point?.x ?? null, y: placed.point?.y ?? null, visibility: placed.visibility, elapsedMs }] : [];
    });
    const takenBack = (): number[] => [...(this.local.takenBack ?? []).filter((landmark) => !landmarks.includes(landmark)), ...gone];
    void this.write(() => ({ ...this.local, history, takenBack: takenBack() }), placements);
  }

  private write(next: () => LocalAssignment, placements: readonly NewPlacement[] = []): Promise<void> {
    this.queue.keeping(placements.length);
    this.writing = this.writing.then(async () => {
      const before = this.local.lastSequence;
      const local = { ...next(), lastSequence: before + placements.length };
      this.local = local;
      const { assignmentId } = local;
      // How far the server has come is the sender's to say.
      await this.outbox.change(
        assignmentId,
        (stored) => ({ ...local, durableSequence: stored?.durableSequence ?? local.durableSequence }),
        placements.map((p, i) => ({ ...p, assignmentId, sequence: before + 1 + i })),
      );
      void this.queue.soon(placements.length);
    });
    return this.writing;
  }
}

const asPlaced = (p: NewPlacement & { readonly landmark: number }): readonly [number, Placed] => [p.landmark, fromMessage(p)];

const clamp = (px: number, least: number, most: number): number => Math.min(most, Math.max(least, px));

const round = (px: number): number => Math.round(px * PER_PIXEL) / PER_PIXEL;
