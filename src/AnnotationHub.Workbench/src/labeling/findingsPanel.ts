import type { Texts } from "../texts";
import type { Finding } from "./wire";

export interface FindingsEvents {
  readonly look: (landmark: number) => void;
  readonly submit: (acknowledged: readonly string[]) => void;
}

/** What the check before submitting found: each is looked at on one press, and acknowledged only by ticking it. */
export class FindingsPanel {
  private readonly panel: HTMLElement;
  private readonly list: HTMLElement;
  private readonly send: HTMLButtonElement;
  private findings: readonly Finding[] = [];

  constructor(
    root: HTMLElement,
    private readonly texts: Texts,
    private readonly events: FindingsEvents,
  ) {
    this.panel = root.querySelector("[data-findings]") as HTMLElement;
    this.list = this.panel.querySelector("ol") as HTMLElement;
    this.send = this.panel.querySelector("[data-send]") as HTMLButtonElement;
    this.send.addEventListener("click", () => this.events.submit(this.acknowledged()));
    this.list.addEventListener("change", () => this.update());
    (this.panel.querySelector("[data-close]") as HTMLElement).addEventListener("click", () => this.close());
  }

  open(findings: readonly Finding[]): void {
    this.findings = findings;
    this.list.replaceChildren(...findings.map((f) => this.row(f)));
    this.panel.hidden = false;
    this.update();
    const first = findings.find((f) => f.landmark !== null);
    if (first?.landmark != null) this.events.look(first.landmark);
    (this.list.querySelector("button") as HTMLElement | null)?.focus();
  }

  close(): void {
    this.panel.hidden = true;
    this.findings = [];
  }

  private row(finding: Finding): HTMLLIElement {
    const row = document.createElement("li");
    row.dataset.severity = finding.severity;
    const look = document.createElement("button");
    look.type = "button";
    look.textContent = finding.message;
    look.addEventListener("click", () => finding.landmark !== null && this.events.look(finding.landmark));
    row.append(look);
    if (finding.severity === "warning") row.append(this.tick(finding));
    return row;
  }

  private tick(finding: Finding): HTMLLabelElement {
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.value = finding.id;
    label.append(box, this.texts("Finding.Acknowledge"));
    return label;
  }

  private acknowledged(): string[] {
    return [...this.list.querySelectorAll<HTMLInputElement>("input:checked")].map((box) => box.value);
  }

  private update(): void {
    this.send.disabled = this.findings.some((f) => f.severity === "error") || this.acknowledged().length < this.findings.length;
  }
}
