// The wire of supervision, as the HTTP API answers it.

export interface QueuedFace {
  readonly traceCode: string;
  readonly projectName: string;
  readonly scheme: string;
  readonly kind: "disagreement" | "gold" | "late" | "audit";
  readonly enteredAt: string;
  readonly annotations: number;
  readonly agreementPercent: number | null;
  readonly predictedPercent: number | null;
}

export interface QueuePage {
  readonly items: readonly QueuedFace[];
  readonly next: string | null;
  readonly total: number;
}

export type Visibility = "visible" | "selfOccluded" | "occluded" | "outside";

/** x and y in pixels of the upright original; null where the landmark is outside. */
export interface Landmark {
  readonly x: number | null;
  readonly y: number | null;
  readonly visibility: Visibility;
}

/** As somebody sent it: absent, without a place, where the landmark was not asked for. */
export interface SentLandmark {
  readonly x: number | null;
  readonly y: number | null;
  readonly visibility: Visibility | "absent";
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface ReviewAnnotation {
  readonly id: string;
  readonly annotator: string;
  readonly state: "pending" | "accepted" | "returned" | "rejected" | "late";
  readonly activeSeconds: number;
  readonly errorPercent: number | null;
  /** Set where it came back for repair once. */
  readonly reasonCode: string | null;
  readonly landmarks: readonly SentLandmark[];
  /** The disputed landmarks where only those were asked for; null for the whole face. */
  readonly asked: readonly number[] | null;
}

export interface Consensus {
  readonly origin: string;
  readonly landmarks: readonly Landmark[];
  /** Per landmark [sxx, sxy, syy] in square pixels. */
  readonly covariance: readonly (readonly [number, number, number])[];
  readonly agreementPercent: number | null;
  readonly predictedPercent: number | null;
}

export interface ReviewFace {
  readonly traceCode: string;
  readonly projectName: string;
  readonly scheme: string;
  readonly guideline: string;
  readonly targetErrorPercent: number;
  readonly state: string;
  readonly kind: QueuedFace["kind"] | null;
  readonly imageWidth: number;
  readonly imageHeight: number;
  readonly faceBox: Box;
  readonly photograph: string;
  readonly view: Box;
  readonly annotations: readonly ReviewAnnotation[];
  readonly consensus: Consensus | null;
  readonly spreadPercent: readonly (number | null)[];
}

export interface Scheme {
  readonly key: string;
  readonly landmarks: readonly {
    readonly index: number;
    readonly name: string;
    readonly label: string;
    readonly group: string;
    readonly tolerance: number;
  }[];
  readonly contours: readonly { readonly landmarks: readonly number[]; readonly closed: boolean }[];
}

export interface Adjudication {
  readonly decision: "acceptConsensus" | "correct" | "returnAnnotation" | "rejectAnnotation" | "relabel";
  readonly annotationId?: string;
  readonly landmarks?: readonly Landmark[];
  readonly reasonCode?: string;
  readonly marks?: readonly number[];
  readonly reason: string;
}

/** What the server refused, in the reader's language. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    title: string,
  ) {
    super(title);
  }
}

export async function getQueue(limit: number): Promise<QueuePage> {
  return (await send(`/api/v1/supervision/queue?limit=${limit}`)) as QueuePage;
}

export async function getFace(traceCode: string): Promise<ReviewFace> {
  return (await send(`/api/v1/supervision/faces/${encodeURIComponent(traceCode)}`)) as ReviewFace;
}

export async function getScheme(key: string): Promise<Scheme> {
  return (await send(`/api/v1/schemes/${encodeURIComponent(key)}`)) as Scheme;
}

export async function adjudicate(traceCode: string, decision: Adjudication): Promise<void> {
  await send(`/api/v1/faces/${encodeURIComponent(traceCode)}/adjudication`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": idempotencyKey() },
    body: JSON.stringify(decision),
  });
}

/** The known truth of the face is wrong; the words say why. */
export async function withdrawKnown(traceCode: string, reason: string): Promise<void> {
  await send(`/api/v1/faces/${encodeURIComponent(traceCode)}/known-face-wrong`, {
    method: "POST",
    headers: { "Content-Type": "application/json", "Idempotency-Key": idempotencyKey() },
    body: JSON.stringify({ reason }),
  });
}

// crypto.randomUUID is there on https alone, and a training room may not have it.
export const idempotencyKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function send(address: string, init: RequestInit = {}): Promise<unknown> {
  const answer = await fetch(address, { credentials: "same-origin", ...init });
  if (answer.ok) return answer.status === 204 ? null : answer.json();
  const problem = (await answer.json().catch(() => ({}))) as { type?: string; title?: string };
  throw new Refused(answer.status, problem.type ?? "", problem.title ?? `HTTP ${answer.status}`);
}
