// What a reader's browser does of its own: Enter opens a suspect from a table, Back takes one step,
// a table is where it was left, and a few keys. It shows nothing and asks nothing of any server.

const ROW_OPENS = "Suspect"; // the heading of the column whose value opens somebody
const MOST_KEPT = 50; // places on pages that are remembered
const PATIENCE = 8000; // milliseconds until a table that was left is no longer waited for
const STEP = 150;

let send = null;

export default function ({ setTriggerValue }) {
  send = (reference) => setTriggerValue("opened", reference);
  if (!window.harmdeskBrowser) {
    window.harmdeskBrowser = true;
    keepOneStep();
    new MutationObserver(nameDropzone).observe(document.body, { childList: true, subtree: true });
    nameDropzone();
    document.addEventListener("keydown", onKey, true);
    window.addEventListener("popstate", () => comeBack(location.href));
  }
}

// Streamlit names the field that takes a file, and says that it is nothing; a group may have a name.
function nameDropzone() {
  const zones = document.querySelectorAll("[data-testid=stFileUploaderDropzone][role=presentation]");
  zones.forEach((zone) => zone.setAttribute("role", "group"));
}

// One act of the reader is one entry of the history, however many parts of the address it changes.
function keepOneStep() {
  let acts = 0;
  let stepped = -1;
  const act = () => { acts += 1; };
  for (const kind of ["pointerdown", "keydown"]) document.addEventListener(kind, act, true);
  window.addEventListener("popstate", () => { stepped = acts; }, true);
  const step = history.pushState.bind(history);
  const stay = history.replaceState.bind(history);
  history.pushState = (state, title, address) => {
    const again = stepped === acts;
    stepped = acts;
    if (!again) leave();
    (again ? stay : step)(state, title, address);
  };
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const at = event.target;
  if (event.key === "Enter") {
    const reference = referenceAt(at);
    if (reference && send) {
      event.preventDefault();
      event.stopPropagation();
      send(reference);
    } else if (at.closest("[data-testid=stDateInput]") && at.getAttribute("role") === "spinbutton") {
      leaveDate(at.closest("[data-testid=stDateInput]"));
    } else if (at.closest("[data-testid=stPopoverButton]")) {
      setTimeout(() => enterPopover(Date.now() + PATIENCE), STEP);
    }
    return;
  }
  if (at.closest("input, textarea, select, [contenteditable=true], [role=combobox]")) return;
  if (event.key === "/") focusOn(event, ".st-key-search-everywhere input");
  if (event.key === "?") press(event, ".st-key-keys button");
}

// The reference in the row of a table that the keyboard is at; the cells are in words beneath it.
function referenceAt(at) {
  const grid = at.closest("[data-testid=stDataFrame]");
  if (!grid || !grid.closest("[class*=st-key-around-]")) return null;
  const cell = at.closest("td") || grid.querySelector("td[aria-selected=true]");
  if (!cell) return null;
  const heads = [...grid.querySelectorAll("[role=columnheader]")];
  const head = heads.find((one) => one.textContent.trim() === ROW_OPENS);
  if (!head) return null;
  const column = head.getAttribute("aria-colindex");
  const found = cell.parentElement.querySelector(`[aria-colindex="${column}"]`);
  return found ? found.textContent.trim() : null;
}

// A typed date holds once the focus is elsewhere: Enter goes on to what comes next.
function leaveDate(field) {
  const all = [...document.querySelectorAll("input, button, select")];
  const next = all.find(
    (one) => !field.contains(one) && one.offsetParent && !one.disabled
      && field.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING,
  );
  next?.focus();
}

// What opens by Enter is entered: it stands at the end of the page, behind every cell of a table.
function enterPopover(until) {
  const first = document.querySelector("[data-testid=stPopoverBody] :is(input, button)");
  if (first) first.focus();
  else if (Date.now() < until) setTimeout(() => enterPopover(until), STEP);
}

function focusOn(event, where) {
  const found = document.querySelector(where);
  if (!found) return;
  event.preventDefault();
  found.focus();
  found.select();
}

function press(event, where) {
  const found = document.querySelector(where);
  if (!found) return;
  event.preventDefault();
  found.click();
}

const scrollers = () => [...document.querySelectorAll("[class*=st-key-around-] .dvn-scroller")];
const main = () => document.querySelector("[data-testid=stMain]");

// Remember how far the page and its tables were scrolled.
function leave() {
  const kept = JSON.parse(sessionStorage.getItem("places") || "[]");
  const place = { page: main()?.scrollTop || 0, tables: scrollers().map((one) => one.scrollTop) };
  const others = kept.filter(([address]) => address !== location.href);
  others.push([location.href, place]);
  sessionStorage.setItem("places", JSON.stringify(others.slice(-MOST_KEPT)));
}

// Scroll to where the reader was, as soon as the page is there again.
function comeBack(address) {
  const kept = JSON.parse(sessionStorage.getItem("places") || "[]");
  const found = kept.find(([known]) => known === address);
  if (!found) return;
  const place = found[1];
  const until = Date.now() + PATIENCE;
  const ready = () => {
    if (location.href !== address) return;
    const app = document.querySelector("[data-testid=stApp]");
    const running = app?.getAttribute("data-test-script-state") !== "notRunning";
    const tables = scrollers();
    const waiting = running || tables.length < place.tables.length;
    if (waiting && Date.now() < until) { setTimeout(ready, STEP); return; }
    tables.forEach((one, number) => { one.scrollTop = place.tables[number] || 0; });
    main()?.scrollTo({ top: place.page });
  };
  setTimeout(ready, STEP);
}
