// What the page must do without the server: notice that it fell silent, lead STOP to the plain form, and open the stop dialog by key.
const silentAfterMs = 4000;
const retryEveryMs = 3000;
const clock = () => document.getElementById("qt-beat")?.textContent ?? "";
let beat = clock(), beatAt = performance.now(), isDown = false;

// The clock in the top bar is written by the server every second: when it stands still, nothing on the page can be trusted to be new.
function watch() {
  const now = clock();
  if (now !== beat) {
    beat = now;
    beatAt = performance.now();
  }
  const isLost = isDown || performance.now() - beatAt > silentAfterMs;
  if (isLost !== document.body.classList.contains("qt-is-lost")) {
    document.querySelector("[data-qt-lost-since]").textContent = beat ? `${beat} UTC` : "an unknown time";
    document.body.classList.toggle("qt-is-lost", isLost);
  }
}

async function retry() {
  try {
    // False: the server is there but has forgotten this page.
    if (await Blazor.reconnect() === false) location.reload();
  } catch {
    setTimeout(retry, retryEveryMs);
  }
}

// Asks first: a browser's own error page would take the way to the emergency form from the operator.
async function reload() {
  try {
    await fetch("/emergency", { cache: "no-store" });
    location.reload();
  } catch {
    document.querySelector("[data-qt-trying]").textContent = "The server does not answer. If you must act now, close the positions at the exchange.";
  }
}

document.getElementById("components-reconnect-modal")?.addEventListener("components-reconnect-state-changed", e => {
  isDown = e.detail.state !== "hide";
  if (e.detail.state === "rejected") location.reload();
  if (e.detail.state === "failed") setTimeout(retry, retryEveryMs);
  watch();
});

document.addEventListener("click", e => {
  if (e.target.closest?.("[data-qt-retry], [data-qt-reload]")) {
    e.preventDefault();
    reload();
  } else if (e.target.closest?.("[data-qt-stop]") && document.body.classList.contains("qt-is-lost")) {
    e.preventDefault();
    e.stopPropagation();
    location.assign("/emergency");
  }
}, true);

// Opens the dialog and never fires it. Ignored while typing and while the key is held.
document.addEventListener("keydown", e => {
  const isTyping = e.target.closest?.("input, textarea, select, [contenteditable]");
  if (e.ctrlKey && e.shiftKey && e.code === "KeyK" && !e.repeat && !isTyping) {
    e.preventDefault();
    document.querySelector("[data-qt-stop]")?.click();
  }
});

// A link that acts as a button is pressed by the space bar, too.
document.addEventListener("keydown", e => {
  if (e.key === " " && e.target.matches?.("[data-qt-stop]")) {
    e.preventDefault();
    e.target.click();
  }
});

setInterval(watch, 500);
document.addEventListener("visibilitychange", watch);

// Somebody is there: only a real key or pointer says so, and seldom, so that an open page by itself keeps no session alive.
const touchEveryMs = 20000;
let touchedAt = -touchEveryMs;

function touch(e) {
  if (!e.isTrusted || performance.now() - touchedAt < touchEveryMs) return;
  touchedAt = performance.now();
  fetch("/session/touch", { method: "POST", headers: { "X-Session-Touch": "1" } }).catch(() => { touchedAt = -touchEveryMs; });
}

addEventListener("pointerdown", touch, { capture: true, passive: true });
addEventListener("keydown", touch, { capture: true, passive: true });
