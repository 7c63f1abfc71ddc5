import { resample } from "../geometry/curve";
import { boundsOf, type ImagePoint, imagePoint, type ScreenPoint, screenPoint } from "../geometry/points";
import { Viewport } from "../geometry/viewport";
import type { Face } from "../labeling/face";
import { drawCross, drawMark, drawRing } from "./marks";
import { Surface } from "./surface";

const MARK_PX = 4.5;
const BIG_MARK_PX = 7;
const FAR_GHOST_ALPHA = 0.45;
const CURVE_PIECES = 96;
const LOUPE_PX = 188;
const REAL_PIXELS_FROM = 3;
const CLOSER = 1.5;
const LOUPE_ZOOM = 4;
const LOUPE_GAP_PX = 36;

/** What is shown, besides the face itself. None of it changes the data. */
export interface Display {
  hidesMarks: boolean;
  hasBigMarks: boolean;
  brightness: number;
  contrast: number;
  gamma: number;
}

/** The photograph and the landmarks on it: two canvases over one another, so that moving a point does not draw the photograph anew. */
export class Stage {
  viewport = Viewport.fit({ x: 0, y: 0, width: 1, height: 1 }, 1, 1);
  /** Where the keyboard's cross stands; null while the mouse leads. */
  cursor: ImagePoint | null = null;
  /** The clicks of a curve that is being drawn. */
  curve: readonly ImagePoint[] = [];
  loupeAt: ScreenPoint | null = null;
  readonly display: Display = { hidesMarks: false, hasBigMarks: false, brightness: 1, contrast: 1, gamma: 1 };
  private readonly photograph: Surface;
  private readonly landmarks: Surface;
  private readonly loupe: Surface;
  private kinds: readonly string[] = [];
  private face: Face | null = null;
  private requested = false;
  /** At which the whole face is seen. */
  private faceZoom = 0;
  /** What the photograph's canvas holds: scaling millions of pixels for each click is what an old PC cannot do. */
  private drawn: { readonly photograph: ImageBitmap | null; readonly viewport: Viewport } | null = null;

  constructor(private readonly root: HTMLElement) {
    this.photograph = new Surface(root.querySelector("[data-canvas=photograph]") as HTMLCanvasElement);
    this.landmarks = new Surface(root.querySelector("[data-canvas=landmarks]") as HTMLCanvasElement);
    this.loupe = new Surface(root.querySelector("[data-canvas=loupe]") as HTMLCanvasElement);
    new ResizeObserver(() => this.measure()).observe(root);
    // The browser took the pixels away (a graphics driver that was restarted), and gives the canvas back empty.
    this.photograph.canvas.addEventListener("contextrestored", () => {
      this.drawn = null;
      this.repaint();
    });
    this.measure();
  }

  get size(): readonly [number, number] {
    return [this.landmarks.widthPx, this.landmarks.heightPx];
  }

  show(face: Face | null): void {
    const isOther = face !== this.face;
    this.face = face;
    if (face) {
      const kinds: string[] = [];
      for (const group of face.scheme.groups) for (const l of group.landmarks) kinds[l] = group.kind;
      this.kinds = kinds;
      if (isOther) {
        this.cursor = null;
        this.curve = [];
        this.fitFace();
      }
    }
    this.repaint();
  }

  fitFace(): void {
    if (!this.face) return;
    this.move(Viewport.fit(this.face.offer.faceBox, ...this.size, 0.14));
    this.faceZoom = this.viewport.zoom;
  }

  /** The group of the current landmark as large as it fits: placed points and expected ones. */
  fitGroup(): void {
    const face = this.face;
    const group = face?.scheme.groups.find((g) => g.landmarks.includes(face.current));
    if (!face || !group) return;
    const box = boundsOf(group.landmarks.map((l) => face.store.get(l)?.point ?? face.expected(l)));
    if (!box) return;
    const least = Math.min(face.offer.faceBox.width, face.offer.faceBox.height) / 4;
    const [width, height] = [Math.max(box.width, least), Math.max(box.height, least)];
    const centred = { x: box.x - (width - box.width) / 2, y: box.y - (height - box.height) / 2, width, height };
    this.move(Viewport.fit(centred, ...this.size, 0.3));
  }

  /** One landmark and what is around it. */
  zoomTo(p: ImagePoint): void {
    if (!this.face) return;
    const { width, height } = this.face.offer.faceBox;
    const side = Math.min(width, height) / 4;
    this.move(Viewport.fit({ x: p.x - side / 2, y: p.y - side / 2, width: side, height: side }, ...this.size, 0));
  }

  /** Whether a person sees all of these now. */
  shows(points: readonly ImagePoint[]): boolean {
    const [width, height] = this.size;
    return (
      !this.display.hidesMarks &&
      points.every((p) => {
        const { x, y } = this.viewport.toScreen(p);
        return x >= 0 && y >= 0 && x <= width && y <= height;
      })
    );
  }

  move(viewport: Viewport): void {
    this.viewport = viewport;
    this.repaint();
  }

  reveal(p: ImagePoint): void {
    this.move(this.viewport.reveal(p, ...this.size));
  }

  repaint(): void {
    if (this.requested) return;
    this.requested = true;
    requestAnimationFrame(() => {
      this.requested = false;
      this.paint();
    });
  }

