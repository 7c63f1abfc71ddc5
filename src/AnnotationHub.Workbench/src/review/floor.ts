// The floor, live: the server's table, painted anew whenever the floor changes; asked for where the line is down.

import { type Floor, type FloorAnnotator, SupervisionLine } from "./supervisionLine";
import { loadTexts, type Texts } from "./texts";

const REREAD_MS = 60_000;

function paint(root: HTMLElement, floor: Floor, texts: Texts): void {
  text(root, "waiting", String(floor.waiting));
  text(root, "appeals", String(floor.appeals));
  text(root, "working", String(floor.annotators.length));
  const table = slot(root, "annotators");
  table.hidden = floor.annotators.length === 0;
  slot(root, "nobody").hidden = floor.annotators.length > 0;
  table.querySelector("tbody")?.replaceChildren(...floor.annotators.map((annotator) => annotatorRow(annotator, texts)));
  for (const project of floor.projects) {
    const cells = root.querySelectorAll<HTMLTableCellElement>(`[data-project="${project.id}"] td.number`);
    const share = project.faces === 0 ? 0 : Math.round((100 * project.accepted) / project.faces);
    const { faces, waiting, inProgress, inReview, accepted, audits } = project;
    const finish = project.finishesAt
      ? county(project.finishesAt)
      : waiting + inProgress + inReview === 0
        ? `✓ ${texts("Floor.Done")}`
        : "–";
    [faces, waiting, inProgress, inReview, `${accepted} · ${share} %`, percent(project.disagreementPercent), audits, finish].forEach(
      (value, i) => {
        const cell = cells[i];
        if (cell) cell.textContent = String(value);
      },
    );
  }
}

function annotatorRow(annotator: FloorAnnotator, texts: Texts): HTMLTableRowElement {
  const row = document.createElement("tr");
  const name = document.createElement("td");
  const link = document.createElement("a");
  link.href = `/supervision/annotators/${annotator.id}`;
  link.textContent = annotator.name;
  name.append(link);
  row.append(
    name,
    cell(`${annotator.traceCode} · ${annotator.project}`),
    lineCell(annotator.line, texts),
    cell(texts("Floor.Minutes", Math.floor(annotator.idleSeconds / 60)), "number"),
    cell(String(annotator.facesToday), "number"),
    cell(annotator.facesPerHour?.toFixed(1) ?? "–", "number"),
    cell(percent(annotator.errorPercent), "number"),
    cell(annotator.goldShare === null ? "–" : `${Math.round(annotator.goldShare * 100)} %`, "number"),
  );
  const alarms = document.createElement("td");
  for (const alarm of annotator.alarms) {
    const badge = document.createElement("span");
    badge.className = "badge warn";
    badge.textContent = `! ${texts(`Alarm.${alarm}`)}`;
    alarms.append(badge);
  }
  row.append(alarms);
  return row;
}

const percent = (value: number | null): string => (value === null ? "–" : `${value.toFixed(1)} %`);

/** The day in the county, where everybody who reads it lives. */
const county = (instant: string): string => new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);

function lineCell(line: FloorAnnotator["line"], texts: Texts): HTMLTableCellElement {
  const made = document.createElement("td");
  const badge = document.createElement("span");
  badge.className = `badge ${{ open: "ok", closed: "bad", unknown: "" }[line]}`;
  badge.textContent = `${{ open: "●", closed: "✕", unknown: "?" }[line]} ${texts(`Line.${line}`)}`;
  made.append(badge);
  return made;
}

function cell(content: string, look = ""): HTMLTableCellElement {
  const made = document.createElement("td");
  made.className = look;
  made.textContent = content;
  return made;
}

function slot(root: ParentNode, name: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-slot="${name}"]`);
  if (!found) throw new Error(`The page lacks ${name}.`);
  return found;
}

const text = (root: ParentNode, name: string, value: string): void => {
  slot(root, name).textContent = value;
};

async function start(root: HTMLElement): Promise<void> {
  const texts = await loadTexts(document.documentElement.lang);
  let last = new Date();
  const show = (floor: Floor): void => {
    last = new Date(floor.at);
    paint(root, floor, texts);
  };
  const say = (isLive: boolean): void => {
    const line = slot(root, "line");
    line.dataset.live = String(isLive);
    line.textContent = isLive ? texts("Floor.Live") : texts("Floor.Lost", last.toLocaleTimeString(document.documentElement.lang));
  };
  const reread = async (): Promise<void> => {
    const answer = await fetch("/api/v1/supervision/floor", { credentials: "same-origin" }).catch(() => null);
    if (answer?.ok) show((await answer.json()) as Floor);
  };
  setInterval(() => void reread(), REREAD_MS);
  new SupervisionLine(show, say).open();
}

const root = document.querySelector<HTMLElement>("[data-floor]");
if (root) void start(root);
