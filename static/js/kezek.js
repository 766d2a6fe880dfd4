// What the pages do beyond plain HTML. Every page works without this file.

const body = document.body;

// data-settled on <body>: scripts have run and no htmx request is under way. Tests wait for it.
const underWay = new Set();

function settle() {
  if (underWay.size === 0) body.dataset.settled = "";
}

document.addEventListener("htmx:before:request", ({ detail }) => {
  underWay.add(detail.ctx);
  delete body.dataset.settled;
});

document.addEventListener("htmx:finally:request", ({ detail }) => {
  const answer = detail.ctx.hx ?? {};
  if (answer.redirect || answer.refresh === "true") return; // the browser is leaving: this page settles no more
  underWay.delete(detail.ctx);
  setTimeout(settle);
});

// A form that is saved as it is filled in counts its changes, so that of two saves that overtake each other the later wins.
// In the capture phase: before htmx reads the form.
function count({ target }) {
  const counter = target.closest?.("form")?.querySelector("[data-changes]");
  if (counter) counter.value = Number(counter.value) + 1;
}

document.addEventListener("change", count, true);
document.addEventListener("submit", count, true);

// Passwords can be looked at. The button is hidden in the page: without this script it could do nothing.
function isShown(button) {
  return document.getElementById(button.dataset.reveal).type === "text";
}

function reveal(button, shown) {
  document.getElementById(button.dataset.reveal).type = shown ? "text" : "password";
  button.textContent = shown ? button.dataset.hide : button.dataset.show;
}

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-reveal]");
  if (button) reveal(button, !isShown(button));
  if (target.closest("[data-print]")) window.print();
});

// One press sends a form once. A form that is answered with a download may be sent again: it carries data-again.
document.addEventListener("submit", (event) => {
  const form = event.target;
  for (const button of form.querySelectorAll("[data-reveal]")) reveal(button, false);
  if (event.defaultPrevented || form.getAttribute("method") !== "post" || "again" in form.dataset) return;
  if (form.dataset.sent) return event.preventDefault();
  form.dataset.sent = "yes";
  setTimeout(() => hold(form, true)); // not at once, or the pressed button's own value would not be sent
  setTimeout(() => release(form), 20_000); // the answer was stopped, or the line broke
});

function hold(form, held) {
  for (const button of form.querySelectorAll("button:not([type=button])")) button.disabled = held;
}

function release(form) {
  delete form.dataset.sent;
  hold(form, false);
}

// Back from the next page, which the browser kept as it was left: its forms may be sent again.
window.addEventListener("pageshow", ({ persisted }) => {
  if (persisted) document.querySelectorAll("form[data-sent]").forEach(release);
});

// What only works with scripts is shown by them.
function enhance() {
  for (const button of document.querySelectorAll("[data-reveal][hidden]")) {
    button.dataset.show = button.textContent;
    button.hidden = false;
  }
  for (const button of document.querySelectorAll("[data-print][hidden]")) button.hidden = false;
}

// Reading goes on at what the press brought: the only field that can have a fault, the list of faults, or what was done.
function moveFocus() {
  (document.querySelector("[data-focus=field]") ?? document.querySelector("[data-focus]"))?.focus();
}

// What changes by itself is said aloud once, in few words, and not the whole list that it stands in: every element with
// an id and data-told, whose words are others than before.
function words() {
  return new Map([...document.querySelectorAll("[id][data-told]")].map(({ id, dataset }) => [id, dataset.told]));
}

let said = words();

function announce() {
  const now = words();
  const changed = [...now].filter(([id, told]) => said.has(id) && said.get(id) !== told).map(([, told]) => told);
  if (changed.length) document.getElementById("announcer").textContent = changed.join(". ");
  said = now;
}

document.addEventListener("htmx:after:swap", ({ detail }) => {
  enhance();
  announce();
  if (detail.ctx.response?.status === 422) moveFocus();
});

enhance();
moveFocus();
document.addEventListener("DOMContentLoaded", () => setTimeout(settle)); // after htmx, which starts in the same way
