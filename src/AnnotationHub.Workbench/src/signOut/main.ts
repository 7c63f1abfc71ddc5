import { guardSignOut } from "../line/signOut";
import { Outbox } from "../state/outbox";

// Every page that an annotator sees but the workbench, which has a guard with a line of its own.
if (!document.querySelector("[data-workbench]")) {
  guardSignOut(() => Outbox.find(document.querySelector<HTMLElement>("form[data-sign-out]")?.dataset.signOut ?? ""));
}
