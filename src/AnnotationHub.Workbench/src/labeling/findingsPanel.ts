import type { Texts } from "../texts";
import type { Finding } from "../line/wire";

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
  private looking = 0;

  constructor(
    root: HTMLElement,
    private readonly texts: Texts,
    private readonly events: FindingsEvents,
  ) {
    this.panel = root.querySelector("[data-findings]") as HTMLElement;
    this.list = this.panel.querySelector("ol") as HTMLElement;
    this.send = this.panel.querySelector("[data-send]") as HTMLButtonElement;
    this.send.addEventListener("click", () => this.events.submit(this.acknowledged()));
    this.list.addEventListener("change", (event) => this.ticked(event.target as HTMLInputElement));
    (this.panel.querySelector("[data-close]") as HTMLElement).addEventListener("click", () => this.close());
  }

  open(findings: readonly Finding[]): void {
    this.findings = findings;
    this.list.replaceChildren(...findings.map((f) => this.row(f)));
    this.panel.hidden = false;
    this.update();
    this.lookAt(0);
  }

  /** Goes on to the next finding, after the last one to the first. */
  next(): void {
    if (!this.panel.hidden && this.findings.length > 0) this.lookAt((this.looking + 1) % this.findings.length);
  }

  close(): void {
    this.panel.hidden = true;
    this.findings = [];
  }

  private lookAt(index: number): void {
    this.looking = index;
    const landmark = this.findings[index]?.landmark ?? null;
    if (landmark !== null) this.events.look(landmark);
    const row = this.list.children[index];
    (row?.querySelector("input") ?? row?.querySelector("button"))?.focus();
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

  // Each answer leads on to the next question, so that a hand on the keyboard gets through: Space, Space, Enter.
  private ticked(box: HTMLInputElement): void {
    this.update();
    if (!box.checked) return;
    const open = this.findings.findIndex((f, i) => f.severity === "error" || !this.list.children[i]?.querySelector("input:checked"));
    if (open >= 0) this.lookAt(open);
    else this.send.focus();
  }

  private acknowledged(): string[] {
    return [...this.list.querySelectorAll<HTMLInputElement>("input:checked")].map((box) => box.value);
  }

  private update(): void {
    this.send.disabled = this.findings.some((f) => f.severity === "error") || this.acknowledged().length < this.findings.length;
  }
}
