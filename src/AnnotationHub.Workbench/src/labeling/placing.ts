import type { Mode } from "../canvas/pointerTools";
import type { Stage } from "../canvas/stage";
import { resample } from "../geometry/curve";
import { type ImagePoint, imagePoint } from "../geometry/points";
import type { Visibility } from "../line/wire";
import type { Placed } from "../state/placements";
import type { Texts } from "../texts";
import type { Face } from "./face";
import type { Tone } from "./panel";

const BEGINNING = "annotationhub-beginning";
const COARSE_STEP_PX = 10;
const FINE_STEP_IMAGE_PX = 0.25;
const NEXT_VISIBILITY: readonly Visibility[] = ["visible", "selfOccluded", "occluded"];
/** Nobody judges a mark in less; a person takes four times as long. */
const SHORTEST_LOOK_MS = 100;
/** Nobody has found the first landmark of another face sooner: a key that comes then was meant for the face before. */
const NEW_FACE_MS = 400;

export interface PlacingPage {
  readonly face: () => Face | null;
  readonly refresh: () => void;
  readonly say: (text: string, tone: Tone) => void;
  readonly showMode: (mode: Mode) => void;
  /** Everything has its place. */
  readonly submit: () => void;
}

/** How a person puts landmarks: by which mode, by pointer or by key, one or many in one act. */
export class Placing {
  mode: Mode = "point";
  /** How the person begins a face, kept on this computer. */
  private beginning: Mode = localStorage.getItem(BEGINNING) === "start" ? "start" : "point";
  private shown: Face | null = null;
  private shownAtMs = Number.NEGATIVE_INFINITY;
  private lit = "";
  private litAtMs = 0;

  constructor(
    private readonly stage: Stage,
    private readonly texts: Texts,
    private readonly page: PlacingPage,
  ) {}

  /** A face that nothing was done to yet: begun as the person likes to begin. */
  begin(face: Face): void {
    this.setMode(face.offer.startingShape ? "snap" : this.beginning);
  }

  choose(mode: Mode): void {
    if (mode === "start" || mode === "point") {
      this.beginning = mode;
      localStorage.setItem(BEGINNING, mode);
    }
    this.setMode(mode);
  }

  /** Notes since when the face, and its lit group's ghosts, have been there to be looked at; called with every refresh. */
  watch(face: Face): void {
    if (this.shown !== face) {
      if (this.shown) this.shownAtMs = performance.now();
      this.shown = face;
    }
    const lit = `${face.offer.assignmentId} ${face.group?.key} ${face.ghosts() !== null}`;
    if (lit === this.lit) return;
    this.lit = lit;
    this.litAtMs = performance.now();
  }

  put(landmark: number, point: ImagePoint, advance: boolean): void {
    const face = this.page.face();
    if (!face) return;
    face.place(landmark, placedAt(face, landmark, point));
    if (advance) face.current = face.nextUnplaced(landmark) ?? landmark;
    if (this.mode === "start") this.start(face);
    this.page.refresh();
  }

  // A placed landmark moves at once; one that is not placed yet is aimed at with the cross and put down by Enter.
  nudge(face: Face, direction: string, size: string): void {
    const [dx, dy] = direction.split(",").map(Number) as [number, number];
    const perStep = size === "fine" ? FINE_STEP_IMAGE_PX : (size === "coarse" ? COARSE_STEP_PX : 1) / this.stage.viewport.zoom;
    const placed = face.store.get(face.current);
    const from = placed?.point ?? this.stage.cursor ?? face.expected(face.current);
    const to = imagePoint(from.x + dx * perStep, from.y + dy * perStep);
    if (placed) return this.put(face.current, to, false);
    this.stage.cursor = to;
    this.stage.reveal(to);
    this.page.refresh();
  }

  confirm(face: Face): void {
    if (this.mode === "curve" && this.stage.curve.length > 1) return this.curveEnd();
    if (face.store.get(face.current)) {
      if (face.missing.length === 0) return this.page.submit();
      face.current = face.nextUnplaced(face.current) ?? face.current;
    } else if (this.stage.cursor || performance.now() - this.shownAtMs >= NEW_FACE_MS) {
      const point = this.stage.cursor ?? face.expected(face.current);
      this.stage.cursor = null;
      this.put(face.current, point, true);
      if (face.missing.length > 0) this.stage.reveal(face.expected(face.current));
    }
    this.page.refresh();
  }

