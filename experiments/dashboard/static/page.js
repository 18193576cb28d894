// The page asks the server for its result whenever something on it is changed, and puts the answer in its place.
// One request is under way at a time; what is changed meanwhile waits, and only the last of it is asked for.
// No number is computed or formatted here.
"use strict";

const form = document.querySelector("[data-live]");
const result = form && document.getElementById(form.dataset.into);
const PATIENCE = 250; // milliseconds without a change before the finer answer is asked for

let underWay = false;
let waiting = null; // the state that is to be asked for next
let refinement = 0;

/** The state as a query: what the form says, without what stands where it usually does. */
function query() {
  if (!(form instanceof HTMLFormElement)) return new URLSearchParams(location.search);
  const levers = new Set([...form.querySelectorAll("[name=lever]:checked")].map((box) => box.value));
  const pairs = new URLSearchParams();
  for (const field of form.elements) {
    if (!field.name || (/^(radio|checkbox)$/.test(field.type) && !field.checked)) continue;
    const of = field.closest(".settings")?.dataset.of;
    if (of !== undefined && !levers.has(of)) continue;
    if (field.dataset.usual !== undefined && field.dataset.usual === field.value) continue;
    pairs.append(field.name, field.value);
  }
  if (form.dataset.none && levers.size === 0) pairs.set(form.dataset.none, "1");
  return pairs;
}

/** Other pages' links, and the address, hold the state that the page shows. */
function keep(pairs) {
  const state = new URLSearchParams([...pairs].filter(([key]) => !["none", "chart", "lang"].includes(key)));
  const path = form instanceof HTMLFormElement ? form.getAttribute("action") : location.pathname;
  history.replaceState(null, "", pairs.size ? `${path}?${pairs}` : path);
  for (const link of document.querySelectorAll("[data-keeps-state]")) {
    const own = new URLSearchParams(link.dataset.keepsState);
    const all = new URLSearchParams([...state, ...own]);
    link.search = all.size ? `?${all}` : "";
  }
}

/** Ask for the result of a state, or note that it is to be asked for. */
function ask(pairs, draws) {
  clearTimeout(refinement);
  waiting = { pairs, draws };
  if (!underWay) next();
}

async function next() {
  const { pairs, draws } = waiting;
  waiting = null;
  underWay = true;
  result.setAttribute("aria-busy", "true");
  const asked = new URLSearchParams(pairs);
  if (draws) asked.set("draws", draws);
  try {
    const answer = await fetch(`${form.dataset.live}?${asked}`, { headers: { "X-Tandem-Part": "1" } });
    show(await answer.text());
  } catch {
    result.querySelector("[role=status]")?.replaceChildren(document.body.dataset.lost ?? "…");
  }
  underWay = false;
  if (waiting) next();
  else {
    result.removeAttribute("aria-busy");
    const more = result.querySelector("[data-next]")?.dataset.next;
    if (more && more !== draws) refinement = setTimeout(() => ask(pairs, more), PATIENCE);
  }
}

/** Put a part of a page in the place of the one before; where the reader was is where he stays. */
function show(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const open = [...result.querySelectorAll("details")].map((each) => each.open);
  const at = result.scrollTop;
  result.replaceChildren(template.content);
  [...result.querySelectorAll("details")].forEach((each, place) => (each.open = open[place] ?? each.open));
  result.scrollTop = at;
}

function changed() {
  const pairs = query();
  keep(pairs);
  ask(pairs, null);
}

if (form) {
  form.addEventListener("input", (event) => {
    const field = event.target;
    if (field.type === "range") field.closest("label").querySelector("output").value = field.value;
    changed();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    changed();
  });
  ask(query(), null);
}

/** A job is looked at every second until it has ended. */
async function look(job) {
  const answer = await fetch(job.dataset.poll, { headers: { "X-Tandem-Part": "1" } }).catch(() => null);
  if (answer?.ok) {
    const template = document.createElement("template");
    template.innerHTML = await answer.text();
    const newer = template.content.firstElementChild;
    if (!newer.dataset.poll) {
      location.reload();
      return;
    }
    job.querySelector("[role=status]").replaceWith(newer.querySelector("[role=status]"));
  }
  setTimeout(() => look(job), 1000);
}
document.querySelectorAll("[data-poll]").forEach((job) => setTimeout(() => look(job), 1000));

// A file that is dropped on a form is chosen and sent.
for (const drop of document.querySelectorAll("[data-drop]")) {
  const over = (on) => (event) => {
    event.preventDefault();
    drop.classList.toggle("over", on);
  };
  drop.addEventListener("dragover", over(true));
  drop.addEventListener("dragleave", over(false));
  drop.addEventListener("drop", (event) => {
    over(false)(event);
    const field = drop.querySelector("[type=file]");
    if (event.dataTransfer.files.length) {
      field.files = event.dataTransfer.files;
      drop.requestSubmit();
    }
  });
}
