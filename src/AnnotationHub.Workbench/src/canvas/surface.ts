/** A canvas that has as many pixels as the screen shows of it, drawn in CSS pixels. */
export class Surface {
  readonly context: CanvasRenderingContext2D;
  widthPx = 1;
  heightPx = 1;

  constructor(readonly canvas: HTMLCanvasElement) {
    const context = canvas.getContext("2d");
    if (!context) throw new Error("This browser has no canvas.");
    this.context = context;
  }

  /** Takes over the size that the page gives the canvas. */
  measure(): void {
    const ratio = window.devicePixelRatio || 1;
    const box = this.canvas.getBoundingClientRect();
    this.widthPx = box.width;
    this.heightPx = box.height;
    const [width, height] = [Math.round(box.width * ratio), Math.round(box.height * ratio)];
    if (this.canvas.width !== width) this.canvas.width = width;
    if (this.canvas.height !== height) this.canvas.height = height;
  }

  /** An empty canvas, ready to be drawn on in CSS pixels. */
  begin(): CanvasRenderingContext2D {
    const [sx, sy] = [this.canvas.width / Math.max(this.widthPx, 1), this.canvas.height / Math.max(this.heightPx, 1)];
    this.context.setTransform(sx, 0, 0, sy, 0, 0);
    this.context.clearRect(0, 0, this.widthPx, this.heightPx);
    return this.context;
  }
}
