// What a flag rests on, in a sentence: each kind is measured in a unit of its own.

import type { Texts } from "./texts";

export interface Flag {
  readonly id: string;
  readonly annotatorId: string;
  readonly annotator: string;
  readonly kind: string;
  /** A kind of landmark or a control chart; for copying the other one's id. */
  readonly subject: string | null;
  /** Whose labels are as good as the same. */
  readonly other: string | null;
  readonly severity: "warn" | "coach" | "stop";
  readonly measured: number;
  readonly limit: number;
  readonly labels: number;
  readonly raisedAt: string;
  readonly faces: readonly { readonly traceCode: string }[];
}

/** Of one: shown as per cent. */
const SHARES = ["doesNotFollowTheFace", "manyGrossErrors", "copying", "untouchedShape", "impossiblePace"];

/** Per cent of the distance between the outer eye corners. */
const PERCENTS = ["farTooInexact", "biased", "noisy"];

export function evidenceOf(flag: Flag, texts: Texts): string {
  const { kind, measured, limit, labels } = flag;
  return texts(`Flag.Measured.${kind}`, figure(kind, measured), figure(kind, limit), labels, about(flag, texts));
}

function about({ kind, subject, other }: Flag, texts: Texts): string {
  if (other) return other;
  if (!subject) return "";
  // Control charts have their names from where they are drawn.
  return kind === "drift" ? texts(`Drift.${subject[0]!.toUpperCase()}${subject.slice(1)}`) : texts(`Kind.${subject}`);
}

function figure(kind: string, value: number): string {
  if (SHARES.includes(kind)) return `${Math.round(value * 100)} %`;
  return PERCENTS.includes(kind) ? `${Math.round(value * 10) / 10} %` : String(Math.round(value * 100) / 100);
}
