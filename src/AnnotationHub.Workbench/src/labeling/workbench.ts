import { type Mode, PointerTools } from "../canvas/pointerTools";
import { Stage } from "../canvas/stage";
import { resample } from "../geometry/curve";
import { type ImagePoint, imagePoint } from "../geometry/points";
import { Outbox } from "../state/outbox";
import type { Texts } from "../texts";
import { LabelingConnection, LineDown, type LineState, Refused } from "./connection";
import { DisplayPanel } from "./displayPanel";
import type { Face } from "./face";
import { FindingsPanel } from "./findingsPanel";
import { actionOf } from "./keys";
import { Panel } from "./panel";
import { Seat } from "./seat";
import { Shift } from "./shift";
import { SignInAgain } from "./signInAgain";
import { guardSignOut } from "./signOut";
import type { SubmissionOutcome, Visibility } from "./wire";

const BEGINNING = "annotationhub-beginning";
const COARSE_STEP_PX = 10;
const FINE_STEP_IMAGE_PX = 0.25;
const NEXT_VISIBILITY: readonly Visibility[] = ["visible", "selfOccluded", "occluded"];

/** The page: it joins the stage, the panels, the keys and the shift. */
export class Workbench {
  private readonly stage: Stage;
  private readonly pointer: PointerTools;
  private readonly panel: Panel;
  private readonly findings: FindingsPanel;
  private readonly display: DisplayPanel;
  private readonly connection: LabelingConnection;
  private readonly shift: Shift;
  private mode: Mode = "point";
  /** How the person begins a face, kept on this computer. */
  private beginning: Mode = localStorage.getItem(BEGINNING) === "start" ? "start" : "point";
  private face: Face | null = null;
  /** Another window works for this account: this one only says so. */
  private isIdle = false;

