// The canvas with its pointer: zoom, pan, look at a landmark, drag one while correcting.

import type { Landmark } from "./api";
import { nearest } from "./correction";
import { paint, type Scene } from "./scene";
import { type View, faceFrame, fitted, pan, toImage, zoom } from "./view";

export interface StageActions {
  /** The scene without its view, which the stage keeps. */
  scene(): Omit<Scene, "view"> | null;
  /** Landmarks that can be dragged; null while nothing is corrected. */
  draggable(): readonly Landmark[] | null;
  grab(landmark: number): void;
  drag(landmark: number, x: number, y: number): void;
  drop(): void;
}

/** How near the pointer must be to a point, in CSS pixels. */
const REACH = 14;

export class Stage {
  private view: View = { scale: 1, left: 0, top: 0 };
  private readonly context: CanvasRenderingContext2D;
  private held: { landmark: number } | { x: number; y: number } | null = null;
  private frame = 0;

  constructor(
    private readonly canvas: HTMLCanvasElement,
    private readonly actions: StageActions,
  ) {
    const context = canvas.getContext("2d", { alpha: false });
    if (!context) throw new Error("This browser has no canvas.");
    this.context = context;
    new ResizeObserver(() => this.resize()).observe(canvas);
    canvas.addEventListener("wheel", (event) => this.wheel(event), { passive: false });
    canvas.addEventListener("pointerdown", (event) => this.down(event));
    canvas.addEventListener("pointermove", (event) => this.move(event));
    canvas.addEventListener("pointerup", () => this.up());
    canvas.addEventListener("pointercancel", () => this.up());
    this.resize();
  }

  get scale(): number {
    return this.view.scale;
  }

  fitFace(): void {
    const scene = this.actions.scene();
    if (!scene) return;
    this.view = fitted(faceFrame(scene.face.faceBox), this.canvas.clientWidth, this.canvas.clientHeight);
    this.repaint();
  }

  zoomBy(factor: number): void {
    this.view = zoom(this.view, factor, this.canvas.clientWidth / 2, this.canvas.clientHeight / 2);
    this.repaint();
  }

  /** Brings an image position to the middle, near enough to judge it. */
  lookAt(x: number, y: number): void {
    const scale = Math.max(this.view.scale, 4);
    this.view = { scale, left: this.canvas.clientWidth / 2 - x * scale, top: this.canvas.clientHeight / 2 - y * scale };
    this.repaint();
  }

  repaint(): void {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      const scene = this.actions.scene();
      const ratio = window.devicePixelRatio || 1;
      this.context.setTransform(ratio, 0, 0, ratio, 0, 0);
      if (scene) paint(this.context, this.canvas.clientWidth, this.canvas.clientHeight, { ...scene, view: this.view });
      else this.context.clearRect(0, 0, this.canvas.clientWidth, this.canvas.clientHeight);
    });
  }

  private resize(): void {
    const ratio = window.devicePixelRatio || 1;
    this.canvas.width = Math.round(this.canvas.clientWidth * ratio);
    this.canvas.height = Math.round(this.canvas.clientHeight * ratio);
    this.fitFace();
    this.repaint();
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    this.view = zoom(this.view, Math.exp(-event.deltaY * 0.0015), event.offsetX, event.offsetY);
    this.repaint();
  }

  private down(event: PointerEvent): void {
    this.canvas.setPointerCapture(event.pointerId);
    const landmarks = this.actions.draggable();
    const at = toImage(this.view, event.offsetX, event.offsetY);
    const landmark = landmarks && event.button === 0 ? nearest(landmarks, at.x, at.y, REACH / this.view.scale) : null;
    if (landmark === null) {
      this.held = { x: event.offsetX, y: event.offsetY };
      return;
    }
    this.held = { landmark };
    this.actions.grab(landmark);
  }

  private move(event: PointerEvent): void {
    if (!this.held) return;
    if ("landmark" in this.held) {
      const at = toImage(this.view, event.offsetX, event.offsetY);
      this.actions.drag(this.held.landmark, at.x, at.y);
      return;
    }
    this.view = pan(this.view, event.offsetX - this.held.x, event.offsetY - this.held.y);
    this.held = { x: event.offsetX, y: event.offsetY };
    this.repaint();
  }

  private up(): void {
    if (this.held && "landmark" in this.held) this.actions.drop();
    this.held = null;
  }
}