  /**
   * What of the lit group is not placed stands right, in one deliberate act: possible only while all of it is shown, and after long enough
   * to have looked at each. One undo takes it back.
   */
  confirmGroup(face: Face): void {
    const ghosts = face.ghosts();
    const rest = face.restOfGroup;
    if (!ghosts) return this.page.say(this.texts("Group.NoGhosts"), "info");
    if (rest.length > 0 && !this.stage.shows(rest.map((l) => ghosts[l]!))) {
      this.stage.display.hidesMarks = false;
      this.stage.fitGroup();
      this.litAtMs = performance.now();
      this.page.say(this.texts("Group.Shown"), "info");
    } else if (performance.now() - this.litAtMs < rest.length * SHORTEST_LOOK_MS) {
      this.page.say(this.texts("Group.TooSoon", rest.length), "warn");
    } else {
      face.placeAll(new Map(rest.map((l) => [l, placedAt(face, l, ghosts[l]!)])));
      face.current = face.nextUnplaced(rest.at(-1) ?? face.current) ?? face.current;
      if (rest.length > 0) this.page.say(this.texts("Group.Confirmed", rest.length), "ok");
      if (face.missing.length > 0) this.stage.reveal(face.expected(face.current));
    }
    this.page.refresh();
  }

  cancel(): void {
    this.stage.cursor = null;
    this.stage.curve = [];
    this.page.refresh();
  }

  setVisibility(face: Face, wanted: Visibility | ""): void {
    const before = face.store.get(face.current);
    const visibility = wanted || NEXT_VISIBILITY[(NEXT_VISIBILITY.indexOf(before?.visibility ?? "visible") + 1) % NEXT_VISIBILITY.length]!;
    if (visibility === "outside") {
      face.place(face.current, { point: null, visibility });
      face.current = face.nextUnplaced(face.current) ?? face.current;
    } else {
      face.place(face.current, { point: before?.point ?? this.stage.cursor ?? face.expected(face.current), visibility });
      this.stage.cursor = null;
    }
    this.page.refresh();
  }

  curveClick(point: ImagePoint): void {
    this.stage.curve = [...this.stage.curve, point];
    this.page.refresh();
  }

  // Few clicks along a line, and its landmarks lie evenly on it; each stays editable by itself.
  curveEnd(): void {
    const face = this.page.face();
    const contour = face?.scheme.contours.find((c) => c.landmarks.includes(face.current));
    const points = contour && resample(this.stage.curve, contour.landmarks.length, contour.closed);
    this.stage.curve = [];
    if (face && contour && points) {
      // Of an offer of disputed landmarks the line lays these alone.
      const laid = contour.landmarks
        .map((landmark, i) => [landmark, points[i]!] as const)
        .filter(([landmark]) => face.asked.includes(landmark));
      face.placeAll(new Map(laid.map(([landmark, point]) => [landmark, placedAt(face, landmark, point)])));
      face.current = face.nextUnplaced(contour.landmarks.at(-1)!) ?? face.current;
    }
    this.page.refresh();
  }

  private setMode(mode: Mode): void {
    this.mode = mode;
    this.stage.curve = [];
    this.page.showMode(mode);
    const face = this.page.face();
    if (mode === "start" && face) this.start(face);
    if (mode === "curve" && face?.group) this.page.say(this.texts("Curve.Hint", face.group.name), "info");
    this.page.refresh();
  }

  // Three clicks say where the face is; then every other landmark has its ghost, to be confirmed or moved.
  private start(face: Face): void {
    const next = face.anchors.find((landmark) => !face.store.get(landmark));
    if (next === undefined || face.offer.startingShape) {
      this.mode = "snap";
      this.page.showMode("snap");
      face.current = face.nextUnplaced(-1) ?? face.current;
      this.page.say(this.texts("Start.Done"), "info");
      return;
    }
    face.current = next;
    this.page.say(this.texts("Start.Click", face.scheme.landmarks[next]!.label), "info");
  }
}

/** There, as visible as it was. */
function placedAt(face: Face, landmark: number, point: ImagePoint): Placed {
  const before = face.store.get(landmark);
  return { point, visibility: before && before.visibility !== "outside" ? before.visibility : "visible" };
}