  private constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
    private readonly outbox: Outbox,
  ) {
    const surface = root.querySelector("[data-stage]") as HTMLElement;
    this.stage = new Stage(surface);
    this.pointer = new PointerTools(surface, this.stage, {
      face: () => (this.isIdle ? null : this.face),
      mode: () => this.mode,
      placed: (landmark, point, advance) => this.placed(landmark, point, advance),
      selected: (landmark) => this.select(landmark),
      curveClick: (point) => this.curveClick(point),
      curveEnd: () => this.curveEnd(),
    });
    this.panel = new Panel(root, texts, (landmark) => this.select(landmark));
    this.findings = new FindingsPanel(root, texts, {
      look: (landmark) => this.lookAt(landmark),
      submit: (acknowledged) => void this.send(acknowledged),
    });
    this.display = new DisplayPanel(root, this.stage);
    this.connection = new LabelingConnection(
      (line) => this.onLine(line),
      () => this.shift.resume(),
      root.dataset.user ?? "",
    );
    this.shift = new Shift(outbox, this.connection, {
      face: (face) => this.show(face),
      changed: () => this.stage.repaint(),
      waiting: (count) => this.panel.waiting(count),
      outcome: (outcome, face) => this.onOutcome(outcome, face),
      refused: (refusal) => this.onRefused(refusal),
      takenOver: () => this.standDown(),
    });
    this.listen();
  }

  static async open(root: HTMLElement, texts: Texts): Promise<Workbench> {
    const outbox = await Outbox.open(root.dataset.user ?? "");
    const workbench = new Workbench(root, texts, outbox);
    guardSignOut(outbox, workbench.shift.sender, texts);
    new Seat(root.dataset.user ?? "", () => workbench.standDown()).take();
    workbench.panel.waiting(await outbox.waiting());
    await workbench.connection.start();
    return workbench;
  }

  private listen(): void {
    this.connection.onEarnings((earnings) => this.panel.earnings(earnings.today));
    this.connection.onNotice((notice) => this.panel.say(notice.message, "info"));
    this.connection.onAssignment((change) => {
      if (change.status === "returned") void this.shift.resume().catch(ignoreLineDown);
    });
    document.addEventListener("keydown", (event) => this.keyDown(event));
    document.addEventListener("keyup", (event) => this.keyUp(event));
    for (const button of this.root.querySelectorAll<HTMLElement>("[data-action]")) {
      button.addEventListener("click", () => this.act(button.dataset.action ?? ""));
    }
    window.addEventListener("online", () => this.connection.retry());
    // Who looks away may not come back: what waits for company goes out.
    window.addEventListener("blur", () => void this.shift.sender.flush());
    const form = this.root.querySelector("[data-sign-in-again]") as HTMLFormElement;
    new SignInAgain(form, this.root.dataset.user ?? "", this.texts("Cover.signedOut.Failed"), () => this.connection.retry());
  }

  private show(face: Face | null): void {
    const isOther = face !== this.face;
    if (isOther) {
      this.findings.close();
    }
    this.face = face;
    if (isOther && face?.store.count === 0) this.setMode(face.offer.startingShape ? "snap" : this.beginning);
    this.panel.show(face);
    this.stage.show(face);
    if (!face) this.panel.cover(this.connection.line === "online" ? "noWork" : "waiting");
    else this.panel.uncover();
    if (isOther && face && face.findings.length > 0) this.findings.open(face.findings);
  }

  private refresh(): void {
    this.panel.update();
    this.stage.repaint();
  }

  private placed(landmark: number, point: ImagePoint, advance: boolean): void {
    const face = this.face;
    if (!face) return;
    const before = face.store.get(landmark);
    const visibility = before && before.visibility !== "outside" ? before.visibility : "visible";
    face.place(landmark, { point, visibility });
    if (advance) face.current = face.nextUnplaced(landmark) ?? landmark;
    if (this.mode === "start") this.start(face);
    this.refresh();
  }

  private select(landmark: number): void {
    if (!this.face) return;
    this.face.current = landmark;
    this.stage.cursor = null;
    this.refresh();
  }

  private lookAt(landmark: number): void {
    this.select(landmark);
    const face = this.face;
    if (face) this.stage.reveal(face.store.get(landmark)?.point ?? face.expected(landmark));
  }

  private keyDown(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (this.isIdle || target.closest("input, textarea, select, dialog[open]")) return;
    if (event.key === " " && !target.closest("button")) {
      this.pointer.isPanKeyDown = true;
      event.preventDefault();
      return;
    }
    if (event.key === "l" || event.key === "L") return this.pointer.showLoupe(true);
    if (target.closest("button") && (event.key === "Enter" || event.key === " " || event.key === "Tab")) return;
    const action = actionOf(event);
    if (!action) return;
    event.preventDefault();
    this.act(action);
  }

  private keyUp(event: KeyboardEvent): void {
    if (event.key === " ") this.pointer.isPanKeyDown = false;
    if (event.key === "l" || event.key === "L") this.pointer.showLoupe(false);
  }

  private act(action: string): void {
    const [name = "", value = "", size = ""] = action.split(":");
    if (name === "help") return (this.root.querySelector("dialog[data-help]") as HTMLDialogElement).showModal();
    if (name === "display") return this.display.toggle();
    // From the beginning: the other window may have gone on with the same faces.
    if (name === "continueHere") return location.reload();
    if (!this.face || this.isIdle) return;
    switch (name) {
      case "nudge":
        return this.nudge(value, size);
      case "confirm":
        return this.confirm();
      case "cancel":
        return this.cancel();
      case "mode":
        return this.chooseMode(value as Mode);
      case "visibility":
        return this.setVisibility(value as Visibility | "");
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

  private chooseMode(mode: Mode): void {
    if (mode === "start" || mode === "point") {
      this.beginning = mode;
      localStorage.setItem(BEGINNING, mode);
    }
    this.setMode(mode);
  }

  private setMode(mode: Mode): void {
    this.mode = mode;
    this.stage.curve = [];
    this.panel.mode(mode);
    if (mode === "start" && this.face) this.start(this.face);
    this.refresh();
  }

  // Three clicks say where the face is; then every other landmark has its ghost, to be confirmed or moved.
  private start(face: Face): void {
    const next = face.anchors.find((landmark) => !face.store.get(landmark));
    if (next === undefined || face.offer.startingShape) {
      this.mode = "snap";
      this.panel.mode("snap");
      face.current = face.nextUnplaced(-1) ?? face.current;
      this.panel.say(this.texts("Start.Done"), "info");
      return;
    }
    face.current = next;
    this.panel.say(this.texts("Start.Click", face.scheme.landmarks[next]!.label), "info");
  }

  // A placed landmark moves at once; one that is not placed yet is aimed at with the cross and put down by Enter.
  private nudge(direction: string, size: string): void {
    const face = this.face!;
    const [dx, dy] = direction.split(",").map(Number) as [number, number];
    const perStep = size === "fine" ? FINE_STEP_IMAGE_PX : (size === "coarse" ? COARSE_STEP_PX : 1) / this.stage.viewport.zoom;
    const from = face.store.get(face.current)?.point ?? this.stage.cursor ?? face.expected(face.current);
    const to = imagePoint(from.x + dx * perStep, from.y + dy * perStep);
    if (face.store.get(face.current)) this.placed(face.current, to, false);
    else {
      this.stage.cursor = to;
      this.stage.reveal(to);
    }
    this.refresh();
  }

  private confirm(): void {
    const face = this.face!;
    if (this.mode === "curve" && this.stage.curve.length > 1) return this.curveEnd();
    if (face.store.get(face.current)) {
      if (face.missing.length === 0) return void this.send([]);
      face.current = face.nextUnplaced(face.current) ?? face.current;
    } else {
      const point = this.stage.cursor ?? face.expected(face.current);
      this.stage.cursor = null;
      this.placed(face.current, point, true);
      if (face.missing.length > 0) this.stage.reveal(face.expected(face.current));
    }
    this.refresh();
  }

  private cancel(): void {
    this.findings.close();
    this.stage.cursor = null;
    this.stage.curve = [];
    this.refresh();
  }

  private setVisibility(wanted: Visibility | ""): void {
    const face = this.face!;
    const before = face.store.get(face.current);
    const visibility = wanted || NEXT_VISIBILITY[(NEXT_VISIBILITY.indexOf(before?.visibility ?? "visible") + 1) % NEXT_VISIBILITY.length]!;
    if (visibility === "outside") {
      face.place(face.current, { point: null, visibility });
      face.current = face.nextUnplaced(face.current) ?? face.current;
    } else {
      face.place(face.current, { point: before?.point ?? this.stage.cursor ?? face.expected(face.current), visibility });
      this.stage.cursor = null;
    }
    this.refresh();
  }

  private curveClick(point: ImagePoint): void {
    this.stage.curve = [...this.stage.curve, point];
    this.refresh();
  }

  // Few clicks along a line, and its landmarks lie evenly on it; each stays editable by itself.
  private curveEnd(): void {
    const face = this.face;
    const contour = face?.scheme.contours.find((c) => c.landmarks.includes(face.current));
    const points = contour && resample(this.stage.curve, contour.landmarks.length, contour.closed);
    this.stage.curve = [];
    if (face && contour && points) {
      contour.landmarks.forEach((landmark, i) => {
        if (face.asked.includes(landmark)) this.placed(landmark, points[i]!, false);
      });
      face.current = face.nextUnplaced(contour.landmarks.at(-1)!) ?? face.current;
    }
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
    await this.shift.finish(face, acknowledged);
    // The next face is there already; the answer comes when it comes.
    if (this.face === face && face.isFinished) this.shift.show();
    void this.shift.fill();
  }

  private async skip(): Promise<void> {
    const face = this.face!;
    try {
      await this.shift.skip(face, "unclear");
      this.panel.say(this.texts("Skipped"), "info");
    } catch (failure) {
      if (failure instanceof LineDown) this.panel.say(this.texts("SkipOffline"), "warn");
      else if (failure instanceof Refused) this.onRefused(failure);
      else throw failure;
    }
  }

  private standDown(): void {
    this.isIdle = true;
    this.shift.stop();
    this.panel.cover("takenOver");
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
    const amount = outcome.earning ? `¥${outcome.earning.amount}` : "";
    this.panel.say(this.texts(`Outcome.${outcome.status}`, amount), outcome.status === "returned" ? "warn" : "ok");
    void this.outbox.waiting().then((count) => this.panel.waiting(count));
  }

  private onRefused(refusal: Refused): void {
    this.panel.say(refusal.message, "bad");
    if (refusal.code === "not-certified") this.panel.cover("notCertified");
  }
}

function ignoreLineDown(failure: unknown): void {
  if (!(failure instanceof LineDown)) throw failure;
}
