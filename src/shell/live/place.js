// Where the author is on the page: the paragraph in view, what is unfolded, what is typed, and the cursor. In: a page.
// Out: the same place on the page that follows it, whatever was added above.

const place = (() => {
  const BLOCKS = "h1,h2,h3,h4,h5,h6,p,li,tr,dt,dd,pre,blockquote,figure,summary,section,table";
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

  const words = (element) => element.textContent.replace(/\s+/g, " ").trim().slice(0, 120);

  /** A name for an element by which the next page most likely has it too. */
  function key(element, all) {
    const name = element.id || element.name || (element.matches("details") ? words(element.firstElementChild || element) : "");
    const same = [...all].filter((one) => (one.id || one.name || "") === (element.id || element.name || ""));
    return `${element.tagName} ${name} ${name ? 0 : same.indexOf(element)}`;
  }

  function keyed(selector) {
    const all = document.querySelectorAll(selector);
    return [...all].map((element) => [key(element, all), element]);
  }

  /** What a reload would lose. */
  function save() {
    const at = seen();
    const field = (element) => (/^(checkbox|radio)$/.test(element.type) ? element.checked : element.value);
    const active = document.activeElement;
    const fields = keyed(FIELDS);
    memory.set("place", {
      page: location.pathname,
      y: scrollY,
      block: at && { words: words(at.block), tag: at.block.tagName, top: at.top },
      details: keyed("details").map(([name, element]) => [name, element.open]),
      fields: fields.map(([name, element]) => [name, field(element)]),
      focus: fields.filter(([, element]) => element === active).map(([name]) => ({
        name,
        start: active.selectionStart ?? null,
        end: active.selectionEnd ?? null,
      }))[0],
    });
  }

  /** Puts back what was saved on this page. */
  function restore() {
    const saved = memory.get("place");
    memory.set("place", null);
    requestAnimationFrame(() => (history.scrollRestoration = "auto"));
    if (!saved || saved.page !== location.pathname) return;
    const open = new Map(saved.details);
    for (const [name, element] of keyed("details")) {
      if (open.has(name) && open.get(name) !== element.open) element.open = open.get(name);
    }
    const values = new Map(saved.fields);
    for (const [name, element] of keyed(FIELDS)) {
      if (!values.has(name)) continue;
      const check = /^(checkbox|radio)$/.test(element.type);
      const [now, then] = [check ? element.checked : element.value, values.get(name)];
      if (now === then) continue;
      element[check ? "checked" : "value"] = then;
      element.dispatchEvent(new Event("input", { bubbles: true }));
      element.dispatchEvent(new Event("change", { bubbles: true }));
    }
    if (saved.focus) {
      const found = keyed(FIELDS).find(([name]) => name === saved.focus.name);
      if (found) {
        found[1].focus({ preventScroll: true });
        if (saved.focus.start !== null) found[1].setSelectionRange(saved.focus.start, saved.focus.end);
      }
    }
    const candidates = saved.block ? [...main().querySelectorAll(saved.block.tag)] : [];
    const block = candidates.find((one) => words(one) === saved.block.words);
    if (block) {
      scrollTo({ top: scrollY + block.getBoundingClientRect().top - saved.block.top, behavior: "instant" });
    } else {
      scrollTo({ top: saved.y, behavior: "instant" });
    }
  }

  /** A new page in the place of this one, at the same place. */
  function reload() {
    save();
    // Browsers go back to where the old page was scrolled to, which is another place by now.
    history.scrollRestoration = "manual";
    location.reload();
  }

  if (document.readyState === "complete") restore();
  else addEventListener("load", restore);

  return { during, reload };
})();
