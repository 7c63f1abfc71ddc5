// Flags about annotators' work: what a rule has noticed and a person looks at. Dismissed or confirmed with a note; nothing else follows.

import { idempotencyKey, Refused } from "./api";
import { evidenceOf, type Flag } from "./flagEvidence";
import { loadTexts, type Texts } from "./texts";

interface FlagPage {
  readonly items: readonly Flag[];
  readonly next: string | null;
  readonly open: number;
}

/** The most urgent first; so many more each time they are asked for. */
const SHOWN = 8;
const FACES = 3;
const REREAD_MS = 60_000;
const TONES = { warn: "", coach: "warn", stop: "bad" } as const;

async function read(annotator: string, limit: number): Promise<FlagPage | null> {
  const query = new URLSearchParams({ state: "open", limit: String(limit), ...(annotator ? { annotator } : {}) });
  const answer = await fetch(`/api/v1/supervision/flags?${query}`, { credentials: "same-origin" }).catch(() => null);
  return answer?.ok ? ((await answer.json()) as FlagPage) : null;
}

async function decide(flag: string, verdict: string, note: string): Promise<void> {
  const answer = await fetch(`/api/v1/supervision/flags/${flag}/${verdict}`, {
    method: "POST",
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", "Idempotency-Key": idempotencyKey() },
    body: JSON.stringify({ note }),
  });
  if (answer.ok) return;
  const problem = (await answer.json().catch(() => ({}))) as { type?: string; title?: string };
  throw new Refused(answer.status, problem.type ?? "", problem.title ?? `HTTP ${answer.status}`);
}

function item(flag: Flag, texts: Texts, isNamed: boolean, act: (verdict: string, note: string) => void): HTMLLIElement {
  const entry = document.createElement("li");
  const head = document.createElement("p");
  const badge = element(
    "span",
    `badge ${TONES[flag.severity]}`,
    `${flag.severity === "warn" ? "·" : "!"} ${texts(`Severity.${flag.severity}`)}`,
  );
  head.append(badge, " ", element("strong", "", texts(`FlagKind.${flag.kind}`)));
  if (isNamed) {
    const who = element("a", "", flag.annotator) as HTMLAnchorElement;
    who.href = `/supervision/annotators/${flag.annotatorId}`;
    head.append(" ", who);
  }
  head.append(" ", element("span", "soft small", evidenceOf(flag, texts)));
  for (const face of flag.faces.slice(0, FACES)) {
    const link = element("a", "code", face.traceCode) as HTMLAnchorElement;
    link.href = `/supervision/review?face=${encodeURIComponent(face.traceCode)}`;
    head.append(" ", link);
  }
  const note = document.createElement("input");
  note.maxLength = 1000;
  note.placeholder = texts("Flag.Note");
  note.setAttribute("aria-label", texts("Flag.Note"));
  const row = element("div", "flag-row", "");
  row.append(note);
  for (const verdict of ["dismiss", "confirm"]) {
    const button = element("button", "button", "") as HTMLButtonElement;
    button.type = "button";
    button.dataset[verdict === "confirm" ? "yes" : "no"] = "";
    button.append(element("kbd", "", verdict === "confirm" ? "Ctrl ⏎" : "Ctrl ⇧ ⏎"), ` ${texts(`Flag.${verdict}`)}`);
    button.addEventListener("click", () => act(verdict, note.value.trim()));
    row.append(button);
  }
  entry.dataset.row = flag.id;
  entry.append(head, row);
  return entry;
}

function element(tag: string, look: string, text: string): HTMLElement {
  const made = document.createElement(tag);
  made.className = look;
  made.textContent = text;
  return made;
}

async function start(root: HTMLElement): Promise<void> {
  const texts = await loadTexts(document.documentElement.lang);
  const annotator = root.dataset.annotator ?? "";
  const list = root.querySelector("ul") as HTMLElement;
  const said = root.querySelector("[role=status]") as HTMLElement;
  const count = root.querySelector("[data-flag-count]") as HTMLElement;
  const more = root.querySelector("[data-flag-more]") as HTMLButtonElement;
  let limit = SHOWN;
  const show = async (): Promise<void> => {
    const page = await read(annotator, limit);
    if (!page) return;
    // What is being written is not taken away by a refresh.
    if (list.contains(document.activeElement)) return;
    list.replaceChildren(
      ...page.items.map((flag) => item(flag, texts, annotator === "", (verdict, note) => void send(flag.id, verdict, note))),
    );
    more.hidden = page.next === null;
    count.textContent = page.next === null ? "" : texts("Flag.Shown", page.items.length, page.open);
    (root.querySelector(".empty") as HTMLElement).hidden = page.items.length > 0;
  };
  const send = async (flag: string, verdict: string, note: string): Promise<void> => {
    try {
      await decide(flag, verdict, note);
      said.textContent = texts(`Flag.${verdict}.Done`);
      (document.activeElement as HTMLElement | null)?.blur();
      await show();
    } catch (failure) {
      said.textContent = failure instanceof Refused ? failure.message : texts("Review.NotSent");
    }
  };
  more.addEventListener("click", () => {
    limit += SHOWN;
    void show();
  });
  await show();
  setInterval(() => void show(), REREAD_MS);
}

const root = document.querySelector<HTMLElement>("[data-flags]");
if (root) void start(root);
