import { distance, type ImagePoint, imagePoint, type ScreenPoint, screenPoint } from "../geometry/points";
import type { Face } from "../labeling/face";
import type { Placed } from "../state/placements";
import { Aim } from "./aim";
import { Pinch } from "./pinch";
import type { Stage } from "./stage";

export type Mode = "point" | "snap" | "drag" | "curve" | "start";

// A hand that presses a button moves the mouse by this much without meaning to.
const STILL_PX = 3;
// Where the landmark whose turn it is may be expected, around its ghost.
const EXPECTED_PX = 40;
const ZOOM_PER_NOTCH = 1.2;

export interface PointerEvents {
  readonly face: () => Face | null;
  readonly mode: () => Mode;
  /** A landmark was put somewhere by the pointer; <advance> where the next one is to follow. */
  readonly placed: (landmark: number, point: ImagePoint, advance: boolean) => void;
  readonly selected: (landmark: number) => void;
  readonly curveClick: (point: ImagePoint) => void;
  readonly curveEnd: () => void;
}

interface Drag {
  readonly landmark: number;
  readonly before: Placed | null;
  readonly isNew: boolean;
  readonly from: ScreenPoint;
  /** From the pointer to the mark when it was taken: a mark that is dragged does not jump under the pointer first. */
  readonly offset: { readonly x: number; readonly y: number };
  /** What a click, unlike a drag, puts here: the corners of the two lips are closer to each other than a hand can grab. */
  readonly awaited: number | null;
  hasMoved: boolean;
}

/** Mouse, pen and touch on the photograph. */
export class PointerTools {
  isPanKeyDown = false;
  isLoupeKeyDown = false;
  private readonly pinch = new Pinch();
  private drag: Drag | null = null;
  private panFrom: ScreenPoint | null = null;
  private last: ScreenPoint = screenPoint(0, 0);

  constructor(
    private readonly surface: HTMLElement,
    private readonly stage: Stage,
    private readonly events: PointerEvents,
  ) {
    surface.addEventListener("pointerdown", (event) => this.down(event));
    surface.addEventListener("pointermove", (event) => this.move(event));
    surface.addEventListener("pointerup", (event) => this.up(event));
    surface.addEventListener("pointercancel", (event) => this.cancel(event));
    surface.addEventListener("dblclick", () => events.mode() === "curve" && events.curveEnd());
    surface.addEventListener("contextmenu", (event) => event.preventDefault());
    surface.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
  }

  /** Shows the loupe where the pointer is, while its key is held. */
  showLoupe(isDown: boolean): void {
    this.isLoupeKeyDown = isDown;
    this.stage.loupeAt = isDown ? this.last : null;
    this.stage.repaint();
  }

  private at(event: MouseEvent): ScreenPoint {
    const box = this.surface.getBoundingClientRect();
    return screenPoint(event.clientX - box.left, event.clientY - box.top);
  }

  private down(event: PointerEvent): void {
    this.last = this.at(event);
    this.surface.setPointerCapture(event.pointerId);
    if (event.pointerType === "touch") {
      this.pinch.down(event.pointerId, this.last);
      if (this.pinch.isActive) return this.letGo();
    }
    if (event.button === 1 || this.isPanKeyDown) {
      event.preventDefault();
      this.panFrom = this.last;
      return;
    }
    const face = this.events.face();
    if (!face || event.button !== 0) return;
    this.stage.cursor = null;
    if (this.events.mode() === "curve") this.events.curveClick(this.stage.viewport.toImage(this.last));
    else this.press(face);
  }

  private press(face: Face): void {
    const image = this.stage.viewport.toImage(this.last);
    const target = this.target(face);
    if (!target) return;
    const { landmark, isNew } = target;
    const mode = this.events.mode();
    const hasMoved = isNew || mode === "snap";
    const awaited = isNew ? null : this.awaited(face);
    const before = face.store.get(landmark);
    const mark = hasMoved ? null : (before?.point ?? face.ghosts()?.[landmark] ?? null);
    const offset = mark ? { x: mark.x - image.x, y: mark.y - image.y } : { x: 0, y: 0 };
    this.drag = { landmark, before, isNew, from: this.last, offset, awaited, hasMoved };
    if (!isNew && awaited === null) this.events.selected(landmark);
    if (hasMoved) this.preview(face, image);
    this.magnify(this.drag);
    this.stage.repaint();
  }

