import { beforeEach, describe, expect, it } from "vitest";
import { FeedbackPanel } from "../../src/labeling/feedbackPanel";
import type { SubmissionOutcome } from "../../src/line/wire";

const texts = (key: string, ...values: readonly (string | number)[]): string => [key, ...values].join(" ");
const feedback = {
  errorPercent: 1.75,
  worst: [{ landmark: 8, x: 100, y: 210, referenceX: 100, referenceY: 200, distancePercent: 4.5, words: "下巴尖偏低 3.6%。" }],
};
const outcome = (part: Partial<SubmissionOutcome>): SubmissionOutcome => ({
  assignmentId: "a",
  status: "pending",
  findings: [],
  earning: null,
  feedback: null,
  ...part,
});

describe("the feedback panel", () => {
  let root: HTMLElement;
  let asked: string[];
  let panel: FeedbackPanel;
  const shown = (): string => {
    const section = root.querySelector("section") as HTMLElement;
    return section.hidden ? "" : (section.textContent ?? "");
  };

  beforeEach(() => {
    root = document.createElement("div");
    asked = [];
    panel = new FeedbackPanel(root, texts, async (traceCode) => {
      asked.push(traceCode);
      return feedback;
    });
  });

  it("tells a face that is settled with its submission at once", () => {
    panel.submitted(outcome({ status: "accepted", feedback }), "LX-1");
    expect(shown()).toContain("LX-1 1.8");
    expect(shown()).toContain("下巴尖偏低");
    expect(asked).toEqual([]);
    // Too low: the way leads straight up from the own point.
    const [own, settled] = ["own", "settled"].map((name) => root.querySelector(`.${name}`)!);
    expect(Number(own?.getAttribute("cx"))).toBeCloseTo(Number(settled?.getAttribute("cx")));
    expect(Number(own?.getAttribute("cy"))).toBeGreaterThan(Number(settled?.getAttribute("cy")));
  });

  it("tells a face that is settled later when the line says so, once", async () => {
    panel.submitted(outcome({}), "LX-2");
    expect(shown()).toBe("");
    await panel.changed({ assignmentId: "a", status: "accepted", reason: null });
    await panel.changed({ assignmentId: "a", status: "accepted", reason: null });
    expect(shown()).toContain("LX-2");
    expect(asked).toEqual(["LX-2"]);
  });

  it("says nothing of what comes back or was another window's", async () => {
    panel.submitted(outcome({}), "LX-3");
    await panel.changed({ assignmentId: "a", status: "returned", reason: "misplaced" });
    await panel.changed({ assignmentId: "b", status: "accepted", reason: null });
    expect([shown(), asked]).toEqual(["", []]);
  });
});
