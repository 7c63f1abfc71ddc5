// Paints a face under review: the photograph, every annotator's points, the consensus with its uncertainty.

import type { Landmark, ReviewFace, Scheme, SentLandmark } from "./api";
import { ellipseOf } from "./ellipse";
import { CONSENSUS_COLOUR, markOf, trace } from "./marks";
import { faceFrame, fitted, toScreen, type View } from "./view";

export interface Scene {
  readonly face: ReviewFace;
  readonly scheme: Scheme | null;
  readonly photograph: CanvasImageSource | null;
  readonly view: View;
  /** Index of the annotation that is looked at alone; null for all. */
  readonly chosen: number | null;
  /** The landmark that is looked at. */
  readonly landmark: number | null;
  /** The supervisor's own version while it is being made. */
  readonly correction: readonly Landmark[] | null;
  readonly showsMarks: boolean;
  /** The viewer's name: whoever takes a picture of the screen is in it. */
  readonly watermark: string;
}

const POINT_RADIUS = 4.5;

export function paint(context: CanvasRenderingContext2D, width: number, height: number, scene: Scene): void {
  context.clearRect(0, 0, width, height);
  paintPhotograph(context, scene);
  paintWatermark(context, width, height, scene.watermark);
  if (!scene.showsMarks) return;
  const { face, chosen, correction } = scene;
  const settled = correction ?? face.consensus?.landmarks ?? null;
  if (settled) paintContours(context, scene, settled);
  if (!correction && face.consensus && chosen === null) paintEllipses(context, scene);
  face.annotations.forEach((annotation, index) => {
    if (chosen !== null && chosen !== index) return;
    const faint = annotation.state === "rejected" || (correction !== null && chosen === null);
    paintPoints(context, scene, annotation.landmarks, index, faint ? 0.35 : 1);
  });
  if (settled) paintSettled(context, scene, settled);
  paintFocus(context, scene, settled);
}

function paintPhotograph(context: CanvasRenderingContext2D, { face, photograph, view }: Scene): void {
  const at = toScreen(view, face.view.x, face.view.y);
  const [w, h] = [face.view.width * view.scale, face.view.height * view.scale];
  if (photograph) {
    // Beyond four screen pixels per image pixel the real pixels say more than a blur; a small face is known for one only where they are smoothed.
    const { clientWidth, clientHeight } = context.canvas;
    context.imageSmoothingEnabled = view.scale < Math.max(4, 1.5 * fitted(faceFrame(face.faceBox), clientWidth, clientHeight).scale);
    context.imageSmoothingQuality = "high";
    context.drawImage(photograph, at.x, at.y, w, h);
  } else {
    context.fillStyle = "#20292b";
    context.fillRect(at.x, at.y, w, h);
  }
}

function paintWatermark(context: CanvasRenderingContext2D, width: number, height: number, text: string): void {
  context.save();
  context.font = '15px "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", sans-serif';
  context.textAlign = "center";
  context.rotate(-Math.PI / 9);
  for (let y = 0; y < height * 1.6; y += 150) {
    for (let x = -height * 0.4 + ((y / 150) % 2) * 130; x < width + 130; x += 260) {
      context.fillStyle = "rgba(0, 0, 0, 0.22)";
      context.fillText(text, x + 1, y + 1);
      context.fillStyle = "rgba(255, 255, 255, 0.26)";
      context.fillText(text, x, y);
    }
  }
  context.restore();
}

function paintContours(context: CanvasRenderingContext2D, { scheme, view }: Scene, landmarks: readonly Landmark[]): void {
  if (!scheme) return;
  context.strokeStyle = "rgba(255, 255, 255, 0.45)";
  context.lineWidth = 1;
  for (const contour of scheme.contours) {
    const indices = contour.closed ? [...contour.landmarks, contour.landmarks[0] as number] : contour.landmarks;
    context.beginPath();
    let isDown = false;
    for (const index of indices) {
      const landmark = landmarks[index];
      if (!landmark || landmark.x === null || landmark.y === null) {
        isDown = false;
        continue;
      }
      const at = toScreen(view, landmark.x, landmark.y);
      if (isDown) context.lineTo(at.x, at.y);
      else context.moveTo(at.x, at.y);
      isDown = true;
    }
    context.stroke();
  }
}

