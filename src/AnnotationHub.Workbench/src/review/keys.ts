// Every action has a key; the same table is on the page's key sheet.

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">;

const PLAIN: Readonly<Record<string, string>> = {
  c: "consensus",
  t: "take",
  e: "correct",
  x: "reject",
  r: "relabel",
  n: "next",
  p: "previous",
  w: "worst",
  q: "previousLandmark",
  h: "marks",
  f: "fit",
  "+": "zoomIn",
  "=": "zoomIn",
  "-": "zoomOut",
  "0": "choose:",
  "?": "help",
  escape: "cancel",
};

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  arrowleft: [-1, 0],
  arrowright: [1, 0],
  arrowup: [0, -1],
  arrowdown: [0, 1],
};

/** The action of a key, or null where it has none now. */
export function keyAction(key: Key, isRejecting: boolean, isCorrecting: boolean): string | null {
  const name = key.key.toLowerCase();
  if (key.ctrlKey || key.metaKey) {
    if (name === "z") return key.shiftKey ? "redo" : "undo";
    if (name === "y") return "redo";
    if (name === "enter" && isCorrecting) return "save";
    return null;
  }
  const digit = /^[1-9]$/.test(name) ? Number(name) - 1 : null;
  if (digit !== null) return isRejecting ? (digit < 7 ? `reason:${digit}` : null) : digit < 5 ? `choose:${digit}` : null;
  if (name === "/" && isRejecting) return "words";
  const arrow = ARROWS[name];
  if (arrow && isCorrecting) {
    const step = key.shiftKey ? 10 : key.altKey ? 0.25 : 1;
    return `nudge:${arrow[0] * step},${arrow[1] * step}`;
  }
  if (name === "enter" && isCorrecting) return "save";
  return PLAIN[name] ?? null;
}
