// The token behind the '#' goes into the form and out of the address, so that it stays in no history.
const token = location.hash.slice(1);
if (token) {
  document.getElementById("token").value = decodeURIComponent(token);
  history.replaceState(null, "", location.pathname);
}
