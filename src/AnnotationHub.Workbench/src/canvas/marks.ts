import type { ScreenPoint } from "../geometry/points";
import type { Visibility } from "../line/wire";

// Okabe–Ito, which people of every colour vision tell apart, and a shape each, so that nothing depends on colour alone.
export const LOOKS: Readonly<Record<string, { readonly color: string; readonly shape: "circle" | "square" | "triangle" | "diamond" }>> = {
  contour: { color: "#56b4e9", shape: "circle" },
  brow: { color: "#e69f00", shape: "square" },
  nose: { color: "#cc79a7", shape: "triangle" },
  eye: { color: "#00b383", shape: "diamond" },
  mouth: { color: "#f0e442", shape: "circle" },
  pupil: { color: "#ffffff", shape: "square" },
  cheekbone: { color: "#d55e00", shape: "triangle" },
};

const HALO = "rgba(0, 0, 0, 0.85)";

export const colorOf = (kind: string): string => (LOOKS[kind] ?? LOOKS.contour!).color;

export interface Mark {
  readonly kind: string;
  readonly radiusPx: number;
  readonly isGhost: boolean;
  readonly visibility: Visibility;
}

/** Filled where placed, hollow while a ghost, crossed where covered or turned away; always with a dark halo. */
export function drawMark(context: CanvasRenderingContext2D, at: ScreenPoint, mark: Mark): void {
  const { color, shape } = LOOKS[mark.kind] ?? LOOKS.contour!;
  const path = outline(shape, at, mark.radiusPx);
  context.lineWidth = 3;
  context.strokeStyle = HALO;
  context.stroke(path);
  context.lineWidth = 1.5;
  if (mark.isGhost || mark.visibility !== "visible") {
    context.strokeStyle = color;
    context.stroke(path);
  } else {
    context.fillStyle = color;
    context.fill(path);
  }
  if (!mark.isGhost && mark.visibility !== "visible") cross(context, at, mark.radiusPx, color, mark.visibility === "occluded");
}

/** The ring around the landmark whose turn it is. */
export function drawRing(context: CanvasRenderingContext2D, at: ScreenPoint, radiusPx: number): void {
  for (const [width, style] of [
    [4, HALO],
    [2, "#fbbf24"],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = style;
    context.beginPath();
    context.arc(at.x, at.y, radiusPx, 0, 2 * Math.PI);
    context.stroke();
  }
}

/** The keyboard's cross: its middle is left open, so that the pixel under it is seen. */
export function drawCross(context: CanvasRenderingContext2D, at: ScreenPoint): void {
  for (const [width, style] of [
    [3, HALO],
    [1, "#fbbf24"],
  ] as const) {
    context.lineWidth = width;
    context.strokeStyle = style;
    context.beginPath();
    for (const [dx, dy] of [
      [1, 0],
      [-1, 0],
      [0, 1],
      [0, -1],
    ] as const) {
      context.moveTo(at.x + 4 * dx, at.y + 4 * dy);
      context.lineTo(at.x + 16 * dx, at.y + 16 * dy);
    }
    context.stroke();
  }
}

function outline(shape: string, { x, y }: ScreenPoint, r: number): Path2D {
  const path = new Path2D();
  if (shape === "circle") path.arc(x, y, r, 0, 2 * Math.PI);
  else if (shape === "square") path.rect(x - 0.9 * r, y - 0.9 * r, 1.8 * r, 1.8 * r);
  else polygon(path, shape === "triangle" ? [0, -1.2, 1.1, 0.8, -1.1, 0.8] : [0, -1.25, 1.25, 0, 0, 1.25, -1.25, 0], x, y, r);
  return path;
}

function polygon(path: Path2D, corners: readonly number[], x: number, y: number, r: number): void {
  for (let i = 0; i < corners.length; i += 2) path.lineTo(x + corners[i]! * r, y + corners[i + 1]! * r);
  path.closePath();
}

function cross(context: CanvasRenderingContext2D, { x, y }: ScreenPoint, r: number, color: string, both: boolean): void {
  context.strokeStyle = color;
  context.beginPath();
  context.moveTo(x - r, y - r);
  context.lineTo(x + r, y + r);
  if (both) {
    context.moveTo(x + r, y - r);
    context.lineTo(x - r, y + r);
  }
  context.stroke();
}
