import { colorOf } from "../canvas/marks";
import { ReferenceFace } from "../canvas/referenceFace";
import type { Texts } from "../texts";
import type { LineState } from "../line/connection";
import type { Face } from "./face";
import type { Money, Scheme } from "../line/wire";

export type Cover = "waiting" | "noWork" | "signedOut" | "takenOver" | "notKept" | "notCertified";

export type Tone = "ok" | "info" | "warn" | "bad";

const TOAST_MS = 6_000;

/** What stands beside and below the photograph: the reference face, the next landmark, progress, money, the line. */
export class Panel {
  private face: Face | null = null;
  private reference: ReferenceFace | null = null;
  private referenceScheme: Scheme | null = null;
  private waitingPlacements = 0;
  private waitingFaces = 0;
  private lineState: LineState = "connecting";
  private toastTimer = 0;

  constructor(
    private readonly root: HTMLElement,
    private readonly texts: Texts,
    private readonly onPick: (landmark: number) => void,
  ) {
    void this.loadToday();
  }

  show(face: Face | null): void {
    this.face = face;
    this.root.dataset.face = face?.offer.traceCode ?? "";
    if (face && this.referenceScheme !== face.scheme) {
      this.referenceScheme = face.scheme;
      this.reference = new ReferenceFace(this.root.querySelector("[data-reference]") as SVGSVGElement, face.scheme, this.onPick);
      this.makeGroups(face.scheme);
    }
    this.slot("price").textContent = face ? `¥${face.offer.price.amount}` : "–";
    this.slot("trace").textContent = face?.offer.traceCode ?? "";
    this.update();
  }

  update(): void {
    const face = this.face;
    if (!face) return;
    const landmark = face.scheme.landmarks[face.current]!;
    const group = face.group;
    const done = face.asked.length - face.missing.length;
    this.slot("position").textContent = this.texts("Position", face.asked.indexOf(face.current) + 1, face.asked.length, group?.name ?? "");
    this.slot("label").textContent = landmark.label;
    this.slot("hint").textContent = landmark.hint;
    this.slot("done").textContent = this.texts("Done", done, face.asked.length);
    this.root.dataset.landmark = String(face.current);
    this.root.dataset.done = String(done);
    this.root.dataset.complete = String(face.missing.length === 0);
    this.reference?.update(face.current, (l) => face.store.get(l) !== null, face.asked);
    for (const g of face.scheme.groups) {
      const landmarks = g.landmarks.filter((l) => face.asked.includes(l));
      this.updateGroup(g.key, landmarks, face, g === group);
    }
    this.updateRest(face);
  }

  // Only where there is something to confirm: a ghost for each landmark of the lit group that has no place yet.
  private updateRest(face: Face): void {
    const rest = face.ghosts() ? face.restOfGroup.length : 0;
    const button = this.root.querySelector<HTMLElement>("[data-action=confirmGroup]");
    if (button) button.hidden = rest === 0;
    this.slot("rest").textContent = this.texts("Group.Confirm", rest);
  }

  mirror(): void {
    if (this.reference) this.reference.isMirrored = !this.reference.isMirrored;
    this.update();
  }

  mode(mode: string): void {
    for (const button of this.root.querySelectorAll<HTMLElement>("[data-action^='mode:']")) {
      button.setAttribute("aria-pressed", String(button.dataset.action === `mode:${mode}`));
    }
    this.root.dataset.mode = mode;
  }

  line(line: LineState): void {
    this.lineState = line;
    this.showLine();
  }

  /** What of the work has not arrived: placements, and faces that are finished. */
  waiting(placements: number, faces: number): void {
    this.waitingPlacements = placements;
    this.waitingFaces = faces;
    this.showLine();
  }

  earnings(today: Money): void {
    this.slot("today").textContent = `¥${today.amount}`;
  }

  /** A message over the photograph until there is work again. */
  cover(cover: Cover): void {
    if (this.root.dataset.cover === cover) return;
    this.root.dataset.cover = cover;
    // Whoever has no mouse goes on from what is asked there.
    const asked = this.root.querySelector<HTMLElement>(`[data-when=${cover}] input:not([readonly])`);
    if (document.hasFocus()) asked?.focus();
  }

  uncover(only?: Cover): void {
    if (!only || this.root.dataset.cover === only) this.root.dataset.cover = "";
  }

  say(text: string, tone: Tone): void {
    const toast = this.slot("toast");
    toast.textContent = text;
    toast.dataset.tone = tone;
    window.clearTimeout(this.toastTimer);
    this.toastTimer = window.setTimeout(() => {
      toast.textContent = "";
    }, TOAST_MS);
  }

  private showLine(): void {
    const isWaiting = this.waitingPlacements + this.waitingFaces > 0;
    const state = this.lineState === "online" ? (isWaiting ? "saving" : "saved") : this.lineState;
    const pill = this.slot("line");
    pill.dataset.state = state;
    const faces = this.waitingFaces > 0 ? this.texts("Line.faces", this.waitingFaces) : "";
    pill.textContent = this.texts(`Line.${state}`, this.waitingPlacements, faces);
    this.root.dataset.waiting = String(this.waitingPlacements);
    this.root.dataset.waitingFaces = String(this.waitingFaces);
  }

  private makeGroups(scheme: Scheme): void {
    const rows = scheme.groups.map((group) => {
      const row = document.createElement("div");
      row.className = "group";
      row.dataset.group = group.key;
      const [name, bar, fill, count] = ["span", "span", "i", "span"].map((tag) => document.createElement(tag)) as [
        HTMLElement,
        HTMLElement,
        HTMLElement,
        HTMLElement,
      ];
      name.textContent = group.name;
      bar.className = "bar";
      fill.style.background = colorOf(group.kind);
      count.className = "count";
      bar.append(fill);
      row.append(name, bar, count);
      return row;
    });
    this.slot("groups").replaceChildren(...rows);
  }

  private updateGroup(key: string, landmarks: readonly number[], face: Face, isLit: boolean): void {
    const row = this.root.querySelector<HTMLElement>(`[data-group="${CSS.escape(key)}"]`);
    const done = landmarks.filter((l) => face.store.get(l)).length;
    const fill = row?.querySelector("i");
    const count = row?.querySelector(".count");
    if (!row || !fill || !count) return;
    row.hidden = landmarks.length === 0;
    row.classList.toggle("lit", isLit);
    fill.style.width = `${(100 * done) / landmarks.length}%`;
    count.textContent = `${done}/${landmarks.length}`;
  }

  private async loadToday(): Promise<void> {
    try {
      const answer = await fetch("/api/v1/me/earnings");
      if (!answer.ok) return;
      const earnings = (await answer.json()) as { today?: Money | { amount?: string; total?: Money } };
      const today = earnings.today;
      if (today && "amount" in today && today.amount) this.slot("today").textContent = `¥${today.amount}`;
    } catch {
      // The hub tells after the next submission.
    }
  }

  private slot(name: string): HTMLElement {
    return this.root.querySelector(`[data-slot="${name}"]`) as HTMLElement;
  }
}
