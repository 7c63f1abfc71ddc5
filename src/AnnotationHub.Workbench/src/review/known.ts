// The dialog in which a known face's truth is doubted, in words that its annotators read.

export function bindKnown(dialog: HTMLDialogElement, send: (words: string) => void): void {
  const field = dialog.querySelector("textarea") as HTMLTextAreaElement;
  const form = dialog.querySelector("form") as HTMLFormElement;
  dialog.querySelector("[data-close]")?.addEventListener("click", () => dialog.close());
  dialog.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
  });
  form.addEventListener("submit", () => {
    send(field.value.trim());
    field.value = "";
  });
}
