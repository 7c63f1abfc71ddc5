// Keys of the pages beside the review page: what has a key is marked in the page and says it; rows that are answered are gone through by keys.

const FIELD = "input:not([type=hidden]), textarea";

function answer(event: KeyboardEvent, field: HTMLElement): void {
  if (event.key === "Escape") return field.blur();
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  event.preventDefault();
  field
    .closest("[data-row]")
    ?.querySelector<HTMLButtonElement>(event.shiftKey ? "[data-no]" : "[data-yes]")
    ?.click();
}

/** From no row to the first, from the last to the first again. */
function step(by: 1 | -1): void {
  const fields = [...document.querySelectorAll<HTMLElement>("[data-row]")]
    .map((row) => row.querySelector<HTMLElement>(FIELD))
    .filter((f) => f !== null);
  const row = document.activeElement?.closest("[data-row]");
  const now = fields.findIndex((field) => row?.contains(field));
  const next = fields[now < 0 ? (by > 0 ? 0 : fields.length - 1) : (now + by + fields.length) % fields.length];
  next?.focus();
  next?.closest("[data-row]")?.scrollIntoView({ block: "nearest" });
}

function press(event: KeyboardEvent): void {
  const target = event.target as HTMLElement;
  if (target.closest("dialog")) return;
  if (target.matches(FIELD)) return answer(event, target);
  if (event.ctrlKey || event.metaKey || event.altKey || target.closest("select")) return;
  const key = event.key.toLowerCase();
  if (key === "j" || key === "k") {
    event.preventDefault();
    return step(key === "j" ? 1 : -1);
  }
  if (key === "?") return document.querySelector<HTMLDialogElement>("dialog[data-keys]")?.showModal();
  const found = [...document.querySelectorAll<HTMLElement>("[data-key]")].find((e) => e.dataset.key === key && e.offsetParent !== null);
  if (!found) return;
  event.preventDefault();
  found.click();
}

document.addEventListener("keydown", press);
document
  .querySelector("[data-open-keys]")
  ?.addEventListener("click", () => document.querySelector<HTMLDialogElement>("dialog[data-keys]")?.showModal());
