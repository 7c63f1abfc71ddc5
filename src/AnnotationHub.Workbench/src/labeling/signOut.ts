import type { Outbox } from "../state/outbox";
import type { Texts } from "../texts";
import type { Sender } from "./sender";

/** On a shared computer signing out clears the account's local data, but only after everything has arrived. */
export function guardSignOut(outbox: Outbox, sender: Sender, texts: Texts): void {
  const form = document.querySelector<HTMLFormElement>("form[data-sign-out]");
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    void leave(form, outbox, sender, texts);
  });
}

async function leave(form: HTMLFormElement, outbox: Outbox, sender: Sender, texts: Texts): Promise<void> {
  await sender.flush();
  const waiting = await outbox.waiting();
  if (waiting > 0) {
    window.alert(texts("SignOut.Waiting", waiting));
    return;
  }
  await outbox.clear();
  form.submit();
}