function paintEllipses(context: CanvasRenderingContext2D, { face, view }: Scene): void {
  const consensus = face.consensus;
  if (!consensus) return;
  context.strokeStyle = "rgba(255, 255, 255, 0.9)";
  context.fillStyle = "rgba(255, 255, 255, 0.12)";
  context.lineWidth = 1;
  consensus.landmarks.forEach((landmark, index) => {
    const covariance = consensus.covariance[index];
    if (landmark.x === null || landmark.y === null || !covariance) return;
    const ellipse = ellipseOf(...covariance);
    if (!ellipse) return;
    const at = toScreen(view, landmark.x, landmark.y);
    context.beginPath();
    context.ellipse(at.x, at.y, ellipse.long * view.scale, ellipse.short * view.scale, ellipse.angle, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  });
}

function paintPoints(
  context: CanvasRenderingContext2D,
  { view }: Scene,
  landmarks: readonly SentLandmark[],
  index: number,
  alpha: number,
): void {
  const mark = markOf(index);
  context.globalAlpha = alpha;
  for (const landmark of landmarks) {
    if (landmark.x === null || landmark.y === null) continue;
    const at = toScreen(view, landmark.x, landmark.y);
    trace(context, mark.shape, at.x, at.y, POINT_RADIUS);
    context.lineWidth = 2.5;
    context.strokeStyle = "rgba(0, 0, 0, 0.75)";
    context.stroke();
    // Covered or turned away is hollow, so that it reads without its colour.
    context.fillStyle = landmark.visibility === "visible" ? mark.colour : "rgba(0, 0, 0, 0.35)";
    context.fill();
    if (landmark.visibility !== "visible") {
      context.lineWidth = 1.5;
      context.strokeStyle = mark.colour;
      context.stroke();
    }
  }
  context.globalAlpha = 1;
}

function paintSettled(context: CanvasRenderingContext2D, { view, correction }: Scene, landmarks: readonly Landmark[]): void {
  const arm = correction ? 6 : 4;
  for (const landmark of landmarks) {
    if (landmark.x === null || landmark.y === null) continue;
    const at = toScreen(view, landmark.x, landmark.y);
    for (const [colour, line] of [
      ["rgba(0, 0, 0, 0.8)", 3.5],
      [CONSENSUS_COLOUR, 1.5],
    ] as const) {
      context.strokeStyle = colour;
      context.lineWidth = line;
      traceSettled(context, landmark.visibility, at.x, at.y, arm);
      context.stroke();
    }
  }
}

/** A cross where it is seen, a diamond where the head turns it away, a square where something covers it. */
function traceSettled(context: CanvasRenderingContext2D, visibility: Landmark["visibility"], x: number, y: number, arm: number): void {
  if (visibility === "selfOccluded") return trace(context, "diamond", x, y, arm * 0.8);
  if (visibility === "occluded") return trace(context, "square", x, y, arm * 0.8);
  context.beginPath();
  context.moveTo(x - arm, y);
  context.lineTo(x + arm, y);
  context.moveTo(x, y - arm);
  context.lineTo(x, y + arm);
}

function paintFocus(context: CanvasRenderingContext2D, { face, view, landmark }: Scene, settled: readonly Landmark[] | null): void {
  if (landmark === null) return;
  const point = settled?.[landmark] ?? face.annotations[0]?.landmarks[landmark];
  if (!point || point.x === null || point.y === null) return;
  const at = toScreen(view, point.x, point.y);
  for (const [colour, line] of [
    ["rgba(0, 0, 0, 0.8)", 4],
    ["#5EEAD4", 2],
  ] as const) {
    context.strokeStyle = colour;
    context.lineWidth = line;
    context.beginPath();
    context.arc(at.x, at.y, 14, 0, 2 * Math.PI);
    context.stroke();
  }
}
