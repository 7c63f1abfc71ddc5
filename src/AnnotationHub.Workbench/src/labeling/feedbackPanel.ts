// What a settled face came to, the same minute: the mean distance and the three furthest points in words. Never in the way of the next face.

import type { Texts } from "../texts";
import type { AssignmentChanged, FeedbackPoint, SubmissionOutcome } from "../line/wire";

type Feedback = NonNullable<SubmissionOutcome["feedback"]>;

/** Long enough to read three short sentences at leisure. */
const SHOWN_MS = 25_000;

export class FeedbackPanel {
  /** Submitted in this window and not settled yet: assignment to trace code. */
  private readonly waiting = new Map<string, string>();
  private readonly panel = document.createElement("section");
  private timer = 0;

  constructor(
    root: HTMLElement,
    private readonly texts: Texts,
    private readonly read: (traceCode: string) => Promise<Feedback | null> = readFeedback,
  ) {
    this.panel.className = "bench-feedback card";
    this.panel.setAttribute("role", "status");
    this.panel.hidden = true;
    root.append(this.panel);
  }

  /** A face went out: it is settled with its feedback, or will be told of later. */
  submitted(outcome: SubmissionOutcome, traceCode: string): void {
    if (outcome.feedback) this.show(traceCode, outcome.feedback);
    else if (outcome.status === "pending") this.waiting.set(outcome.assignmentId, traceCode);
  }

  async changed(change: AssignmentChanged): Promise<void> {
    const traceCode = this.waiting.get(change.assignmentId);
    if (!traceCode || change.status === "pending") return;
    this.waiting.delete(change.assignmentId);
    const feedback = change.status === "accepted" ? await this.read(traceCode) : null;
    if (feedback) this.show(traceCode, feedback);
  }

  private show(traceCode: string, feedback: Feedback): void {
    const head = document.createElement("h2");
    head.textContent = this.texts("Feedback.Head", traceCode, feedback.errorPercent.toFixed(1));
    const list = document.createElement("ol");
    list.append(
      ...feedback.worst.map((point) => {
        const item = document.createElement("li");
        item.append(apart(point), point.words);
        return item;
      }),
    );
    this.panel.replaceChildren(head, list);
    this.panel.hidden = false;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.panel.hidden = true;
    }, SHOWN_MS);
  }
}

const SVG = "http://www.w3.org/2000/svg";
const HALF = 16;
const REACH = 11;

/** The own point, and from it an arrow to where the face has it; the three are drawn to their own scale each. */
function apart(point: FeedbackPoint): SVGSVGElement {
  const [dx, dy] = [point.referenceX - point.x, point.referenceY - point.y];
  const length = Math.hypot(dx, dy) || 1;
  const [x, y] = [(dx / length) * REACH, (dy / length) * REACH];
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `${-HALF} ${-HALF} ${2 * HALF} ${2 * HALF}`);
  svg.setAttribute("class", "apart");
  svg.setAttribute("aria-hidden", "true");
  for (const [name, attributes] of [
    ["line", { class: "way", x1: -x, y1: -y, x2: x, y2: y }],
    ["circle", { class: "own", cx: -x, cy: -y, r: 3.5 }],
    ["circle", { class: "settled", cx: x, cy: y, r: 3.5 }],
  ] as const) {
    const part = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) part.setAttribute(key, String(value));
    svg.append(part);
  }
  return svg;
}

// What is not told now stands on the face's page.
async function readFeedback(traceCode: string): Promise<Feedback | null> {
  const answer = await fetch(`/api/v1/me/faces/${encodeURIComponent(traceCode)}/feedback`, { credentials: "same-origin" }).catch(
    () => null,
  );
  return answer?.ok ? ((await answer.json()) as Feedback) : null;
}
