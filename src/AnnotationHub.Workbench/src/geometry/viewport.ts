import { type Box, type ImagePoint, imagePoint, type ScreenPoint, screenPoint } from "./points";

/** Screen pixels per image pixel: as far out as a 12-megapixel photograph needs, as far in as a single pixel can be judged. */
export const MIN_ZOOM = 0.05;
export const MAX_ZOOM = 64;

/** The only conversion between the screen and the photograph. Immutable: moving the view makes a new one. */
export class Viewport {
  private constructor(
    /** CSS pixels per pixel of the original. */
    readonly zoom: number,
    /** Where the photograph's corner is drawn. */
    private readonly originX: number,
    private readonly originY: number,
  ) {}

  /** The box as large as it fits into the canvas, centred, with a margin as a share of the box. */
  static fit(box: Box, widthPx: number, heightPx: number, margin = 0.08): Viewport {
    const share = 1 + 2 * margin;
    const zoom = clamp(Math.min(widthPx / (Math.max(box.width, 1) * share), heightPx / (Math.max(box.height, 1) * share)));
    return new Viewport(zoom, widthPx / 2 - (box.x + box.width / 2) * zoom, heightPx / 2 - (box.y + box.height / 2) * zoom);
  }

  toImage(p: ScreenPoint): ImagePoint {
    return imagePoint((p.x - this.originX) / this.zoom, (p.y - this.originY) / this.zoom);
  }

  toScreen(p: ImagePoint): ScreenPoint {
    return screenPoint(p.x * this.zoom + this.originX, p.y * this.zoom + this.originY);
  }

  /** Zooms so that what is under the pointer stays under it. */
  zoomAt(at: ScreenPoint, factor: number): Viewport {
    const zoom = clamp(this.zoom * factor);
    const under = this.toImage(at);
    return new Viewport(zoom, at.x - under.x * zoom, at.y - under.y * zoom);
  }

  panBy(dx: number, dy: number): Viewport {
    return new Viewport(this.zoom, this.originX + dx, this.originY + dy);
  }

  /** Brings the point into the inner part of the canvas, if it is not there, without changing the zoom. */
  reveal(p: ImagePoint, widthPx: number, heightPx: number, marginPx = 80): Viewport {
    const at = this.toScreen(p);
    const isInside = at.x >= marginPx && at.y >= marginPx && at.x <= widthPx - marginPx && at.y <= heightPx - marginPx;
    return isInside ? this : this.panBy(widthPx / 2 - at.x, heightPx / 2 - at.y);
  }
}

const clamp = (zoom: number): number => Math.min(MAX_ZOOM, Math.max(MIN_ZOOM, zoom));
