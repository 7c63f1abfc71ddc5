import { loadTexts } from "../texts";
import { Workbench } from "./workbench";

const root = document.querySelector<HTMLElement>("[data-workbench]");
if (root) {
  // Without it everything works but a reload while the line is down.
  void navigator.serviceWorker?.register("/workbench-offline.js", { scope: "/workbench" }).catch(() => undefined);
  const texts = await loadTexts("WorkbenchTexts");
  await Workbench.open(root, texts);
}
