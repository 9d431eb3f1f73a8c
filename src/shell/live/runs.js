// Where the words of the author's file stand on the page. In: the texts of the file as readers see them, and marks with
// their place in one of these. Out: a range of the page for each mark. A mark whose place is not sure gets none: the page
// also shows texts of the theme, of data and of notes, with the same figures in them.

const runs = (() => {
  // Stands inside a text of the page and belongs to none of the file.
  const BESIDE = "script,style,template,math,nav,svg,.note,.note-mark,.footnote-ref,.mark,.unseen,[popover]";
  // Marks of the theme and quotation marks that it curls are no part of what is compared, nor are blanks.
  const LETTERS = /[\p{L}\p{N}\p{Sc}%]/gu;
  // The words that begin a half of a mistake; the page shows them in another way.
  const HALF = /^[^\p{L}\p{N}]*(BAD|GOOD)[*\s]*[:–—]/u;
  // A text of so many letters is not there twice by chance.
  const SURE = 12;
  // Verdicts on words that the page has in an element of their own.
  const BOUND = new Set(["supported", "inserted", "cited", "todo", "refuted", "undetermined"]);

  const letters = (text) => (text.match(LETTERS) || []).join("");
  const dropped = (text) => letters(text.match(HALF)?.[0] || "").length;

  /** The texts of the page: their letters, and where each of them stands. */
  function printed() {
    const all = [];
    let run = null;
    const read = (node) => {
      if (node.nodeType === Node.TEXT_NODE) {
        for (const found of node.nodeValue.matchAll(LETTERS)) {
          if (!run) all.push((run = { key: "", places: [] }));
          run.key += found[0];
          for (let at = 0; at < found[0].length; at += 1) run.places.push([node, found.index + at]);
        }
        return;
      }
      if (node.nodeType !== Node.ELEMENT_NODE || node.matches(BESIDE)) return;
      const parts = isBlock(node);
      if (parts) run = null;
      node.childNodes.forEach(read);
      if (parts) run = null;
    };
    read(main());
    return all;
  }

  /** The places of each key in a part of a list. */
  function places(list, from, to) {
    const out = new Map();
    for (let at = from; at < to; at += 1) {
      const key = list[at];
      if (key) out.set(key, [...(out.get(key) || []), at]);
    }
    return out;
  }

  /** Most of some pairs, such that both numbers rise: what is printed elsewhere, as notes are, parts nothing. */
  function rising(all) {
    const ends = []; // The pair that ends the best chain of each length.
    const before = new Map();
    for (const pair of all) {
      const length = ends.filter((end) => end[1] < pair[1]).length;
      before.set(pair, ends[length - 1]);
      ends[length] = pair;
    }
    const out = [];
    for (let pair = ends.at(-1); pair; pair = before.get(pair)) out.unshift(pair);
    return out;
  }

  /** Which text of the page each text of the file is: long ones by themselves, the others by their neighbours. */
  function pairs(ours, theirs) {
    const found = new Map();
    const known = places(theirs, 0, theirs.length);
    for (const [key, at] of places(ours, 0, ours.length)) {
      const there = known.get(key) || [];
      if (key.length >= SURE && at.length === 1 && there.length === 1) found.set(at[0], there[0]);
    }
    // What is found parts the rest into shorter pieces, in which more is the only one of its kind.
    for (let before = -1; before !== found.size; ) {
      before = found.size;
      const fixed = rising([...found].sort(([a], [b]) => a - b));
      let [last, low] = [-1, -1];
      for (const [next, high] of [...fixed, [ours.length, theirs.length]]) {
        const there = places(theirs, low + 1, high);
        for (const [key, at] of places(ours, last + 1, next)) {
          const same = there.get(key) || [];
          if (same.length === at.length) at.forEach((one, number) => found.set(one, same[number]));
        }
        [last, low] = [next, high];
      }
    }
    return found;
  }

  /** The range of some letters of a text of the page. */
  function range(run, from, to) {
    const out = document.createRange();
    const [node, end] = run.places[to - 1];
    out.setStart(...run.places[from]);
    out.setEnd(node, end + 1);
    return out;
  }

  /** The range of a mark, if what stands there is what it says. */
  function placed(mark, run, from) {
    const words = letters(mark.words);
    if (!words || from < 0 || !run.key.startsWith(words, from)) return null;
    const out = range(run, from, from + words.length);
    const figure = out.startContainer.parentElement.closest(".figure");
    if (BOUND.has(mark.verdict)) {
      if (!figure || letters(figure.textContent) !== words) return null;
      out.selectNodeContents(figure);
      return out;
    }
    return figure || out.startContainer.parentElement.closest("code,pre") ? null : out;
  }

  /** Gives each mark its `range`, or nothing. */
  function locate(marks, texts) {
    const there = printed();
    const found = pairs(texts.map((text) => letters(text).slice(dropped(text))), there.map((run) => run.key));
    for (const mark of marks) {
      const [text, run] = [texts[mark.run], there[found.get(mark.run)]];
      mark.range = run ? placed(mark, run, letters(text.slice(0, mark.before)).length - dropped(text)) : null;
    }
  }

  return { locate };
})();
