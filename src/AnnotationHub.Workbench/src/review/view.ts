// How the part of the photograph lies on the canvas. The only conversion between image and screen on the review page.

import type { Box } from "./api";

export interface View {
  /** Screen pixels (CSS) per image pixel. */
  readonly scale: number;
  /** Where the image's origin is on the canvas, in CSS pixels. */
  readonly left: number;
  readonly top: number;
}

export interface Position {
  readonly x: number;
  readonly y: number;
}

export const toScreen = (view: View, x: number, y: number): Position => ({
  x: view.left + x * view.scale,
  y: view.top + y * view.scale,
});

export const toImage = (view: View, x: number, y: number): Position => ({
  x: (x - view.left) / view.scale,
  y: (y - view.top) / view.scale,
});

/** The box as large as fits, centred, with a margin in CSS pixels. */
export function fitted(box: Box, width: number, height: number, margin = 24): View {
  const scale = Math.max(0.01, Math.min((width - 2 * margin) / box.width, (height - 2 * margin) / box.height));
  return {
    scale,
    left: (width - box.width * scale) / 2 - box.x * scale,
    top: (height - box.height * scale) / 2 - box.y * scale,
  };
}

/** Zooms so that the image's point under (x, y) stays there. */
export function zoom(view: View, factor: number, x: number, y: number): View {
  const scale = Math.min(64, Math.max(0.02, view.scale * factor));
  const point = toImage(view, x, y);
  return { scale, left: x - point.x * scale, top: y - point.y * scale };
}

export const pan = (view: View, dx: number, dy: number): View => ({ ...view, left: view.left + dx, top: view.top + dy });

/** The face's box with room around it, cut to nothing: the canvas shows what the photograph has. */
export function faceFrame(box: Box): Box {
  const room = 0.18 * Math.max(box.width, box.height);
  return { x: box.x - room, y: box.y - room, width: box.width + 2 * room, height: box.height + 2 * room };
}
