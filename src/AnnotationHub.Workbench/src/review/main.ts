// The review page: one face after the other, decided by the keyboard, the next one already there.

import { type Adjudication, adjudicate, getQueue, type Landmark, Refused, type Scheme, type Visibility, withdrawKnown } from "./api";
import { move, redo, undo } from "./correction";
import { isForField, keyAction } from "./keys";
import { bindKnown } from "./known";
import { paintPanel, REASONS, slot } from "./panel";
import { FaceLoader, type Loaded, SchemeLoader } from "./prefetch";
import { QUEUE_PAGE, ReviewQueue } from "./queue";
import { LOOK_AGAIN_MS, QueueWatch } from "./queueWatch";
import { Stage } from "./stage";
import * as review from "./state";
import { stepBySpread } from "./strip";
import { SupervisionLine } from "./supervisionLine";
import { loadTexts, type Texts } from "./texts";

class ReviewPage {
  private readonly queue = new ReviewQueue(() => getQueue(QUEUE_PAGE));
  private loaded: Loaded | null = null;
  private state: review.ReviewState | null = null;
  private scheme: Scheme | null = null;
  private dragFrom: readonly Landmark[] | null = null;
  private isSending = false;
  /** The face that was asked for last. */
  private wanted = "";
  private readonly schemes = new SchemeLoader();
  private readonly faces = new FaceLoader();
  private readonly stage: Stage;
  private readonly known: HTMLDialogElement;
  private readonly watch: QueueWatch;

  constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
  ) {
    const canvas = root.querySelector("canvas");
    if (!canvas) throw new Error("The page lacks its canvas.");
    this.stage = new Stage(canvas, {
      scene: () => this.scene(),
      draggable: () => this.state?.correction?.landmarks ?? null,
      grab: (landmark) => {
        this.dragFrom = this.state?.correction?.landmarks ?? null;
        this.change({ landmark });
      },
      drag: (landmark, x, y) => this.moveLandmark(landmark, x, y, this.dragFrom),
      drop: () => {
        this.dragFrom = null;
      },
    });
    document.addEventListener("keydown", (event) => this.key(event));
    for (const button of root.querySelectorAll<HTMLButtonElement>("[data-action]")) {
      button.addEventListener("click", () => this.act(button.dataset.action ?? ""));
    }
    this.known = root.querySelector("[data-known]") as HTMLDialogElement;
    bindKnown(this.known, (words) => this.sendKnown(words));
    const line = new SupervisionLine(
      (floor) => this.watch.waiting(floor.waiting),
      (isLive) => this.watch.live(isLive),
    );
    this.watch = new QueueWatch(line, () => void this.again());
  }

  async start(first: string | null): Promise<void> {
    setInterval(() => {
      if (this.root.dataset.mode === "failed") void this.again();
      else this.watch.tick();
    }, LOOK_AGAIN_MS);
    if (!(await this.refilled())) return;
    if (first && this.queue.current?.traceCode !== first) await this.show(first);
    else await this.showCurrent();
  }

  /** Reads the list, or says that it could not be read. */
  private async refilled(): Promise<boolean> {
    try {
      await this.queue.refill();
      return true;
    } catch (failure) {
      this.showMissing(failure);
      return false;
    }
  }

  /** After a failure the same face, on an empty page whatever waits by now. */
  private async again(): Promise<void> {
    const failed = this.root.dataset.mode === "failed" ? this.root.dataset.face : undefined;
    if (failed) return this.show(failed);
    if (await this.refilled()) await this.showCurrent();
  }

  private async showCurrent(): Promise<void> {
    const face = this.queue.current;
    if (face) await this.show(face.traceCode);
    else this.showEmpty();
  }

  private async show(traceCode: string): Promise<void> {
    this.root.dataset.mode = "loading";
    this.watch.end();
    this.wanted = traceCode;
    try {
      const loaded = await this.faces.get(traceCode);
      const scheme = await this.schemes.get(loaded.face.scheme);
      // Another face was gone to while this one was on its way.
      if (this.wanted !== traceCode) return;
      this.scheme = scheme;
      this.loaded = loaded;
      this.state = review.open(loaded.face);
      this.root.dataset.mode = "face";
      this.root.dataset.face = traceCode;
      history.replaceState(null, "", `/supervision/review?face=${encodeURIComponent(traceCode)}`);
      this.stage.fitFace();
      this.paint();
      for (const next of this.queue.upcoming()) void this.faces.get(next.traceCode).catch(() => undefined);
    } catch (failure) {
      if (this.wanted === traceCode) this.showMissing(failure, traceCode);
    }
  }

  /** Neither the list's end nor a face: it could not be loaded, which the next try may mend. */
  private showMissing(failure: unknown, traceCode?: string): void {
    this.showEmpty();
    this.watch.end();
    this.root.dataset.mode = "failed";
    if (traceCode) this.root.dataset.face = traceCode;
    this.say(failure instanceof Refused ? failure.message : this.texts("Review.NotLoaded"), true);
  }

  private showEmpty(): void {
    this.loaded = null;
    this.state = null;
    this.root.dataset.mode = "empty";
    delete this.root.dataset.face;
    this.stage.repaint();
    this.watch.begin();
  }

  private scene(): ReturnType<ConstructorParameters<typeof Stage>[1]["scene"]> {
    if (!this.state || !this.loaded) return null;
    return {
      face: this.state.face,
      scheme: this.scheme,
      photograph: this.loaded.photograph,
      chosen: this.state.chosen,
      landmark: this.state.landmark,
      correction: this.state.correction?.landmarks ?? null,
      showsMarks: this.state.showsMarks,
      watermark: this.root.dataset.viewer ?? "",
    };
  }

  private change(part: Partial<review.ReviewState>): void {
    if (!this.state) return;
    this.state = { ...this.state, ...part };
    this.paint();
  }

  private paint(): void {
    this.stage.repaint();
    if (!this.state) return;
    paintPanel(this.root, this.state, this.scheme, this.queue.total, this.texts, {
      choose: (index) => this.choose(index),
      look: (landmark) => this.look(landmark),
      reject: (code) => this.decide(this.state && review.rejectChosen(this.state, code)),
      write: (words) => {
        if (this.state) this.state = { ...this.state, words };
      },
    });
  }

  private choose(index: number | null): void {
    if (this.state) this.change(review.choose(this.state, index));
  }

  private look(landmark: number): void {
    if (!this.state) return;
    this.change({ landmark });
    const point = (this.state.correction?.landmarks ?? review.settled(this.state))?.[landmark];
    if (point && point.x !== null && point.y !== null) this.stage.lookAt(point.x, point.y);
  }

  private moveLandmark(index: number, x: number, y: number, from: readonly Landmark[] | null): void {
    if (!this.state?.correction) return;
    this.change({ correction: move(this.state.correction, index, x, y, from) });
  }

  private key(event: KeyboardEvent): void {
    if (isForField(event)) return;
    const action = keyAction(event, this.state?.isRejecting === true, (this.state?.correction ?? null) !== null);
    if (!action) return;
    event.preventDefault();
    this.act(action);
  }

  private act(action: string): void {
    const [name, value] = action.split(":") as [string, string | undefined];
    if (name === "help") {
      this.root.querySelector<HTMLDialogElement>("dialog.review-keys")?.showModal();
      return;
    }
    if (name === "next" || name === "previous") {
      if (this.queue.step(name === "next" ? 1 : -1)) void this.showCurrent();
      return;
    }
    const state = this.state;
    if (!state) {
      // Without a face the key of another annotator is that of another try.
      if ((name === "again" || name === "relabel") && this.root.dataset.mode !== "loading") void this.again();
      return;
    }
    switch (name) {
      case "known":
        return state.face.kind === "gold" ? this.known.showModal() : undefined;
      case "see":
        return this.change(review.seeLandmark(state, value as Visibility));
      case "consensus":
        return this.decide(review.acceptConsensus(state));
      case "take":
        return this.decide(review.takeChosen(state));
      case "save":
        return this.decide(review.saveCorrection(state));
      case "relabel":
        return this.decide(review.askAnother());
      case "correct":
        return this.change(review.startCorrection(state));
      case "cancel":
        return this.change(review.cancel(state));
      case "reject":
        return state.chosen === null ? this.say(this.texts("Review.ChooseFirst"), true) : this.change({ isRejecting: true });
      case "reason":
        return this.decide(review.rejectChosen(state, REASONS[Number(value)] ?? ""));
      case "words":
        return slot(this.root, "reasons").querySelector("textarea")?.focus();
      case "choose":
        return this.choose(value === undefined || value === "" ? null : Number(value));
      case "worst":
        return this.lookNext(1);
      case "previousLandmark":
        return this.lookNext(-1);
      case "undo":
      case "redo":
        if (!state.correction) return;
        return this.change({ correction: name === "undo" ? undo(state.correction) : redo(state.correction) });
      case "nudge": {
        const [dx, dy] = (value ?? "0,0").split(",").map(Number) as [number, number];
        return this.change(review.nudge(state, dx / this.stage.scale, dy / this.stage.scale));
      }
      case "marks":
        return this.change({ showsMarks: !state.showsMarks });
      case "fit":
        return this.stage.fitFace();
      case "zoomIn":
      case "zoomOut":
        return this.stage.zoomBy(name === "zoomIn" ? 1.25 : 0.8);
    }
  }

  private lookNext(step: 1 | -1): void {
    const next = this.state && stepBySpread(this.state.face.spreadPercent, this.state.landmark, step);
    if (next !== null) this.look(next);
  }

  private decide(decision: Adjudication | null): void {
    if (!decision || !this.state || this.isSending) return;
    const { traceCode } = this.state.face;
    void this.settle(traceCode, this.texts(`Decided.${decision.decision}`), () => adjudicate(traceCode, decision));
  }

  private sendKnown(words: string): void {
    if (!this.state || this.isSending) return;
    const { traceCode } = this.state.face;
    void this.settle(traceCode, this.texts("Decided.known"), () => withdrawKnown(traceCode, words));
  }

  private async settle(traceCode: string, said: string, send: () => Promise<void>): Promise<void> {
    this.isSending = true;
    this.root.setAttribute("aria-busy", "true");
    try {
      await send();
      this.faces.forget(traceCode);
      this.say(`${traceCode} · ${said}`, false);
      this.queue.settle(traceCode);
    } catch (failure) {
      this.say(failure instanceof Refused ? failure.message : this.texts("Review.NotSent"), true);
      return;
    } finally {
      this.isSending = false;
      this.root.removeAttribute("aria-busy");
    }
    await this.goOn();
  }

  private async goOn(): Promise<void> {
    if (this.queue.length === 0) {
      if (!(await this.refilled())) return;
    } else if (this.queue.isLow) void this.queue.refill().catch(() => undefined);
    await this.showCurrent();
  }

  private say(text: string, isBad: boolean): void {
    const toast = slot(this.root, "toast");
    toast.textContent = text;
    toast.dataset.tone = isBad ? "bad" : "ok";
  }
}

const root = document.querySelector<HTMLElement>("[data-review]");
if (root) {
  const texts = await loadTexts(document.documentElement.lang);
  await new ReviewPage(root, texts).start(new URLSearchParams(location.search).get("face"));
}
