import { type Mode, PointerTools } from "../canvas/pointerTools";
import { Stage } from "../canvas/stage";
import { LabelingConnection, LineDown, type LineState, Refused } from "../line/connection";
import { Seat } from "../line/seat";
import { SignInAgain } from "../line/signInAgain";
import { guardSignOut } from "../line/signOut";
import type { SubmissionOutcome, Visibility } from "../line/wire";
import { Outbox } from "../state/outbox";
import type { Texts } from "../texts";
import { DisplayPanel } from "./displayPanel";
import type { Face } from "./face";
import { FeedbackPanel } from "./feedbackPanel";
import { FindingsPanel } from "./findingsPanel";
import { Keyboard } from "./keyboard";
import { Panel } from "./panel";
import { Placing } from "./placing";
import { Shift } from "./shift";

const FACE_FINISHED = "face-finished";
/** With an old PC's frame to draw it stays below the tenth of a second in which a change seems immediate. */
const UNNOTICED_MS = 40;
const SKIP_AGAIN_WITHIN_MS = 5_000;

/** The page: it joins the stage, the panels, the keys and the shift. */
export class Workbench {
  private readonly stage: Stage;
  private readonly pointer: PointerTools;
  private readonly panel: Panel;
  private readonly findings: FindingsPanel;
  private readonly feedback: FeedbackPanel;
  private readonly display: DisplayPanel;
  private readonly connection: LabelingConnection;
  private readonly shift: Shift;
  private readonly placing: Placing;
  private face: Face | null = null;
  /** A face that was worked on, and that the person has asked once to skip. */
  private skipping: Face | null = null;
  /** Another window works for this account: this one only says so. */
  private isIdle = false;

