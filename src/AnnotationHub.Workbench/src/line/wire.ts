// The labeling hub's messages, as the outside contract writes them.

import type { Box } from "../geometry/points";

export type Visibility = "visible" | "selfOccluded" | "occluded" | "outside";

export interface Money {
  readonly amount: string;
  readonly currency: string;
}

export interface PlacementMessage {
  readonly landmark: number;
  readonly x: number | null;
  readonly y: number | null;
  readonly visibility: Visibility;
  readonly sequence: number;
}

export interface TaskOffer {
  readonly assignmentId: string;
  readonly epoch: number;
  readonly traceCode: string;
  readonly projectId: string;
  readonly scheme: string;
  readonly imageWidth: number;
  readonly imageHeight: number;
  readonly faceBox: Box;
  readonly work: Box & { readonly scale: number };
  readonly price: Money;
  readonly leaseExpiresAt: string;
  readonly startingShape: readonly { readonly x: number; readonly y: number }[] | null;
  readonly landmarks: readonly number[] | null;
  readonly placements: readonly PlacementMessage[];
}

export interface NewPlacement {
  readonly landmark: number;
  readonly x: number | null;
  readonly y: number | null;
  readonly visibility: Visibility;
  readonly elapsedMs: number;
}

export interface Finding {
  readonly id: string;
  readonly landmark: number | null;
  readonly code: string;
  readonly severity: "error" | "warning";
  readonly message: string;
}

export interface SubmissionOutcome {
  readonly assignmentId: string;
  readonly status: "needsAttention" | "pending" | "accepted" | "returned";
  readonly findings: readonly Finding[];
  readonly earning: (Money & { readonly state: "pending" | "payable" }) | null;
  readonly feedback: {
    readonly errorPercent: number;
    readonly worst: readonly FeedbackPoint[];
  } | null;
}

/** The own position and what the face came to, in pixels of the upright original. */
export interface FeedbackPoint {
  readonly landmark: number;
  readonly x: number;
  readonly y: number;
  readonly referenceX: number;
  readonly referenceY: number;
  readonly distancePercent: number;
  readonly words: string;
}

export interface EarningsChanged {
  readonly pending: Money;
  readonly payable: Money;
  readonly today: Money;
}

export interface AssignmentChanged {
  readonly assignmentId: string;
  readonly status: string;
  readonly reason: string | null;
}

export interface SchemeLandmark {
  readonly index: number;
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly group: string;
  readonly mirror: number;
}

export interface SchemeGroup {
  readonly key: string;
  readonly kind: string;
  readonly name: string;
  readonly landmarks: readonly number[];
}

/** What the browser sends; the answers are above. */
export interface PlaceRequest {
  readonly assignmentId: string;
  readonly epoch: number;
  readonly firstSequence: number;
  readonly placements: readonly NewPlacement[];
}

export interface SubmitRequest {
  readonly assignmentId: string;
  readonly epoch: number;
  readonly sequence: number;
  readonly acknowledgedFindings: readonly string[];
  /** By landmark, how far it was put from where it was suggested, in pixels of the original; null where nothing was suggested. */
  readonly moved: readonly (number | null)[];
}

export interface Scheme {
  readonly key: string;
  readonly name: string;
  readonly landmarks: readonly SchemeLandmark[];
  readonly groups: readonly SchemeGroup[];
  readonly contours: readonly { readonly key: string; readonly landmarks: readonly number[]; readonly closed: boolean }[];
  readonly meanShape: readonly (readonly [number, number])[];
  readonly guidedOrder: readonly number[];
  /** The two landmarks whose distance every error is divided by: the outer corners of the eyes. */
  readonly normalization: { readonly imageLeft: number; readonly imageRight: number };
}
