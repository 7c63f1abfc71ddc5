// The review page: one face after the other, decided by the keyboard, the next one already there.

import { type Adjudication, adjudicate, getQueue, getScheme, type Landmark, Refused, type Scheme } from "./api";
import { move, redo, undo } from "./correction";
import { keyAction } from "./keys";
import { paintPanel, REASONS, slot } from "./panel";
import { FaceLoader, type Loaded } from "./prefetch";
import { ReviewQueue } from "./queue";
import { Stage } from "./stage";
import * as review from "./state";
import { loadTexts, type Texts } from "./texts";

const QUEUE_PAGE = 20;

/** Under so many the list is read again, in the background. */
const REFILL_BELOW = 12;

/** Faces loaded ahead of the one that is decided. */
const AHEAD = 2;

class ReviewPage {
  private readonly queue = new ReviewQueue(() => getQueue(QUEUE_PAGE));
  private loaded: Loaded | null = null;
  private state: review.ReviewState | null = null;
  private scheme: Scheme | null = null;
  private dragFrom: readonly Landmark[] | null = null;
  private isSending = false;
  private readonly schemes = new Map<string, Promise<Scheme>>();
  private readonly faces = new FaceLoader();
  private readonly stage: Stage;

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
  }

  async start(first: string | null): Promise<void> {
    await this.queue.refill();
    if (first && this.queue.current?.traceCode !== first) await this.show(first);
    else await this.showCurrent();
  }

  private async showCurrent(): Promise<void> {
    const face = this.queue.current;
    if (face) await this.show(face.traceCode);
    else this.showEmpty();
  }

  private async show(traceCode: string): Promise<void> {
    this.root.dataset.mode = "loading";
    try {
      const loaded = await this.faces.get(traceCode);
      this.scheme = await this.schemeOf(loaded.face.scheme);
      this.loaded = loaded;
      this.state = review.open(loaded.face);
      this.root.dataset.mode = "face";
      this.root.dataset.face = traceCode;
      history.replaceState(null, "", `/supervision/review?face=${encodeURIComponent(traceCode)}`);
      this.stage.fitFace();
      this.paint();
      for (const next of this.queue.upcoming(AHEAD)) void this.faces.get(next.traceCode).catch(() => undefined);
    } catch (failure) {
      this.say(failure instanceof Refused ? failure.message : this.texts("Review.NotLoaded"), true);
      this.showEmpty();
    }
  }

  private showEmpty(): void {
    this.loaded = null;
    this.state = null;
    this.root.dataset.mode = "empty";
    delete this.root.dataset.face;
    this.stage.repaint();
  }

  private schemeOf(key: string): Promise<Scheme | null> {
    const known = this.schemes.get(key) ?? getScheme(key);
    this.schemes.set(key, known);
    return known.catch(() => {
      this.schemes.delete(key);
      return null;
    });
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
    if (!this.state) return;
    this.state = review.choose(this.state, index);
    this.paint();
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

  private nudge(dx: number, dy: number): void {
    const { correction, landmark } = this.state ?? {};
    const point = correction && landmark !== null && landmark !== undefined ? correction.landmarks[landmark] : undefined;
    if (!point || point.x === null || point.y === null || landmark === null || landmark === undefined) return;
    this.moveLandmark(landmark, point.x + dx / this.stage.scale, point.y + dy / this.stage.scale, null);
  }

  private key(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (target.closest("textarea") && (event.key === "Enter" || event.key === "Escape")) {
      // Back to the list: the next digit sends, the words with it.
      event.preventDefault();
      target.blur();
      return;
    }
    if (target.closest("input, textarea, select, dialog[open]") && event.key !== "Escape") return;
    // A focused button keeps its own keys.
    if (target.closest("button") && (event.key === "Enter" || event.key === " ")) return;
    const action = keyAction(event, this.state?.isRejecting === true, (this.state?.correction ?? null) !== null);
    if (!action) return;
    event.preventDefault();
    this.act(action);
  }

  private act(action: string): void {
    const [name, value] = action.split(":") as [string, string | undefined];
    if (name === "help") {
      this.root.querySelector("dialog")?.showModal();
      return;
    }
    const state = this.state;
    if (!state) return;
    switch (name) {
      case "consensus":
        return this.decide(review.acceptConsensus(state));
      case "take":
        return this.decide(review.takeChosen(state));
      case "save":
        return this.decide(review.saveCorrection(state));
      case "relabel":
        return this.decide(review.askAnother());
      case "correct":
        this.state = review.startCorrection(state);
        return this.paint();
      case "cancel":
        this.state = state.isRejecting
          ? { ...state, isRejecting: false }
          : state.correction
            ? review.dropCorrection(state)
            : review.choose(state, null);
        return this.paint();
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
        return state.correction ? this.change({ correction: undo(state.correction) }) : undefined;
      case "redo":
        return state.correction ? this.change({ correction: redo(state.correction) }) : undefined;
      case "nudge": {
        const [dx, dy] = (value ?? "0,0").split(",").map(Number) as [number, number];
        return this.nudge(dx, dy);
      }
      case "marks":
        return this.change({ showsMarks: !state.showsMarks });
      case "fit":
        return this.stage.fitFace();
      case "zoomIn":
        return this.stage.zoomBy(1.25);
      case "zoomOut":
        return this.stage.zoomBy(0.8);
      case "next":
        if (this.queue.step(1)) void this.showCurrent();
        return;
      case "previous":
        if (this.queue.step(-1)) void this.showCurrent();
        return;
    }
  }

  private lookNext(step: number): void {
    if (!this.state) return;
    const spread = this.state.face.spreadPercent;
    const order = spread.map((value, index) => ({ value: value ?? 0, index })).sort((a, b) => b.value - a.value);
    const now = order.findIndex((entry) => entry.index === this.state?.landmark);
    const next = order[(now + step + order.length) % order.length];
    if (next) this.look(next.index);
  }

  private decide(decision: Adjudication | null): void {
    if (!decision || !this.state || this.isSending) return;
    void this.send(this.state.face.traceCode, decision);
  }

  private async send(traceCode: string, decision: Adjudication): Promise<void> {
    this.isSending = true;
    this.root.setAttribute("aria-busy", "true");
    try {
      await adjudicate(traceCode, decision, idempotencyKey());
      this.faces.forget(traceCode);
      this.say(`${traceCode} · ${this.texts(`Decided.${decision.decision}`)}`, false);
      this.queue.settle(traceCode);
      if (this.queue.length === 0) await this.queue.refill();
      else if (this.queue.length < REFILL_BELOW) void this.queue.refill().catch(() => undefined);
      await this.showCurrent();
    } catch (failure) {
      this.say(failure instanceof Refused ? failure.message : this.texts("Review.NotSent"), true);
    } finally {
      this.isSending = false;
      this.root.removeAttribute("aria-busy");
    }
  }

  private say(text: string, isBad: boolean): void {
    const toast = slot(this.root, "toast");
    toast.textContent = text;
    toast.dataset.tone = isBad ? "bad" : "ok";
  }
}

// crypto.randomUUID is there on https alone, and a training room may not have it.
const idempotencyKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

const root = document.querySelector<HTMLElement>("[data-review]");
if (root) {
  const texts = await loadTexts(document.documentElement.lang);
  await new ReviewPage(root, texts).start(new URLSearchParams(location.search).get("face"));
}
