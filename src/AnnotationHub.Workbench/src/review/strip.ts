// The heat strip: one bar per landmark, as high as the annotators lie apart there, measured in tolerances.

import type { ReviewFace, Scheme } from "./api";

/** A bar is full at this many tolerances. */
const FULL = 3;

/** In tolerances of each landmark; null where too few placed it. */
export function tolerances(face: ReviewFace, scheme: Scheme | null): readonly (number | null)[] {
  return face.spreadPercent.map((spread, index) => {
    const tolerance = scheme?.landmarks[index]?.tolerance;
    return spread === null || !tolerance ? null : spread / tolerance;
  });
}

/** Indices of the landmarks that are furthest apart, worst first. */
export function worst(values: readonly (number | null)[], count: number): readonly number[] {
  return values
    .map((value, index) => ({ value: value ?? -1, index }))
    .filter((entry) => entry.value > 0)
    .sort((a, b) => b.value - a.value)
    .slice(0, count)
    .map((entry) => entry.index);
}

/** The landmark a step further in the order of disagreement, worst first; from none the worst itself. */
export function stepBySpread(spread: readonly (number | null)[], from: number | null, step: 1 | -1): number | null {
  const order = spread.map((value, index) => ({ value: value ?? 0, index })).sort((a, b) => b.value - a.value);
  const now = order.findIndex((entry) => entry.index === from);
  return order[(now + step + order.length) % order.length]?.index ?? null;
}

export type Level = "low" | "middle" | "high";

export const levelOf = (value: number): Level => (value < 1 ? "low" : value < 2 ? "middle" : "high");

/** Draws the strip into `host`; a click looks at the landmark. */
export function drawStrip(
  host: Element,
  values: readonly (number | null)[],
  nameOf: (index: number) => string,
  look: (index: number) => void,
): void {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  const [width, height] = [352, 56];
  svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  svg.setAttribute("class", "strip");
  svg.setAttribute("role", "presentation");
  const step = width / Math.max(1, values.length);
  const line = document.createElementNS(namespace, "line");
  const limit = height - (height - 2) / FULL;
  for (const [name, value] of Object.entries({ x1: 0, x2: width, y1: limit, y2: limit })) line.setAttribute(name, String(value));
  line.setAttribute("class", "strip-limit");
  values.forEach((value, index) => {
    const tall = value === null ? 1 : Math.max(2, (Math.min(value, FULL) / FULL) * (height - 2));
    const bar = document.createElementNS(namespace, "rect");
    bar.setAttribute("x", String(index * step + 0.4));
    bar.setAttribute("y", String(height - tall));
    bar.setAttribute("width", String(Math.max(1, step - 0.8)));
    bar.setAttribute("height", String(tall));
    bar.setAttribute("class", value === null ? "strip-none" : `strip-${levelOf(value)}`);
    bar.setAttribute("data-landmark", String(index));
    const title = document.createElementNS(namespace, "title");
    title.textContent = value === null ? nameOf(index) : `${nameOf(index)} · ${value.toFixed(1)}×`;
    bar.append(title);
    bar.addEventListener("click", () => look(index));
    svg.append(bar);
  });
  svg.append(line);
  host.replaceChildren(svg);
}
