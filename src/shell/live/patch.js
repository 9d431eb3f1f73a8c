// Puts a newer page into this one. In: the page as it was served, and as it is now. Out: the blocks that differ are
// exchanged, all others stay the very same elements, with what is open, typed and marked in them. What scripts of the
// page have made of its HTML is left alone: the two served pages are compared, not the living one. Where that is not
// enough (other scripts, parts that scripts drive), it says so, and the page is loaded anew.

const patch = (() => {
  // Parts that scripts of the page know. Notes that open by themselves are none.
  const DRIVEN =
    "[data-keep],form,dialog,canvas,audio,video,iframe,script,select,textarea,input:not([type=checkbox]),button:not([popovertarget])";
  let served = null; // The page as it was served, parsed.
  let gone = false; // It was not there, or could not be shown: the next one is loaded anew.
  let living = new WeakMap(); // Its elements, and those of the page that they became.

  const parse = (html) => new DOMParser().parseFromString(html, "text/html");

  /** The page as it is served now; nothing where there is none, or where it cannot be shown. */
  async function get() {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } });
    return answer.ok ? parse(await answer.text()) : null;
  }

  const scriptOf = (doc) => doc.querySelector("script[data-version]");

  /** Remembers which element of the page each served one is: the next of its kind, in order. */
  function pair(from, to) {
    living.set(from, to);
    let next = to.firstElementChild;
    for (const child of from.children) {
      let found = next;
      while (found && !(found.tagName === child.tagName && (!child.id || found.id === child.id))) {
        found = found.nextElementSibling;
      }
      if (!found) continue;
      pair(child, found);
      next = found.nextElementSibling;
    }
  }

  /** Reads the page once more, as it was served. */
  async function begin() {
    if (served || gone) return;
    const doc = await get();
    gone = !doc;
    const script = doc && scriptOf(doc);
    if (!script || script.dataset.version !== page.version) return;
    served = doc;
    pair(doc.body, document.body);
  }

  const scripts = (doc) =>
    [...doc.querySelectorAll("script")].filter((script) => !("version" in script.dataset)).map((script) => script.src || script.text);

  /** Changes that are to be made, or nothing where a new page is needed. */
  function changes(from, to, out) {
    if (from.isEqualNode(to)) {
      carry(from, to);
      return true;
    }
    const live = living.get(from);
    if (!live) return false;
    const shell = from.tagName === to.tagName;
    if (shell) attributes(from, to, live, out);
    const inline = ![...from.children, ...to.children].some((child) => isBlock(child));
    if (inline || !shell) return replace(from, to, live, shell, out);
    if (hasText(from) || hasText(to)) return replace(from, to, live, shell, out);
    return children(from, to, live, out);
  }

  const hasText = (element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue.trim() !== "");

  /** Attributes that differ between the pages; those that scripts have set stay. */
  function attributes(from, to, live, out) {
    const names = new Set([...from.getAttributeNames(), ...to.getAttributeNames()]);
    for (const name of names) {
      const now = to.getAttribute(name);
      if (from.getAttribute(name) === now || (name === "open" && from.matches("details"))) continue;
      out.push(() => (now === null ? live.removeAttribute(name) : live.setAttribute(name, now)));
    }
  }

  /** The same elements in a newer page. */
  function carry(from, to) {
    const live = living.get(from);
    if (live) living.set(to, live);
    for (let at = 0; at < from.children.length; at += 1) carry(from.children[at], to.children[at]);
  }

  function replace(from, to, live, shell, out) {
    if (from.matches(DRIVEN) || to.matches(DRIVEN) || from.querySelector(DRIVEN) || to.querySelector(DRIVEN)) return false;
    out.push(() => {
      const fresh = document.importNode(to, true);
      if (shell) {
        live.replaceChildren(...fresh.childNodes);
        pair(to, live);
      } else {
        if (live.matches("details") && fresh.matches("details")) fresh.open = live.open;
        live.replaceWith(fresh);
        living.set(from, fresh);
        pair(to, fresh);
      }
    });
    return true;
  }

  /** Pairs the children of two elements: equal ones, then those that stand in the same place between equal ones. */
  function children(from, to, live, out) {
    const [a, b] = [[...from.children], [...to.children]];
    let start = 0;
    while (start < a.length && start < b.length && a[start].isEqualNode(b[start])) start += 1;
    let end = 0;
    while (end < a.length - start && end < b.length - start && a[a.length - 1 - end].isEqualNode(b[b.length - 1 - end])) end += 1;
    for (let at = 0; at < start; at += 1) carry(a[at], b[at]);
    for (let at = 1; at <= end; at += 1) carry(a[a.length - at], b[b.length - at]);
    const [left, right] = [a.slice(start, a.length - end), b.slice(start, b.length - end)];
    const equal = matches(left, right);
    let [i, j] = [0, 0];
    let before = start > 0 ? a[start - 1] : null; // The last served element that stays.
    for (const [x, y] of [...equal, [left.length, right.length]]) {
      while (i < x || j < y) {
        if (i < x && j < y && left[i].tagName === right[j].tagName) {
          if (!changes(left[i], right[j], out)) return false;
          before = left[i];
          i += 1;
          j += 1;
        } else if (j < y && (i >= x || right[j].tagName !== left[i].tagName)) {
          if (!insert(right[j], before, live, out)) return false;
          j += 1;
        } else {
          if (!remove(left[i], out)) return false;
          i += 1;
        }
      }
      if (x < left.length) {
        carry(left[x], right[y]);
        before = left[x];
        [i, j] = [x + 1, y + 1];
      }
    }
    living.set(to, live);
    return true;
  }

  /** Equal elements of two lists in the same order, as pairs of places. */
  function matches(left, right) {
    const text = (element) => element.outerHTML;
    const places = new Map();
    right.forEach((element, at) => {
      const key = text(element);
      places.set(key, [...(places.get(key) || []), at]);
    });
    const pairs = [];
    let next = 0;
    left.forEach((element, at) => {
      const place = (places.get(text(element)) || []).find((one) => one >= next);
      if (place !== undefined) {
        pairs.push([at, place]);
        next = place + 1;
      }
    });
    return pairs;
  }

  function insert(element, before, live, out) {
    if (element.matches(DRIVEN) || element.querySelector(DRIVEN)) return false;
    out.push(() => {
      const fresh = document.importNode(element, true);
      const after = inserted.get(before || live) || (before && living.get(before));
      if (after && after.parentNode) after.after(fresh);
      else live.prepend(fresh);
      pair(element, fresh);
      inserted.set(before || live, fresh);
    });
    return true;
  }
  // Elements that were put in behind the same one follow each other.
  let inserted = new Map();

  function remove(element, out) {
    const live = living.get(element);
    if (!live || element.matches(DRIVEN) || element.querySelector(DRIVEN)) return false;
    out.push(() => live.remove());
    return true;
  }

  /** Exchanges style sheets without a moment that has none. */
  function styles(from, to) {
    const sheets = (doc) => [...doc.querySelectorAll('link[rel~="stylesheet"]')].map((link) => link.getAttribute("href"));
    const [before, now] = [sheets(from), sheets(to)];
    now.forEach((href, at) => {
      if (before[at] !== href) swap(before[at], href);
    });
  }

  function swap(old, href) {
    const link = [...document.querySelectorAll('link[rel~="stylesheet"]')].find((one) => one.getAttribute("href") === old);
    if (!link) return;
    const fresh = link.cloneNode();
    fresh.setAttribute("href", href);
    fresh.addEventListener("load", () => link.remove());
    link.after(fresh);
  }

  /** Takes files in anew that the page shows; says whether that is all. */
  function files(names) {
    let all = true;
    for (const name of names) {
      const path = new URL(page.base + name, location.href).pathname;
      const shows = (element, key) => element[key] && new URL(element[key], location.href).pathname === path;
      const fresh = `${path}?${Date.now()}`;
      for (const link of document.querySelectorAll('link[rel~="stylesheet"]')) {
        if (shows(link, "href")) swap(link.getAttribute("href"), fresh);
      }
      for (const image of document.images) if (shows(image, "src")) image.src = fresh;
      for (const script of document.scripts) if (shows(script, "src")) all = false;
    }
    return all;
  }

  /** Makes the page the one that is served now. */
  async function update() {
    const doc = await get();
    const script = doc && scriptOf(doc);
    if (!served || !script) return false;
    const [before, now] = [scripts(served), scripts(doc)];
    const out = [];
    inserted = new Map();
    const same = before.length === now.length && before.every((text, at) => text === now[at]);
    if (!same || !changes(served.body, doc.body, out)) return false;
    place.during(() => out.forEach((change) => change()));
    styles(served, doc);
    document.title = doc.title;
    served = doc;
    page.version = script.dataset.version;
    page.kept = "kept" in script.dataset;
    document.dispatchEvent(new CustomEvent("prepress:patched"));
    return true;
  }

  return { begin, update, files };
})();
