// Where the author is on the page: the paragraph in view, what is unfolded, and what is typed. In: a page.
// Out: the same place on the page that follows it, whatever was added above. A page that cannot be shown for a moment has
// no such place: what was saved waits until its page is back.

const place = (() => {
  const FIELDS = "input:not([type=file]):not([type=password]):not([data-keep]),textarea,select";

  /** The first block of the main text that reaches into view, and how far below the top it begins. */
  function seen() {
    for (const block of main().querySelectorAll(BLOCKS)) {
      // What sticks to the window is always in view.
      if (block.closest("nav,header,aside,[popover]")) continue;
      const box = block.getBoundingClientRect();
      if (box.height > 0 && box.bottom > 0 && box.top < innerHeight) {
        // A long block is told more closely by one inside it.
        const inner = [...block.querySelectorAll(BLOCKS)].find((one) => one.getBoundingClientRect().bottom > 0);
        if (box.top < 0 && inner) continue;
        return { block, top: box.top };
      }
    }
    return null;
  }

  /** Keeps the block that is in view where it is while `change` changes the page. */
  function during(change) {
    const at = scrollY > 0 ? seen() : null;
    change();
    if (at && at.block.isConnected) {
      const moved = at.block.getBoundingClientRect().top - at.top;
      if (Math.abs(moved) >= 1) scrollBy({ top: moved, behavior: "instant" });
    }
  }

  /** A name for an element by which the next page most likely has it too. */
  function key(element, all) {
    const name = element.id || element.name || (element.matches("details") ? said(element.firstElementChild || element) : "");
    const same = [...all].filter((one) => (one.id || one.name || "") === (element.id || element.name || ""));
    return `${element.tagName} ${name} ${name ? 0 : same.indexOf(element)}`;
  }

  function keyed(selector) {
    const all = document.querySelectorAll(selector);
    return [...all].map((element) => [key(element, all), element]);
  }

  /** What a reload would lose. What an earlier page had and this one has not is kept for the page that has it again. */
  function save() {
    if (waiting) return;
    const at = seen();
    const field = (element) => (/^(checkbox|radio)$/.test(element.type) ? element.checked : element.value);
    const fields = keyed(FIELDS);
    const had = memory.get("place");
    const has = new Set(fields.map(([name]) => name));
    memory.set("place", {
      page: location.pathname,
      y: scrollY,
      block: at && { words: said(at.block), tag: at.block.tagName, top: at.top },
      details: keyed("details").map(([name, element]) => [name, element.open]),
      fields: [
        ...fields.map(([name, element]) => [name, field(element)]),
        ...(had?.page === location.pathname ? had.fields.filter(([name]) => !has.has(name)) : []),
      ],
      cursor: cursor.save(),
    });
  }

  /** The block that was in view. */
  function blockOf(saved) {
    const candidates = saved.block ? [...main().querySelectorAll(saved.block.tag)] : [];
    return candidates.find((one) => said(one) === saved.block.words);
  }

  // What the page was answered with; some browsers do not say.
  const status = performance.getEntriesByType("navigation")[0]?.responseStatus || 0;
  // What was saved waits for its page, which went away for a moment.
  let waiting = false;

  /** Whether this page is the one that was saved: by its address, or by what is on it. */
  function isBack(saved) {
    if (status >= 400) return false;
    if (status > 0 && saved.page === location.pathname) return true;
    const names = new Set([...saved.fields, ...saved.details].map(([name]) => name));
    const has = [...keyed(FIELDS), ...keyed("details")].some(([name, element]) => names.has(name) && main().contains(element));
    return has || Boolean(blockOf(saved)) || (names.size === 0 && !saved.block);
  }

  /** Puts back what was saved on this page, or on the one that it follows. */
  function restore() {
    const saved = memory.get("place");
    requestAnimationFrame(() => (history.scrollRestoration = "auto"));
    if (!saved || !(saved.follows || saved.page === location.pathname)) return;
    if (!isBack(saved)) {
      waiting = !saved.left && (status === 0 || status >= 400);
      memory.set("place", { ...saved, follows: false });
      return;
    }
    const open = new Map(saved.details);
    for (const [name, element] of keyed("details")) {
      if (open.has(name) && open.get(name) !== element.open) element.open = open.get(name);
    }
    const values = new Map(saved.fields);
    for (const [name, element] of keyed(FIELDS)) {
      if (!values.has(name)) continue;
      const check = /^(checkbox|radio)$/.test(element.type);
      const [now, then] = [check ? element.checked : element.value, values.get(name)];
      values.delete(name);
      if (now === then) continue;
      element[check ? "checked" : "value"] = then;
      element.dispatchEvent(new Event("input", { bubbles: true }));
      element.dispatchEvent(new Event("change", { bubbles: true }));
    }
    const left = { page: location.pathname, details: [], fields: [...values], left: true };
    memory.set("place", values.size > 0 ? left : null);
    if (saved.left) return;
    cursor.restore(saved.cursor);
    const block = blockOf(saved);
    const top = block ? scrollY + block.getBoundingClientRect().top - saved.block.top : saved.y;
    scrollTo({ top, behavior: "instant" });
  }

  /** A new page in the place of this one, at the same place: at this address, or at another. */
  function reload(address) {
    save();
    memory.set("place", { ...memory.get("place"), follows: true });
    // Browsers go back to where the old page was scrolled to, which is another place by now.
    history.scrollRestoration = "manual";
    if (address) location.replace(address);
    else location.reload();
  }

  if (document.readyState === "complete") restore();
  else addEventListener("load", restore);

  return { during, reload };
})();