  // What the press is about: the point under it; what the mode takes; else the landmark whose turn it is.
  private target(face: Face): { landmark: number; isNew: boolean } | null {
    const aim = new Aim(face, this.stage.viewport, this.last);
    const mode = this.events.mode();
    const found = mode === "snap" ? aim.snapped() : mode === "drag" ? aim.taken() : aim.grabbed();
    if (found) return { landmark: found.landmark, isNew: false };
    // Where marks are dragged, a press beside all of them is a slip.
    return mode === "drag" && face.ghosts() ? null : { landmark: face.current, isNew: true };
  }

  // The landmark whose turn it is, where it has no place yet and is expected under the pointer.
  private awaited(face: Face): number | null {
    if (this.events.mode() !== "point" || face.store.get(face.current)) return null;
    const ghost = face.ghosts()?.[face.current];
    return ghost && distance(this.stage.viewport.toScreen(ghost), this.last) <= EXPECTED_PX ? face.current : null;
  }

  private move(event: PointerEvent): void {
    const now = this.at(event);
    const pinched = this.pinch.move(event.pointerId, now, this.stage.viewport);
    if (pinched) return this.stage.move(pinched);
    if (this.panFrom) {
      this.stage.move(this.stage.viewport.panBy(now.x - this.panFrom.x, now.y - this.panFrom.y));
      this.panFrom = now;
      return;
    }
    this.last = now;
    const face = this.events.face();
    if (this.drag && face && this.isDragging(this.drag)) {
      this.preview(face, this.under(this.drag));
      this.magnify(this.drag);
    } else if (this.isLoupeKeyDown) this.stage.loupeAt = now;
    if (this.drag || this.isLoupeKeyDown) this.stage.repaint();
  }

  private isDragging(drag: Drag): boolean {
    if (drag.hasMoved || distance(this.last, drag.from) < STILL_PX) return drag.hasMoved;
    drag.hasMoved = true;
    if (drag.awaited !== null) this.events.selected(drag.landmark);
    return true;
  }

  private up(event: PointerEvent): void {
    this.pinch.up(event.pointerId);
    this.panFrom = null;
    const { drag } = this;
    const face = this.events.face();
    this.drag = null;
    if (!this.isLoupeKeyDown) this.stage.loupeAt = null;
    this.stage.repaint();
    if (!drag || !face) return;
    if (!drag.hasMoved && drag.awaited !== null) {
      this.events.placed(drag.awaited, this.stage.viewport.toImage(drag.from), true);
      return;
    }
    const point = face.store.get(drag.landmark)?.point ?? null;
    face.store.preview(drag.landmark, drag.before);
    // A point that was only touched stays what it was.
    if (!point || point === drag.before?.point) return;
    // What has its first place now is done with, as a key confirms it: the next one is to follow.
    this.events.placed(drag.landmark, point, drag.isNew || drag.before === null);
  }

  private cancel(event: PointerEvent): void {
    this.pinch.up(event.pointerId);
    this.letGo();
  }

  // What is being dragged goes back to where it was.
  private letGo(): void {
    const face = this.events.face();
    if (this.drag && face) face.store.preview(this.drag.landmark, this.drag.before);
    this.drag = null;
    this.panFrom = null;
    this.stage.loupeAt = null;
    this.stage.repaint();
  }

  // The mark's own place, which the hand has taken beside it.
  private magnify(drag: Drag): void {
    this.stage.loupeAt = this.stage.viewport.toScreen(this.under(drag));
  }

  private under({ offset }: Drag): ImagePoint {
    const { x, y } = this.stage.viewport.toImage(this.last);
    return imagePoint(x + offset.x, y + offset.y);
  }

  private preview(face: Face, point: ImagePoint): void {
    const drag = this.drag;
    if (!drag) return;
    const visibility = drag.before && drag.before.visibility !== "outside" ? drag.before.visibility : "visible";
    face.store.preview(drag.landmark, { point, visibility });
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    this.stage.move(this.stage.viewport.zoomAt(this.at(event), event.deltaY < 0 ? ZOOM_PER_NOTCH : 1 / ZOOM_PER_NOTCH));
  }
}
