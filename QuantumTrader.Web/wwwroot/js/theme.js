// The theme this browser chose last; storage may be forbidden, then the default holds.
const key = "qt-theme";

export function load() {
  try { return localStorage.getItem(key); } catch { return null; }
}

export function save(theme) {
  try { localStorage.setItem(key, theme); } catch { /* kept for this page only */ }
}
