// The right-hand side of the review page: what the face is, who marked it, where they differ.

import type { Scheme } from "./api";
import { icon, markOf } from "./marks";
import { comesBackFirst, type ReviewState } from "./state";
import { drawStrip, tolerances, worst } from "./strip";
import type { Texts } from "./texts";

export interface PanelActions {
  choose(index: number): void;
  look(landmark: number): void;
  reject(reasonCode: string): void;
  write(words: string): void;
}

/** In the order of their keys; the codes of the server's RejectionReason. */
export const REASONS = ["misplaced", "sidesSwapped", "wrongFace", "wrongVisibility", "againstGuideline", "notAttempted", "copied"] as const;

export function paintPanel(
  root: ParentNode,
  state: ReviewState,
  scheme: Scheme | null,
  waiting: number,
  texts: Texts,
  actions: PanelActions,
): void {
  const { face } = state;
  const nameOf = (index: number): string => scheme?.landmarks[index]?.label ?? `#${index}`;
  set(root, "trace", face.traceCode);
  set(root, "project", face.projectName);
  set(root, "kind", face.kind ? texts(`Kind.${face.kind}`) : texts(`State.${face.state}`));
  set(root, "note", face.kind ? texts(`KindNote.${face.kind}`) : "");
  set(root, "waiting", texts("Review.Waiting", waiting));
  set(root, "agreement", percent(face.consensus?.agreementPercent, texts));
  set(root, "predicted", percent(face.consensus?.predictedPercent, texts));
  set(root, "target", percent(face.targetErrorPercent, texts));
  paintAnnotators(slot(root, "annotators"), state, texts, actions);
  const values = tolerances(face, scheme);
  drawStrip(slot(root, "strip"), values, nameOf, actions.look);
  slot(root, "worst").replaceChildren(
    ...worst(values, 3).map((index) => button(`${nameOf(index)} · ${(values[index] ?? 0).toFixed(1)}×`, "chip", () => actions.look(index))),
  );
  const corrected = state.landmark === null ? undefined : state.correction?.landmarks[state.landmark];
  const seen = corrected ? ` · ${texts(`Seen.${corrected.visibility}`)}` : "";
  set(root, "landmark", state.landmark === null ? "" : nameOf(state.landmark) + seen);
  for (const choice of root.querySelectorAll<HTMLButtonElement>("[data-seen]")) {
    choice.disabled = !corrected;
    choice.setAttribute("aria-pressed", String(corrected?.visibility === choice.dataset.seen));
  }
  paintReasons(slot(root, "reasons"), state, texts, actions);
  for (const part of root.querySelectorAll<HTMLElement>("[data-when]")) {
    part.hidden = (part.dataset.when === "correcting") !== (state.correction !== null);
  }
  for (const needs of root.querySelectorAll<HTMLButtonElement>("[data-needs]")) {
    needs.disabled = needs.dataset.needs === "consensus" ? face.consensus === null : state.chosen === null;
  }
  for (const only of root.querySelectorAll<HTMLElement>("[data-kind]")) {
    only.hidden = only.dataset.kind !== face.kind;
  }
}

function paintAnnotators(host: Element, state: ReviewState, texts: Texts, actions: PanelActions): void {
  host.replaceChildren(
    ...state.face.annotations.map((annotation, index) => {
      const entry = button("", "annotator", () => actions.choose(index));
      entry.setAttribute("aria-pressed", String(state.chosen === index));
      const detail = [
        `${Math.floor(annotation.activeSeconds / 60)}:${String(Math.floor(annotation.activeSeconds % 60)).padStart(2, "0")}`,
        ...(annotation.errorPercent === null ? [] : [percent(annotation.errorPercent, texts)]),
        ...(annotation.state === "pending" ? [] : [texts(`Annotation.${annotation.state}`)]),
      ].join(" · ");
      entry.append(key(String(index + 1)), icon(markOf(index)), span(annotation.annotator, "name"), span(detail, "detail"));
      return entry;
    }),
  );
}

function paintReasons(host: HTMLElement, state: ReviewState, texts: Texts, actions: PanelActions): void {
  host.hidden = !state.isRejecting;
  const annotation = state.chosen === null ? undefined : state.face.annotations[state.chosen];
  if (host.hidden || !annotation) return;
  host.replaceChildren(span(texts("Review.WhyReject"), "reasons-head"), wordsField(state.words, texts, actions));
  REASONS.forEach((code, index) => {
    const entry = button("", "reason", () => actions.reject(code));
    const consequence = texts(comesBackFirst(annotation, code) ? "Review.ComesBack" : "Review.IsRejected");
    entry.append(key(String(index + 1)), span(texts(`Reason.${code}`), "name"), span(consequence, "detail"));
    host.append(entry);
  });
}

function wordsField(words: string, texts: Texts, actions: PanelActions): HTMLElement {
  const label = document.createElement("label");
  label.className = "words";
  const field = document.createElement("textarea");
  field.rows = 2;
  field.maxLength = 1000;
  field.value = words;
  field.addEventListener("input", () => actions.write(field.value));
  const caption = document.createElement("span");
  caption.append(key("/"), ` ${texts("Review.Words")}`);
  label.append(caption, field);
  return label;
}

export function slot(root: ParentNode, name: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-slot="${name}"]`);
  if (!found) throw new Error(`The page lacks ${name}.`);
  return found;
}

const set = (root: ParentNode, name: string, text: string): void => {
  slot(root, name).textContent = text;
};

const percent = (value: number | null | undefined, texts: Texts): string =>
  value === null || value === undefined ? texts("Review.NoFigure") : `${value.toFixed(2)} %`;

function button(text: string, look: string, act: () => void): HTMLButtonElement {
  const made = document.createElement("button");
  made.type = "button";
  made.className = look;
  made.textContent = text;
  made.addEventListener("click", act);
  return made;
}

function span(text: string, look: string): HTMLSpanElement {
  const made = document.createElement("span");
  made.className = look;
  made.textContent = text;
  return made;
}

function key(text: string): HTMLElement {
  const made = document.createElement("kbd");
  made.textContent = text;
  return made;
}
