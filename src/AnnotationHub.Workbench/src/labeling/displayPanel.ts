import type { Stage } from "../canvas/stage";

/** Brightness, contrast and gamma of the view. They help the eye and change nothing of the data. */
export class DisplayPanel {
  private readonly panel: HTMLElement;

  constructor(
    root: HTMLElement,
    private readonly stage: Stage,
  ) {
    this.panel = root.querySelector("[data-display]") as HTMLElement;
    this.panel.addEventListener("input", (event) => this.change(event.target as HTMLInputElement));
    (this.panel.querySelector("[data-reset]") as HTMLElement).addEventListener("click", () => this.reset());
  }

  toggle(): void {
    this.panel.hidden = !this.panel.hidden;
  }

  private change(input: HTMLInputElement): void {
    const name = input.name as "brightness" | "contrast" | "gamma";
    this.stage.display[name] = Number(input.value);
    this.stage.applyDisplay();
  }

  private reset(): void {
    Object.assign(this.stage.display, { brightness: 1, contrast: 1, gamma: 1 });
    for (const input of this.panel.querySelectorAll("input")) input.value = "1";
    this.stage.applyDisplay();
  }
}
