import { describe, expect, it } from "vitest";
import { LOOKS } from "../../src/canvas/marks";

type Rgb = readonly [number, number, number];

// How people who lack one kind of cone see colours, on linear RGB: Machado, Oliveira and Fernandes, IEEE TVCG 15(6), 2009, severity 1.0.
const VISION: Record<string, readonly [Rgb, Rgb, Rgb]> = {
  ordinary: [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ],
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

// Two colours this far apart in CIE L*a*b* are told apart at a glance; 2.3 is a difference that is only just noticed.
const TOLD_APART = 20;

const linear = (hex: string): Rgb => {
  const channel = (at: number): number => {
    const v = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
};

const seen = (rgb: Rgb, vision: readonly [Rgb, Rgb, Rgb]): Rgb =>
  vision.map((row) => Math.min(1, Math.max(0, row[0] * rgb[0] + row[1] * rgb[1] + row[2] * rgb[2]))) as unknown as Rgb;

// CIE 1976 L*a*b* under D65.
function lab([r, g, b]: Rgb): Rgb {
  const f = (t: number): number => (t > 216 / 24389 ? Math.cbrt(t) : (24389 / 27) * (t / 116) + 16 / 116);
  const [x, y, z] = [
    f((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047),
    f(0.2126 * r + 0.7152 * g + 0.0722 * b),
    f((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883),
  ];
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

const difference = (a: string, b: string, vision: readonly [Rgb, Rgb, Rgb]): number => {
  const [p, q] = [lab(seen(linear(a), vision)), lab(seen(linear(b), vision))];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
};

describe("marks", () => {
  const kinds = Object.keys(LOOKS);

  it("measures colours that are known to be confused as confused", () => {
    // Red and green of equal weight, which deuteranopes mix up and others do not.
    expect(difference("#b05000", "#707000", VISION.deuteranopia!)).toBeLessThan(TOLD_APART);
    expect(difference("#b05000", "#707000", VISION.ordinary!)).toBeGreaterThan(TOLD_APART);
  });

  for (const [name, vision] of Object.entries(VISION)) {
    it(`differ by shape, or by a colour that eyes with ${name} tell apart`, () => {
      for (const a of kinds) {
        for (const b of kinds.filter((k) => k > a && LOOKS[k]!.shape === LOOKS[a]!.shape)) {
          expect(difference(LOOKS[a]!.color, LOOKS[b]!.color, vision), `${a} and ${b}`).toBeGreaterThan(TOLD_APART);
        }
      }
    });
  }

  it("have a look for every kind of group", () => {
    for (const kind of ["contour", "brow", "nose", "eye", "mouth", "pupil", "cheekbone"]) expect(LOOKS[kind], kind).toBeDefined();
  });
});
