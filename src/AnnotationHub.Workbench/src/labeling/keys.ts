/** What a key does at the workbench; null for a key that is not ours. Letters work whatever the state of Caps Lock. */
export function actionOf(event: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "shiftKey" | "altKey">): string | null {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (event.ctrlKey || event.metaKey) return { z: event.shiftKey ? "redo" : "undo", y: "redo", Enter: "submit" }[key] ?? null;
  const arrow = ARROWS[key];
  if (arrow) return `nudge:${arrow}:${event.altKey ? "fine" : event.shiftKey ? "coarse" : "normal"}`;
  if (key === "Tab") return event.shiftKey ? "previous" : "next";
  return KEYS[key] ?? null;
}

const ARROWS: Record<string, string> = { ArrowLeft: "-1,0", ArrowRight: "1,0", ArrowUp: "0,-1", ArrowDown: "0,1" };

const KEYS: Record<string, string> = {
  Enter: "confirm",
  Escape: "cancel",
  "1": "mode:point",
  "2": "mode:snap",
  "3": "mode:drag",
  "4": "mode:curve",
  "5": "mode:start",
  a: "confirmGroup",
  j: "nextFinding",
  v: "visibility:visible",
  t: "visibility:selfOccluded",
  o: "visibility:occluded",
  x: "visibility:outside",
  n: "unplaced",
  f: "fitFace",
  g: "fitGroup",
  "+": "zoomIn",
  "=": "zoomIn",
  "-": "zoomOut",
  h: "hideMarks",
  p: "bigMarks",
  m: "mirror",
  b: "display",
  z: "undo",
  y: "redo",
  k: "skip",
  s: "submit",
  "?": "help",
};
