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
  k: "known",
  f: "fit",
  "+": "zoomIn",
  "=": "zoomIn",
  "-": "zoomOut",
  "0": "choose:",
  "?": "help",
  escape: "cancel",
};

/** While correcting, as at the workbench: visible, turned away, covered, outside. */
const SEEN: Readonly<Record<string, string>> = { v: "see:visible", t: "see:selfOccluded", o: "see:occluded", x: "see:outside" };

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
  return (isCorrecting ? SEEN[name] : undefined) ?? PLAIN[name] ?? null;
}

/** Whether the key belongs to what has the focus: a field, a dialog, a button. */
export function isForField(event: KeyboardEvent): boolean {
  const target = event.target as HTMLElement;
  if (target.closest("dialog")) return true;
  if (target.closest("textarea") && (event.key === "Enter" || event.key === "Escape")) {
    // Back to the list: the next digit sends, the words with it.
    event.preventDefault();
    target.blur();
    return true;
  }
  if (target.closest("input, textarea, select") && event.key !== "Escape") return true;
  return target.closest("button") !== null && (event.key === "Enter" || event.key === " ");
}
