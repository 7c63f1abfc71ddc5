import type { PointerTools } from "../canvas/pointerTools";
import { actionOf } from "./keys";

const HELD = /^(nudge|zoom|undo|redo|next$|previous)/;

/** What the keys do something with. */
export interface Keyed {
  /** Another window works for this account: keys do nothing here. */
  isIdle(): boolean;
  hasFace(): boolean;
  act(action: string): void;
}

/** The keys of the workbench: those of its own where the photograph has them, the browser's everywhere else. */
export class Keyboard {
  constructor(
    private readonly root: HTMLElement,
    private readonly pointer: PointerTools,
    private readonly bench: Keyed,
  ) {}

  listen(): void {
    document.addEventListener("keydown", (event) => this.keyDown(event));
    document.addEventListener("keyup", (event) => this.keyUp(event));
  }

  private keyDown(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    if (this.bench.isIdle() || target.closest("input:not([type=checkbox]), textarea, select, dialog[open]")) return;
    if (event.key === " " && !target.closest("button, input")) {
      this.pointer.isPanKeyDown = true;
      event.preventDefault();
      return;
    }
    if (event.key === "l" || event.key === "L") return this.pointer.showLoupe(true);
    if (event.key === "F6") return this.leavePhotograph(event);
    const action = actionOf(event);
    if (!action || !this.isOurs(event)) return;
    event.preventDefault();
    // A key that is held down moves and zooms; it confirms nothing, as nobody has looked at it.
    if (!event.repeat || HELD.test(action)) this.bench.act(action);
  }

  // Tab and Enter are ours beside the photograph alone: where something is asked or linked, they lead through it as everywhere.
  private isOurs(event: KeyboardEvent): boolean {
    if (event.key !== "Tab" && event.key !== "Enter") return true;
    const target = event.target as HTMLElement;
    return this.bench.hasFace() && !this.root.dataset.cover && (target === document.body || target.closest("[data-stage]") !== null);
  }

  // From the photograph to what is beside it, and back: Tab belongs to the landmarks.
  private leavePhotograph(event: KeyboardEvent): void {
    event.preventDefault();
    const stage = this.root.querySelector<HTMLElement>("[data-canvas=landmarks]")!;
    const isThere = event.target === document.body || event.target === stage;
    (isThere ? document.querySelector<HTMLElement>("header a, header button")! : stage).focus();
  }

  private keyUp(event: KeyboardEvent): void {
    if (event.key === " ") this.pointer.isPanKeyDown = false;
    if (event.key === "l" || event.key === "L") this.pointer.showLoupe(false);
  }
}
