// The cursor: which element has the focus, and what is selected. In: a page. Out: the same on the page that follows it,
// where that has the same element and the same words. It scrolls nothing.

const cursor = (() => {
  const FOCUS = "a[href],button,summary,input,textarea,select,[tabindex]";

  /** A name by which the next page has an element, too: what it is or says, and the number of those alike before it. */
  function named(elements) {
    const alike = new Map();
    return [...elements].map((element) => {
      const is = `${element.tagName} ${element.id || element.name || `${element.getAttribute("href") || ""} ${said(element)}`}`;
      alike.set(is, (alike.get(is) ?? -1) + 1);
      return [`${is} ${alike.get(is)}`, element];
    });
  }

  const nameOf = (element, elements) => named(elements).find(([, one]) => one === element)?.[0];
  const byName = (name, elements) => named(elements).find(([one]) => one === name)?.[1];

  /** One end of the selection: a block, and how many characters of its text stand before. */
  function end(node, offset) {
    const block = (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(BLOCKS);
    if (!block || !main().contains(block)) return null;
    const before = document.createRange();
    before.setStart(block, 0);
    before.setEnd(node, offset);
    const name = nameOf(block, main().querySelectorAll(block.tagName));
    return { tag: block.tagName, name, at: before.toString().length };
  }

  /** Where that end is on this page. */
  function point({ tag, name, at }) {
    const block = byName(name, main().querySelectorAll(tag));
    if (!block) return null;
    const texts = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    let left = at;
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      if (left <= text.length) return [text, left];
      left -= text.length;
    }
    return null;
  }

  function save() {
    const active = document.activeElement;
    const found = getSelection();
    const selected = found && !found.isCollapsed;
    return {
      focus: active === document.body ? undefined : nameOf(active, document.querySelectorAll(FOCUS)),
      field: [active?.selectionStart ?? null, active?.selectionEnd ?? null],
      ends: selected ? [end(found.anchorNode, found.anchorOffset), end(found.focusNode, found.focusOffset)] : [],
    };
  }

  function restore(saved) {
    if (!saved) return;
    const { focus, field, ends } = saved;
    const active = focus && byName(focus, document.querySelectorAll(FOCUS));
    active?.focus({ preventScroll: true });
    if (active && field[0] !== null) active.setSelectionRange(...field);
    const points = ends.map((one) => one && point(one));
    if (points.length > 0 && points.every(Boolean)) getSelection().setBaseAndExtent(...points[0], ...points[1]);
  }

  return { save, restore };
})();
