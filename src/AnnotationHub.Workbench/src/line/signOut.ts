import type { Outbox } from "../state/outbox";

/**
 * On a shared computer signing out clears the account's local data, but only after everything has arrived. <drain> sends what can be sent
 * now; a page without a line of its own leaves that to the workbench.
 */
export function guardSignOut(open: () => Outbox | null | Promise<Outbox | null>, drain: () => Promise<void> = async () => undefined): void {
  const form = document.querySelector<HTMLFormElement>("form[data-sign-out]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void leave(form, open, drain);
  });
}

async function leave(form: HTMLFormElement, open: () => Outbox | null | Promise<Outbox | null>, drain: () => Promise<void>): Promise<void> {
  const outbox = await open();
  if (outbox) {
    await drain();
    const [placements, faces] = [await outbox.waiting(), await outbox.finished()];
    if (placements + faces > 0) return refuse(placements, faces);
    await outbox.clear();
    await forgetShell();
  }
  form.submit();
}

function refuse(placements: number, faces: number): void {
  const dialog = document.querySelector("dialog[data-sign-out-refused]") as HTMLDialogElement;
  for (const [name, count] of [
    ["placements", placements],
    ["faces", faces],
  ] as const)
    (dialog.querySelector(`[data-count=${name}]`) as HTMLElement).textContent = String(count);
  dialog.showModal();
}

// The page that is kept for a reload without a line names the account.
async function forgetShell(): Promise<void> {
  for (const name of await caches.keys()) if (name.startsWith("annotationhub-")) await caches.delete(name);
}
