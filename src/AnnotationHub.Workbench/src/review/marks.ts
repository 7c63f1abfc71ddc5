// One colour and one shape per annotator, so that nothing depends on colour alone. Okabe–Ito's palette.

export type Shape = "circle" | "square" | "diamond" | "triangle" | "cross";

export interface Mark {
  readonly colour: string;
  readonly shape: Shape;
}

const MARKS: readonly Mark[] = [
  { colour: "#E69F00", shape: "circle" },
  { colour: "#56B4E9", shape: "square" },
  { colour: "#2DC79B", shape: "diamond" },
  { colour: "#F0E442", shape: "triangle" },
  { colour: "#E58FC4", shape: "cross" },
];

export const CONSENSUS_COLOUR = "#FFFFFF";

export const markOf = (index: number): Mark => MARKS[index % MARKS.length] as Mark;

/** Adds the shape to the current path, centred on (x, y). */
export function trace(context: CanvasRenderingContext2D, shape: Shape, x: number, y: number, radius: number): void {
  context.beginPath();
  switch (shape) {
    case "circle":
      context.arc(x, y, radius, 0, 2 * Math.PI);
      break;
    case "square":
      context.rect(x - radius * 0.9, y - radius * 0.9, radius * 1.8, radius * 1.8);
      break;
    case "diamond":
      polygon(context, [x, y - radius * 1.25, x + radius * 1.25, y, x, y + radius * 1.25, x - radius * 1.25, y]);
      break;
    case "triangle":
      polygon(context, [x, y - radius * 1.2, x + radius * 1.15, y + radius * 0.9, x - radius * 1.15, y + radius * 0.9]);
      break;
    case "cross":
      polygon(
        context,
        [
          -1, -0.35, -0.35, -0.35, -0.35, -1, 0.35, -1, 0.35, -0.35, 1, -0.35, 1, 0.35, 0.35, 0.35, 0.35, 1, -0.35, 1, -0.35, 0.35, -1,
          0.35,
        ].map((v, i) => (i % 2 === 0 ? x : y) + v * radius * 1.15),
      );
      break;
  }
}

/** The same shape for a legend, as an SVG element. */
export function icon(mark: Mark): SVGSVGElement {
  const namespace = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(namespace, "svg");
  svg.setAttribute("viewBox", "-8 -8 16 16");
  svg.setAttribute("width", "16");
  svg.setAttribute("height", "16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(namespace, "path");
  path.setAttribute("fill", mark.colour);
  path.setAttribute(
    "d",
    {
      circle: "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0Z",
      square: "M-5 -5H5V5H-5Z",
      diamond: "M0 -6.5L6.5 0L0 6.5L-6.5 0Z",
      triangle: "M0 -6L6 5H-6Z",
      cross: "M-6 -2H-2V-6H2V-2H6V2H2V6H-2V2H-6Z",
    }[mark.shape],
  );
  svg.append(path);
  return svg;
}

function polygon(context: CanvasRenderingContext2D, points: readonly number[]): void {
  for (let i = 0; i < points.length; i += 2) {
    const [x, y] = [points[i] as number, points[i + 1] as number];
    if (i === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  }
  context.closePath();
}
