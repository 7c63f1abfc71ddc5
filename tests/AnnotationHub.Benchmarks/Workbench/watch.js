// Runs in the page before its own scripts, and keeps what a person at it waits for. All in milliseconds, by the browser's own clock.
(() => {
  const times = { usable: [], pointer: [], key: [], drag: [] };
  window.workbenchTimes = times;

  // From the event to the moment after the frame in which the page has drawn what follows from it. The page asks for its frame in the
  // same event, so that it is the same one.
  const untilDrawn = (list, event) => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => list.push(performance.now() - event.timeStamp);
      port2.postMessage(null);
    });
  };
  addEventListener("pointerup", (event) => untilDrawn(times.pointer, event), true);
  addEventListener("pointermove", (event) => event.buttons === 1 && untilDrawn(times.drag, event), true);
  addEventListener("keydown", (event) => event.key === "Enter" && untilDrawn(times.key, event), true);

  // Since the navigation began: the first face's photograph is on the screen and can be clicked on.
  new MutationObserver(() => {
    if (times.usable.length > 0 || !document.querySelector("[data-stage][data-photograph=shown]")) return;
    times.usable.push(performance.now());
  }).observe(document, { subtree: true, childList: true, attributes: true });
})();
