import { loadTexts } from "../texts";
import { Workbench } from "./workbench";

const root = document.querySelector<HTMLElement>("[data-workbench]");
if (root) {
  const texts = await loadTexts("WorkbenchTexts");
  await Workbench.open(root, texts);
}
