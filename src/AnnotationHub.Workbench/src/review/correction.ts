// A supervisor's own version of the face, with undo. Begins as the consensus, or as one annotator's work.

import type { Landmark, Visibility } from "./api";

export interface Correction {
  readonly landmarks: readonly Landmark[];
  /** Earlier versions, the newest last. */
  readonly past: readonly (readonly Landmark[])[];
  readonly undone: readonly (readonly Landmark[])[];
}

export const begin = (landmarks: readonly Landmark[]): Correction => ({ landmarks, past: [], undone: [] });

export const isChanged = (correction: Correction): boolean => correction.past.length > 0;

/** Moves one landmark; a drag passes the same `from` so that it becomes one step of the undo. */
export function move(correction: Correction, index: number, x: number, y: number, from: readonly Landmark[] | null): Correction {
  const old = correction.landmarks[index];
  if (!old || (old.x === x && old.y === y)) return correction;
  const visibility = old.visibility === "outside" ? "visible" : old.visibility;
  const landmarks = correction.landmarks.map((l, i) => (i === index ? { x, y, visibility } : l));
  const isSameDrag = from !== null && correction.past.at(-1) === from;
  return { landmarks, past: isSameDrag ? correction.past : [...correction.past, correction.landmarks], undone: [] };
}

/**
 * Says how one landmark can be seen. What was outside comes back where `place` is, which is where it was before or a guess to move from.
 */
export function see(correction: Correction, index: number, visibility: Visibility, place: { x: number; y: number }): Correction {
  const old = correction.landmarks[index];
  if (!old || old.visibility === visibility) return correction;
  const { x, y } = old.x !== null && old.y !== null ? { x: old.x, y: old.y } : place;
  const changed: Landmark = visibility === "outside" ? { x: null, y: null, visibility } : { x, y, visibility };
  const landmarks = correction.landmarks.map((l, i) => (i === index ? changed : l));
  return { landmarks, past: [...correction.past, correction.landmarks], undone: [] };
}

/** Where the landmark last had a place in this correction; null where it never had. */
export function lastPlace(correction: Correction, index: number): { x: number; y: number } | null {
  for (const landmarks of [correction.landmarks, ...[...correction.past].reverse()]) {
    const { x, y } = landmarks[index] ?? { x: null, y: null };
    if (x !== null && y !== null) return { x, y };
  }
  return null;
}

export function undo(correction: Correction): Correction {
  const before = correction.past.at(-1);
  if (!before) return correction;
  return { landmarks: before, past: correction.past.slice(0, -1), undone: [...correction.undone, correction.landmarks] };
}

export function redo(correction: Correction): Correction {
  const after = correction.undone.at(-1);
  if (!after) return correction;
  return { landmarks: after, past: [...correction.past, correction.landmarks], undone: correction.undone.slice(0, -1) };
}

/** The landmark nearest to a position, if one is within reach; all in image pixels. */
export function nearest(landmarks: readonly Landmark[], x: number, y: number, reach: number): number | null {
  let found: number | null = null;
  let closest = reach;
  landmarks.forEach((l, i) => {
    if (l.x === null || l.y === null) return;
    const distance = Math.hypot(l.x - x, l.y - y);
    if (distance <= closest) [closest, found] = [distance, i];
  });
  return found;
}