  applyDisplay(): void {
    const { brightness, contrast, gamma } = this.display;
    const transfer = document.querySelectorAll("#gamma feFuncR, #gamma feFuncG, #gamma feFuncB");
    for (const channel of transfer) channel.setAttribute("exponent", String(1 / gamma));
    this.photograph.canvas.style.filter =
      brightness === 1 && contrast === 1 && gamma === 1 ? "" : `brightness(${brightness}) contrast(${contrast}) url(#gamma)`;
    this.repaint();
  }

  private measure(): void {
    for (const surface of [this.photograph, this.landmarks, this.loupe]) surface.measure();
    this.drawn = null;
    this.fitFace();
    this.repaint();
  }

  private paint(): void {
    // Where the photograph is on the screen, for whoever drives the page from outside.
    const origin = this.viewport.toScreen(imagePoint(0, 0));
    this.root.dataset.zoom = String(this.viewport.zoom);
    this.root.dataset.originX = String(origin.x);
    this.root.dataset.originY = String(origin.y);
    this.paintPhotograph();
    const context = this.landmarks.begin();
    if (this.face && !this.display.hidesMarks) this.paintLandmarks(context, this.face);
    this.paintCurve(context);
    if (this.cursor) drawCross(context, this.viewport.toScreen(this.cursor));
    this.paintLoupe();
  }

  private paintPhotograph(): void {
    const face = this.face;
    const photograph = face?.photograph ?? null;
    if (this.drawn?.photograph === photograph && this.drawn.viewport === this.viewport) return;
    this.drawn = { photograph, viewport: this.viewport };
    this.root.dataset.photograph = photograph ? "shown" : "missing";
    const context = this.photograph.begin();
    if (!face || !photograph) return;
    const { work } = face.offer;
    const at = this.viewport.toScreen(imagePoint(work.x, work.y));
    // Real pixels as soon as they are larger than the screen's: a smoothed edge is not where the edge is. But a face of few pixels is known
    // for one only where they are smoothed, until somebody looks closer than at the whole of it.
    context.imageSmoothingEnabled = this.viewport.zoom < Math.max(REAL_PIXELS_FROM, CLOSER * this.faceZoom);
    context.imageSmoothingQuality = "high";
    context.drawImage(photograph, at.x, at.y, work.width * this.viewport.zoom, work.height * this.viewport.zoom);
  }

  private paintLandmarks(context: CanvasRenderingContext2D, face: Face): void {
    const radiusPx = this.display.hasBigMarks ? BIG_MARK_PX : MARK_PX;
    const ghosts = face.ghosts();
    const lit = new Set(face.restOfGroup);
    for (const { index } of face.scheme.landmarks) {
      const placed = face.store.get(index);
      const point = placed ? placed.point : (ghosts?.[index] ?? null);
      if (!point || (!placed && !face.asked.includes(index))) continue;
      const at = this.viewport.toScreen(point);
      const mark = {
        kind: this.kinds[index] ?? "contour",
        radiusPx,
        isGhost: !placed,
        visibility: placed?.visibility ?? "visible",
      } as const;
      // What a confirmation of the group would take stands out from what is only expected.
      context.globalAlpha = placed || lit.has(index) ? 1 : FAR_GHOST_ALPHA;
      drawMark(context, at, mark);
      context.globalAlpha = 1;
      if (index === face.current) drawRing(context, at, radiusPx + 6);
    }
  }

  // The line as it will be, and the clicks that it goes through.
  private paintCurve(context: CanvasRenderingContext2D): void {
    const contour = this.face?.scheme.contours.find((c) => c.landmarks.includes(this.face!.current));
    const isClosed = contour?.closed === true && this.curve.length > 2;
    const line = [...(resample(this.curve, CURVE_PIECES, isClosed) ?? this.curve)];
    if (isClosed) line.push(line[0]!);
    context.strokeStyle = "#fbbf24";
    context.fillStyle = "#fbbf24";
    context.lineWidth = 2;
    context.beginPath();
    for (const p of line.map((c) => this.viewport.toScreen(c))) context.lineTo(p.x, p.y);
    context.stroke();
    for (const p of this.curve.map((c) => this.viewport.toScreen(c))) context.fillRect(p.x - 3, p.y - 3, 6, 6);
  }

  private paintLoupe(): void {
    const at = this.loupeAt;
    this.loupe.canvas.hidden = at === null || !this.face?.photograph;
    if (this.loupe.canvas.hidden || !at || !this.face?.photograph) return;
    const [width, height] = this.size;
    const left = at.x + LOUPE_GAP_PX + LOUPE_PX > width ? at.x - LOUPE_GAP_PX - LOUPE_PX : at.x + LOUPE_GAP_PX;
    const top = Math.max(8, Math.min(height - LOUPE_PX - 8, at.y - LOUPE_PX / 2));
    this.loupe.canvas.style.transform = `translate(${left}px, ${top}px)`;
    if (this.loupe.widthPx < 2) this.loupe.measure();
    this.paintMagnified(this.loupe.begin(), this.viewport.toImage(at), this.face);
  }

  private paintMagnified(context: CanvasRenderingContext2D, centre: ImagePoint, face: Face): void {
    const zoom = Math.max(this.viewport.zoom * LOUPE_ZOOM, LOUPE_ZOOM);
    const { work } = face.offer;
    const half = LOUPE_PX / 2;
    context.imageSmoothingEnabled = false;
    const x = half - (centre.x - work.x) * zoom;
    const y = half - (centre.y - work.y) * zoom;
    context.drawImage(face.photograph!, x, y, work.width * zoom, work.height * zoom);
    drawCross(context, screenPoint(half, half));
  }
}
