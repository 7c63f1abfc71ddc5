// What the review page knows, and how each action changes it. Pure: the page paints and sends.

import type { Adjudication, Landmark, ReviewAnnotation, ReviewFace } from "./api";
import { begin, type Correction } from "./correction";

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

/** The landmarks that a correction would begin with. */
export function settled(state: ReviewState): readonly Landmark[] | null {
  const chosen = state.chosen === null ? undefined : state.face.annotations[state.chosen];
  return chosen?.landmarks ?? state.face.consensus?.landmarks ?? state.face.annotations[0]?.landmarks ?? null;
}

export const acceptConsensus = (state: ReviewState): Adjudication | null =>
  state.face.consensus ? { decision: "acceptConsensus", reason: "" } : null;

/** One annotator's landmarks as the face's. */
export function takeChosen(state: ReviewState): Adjudication | null {
  const annotation = state.chosen === null ? undefined : state.face.annotations[state.chosen];
  if (!annotation) return null;
  // Late work never became an annotation: its landmarks count, its name does not.
  const named = annotation.state === "late" ? {} : { annotationId: annotation.id };
  return { decision: "correct", ...named, landmarks: annotation.landmarks, reason: "" };
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
