// What the review page knows, and how each action changes it. Pure: the page paints and sends.

import type { Adjudication, Landmark, ReviewAnnotation, ReviewFace, SentLandmark, Visibility } from "./api";
import { begin, type Correction, lastPlace, move, see } from "./correction";

export interface ReviewState {
  readonly face: ReviewFace;
  readonly chosen: number | null;
  readonly landmark: number | null;
  readonly correction: Correction | null;
  readonly showsMarks: boolean;
  /** The list of reasons is open for the chosen annotation. */
  readonly isRejecting: boolean;
  /** What the supervisor writes to the annotator beside the reason. */
  readonly words: string;
}

export const open = (face: ReviewFace): ReviewState => ({
  face,
  chosen: null,
  landmark: null,
  correction: null,
  showsMarks: true,
  isRejecting: false,
  words: "",
});

/** The same annotation twice shows all again. */
export function choose(state: ReviewState, index: number | null): ReviewState {
  if (index !== null && index >= state.face.annotations.length) return state;
  return { ...state, chosen: index === state.chosen ? null : index, isRejecting: false };
}

/** A correction begins as the chosen annotation, else the consensus, else the first annotation. */
export function startCorrection(state: ReviewState): ReviewState {
  if (state.correction) return state;
  const from = settled(state);
  return from ? { ...state, correction: begin(from), isRejecting: false } : state;
}

export const dropCorrection = (state: ReviewState): ReviewState => ({ ...state, correction: null });

/** Out of what is open: the reasons, the correction, the one annotator. */
export function cancel(state: ReviewState): ReviewState {
  if (state.isRejecting) return { ...state, isRejecting: false };
  return state.correction ? dropCorrection(state) : choose(state, null);
}

/** Moves the landmark that is looked at, in pixels of the upright original. */
export function nudge(state: ReviewState, dx: number, dy: number): ReviewState {
  const { correction, landmark } = state;
  const point = landmark === null ? undefined : correction?.landmarks[landmark];
  if (!correction || landmark === null || !point || point.x === null || point.y === null) return state;
  return { ...state, correction: move(correction, landmark, point.x + dx, point.y + dy, null) };
}

/** How the landmark that is looked at can be seen. One that comes back from outside lies where it last was, else where somebody put it. */
export function seeLandmark(state: ReviewState, visibility: Visibility): ReviewState {
  const { correction, landmark, face } = state;
  if (!correction || landmark === null) return state;
  const placed = face.annotations.map((annotation) => annotation.landmarks[landmark]).find((l) => l?.x != null && l.y != null);
  const middle = { x: face.faceBox.x + face.faceBox.width / 2, y: face.faceBox.y + face.faceBox.height / 2 };
  const guess = { x: placed?.x ?? middle.x, y: placed?.y ?? middle.y };
  return { ...state, correction: see(correction, landmark, visibility, lastPlace(correction, landmark) ?? guess) };
}

/** The landmarks that a correction would begin with. */
export function settled(state: ReviewState): readonly Landmark[] | null {
  const chosen = state.chosen === null ? undefined : state.face.annotations[state.chosen];
  if (chosen) return whole(state.face, chosen);
  const first = state.face.annotations[0];
  return state.face.consensus?.landmarks ?? (first ? whole(state.face, first) : null);
}

/**
 * The annotation as a whole face: landmarks that it was not asked for are as the consensus has them, else as the first who placed them.
 * Null where nobody placed one of them.
 */
export function whole(face: ReviewFace, annotation: ReviewAnnotation): readonly Landmark[] | null {
  const sources = [annotation.landmarks, face.consensus?.landmarks, ...face.annotations.map((other) => other.landmarks)];
  const landmarks = annotation.landmarks.map((_, i) => sources.map((source) => source?.[i]).find(isPlaced));
  return landmarks.every((landmark) => landmark !== undefined) ? landmarks : null;
}

const isPlaced = (landmark: SentLandmark | undefined): landmark is Landmark => landmark !== undefined && landmark.visibility !== "absent";

export const acceptConsensus = (state: ReviewState): Adjudication | null =>
  state.face.consensus ? { decision: "acceptConsensus", reason: "" } : null;

/** One annotator's landmarks as the face's. */
export function takeChosen(state: ReviewState): Adjudication | null {
  const annotation = state.chosen === null ? undefined : state.face.annotations[state.chosen];
  const landmarks = annotation ? whole(state.face, annotation) : null;
  if (!annotation || !landmarks) return null;
  // Late work never became an annotation: its landmarks count, its name does not.
  const named = annotation.state === "late" ? {} : { annotationId: annotation.id };
  return { decision: "correct", ...named, landmarks, reason: "" };
}

export const saveCorrection = (state: ReviewState): Adjudication | null =>
  state.correction ? { decision: "correct", landmarks: state.correction.landmarks, reason: "" } : null;

export function rejectChosen(state: ReviewState, reasonCode: string): Adjudication | null {
  const annotation = state.chosen === null ? undefined : state.face.annotations[state.chosen];
  if (!annotation || annotation.state === "late") return null;
  const decision = comesBackFirst(annotation, reasonCode) ? "returnAnnotation" : "rejectAnnotation";
  const marks = state.landmark === null ? [] : [state.landmark];
  return { decision, annotationId: annotation.id, reasonCode, marks, reason: state.words.trim() };
}

/** Failed work comes back for repair first; only where there is nothing to mend, or it came back before, is it rejected. */
export const comesBackFirst = (annotation: ReviewAnnotation, reasonCode: string): boolean =>
  annotation.reasonCode === null && reasonCode !== "notAttempted" && reasonCode !== "copied";

export const askAnother = (): Adjudication => ({ decision: "relabel", reason: "" });
