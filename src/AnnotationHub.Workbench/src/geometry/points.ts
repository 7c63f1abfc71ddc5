// Two spaces that must not be mixed: a position on the screen (CSS pixels from the canvas' corner) and a position in the upright
// original photograph (its pixels, (0, 0) at the corner of the first one). The brands make mixing them a compile error.

declare const screenBrand: unique symbol;
declare const imageBrand: unique symbol;

export interface ScreenPoint {
  readonly x: number;
  readonly y: number;
  readonly [screenBrand]: true;
}

export interface ImagePoint {
  readonly x: number;
  readonly y: number;
  readonly [imageBrand]: true;
}

export const screenPoint = (x: number, y: number): ScreenPoint => ({ x, y }) as ScreenPoint;

export const imagePoint = (x: number, y: number): ImagePoint => ({ x, y }) as ImagePoint;

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export const distance = <P extends { readonly x: number; readonly y: number }>(a: P, b: P): number => Math.hypot(a.x - b.x, a.y - b.y);

/** The smallest box around the points; null where there are none. */
export function boundsOf(points: readonly ImagePoint[]): Box | null {
  if (points.length === 0) return null;
  const xs = points.map((p) => p.x);
  const ys = points.map((p) => p.y);
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}
