// The author's lens: what is proven in the text, and what is not. In: the claims of the page. Out: marks over its words,
// a card for the one that is pointed at, a list to walk through. Marks are highlights: no element of the page is changed.

const lens = (() => {
  const SHOWN = {
    supported: "supported",
    inserted: "inserted",
    cited: "cited",
    exempt: "exempt",
    todo: "todo",
    unbacked: "unbacked",
    refuted: "refuted",
    undetermined: "refuted",
    unreadable: "refuted",
  };
  const WORDS = {
    supported: "supported by a fact",
    inserted: "inserted from a fact",
    cited: "cited",
    exempt: "exempt",
    todo: "needs a source",
    unbacked: "not backed",
    refuted: "refuted by its fact",
    undetermined: "neither true nor false",
    unreadable: "cannot be read",
  };
  const can = typeof Highlight === "function" && CSS.highlights;
  let on = memory.get("lens", localStorage) === true;
  let marks = [];
  let current = -1;

  const box = make("section", "lens");
  box.setAttribute("aria-label", "Claims of this page");
  box.hidden = true;
  const head = make("p", "lens-head");
  const list = make("ol", "lens-list");
  const card = make("div", "card");
  card.hidden = true;
  box.append(head, list);
  const button = make("button", "lens-toggle", "Claims");
  button.type = "button";
  button.title = "Mark claims and figures (Alt+L)";
  const style = make("link");
  style.rel = "stylesheet";
  style.href = `${folder}lens.css`;

  /** The text of the page in one line, and where each letter of it stands. */
  function text() {
    const walker = document.createTreeWalker(main(), NodeFilter.SHOW_TEXT, {
      acceptNode: (node) =>
        node.parentElement.closest("script,style,.note,.note-mark,[popover],nav") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
    });
    let line = "";
    const places = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const value = plain(node.nodeValue);
      for (let at = 0; at < value.length; at += 1) {
        const blank = /\s/.test(value[at]);
        if (blank && line.endsWith(" ")) continue;
        line += blank ? " " : value[at];
        places.push([node, at]);
      }
    }
    return { line, places };
  }

  const plain = (words) => words.replace(/[“”]/g, '"').replace(/[‘’]/g, "'").replace(/\u00a0/g, " ");
  const flat = (words) => plain(words).replace(/\s+/g, " ").trim();

  /** Finds the words of each mark in the text, in their order. */
  function locate() {
    const { line, places } = text();
    let from = 0;
    for (const mark of marks) {
      const words = flat(mark.words);
      mark.range = null;
      if (!words) continue;
      const sentence = flat(mark.sentence || "");
      let at = -1;
      if (sentence) {
        const begin = [line.indexOf(sentence, Math.max(0, from - sentence.length)), line.indexOf(sentence)].find((one) => one >= 0);
        if (begin !== undefined) {
          at = line.indexOf(words, Math.max(begin, from));
          if (at < 0 || at > begin + sentence.length) at = line.indexOf(words, begin);
        }
      }
      if (at < 0) at = line.indexOf(words, from);
      if (at < 0) continue;
      from = at + words.length;
      const range = document.createRange();
      range.setStart(...places[at]);
      const [node, end] = places[from - 1];
      range.setEnd(node, end + 1);
      mark.range = range;
    }
  }

  function paint() {
    if (!can) return;
    for (const name of new Set(Object.values(SHOWN))) CSS.highlights.delete(`prepress-${name}`);
    CSS.highlights.delete("prepress-current");
    if (!on) return;
    const groups = new Map();
    for (const mark of marks.filter((one) => one.range)) {
      const name = SHOWN[mark.verdict] || "unbacked";
      groups.set(name, [...(groups.get(name) || []), mark.range]);
    }
    for (const [name, ranges] of groups) CSS.highlights.set(`prepress-${name}`, new Highlight(...ranges));
    const chosen = marks[current]?.range;
    if (chosen) CSS.highlights.set("prepress-current", new Highlight(chosen));
  }

  async function edit(file, line) {
    const query = `file=${encodeURIComponent(file)}&line=${line}`;
    const answer = await fetch(`${folder}edit?${query}`, { method: "POST", headers: { "x-prepress": "edit" } });
    if (!answer.ok) head.textContent = await answer.text();
  }

  function place(file, line) {
    const button = make("button", "place", `${file}:${line}`);
    button.type = "button";
    button.title = "Open in the editor";
    button.addEventListener("click", () => edit(file, line));
    return button;
  }

  /** What one mark rests on. */
  function details(mark) {
    const out = [make("p", `verdict ${SHOWN[mark.verdict] || ""}`, WORDS[mark.verdict] || mark.verdict)];
    for (const finding of mark.findings || []) {
      out.push(make("p", "said", finding.message));
      out.push(...(finding.help || []).map((words) => make("p", "help", words)));
    }
    if (mark.fact) {
      const fact = make("p", "fact", `${mark.fact.name}: ${mark.fact.value ?? "no value"}`);
      out.push(fact);
      const about = [mark.fact.as_of && `as of ${mark.fact.as_of}`, ...mark.fact.sources].filter(Boolean).join(" · ");
      if (about) out.push(make("p", "about", about));
      out.push(place(mark.fact.file, mark.fact.line));
      const also = mark.fact.also.filter((one) => !isHere(one.path));
      if (also.length > 0) {
        const line = make("p", "about", "Used on: ");
        also.forEach((one, at) => {
          const link = make("a", "", one.title);
          link.href = page.base + one.path;
          line.append(at > 0 ? ", " : "", link);
        });
        out.push(line);
      }
    }
    if (mark.steps && mark.steps.length > 0) {
      const steps = make("ol", "steps");
      steps.append(...mark.steps.map((words) => make("li", "", words)));
      const fold = make("details");
      fold.append(make("summary", "", "How it was checked"), steps);
      out.push(fold);
    }
    out.push(place(mark.file, mark.line));
    return out;
  }

  function choose(at, jump) {
    current = at;
    const mark = marks[at];
    [...list.children].forEach((entry, number) => {
      entry.firstElementChild.setAttribute("aria-expanded", String(number === at));
      entry.lastElementChild.hidden = number !== at;
    });
    paint();
    if (jump && mark?.range) {
      const top = mark.range.getBoundingClientRect().top;
      if (top < 80 || top > innerHeight * 0.6) scrollBy({ top: top - innerHeight / 3, behavior: "instant" });
    }
  }

  function fill() {
    const counts = {};
    for (const mark of marks) counts[mark.verdict] = (counts[mark.verdict] || 0) + 1;
    const words = Object.entries(counts).map(([verdict, number]) => `${number} ${verdict}`);
    head.textContent = words.length > 0 ? words.join(", ") : "No claims and no figures on this page.";
    list.replaceChildren(
      ...marks.map((mark, at) => {
        const entry = make("li", SHOWN[mark.verdict]);
        const words = make("button", "words", mark.words || mark.target);
        words.type = "button";
        words.setAttribute("aria-expanded", "false");
        words.addEventListener("click", () => choose(current === at ? -1 : at, true));
        const more = make("div", "details");
        more.hidden = true;
        more.append(...details(mark));
        entry.append(words, more);
        return entry;
      }),
    );
  }

  /** The claims of this page; nothing where it is no page of the site. */
  async function claims() {
    const answer = await fetch(`${folder}claims.json?page=${encodeURIComponent(location.pathname)}`);
    return answer.ok ? answer.json() : null;
  }

  /** Reads the claims again, when the lens is on. */
  async function refresh() {
    if (!on) return;
    const chosen = marks[current];
    try {
      marks = (await claims())?.marks || [];
    } catch {
      return;
    }
    card.hidden = true;
    locate();
    fill();
    // What the author has opened stays open, while its words are there.
    const same = (mark) => mark.words === chosen.words && mark.target === chosen.target;
    choose(chosen ? marks.findIndex(same) : -1, false);
  }

  function turn(yes) {
    on = yes;
    memory.set("lens", on, localStorage);
    button.setAttribute("aria-pressed", String(on));
    box.hidden = !on;
    if (!on) {
      marks = [];
      card.hidden = true;
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
    if (!node) return null;
    return marks.find((mark) => mark.range?.isPointInRange(node, offset) && node.nodeType === Node.TEXT_NODE) || null;
  }

  let pointed = null;
  document.addEventListener("pointermove", (event) => {
    if (!on || event.composedPath().includes(panel.host)) return;
    const mark = under(event);
    if (mark === pointed) return;
    pointed = mark;
    card.hidden = !mark;
    if (!mark) return;
    card.replaceChildren(...details(mark));
    const box = mark.range.getBoundingClientRect();
    card.style.left = `${Math.max(8, Math.min(box.left, innerWidth - 360))}px`;
    const below = box.bottom + 8;
    card.style.top = below + 220 < innerHeight ? `${below}px` : "";
    card.style.bottom = below + 220 < innerHeight ? "" : `${innerHeight - box.top + 8}px`;
  }, { passive: true });

  const typing = (event) => event.composedPath()[0].closest?.("input,textarea,select,[contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.altKey && event.key.toLowerCase() === "l" && !event.ctrlKey && !event.metaKey) {
      event.preventDefault();
      turn(!on);
    } else if (event.key === "e" && !event.altKey && !event.ctrlKey && !event.metaKey && !typing(event)) {
      const mark = pointed || marks[current];
      if (mark) edit(mark.file, mark.line);
      else open();
    }
  });

  /** Opens the file of the page. */
  async function open() {
    const data = await claims();
    if (data) edit(data.file, data.line);
  }

  button.addEventListener("click", () => turn(!on));
  document.head.append(style);
  panel.root.append(button, box, card);
  turn(on);
  return { refresh };
})();
