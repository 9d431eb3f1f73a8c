// The author's lens: what is proven in the text, and what is not. In: the claims of the page. Out: marks over its words,
// a card for the one that is pointed at, a list to walk through. Marks are highlights: no element of the page is changed.

const lens = (() => {
  const can = typeof Highlight === "function" && CSS.highlights;
  const narrow = matchMedia("(max-width: 40rem)");
  let on = memory.get("lens", localStorage) === true;
  let only = ""; // The verdict that is listed; all where there is none.
  let shown = ""; // What is shown, to see whether there is more to show.
  let texts = [];
  let marks = [];
  let current = -1;
  let made = false; // The page has no file of its own.

  const box = make("section", "lens");
  box.setAttribute("aria-label", "Claims of this page");
  box.hidden = true;
  const head = make("div", "lens-head");
  const kinds = make("div", "kinds");
  const fold = make("button", "fold");
  fold.type = "button";
  fold.setAttribute("aria-label", "List of claims");
  const list = make("ol", "lens-list");
  head.append(kinds, fold);
  box.append(head, list);
  const card = make("div", "card");
  card.hidden = true;
  const button = make("button", "lens-toggle", "Claims");
  button.type = "button";
  button.title = "Mark claims and figures (Alt+L)";
  const style = make("link");
  style.rel = "stylesheet";
  style.href = `${folder}lens.css`;
  style.media = "screen";

  function paint() {
    if (!can) return;
    for (const name of [...basis.verdicts, "current"]) CSS.highlights.delete(`prepress-${name}`);
    if (!on) return;
    const groups = new Map();
    for (const mark of marks.filter((one) => one.range)) {
      if (!groups.has(mark.verdict)) groups.set(mark.verdict, []);
      groups.get(mark.verdict).push(mark.range);
    }
    for (const [name, ranges] of groups) CSS.highlights.set(`prepress-${name}`, new Highlight(...ranges));
    const chosen = marks[current]?.range;
    if (chosen) CSS.highlights.set("prepress-current", new Highlight(chosen));
  }

  /** Scrolls the page to a mark, and unfolds what it lies in. */
  function show(range) {
    for (let node = range.startContainer.parentElement; node; node = node.parentElement) {
      if (node.matches("details")) node.open = true;
    }
    const top = range.getBoundingClientRect().top;
    if (top < 80 || top > innerHeight * 0.5) scrollBy({ top: top - innerHeight / 3, behavior: "instant" });
  }

  function choose(at, jump) {
    current = at;
    [...list.children].forEach((entry, number) => {
      entry.firstElementChild.setAttribute("aria-expanded", String(number === at));
      entry.lastElementChild.hidden = number !== at;
      if (number === at && !entry.lastElementChild.hasChildNodes()) entry.lastElementChild.append(...basis.details(marks[at]));
    });
    paint();
    if (!jump || at < 0) return;
    if (marks[at].range) show(marks[at].range);
    const [entry, view] = [list.children[at].getBoundingClientRect(), list.getBoundingClientRect()];
    if (entry.bottom > view.bottom) list.scrollTop += Math.min(entry.bottom - view.bottom, entry.top - view.top);
  }

  /** The words of a mark between some of those around it. */
  function words(mark) {
    const [BEFORE, AFTER] = [18, 60];
    const out = make("span", "said-here");
    const text = texts[mark.run] || "";
    const strong = make("strong", "", mark.words || mark.target);
    const before = text.slice(0, mark.before || 0);
    const from = before.length > BEFORE ? before.indexOf(" ", before.length - BEFORE) + 1 : 0;
    const after = text.slice(before.length + mark.words.length);
    out.append(`${from > 0 ? "… " : ""}${before.slice(from)}`, strong, after.slice(0, AFTER));
    return out;
  }

  function entry(mark, at) {
    const item = make("li", mark.verdict);
    const button = make("button", "words");
    button.type = "button";
    button.setAttribute("aria-expanded", "false");
    button.append(words(mark), make("span", "line", mark.data ? "in data" : mark.range ? String(mark.line) : "not shown here"));
    button.addEventListener("click", () => choose(current === at ? -1 : at, true));
    const more = make("div", "details");
    more.hidden = true; // Filled when it is opened: a page may have thousands.
    item.append(button, more);
    return item;
  }

  /** How many marks there are of each verdict; pressing one lists these only. */
  function kind(verdict) {
    const number = marks.filter((mark) => mark.verdict === verdict).length;
    if (number === 0) return [];
    const button = make("button", `kind ${verdict}`, `${number} `);
    button.type = "button";
    button.append(make("span", "name", verdict));
    button.addEventListener("click", () => {
      only = only === verdict ? "" : verdict;
      unfold(true);
      filter();
    });
    return [button];
  }

  function filter() {
    if (!marks.some((mark) => mark.verdict === only)) only = "";
    [...list.children].forEach((item, at) => (item.hidden = only !== "" && marks[at].verdict !== only));
    for (const one of kinds.querySelectorAll(".kind")) one.setAttribute("aria-pressed", String(one.classList.contains(only)));
  }

  function unfold(yes) {
    list.hidden = !yes || marks.length === 0;
    fold.hidden = marks.length === 0;
    fold.setAttribute("aria-expanded", String(yes));
  }

  function fill() {
    const text = made
      ? "This page is made from data and has no text of its own. The lens shows claims on pages that have one."
      : "No claims and no figures in the text of this page.";
    const none = make("p", "none", text);
    kinds.replaceChildren(...(marks.length > 0 ? basis.verdicts.flatMap(kind) : [none]));
    list.replaceChildren(...marks.map(entry));
    filter();
    unfold(memory.get("list") ?? !narrow.matches);
  }

  /** The claims of this page; nothing where it is no page of the site. */
  async function claims() {
    const answer = await fetch(`${folder}claims.json?page=${encodeURIComponent(location.pathname)}`);
    return answer.ok ? answer.json() : null;
  }

  /** Reads the claims again, when the lens is on. */
  async function refresh() {
    if (!on) return;
    let data = null;
    try {
      data = await claims();
    } catch {
      return;
    }
    // Of the same claims on the same page all stays as the author has it.
    made = data === null;
    const now = document.readyState + page.version + JSON.stringify(data);
    if (now === shown && !marks.some((mark) => mark.range?.collapsed)) return;
    shown = now;
    const [chosen, under, top] = [marks[current], pointed, list.scrollTop];
    [marks, texts] = [data?.marks || [], data?.runs || []];
    runs.locate(marks, texts);
    fill();
    list.scrollTop = top;
    // What the author has opened stays open, while its words are there.
    const again = (old) => marks.findIndex((mark) => mark.words === old.words && mark.target === old.target);
    choose(chosen ? again(chosen) : -1, false);
    point(null);
    if (under && marks[again(under)]?.range) point(marks[again(under)]);
  }

  function turn(yes) {
    on = yes;
    memory.set("lens", on, localStorage);
    button.setAttribute("aria-pressed", String(on));
    box.hidden = !on;
    if (!on) {
      [marks, shown] = [[], ""];
      point(null);
      paint();
    } else {
      refresh();
    }
  }

  /** The mark under the pointer. */
  function under(event) {
    const at = document.caretPositionFromPoint
      ? document.caretPositionFromPoint(event.clientX, event.clientY)
      : document.caretRangeFromPoint?.(event.clientX, event.clientY);
    const [node, offset] = [at?.offsetNode ?? at?.startContainer, at?.offset ?? at?.startOffset];
    if (!node || node.nodeType !== Node.TEXT_NODE) return null;
    // The letter that is nearest may be far.
    const touches = (box) =>
      event.clientX >= box.left - 2 && event.clientX <= box.right + 2 && event.clientY >= box.top - 2 && event.clientY <= box.bottom + 2;
    const holds = (mark) => mark.range?.isPointInRange(node, offset) && [...mark.range.getClientRects()].some(touches);
    return marks.find(holds) || null;
  }

  let pointed = null;
  let height = 0; // Where it stands in the window.
  let leaving = 0;

  /** Shows the card of a mark, or none. */
  function point(mark) {
    clearTimeout(leaving);
    leaving = 0;
    if (mark && mark === pointed) return;
    pointed = mark;
    card.hidden = !mark;
    if (!mark) return;
    card.replaceChildren(...basis.details(mark));
    const box = mark.range.getBoundingClientRect();
    height = box.top;
    const below = innerHeight - box.bottom > Math.min(260, box.top);
    card.style.left = `${Math.max(8, Math.min(box.left, innerWidth - card.offsetWidth - 8))}px`;
    card.style.top = below ? `${box.bottom + 4}px` : "";
    card.style.bottom = below ? "" : `${innerHeight - box.top + 4}px`;
    card.style.maxHeight = `${(below ? innerHeight - box.bottom : box.top) - 12}px`;
  }

  /** The pointer may go from a mark to its card: neither vanishes on the way. */
  function follow(event) {
    if (!on) return;
    const path = event.composedPath();
    const mark = path.includes(panel.host) ? null : under(event);
    if (path.includes(card)) point(pointed);
    else if (mark) point(mark);
    else if (event.type === "pointerdown") point(null);
    else if (pointed && !leaving) leaving = setTimeout(() => point(null), 300);
  }
  document.addEventListener("pointermove", follow, { passive: true });
  document.addEventListener("pointerdown", follow, { passive: true });
  // The card stands where its mark was.
  const left = () => pointed && Math.abs(pointed.range.getBoundingClientRect().top - height) > 2;
  document.addEventListener("scroll", () => left() && point(null), { passive: true });

  const typing = (event) => event.composedPath()[0].closest?.("input,textarea,select,[contenteditable]");
  document.addEventListener("keydown", (event) => {
    const plain = !event.altKey && !event.ctrlKey && !event.metaKey;
    if (event.altKey && event.key.toLowerCase() === "l" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      turn(!on);
    } else if (event.key === "e" && plain && !typing(event)) {
      const mark = pointed || marks[current];
      if (mark) basis.edit(mark.file, mark.line);
      else open();
    } else if (event.key === "Escape" && pointed) {
      point(null);
    }
  });
  list.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    let item = event.composedPath()[0].closest?.("li");
    do item = step > 0 ? item?.nextElementSibling : item?.previousElementSibling;
    while (item?.hidden);
    item?.querySelector("button").focus();
  });
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || pointed) return;
    event.stopPropagation();
    button.focus();
    turn(false);
  });

  /** Opens the file of the page. */
  async function open() {
    const data = await claims();
    if (data) basis.edit(data.file, data.line);
    else panel.refused("This page has no file of its own.");
  }

  fold.addEventListener("click", () => {
    memory.set("list", list.hidden);
    unfold(list.hidden);
  });
  button.addEventListener("click", () => turn(!on));
  document.head.append(style);
  panel.dock.append(button, box);
  panel.root.append(card);
  turn(on);
  return { refresh };
})();