  private constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
    outbox: Outbox,
  ) {
    const surface = root.querySelector("[data-stage]") as HTMLElement;
    this.stage = new Stage(surface);
    this.pointer = new PointerTools(surface, this.stage, {
      face: () => (this.isIdle || !this.face?.photograph ? null : this.face),
      mode: () => this.placing.mode,
      placed: (landmark, point, advance) => this.placing.put(landmark, point, advance),
      selected: (landmark) => this.select(landmark),
      curveClick: (point) => this.placing.curveClick(point),
      curveEnd: () => this.placing.curveEnd(),
    });
    this.panel = new Panel(root, texts, (landmark) => this.select(landmark));
    this.placing = new Placing(this.stage, texts, {
      face: () => this.face,
      refresh: () => this.refresh(),
      say: (text, tone) => this.panel.say(text, tone),
      showMode: (mode) => this.panel.mode(mode),
      submit: () => void this.send([]),
    });
    this.findings = new FindingsPanel(root, texts, {
      look: (landmark) => this.lookAt(landmark),
      submit: (acknowledged) => void this.send(acknowledged),
    });
    this.feedback = new FeedbackPanel(root, texts);
    this.display = new DisplayPanel(root, this.stage);
    this.connection = new LabelingConnection(
      (line) => this.onLine(line),
      () => this.shift.resume(),
      root.dataset.user ?? "",
    );
    this.shift = new Shift(outbox, this.connection, {
      face: (face) => this.show(face),
      changed: () => this.stage.repaint(),
      waiting: (placements, faces) => this.panel.waiting(placements, faces),
      outcome: (outcome, face) => this.onOutcome(outcome, face),
      refused: (refusal) => this.onRefused(refusal),
      takenOver: () => this.standDown(),
    });
    this.listen();
  }

  static async open(root: HTMLElement, texts: Texts): Promise<Workbench> {
    const outbox = await Outbox.open(root.dataset.user ?? "", () => workbench.standDown("notKept"));
    const workbench = new Workbench(root, texts, outbox);
    guardSignOut(
      () => outbox,
      () => workbench.shift.sender.flush(),
    );
    new Seat(root.dataset.user ?? "", () => workbench.standDown()).take();
    workbench.panel.waiting(await outbox.waiting(), await outbox.finished());
    await workbench.connection.start();
    return workbench;
  }

  private listen(): void {
    this.connection.onEarnings((earnings) => this.panel.earnings(earnings.today));
    this.connection.onNotice((notice) => this.panel.say(notice.message, "info"));
    this.connection.onAssignment((change) => {
      void this.feedback.changed(change);
      if (change.status === "returned") void this.shift.resume().catch(ignoreLineDown);
    });
    new Keyboard(this.root, this.pointer, {
      isIdle: () => this.isIdle,
      hasFace: () => this.face !== null,
      act: (action) => this.act(action),
    }).listen();
    for (const button of this.root.querySelectorAll<HTMLElement>("[data-action]")) {
      button.addEventListener("click", () => this.act(button.dataset.action ?? ""));
    }
    window.addEventListener("online", () => this.connection.retry());
    // Who looks away may not come back: what waits for company goes out.
    window.addEventListener("blur", () => {
      this.pointer.isPanKeyDown = false;
      void this.shift.sender.flush();
    });
    const form = this.root.querySelector("[data-sign-in-again]") as HTMLFormElement;
    new SignInAgain(form, this.root.dataset.user ?? "", this.texts("Cover.signedOut.Failed"), () => this.connection.retry());
  }

  private show(face: Face | null): void {
    const isOther = face !== this.face;
    if (isOther) this.findings.close();
    this.face = face;
    this.panel.show(face);
    this.stage.show(face);
    if (isOther && face?.store.count === 0) this.placing.begin(face);
    else this.refresh();
    if (!face) this.panel.cover(this.connection.line === "online" ? "noWork" : "waiting");
    else this.panel.uncover();
    if (isOther && face && face.findings.length > 0) this.findings.open(face.findings);
    if (isOther && face?.photograph && performance.getEntriesByName(FACE_FINISHED).length > 0) requestAnimationFrame(measureChange);
  }

  private refresh(): void {
    if (this.face) this.placing.watch(this.face);
    this.panel.update();
    this.stage.repaint();
  }

  private select(landmark: number): void {
    if (!this.face?.asked.includes(landmark)) return;
    this.face.current = landmark;
    this.stage.cursor = null;
    this.refresh();
  }

  private lookAt(landmark: number): void {
    this.select(landmark);
    const face = this.face;
    if (face) this.stage.zoomTo(face.store.get(landmark)?.point ?? face.expected(landmark));
  }

  private act(action: string): void {
    const [name = "", value = "", size = ""] = action.split(":");
    if (name === "help") return (this.root.querySelector("dialog[data-help]") as HTMLDialogElement).showModal();
    if (name === "display") return this.display.toggle();
    // From the beginning: the other window may have gone on with the same faces.
    if (name === "continueHere") return location.reload();
    if (!this.face || this.isIdle) return;
    if (!this.face.photograph && /^(nudge|confirm|visibility|mode)/.test(name))
      return this.panel.say(this.texts("Photograph.Missing"), "info");
    switch (name) {
      case "nudge":
        return this.placing.nudge(this.face, value, size);
      case "confirm":
        return this.placing.confirm(this.face);
      case "confirmGroup":
        return this.placing.confirmGroup(this.face);
      case "cancel":
        this.findings.close();
        return this.placing.cancel();
      case "mode":
        return this.placing.choose(value as Mode);
      case "visibility":
        return this.placing.setVisibility(this.face, value as Visibility | "");
      case "nextFinding":
        return this.findings.next();
      case "submit":
        return void this.send([]);
      case "skip":
        return void this.skip();
      default:
        return this.actOnView(name);
    }
  }

  private actOnView(name: string): void {
    const face = this.face;
    if (!face) return;
    const [width, height] = this.stage.size;
    const centre = this.stage.viewport.toScreen(this.stage.viewport.toImage({ x: width / 2, y: height / 2 } as never));
    const { display } = this.stage;
    if (name === "fitFace") this.stage.fitFace();
    if (name === "fitGroup") this.stage.fitGroup();
    if (name === "zoomIn") this.stage.move(this.stage.viewport.zoomAt(centre, 1.25));
    if (name === "zoomOut") this.stage.move(this.stage.viewport.zoomAt(centre, 0.8));
    if (name === "hideMarks") display.hidesMarks = !display.hidesMarks;
    if (name === "bigMarks") display.hasBigMarks = !display.hasBigMarks;
    if (name === "mirror") this.panel.mirror();
    if (name === "undo") face.undo();
    if (name === "redo") face.redo();
    if (name === "next") face.step(1);
    if (name === "previous") face.step(-1);
    if (name === "unplaced") face.current = face.nextUnplaced(face.current) ?? face.current;
    if (["next", "previous", "unplaced", "undo", "redo"].includes(name)) this.stage.cursor = null;
    this.refresh();
  }

  private async send(acknowledged: readonly string[]): Promise<void> {
    const face = this.face;
    if (!face) return;
    const missing = face.missing;
    if (missing.length > 0) {
      face.current = missing[0]!;
      this.panel.say(this.texts("Missing", missing.length, face.scheme.landmarks[missing[0]!]!.label), "warn");
      this.refresh();
      return;
    }
    performance.mark(FACE_FINISHED);
    // The next face is there already; an answer that takes longer than nobody notices comes when it comes.
    await Promise.race([this.shift.finish(face, acknowledged), pause(UNNOTICED_MS).then(() => face.written)]);
    if (this.face === face && face.isFinished) this.shift.show();
    void this.shift.fill();
  }

  private async skip(): Promise<void> {
    const face = this.face!;
    // Its key lies beside others, and what was placed would be gone.
    if (face.isTouched && this.skipping !== face) {
      this.skipping = face;
      setTimeout(() => {
        this.skipping = null;
      }, SKIP_AGAIN_WITHIN_MS);
      this.panel.say(this.texts("Skip.Sure", face.store.count), "warn");
      return;
    }
    try {
      await this.shift.skip(face, "unclear");
      this.panel.say(this.texts("Skipped"), "info");
    } catch (failure) {
      if (failure instanceof LineDown) this.panel.say(this.texts("SkipOffline"), "warn");
      else if (failure instanceof Refused) this.onRefused(failure);
      else throw failure;
    }
  }

  private standDown(cover: "takenOver" | "notKept" = "takenOver"): void {
    if (this.isIdle) return;
    this.isIdle = true;
    this.shift.stop();
    this.panel.cover(cover);
  }

  private onLine(line: LineState): void {
    if (this.isIdle) return;
    this.panel.line(line);
    if (line === "online") {
      this.panel.uncover("signedOut");
      if (!this.face) this.panel.cover("noWork");
    } else if (line === "signedOut") this.panel.cover("signedOut");
    else if (!this.face) this.panel.cover("waiting");
    else this.panel.uncover("signedOut");
  }

  private onOutcome(outcome: SubmissionOutcome, face: Face | null): void {
    if (outcome.status === "needsAttention") {
      if (face && face === this.face) this.findings.open(outcome.findings);
      else this.panel.say(this.texts("Outcome.needsAttention"), "warn");
      return;
    }
    if (face) this.feedback.submitted(outcome, face.offer.traceCode);
    const amount = outcome.earning ? `¥${outcome.earning.amount}` : "";
    this.panel.say(this.texts(`Outcome.${outcome.status}`, amount), outcome.status === "returned" ? "warn" : "ok");
  }

  private onRefused(refusal: Refused): void {
    this.panel.say(refusal.message, "bad");
    if (refusal.code === "not-certified") this.panel.cover("notCertified");
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

// For whoever asks the browser how long people wait; the frame has been drawn by now.
function measureChange(): void {
  performance.measure("face-change", FACE_FINISHED);
  performance.clearMarks(FACE_FINISHED);
}

function ignoreLineDown(failure: unknown): void {
  if (!(failure instanceof LineDown)) throw failure;
}
