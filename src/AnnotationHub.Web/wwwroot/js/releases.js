// Watches a release that is being built; the page is read anew when its state has changed. Works without: the page says how far it is.
const box = document.querySelector("[data-release]");
const bar = box?.querySelector("progress");
const label = box?.querySelector("label");

async function look() {
  try {
    const answer = await fetch(box.dataset.release, { headers: { Accept: "application/json" } });
    if (answer.ok) {
      const release = await answer.json();
      if (release.state !== "building") return location.reload();
      bar.value = release.progress;
      label.textContent = label.textContent.replace(/\d+\s?%/u, `${Math.round(100 * release.progress)}%`);
    }
  } catch {
    // The line is away; the next look tells.
  }
  setTimeout(look, 1500);
}

if (box) setTimeout(look, 700);
