// What the preview tells: the version of this page, findings, changes. In: events. Out: a page that keeps up.

let events = null;
let retry = 0;
let worry = 0;
let first = true;

/** Brings a heading into the upper half of the window, where what follows it is seen as well. */
function show(heading) {
  const top = heading?.getBoundingClientRect().top;
  if (top < 0 || top > innerHeight / 2) heading.scrollIntoView({ block: "start" });
}

/** Follows a change: in place where that can be done, with a new page otherwise. */
async function follow(state) {
  const changed = state.changed || {};
  page.base = changed.base || page.base;
  const news = !first;
  first = false;
  if (state.moved) {
    place.reload(state.moved + location.search + location.hash);
    return;
  }
  if (state.version !== page.version) {
    let done = false;
    try {
      done = state.version !== "" && (await patch.update());
    } catch {
      // Then the page is loaded anew.
    }
    if (!done) {
      place.reload();
      return;
    }
  }
  // The preview may have gone away before the page was read.
  patch.begin().catch(() => {});
  page.kept = state.kept;
  panel.kept(page.kept);
  lens.refresh();
  if (!news) return;
  if (changed.files && !patch.files(changed.files)) {
    place.reload();
    return;
  }
  const pages = changed.pages || [];
  if (changed.follow && pages.length > 0) {
    const target = pages[0];
    const hash = target.anchor ? `#${target.anchor}` : "";
    if (!isHere(target.path)) location.assign(page.base + target.path + hash);
    else if (target.anchor) show(document.getElementById(target.anchor));
    return;
  }
  panel.changed(pages.filter((other) => !isHere(other.path)), changed.sentences || [], changed.more || 0);
}

function listen() {
  clearTimeout(retry);
  if (events) events.close();
  events = new EventSource(`${folder}events?page=${encodeURIComponent(location.pathname)}`);
  // The first event of every connection: is this page still the current one?
  events.addEventListener("page", (event) => {
    clearTimeout(worry);
    worry = 0;
    panel.lost(false);
    follow(JSON.parse(event.data));
  });
  events.addEventListener("findings", (event) => {
    let data = [];
    try {
      data = JSON.parse(event.data);
    } catch {
      return;
    }
    const findings = Array.isArray(data) ? data : data.findings || [];
    panel.fill(findings, Array.isArray(data) ? "" : data.summary || "", data);
    lens.refresh();
  });
  events.addEventListener("error", () => {
    if (!worry) worry = setTimeout(() => panel.lost(true), 2000);
    // Browsers reconnect on their own unless the answer was wrong.
    if (events && events.readyState === EventSource.CLOSED) retry = setTimeout(listen, 1000);
  });
}

function rest() {
  clearTimeout(retry);
  clearTimeout(worry);
  worry = 0;
  if (events) events.close();
  events = null;
}

// Browsers open few connections to one address: hidden pages give theirs up.
function attend() {
  if (document.hidden) rest();
  else if (!events) listen();
}
document.addEventListener("visibilitychange", attend);
addEventListener("pagehide", rest);
addEventListener("pageshow", attend);

function start() {
  document.body.append(panel.host);
  // Scripts of the page have done their work by then.
  const begin = () => patch.begin().catch(() => {}).finally(attend);
  if (document.readyState === "complete") begin();
  else addEventListener("load", begin);
}
start();
