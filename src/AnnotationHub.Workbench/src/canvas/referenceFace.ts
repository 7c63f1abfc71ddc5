import type { Scheme } from "../line/wire";
import { colorOf } from "./marks";

const SVG = "http://www.w3.org/2000/svg";
const MARGIN = 0.12;

/** The scheme's mean face with the next landmark lit: a picture says where, words need not. */
export class ReferenceFace {
  private readonly dots: SVGCircleElement[] = [];
  private readonly ring: SVGCircleElement;
  isMirrored = false;

  constructor(
    private readonly host: SVGSVGElement,
    private readonly scheme: Scheme,
    onPick: (landmark: number) => void,
  ) {
    const xs = scheme.meanShape.map((p) => p[0]);
    const ys = scheme.meanShape.map((p) => p[1]);
    const [left, top] = [Math.min(...xs) - MARGIN, Math.min(...ys) - MARGIN];
    host.setAttribute("viewBox", `${left} ${top} ${Math.max(...xs) - left + MARGIN} ${Math.max(...ys) - top + MARGIN}`);
    host.replaceChildren();
    for (const contour of scheme.contours) this.line(contour.landmarks, contour.closed);
    for (const group of scheme.groups) for (const l of group.landmarks) this.dot(l, group.kind, onPick);
    this.ring = element("circle", { r: "0.075", fill: "none", stroke: "#b45309", "stroke-width": "0.022" });
    host.append(this.ring);
  }

  update(current: number, isPlaced: (landmark: number) => boolean, asked: readonly number[]): void {
    this.host.classList.toggle("mirrored", this.isMirrored);
    this.dots.forEach((dot, landmark) => {
      dot.classList.toggle("asked", asked.includes(landmark));
      dot.classList.toggle("placed", isPlaced(landmark));
      dot.classList.toggle("current", landmark === current);
    });
    const [x, y] = this.scheme.meanShape[current] ?? [0, 0];
    this.ring.setAttribute("cx", String(x));
    this.ring.setAttribute("cy", String(y));
  }

  private line(landmarks: readonly number[], closed: boolean): void {
    const points = landmarks.map((l) => (this.scheme.meanShape[l] ?? [0, 0]).join(" "));
    this.host.append(element("path", { d: `M${points.join("L")}${closed ? "Z" : ""}`, fill: "none", class: "reference-line" }));
  }

  private dot(landmark: number, kind: string, onPick: (landmark: number) => void): void {
    const [x, y] = this.scheme.meanShape[landmark] ?? [0, 0];
    const dot = element("circle", { cx: String(x), cy: String(y), r: "0.03", class: "reference-dot", fill: colorOf(kind) });
    dot.addEventListener("click", () => onPick(landmark));
    this.dots[landmark] = dot;
    this.host.append(dot);
  }
}

function element<K extends "circle" | "path">(name: K, attributes: Record<string, string>): SVGElementTagNameMap[K] {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}
