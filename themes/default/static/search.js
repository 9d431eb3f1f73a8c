// The search: a dialog on every page, and the search page. In: search/*.js, one call of prepress_search each,
// because a page from disk may load scripts and nothing else. Enhancement only: without this file the header has a link.
(() => {
  "use strict";
  const own = document.currentScript;
  const folder = new URL("../search/", own.src).href;

  // ---- Words, by the grammar and the folding of src/search

  const CJK = "\\u3005\\u3041-\\u3096\\u30a1-\\u30fa\\u30fc\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7a3\\uf900-\\ufaff\\u{20000}-\\u{2fa1f}";
  const LETTER = `(?:(?![${CJK}])[\\p{Alphabetic}\\p{N}\\u0300-\\u036f])`;
  const PIECE = `(?:[0-9]+(?:[.,][0-9]+)+${LETTER}*|${LETTER}+(?:['’]${LETTER}+)*)`;
  const WORD = new RegExp(`([${CJK}]+)|([$€£¥₹]?)(${PIECE}(?:[-‐‑]${PIECE})*)([%+#]*)`, "gu");
  const ODD = { ß: "ss", æ: "ae", œ: "oe", ø: "o", ł: "l", đ: "d", ð: "d", þ: "th", ħ: "h", ı: "i", ſ: "s" };

  const fold = (piece) => {
    const plain = piece.replace(/['’]s$/i, "").toLowerCase().replace(/[\u0300-\u036f'’,]/g, "")
      .replace(/[\u00df-\u024f\u1e00-\u1eff]/g, (c) => ODD[c = c.normalize("NFD")[0]] || c)
      .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0));
    return [...plain].slice(0, 32).join("");
  };
  // Each word with its place and its terms: `whole` or all of `parts` find it.
  const words = (text) => Array.from(text.matchAll(WORD), (found) => {
    const [all, run, currency, pieces, suffix] = found;
    const word = { start: found.index, end: found.index + all.length, text: all, cjk: run && [...run] };
    let at = word.start + (currency || "").length;
    if (run) word.parts = word.cjk.map((c, i) => c + (word.cjk[i + 1] || ""));
    else {
      word.parts = pieces.split(/[-‐‑]/).map(fold).filter(Boolean);
      word.places = pieces.split(/[-‐‑]/).map((piece) => [at, (at += piece.length + 1) - 1, fold(piece)]);
      if (word.parts[1] && !/^[0-9]/.test(word.parts[0])) word.whole = word.parts.join("");
      else if (!word.parts[1] && (currency || suffix)) word.whole = currency + word.parts[0] + suffix;
    }
    return word;
  }).filter((word) => word.parts.length);

  // What a word is compared by with those of a phrase.
  const tokens = (word) => word.cjk ? (word.cjk[1] ? word.parts.slice(0, -1) : word.parts) : word.parts[1] ? word.parts : [word.whole || word.parts[0]];
  // Words that questions are made of say little about what is asked. In English only; elsewhere, as here, words that are
  // nearly everywhere count little.
  const LIGHT = new Set((/^en\b/i.test(document.documentElement.lang) ? `a about am an and any anyone are as at be been but by can could
    did do does doing for from get gets getting give had has have having how i if in into is it its me my of on or our please should
    so tell that the their them there these they this those to was we were what whats when where which who whom whose why
    will with would you your` : "").split(/\s+/));
  const AFTER_HOW = /^(big|difficult|easy|far|fast|hard|important|likely|long|many|much|often|quickly|soon)$/;
  const isLight = (asked, i) => !asked[i].cjk && !asked[i].whole && (LIGHT.has(asked[i].parts[0])
    || AFTER_HOW.test(asked[i].parts[0]) && asked[i - 1]?.parts[0] === "how");

  // ---- Loading

  const arrived = {}, files = {};
  window.prepress_search = (name, data) => { arrived[name] = data; };
  const load = (name, version) => files[name] = files[name] || new Promise((done, fail) => {
    const script = document.createElement("script");
    const settle = (error) => {
      script.remove();
      if (name in arrived) return done(arrived[name]);
      delete files[name];
      fail(error);
    };
    script.src = `${folder}${name}.js${version ? "?" + version : ""}`;
    script.nonce = own.nonce;
    script.onload = script.onerror = settle;
    document.head.append(script);
  });

  const sums = (list, first) => {
    let sum = first;
    return list.split(",").map((n) => (sum += parseInt(n, 36) || 0));
  };
  // The directory, with the first section of each page (and one more at the end) and of each text file.
  let index;
  const open = () => index = index || load("index").then((data) => {
    const ends = sums(data.pages, 0);
    const synonyms = (data.synonyms || []).map((group) => group.map((text) => ({ text, words: words(text), tokens: words(text).flatMap(tokens) })));
    return { ...data, synonyms, pages: [0, ...ends], texts: sums(data.texts, 0), count: ends[ends.length - 1] };
  }).catch((error) => { index = null; throw error; });
  // The last place in a sorted list that does not come after `item`.
  const placeOf = (list, item) => {
    let low = 0, high = list.length;
    while (low < high) {
      const middle = low + high >> 1;
      if (list[middle] <= item) low = middle + 1; else high = middle;
    }
    return low - 1;
  };
  // Undoes the front coding of a list of words; `each` gives how many characters are shared, the rest, and what follows.
  const unfold = (entries) => {
    let word = "";
    return entries.map(([, shared, rest, more]) => [word = [...word].slice(0, parseInt(shared, 36)).join("") + rest, more]);
  };
  const tables = {};
  const table = async (dir, n) => tables[n] = tables[n] || unfold((await load("t-" + n, dir.version))
    .split("|").map((entry) => /^(.)(\S*) (.*)$/u.exec(entry)));
  const postings = (packed) => {
    const hits = new Map();
    let next = 0;
    for (const [, gap, score] of packed.matchAll(/([0-9a-z]*)([A-Z])/g)) {
      const section = next + (gap ? parseInt(gap, 36) : 1) - 1;
      hits.set(section, score.charCodeAt(0) - 65);
      next = section + 1;
    }
    return hits;
  };

  // ---- Finding

  const exact = async (dir, term) => {
    const n = placeOf(dir.terms, term);
    return n < 0 ? [] : (await table(dir, n)).filter(([t]) => t === term);
  };
  const prefixed = async (dir, term) => {
    const first = Math.max(placeOf(dir.terms, term), 0), loads = [];
    for (let n = first; n < Math.min(first + 3, dir.terms.length); n++) {
      if (n === first || dir.terms[n].startsWith(term)) loads.push(table(dir, n));
    }
    return (await Promise.all(loads)).flat().filter(([t]) => t.startsWith(term) && t !== term);
  };
  // Insertions, deletions, changes and swaps of neighbours between two words.
  const distance = (a, b) => {
    let before, row = Array.from({ length: b.length + 1 }, (_, i) => i), above;
    for (let i = 1; i <= a.length; i++) {
      [before, above, row] = [above, row, [i]];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
    }
    return row[b.length];
  };
  // The words most like a word that is found nowhere; one error from 4 letters, two from 8.
  const similar = async (dir, term) => {
    const length = [...term].length;
    if (!/^\p{Alphabetic}+$/u.test(term)) return [];
    const more = dir.synonyms.flat().flatMap((phrase) => phrase.tokens[1] ? [] : phrase.tokens);
    for (let reach = 1; reach <= (length < 4 ? 0 : length < 8 ? 1 : 2); reach++) {
      const loads = dir.words.map((from, n) => from <= length + reach && (dir.words[n + 1] || 99) >= length - reach
        && load("w-" + n, dir.version)).filter(Boolean);
      const near = more.filter((word) => Math.abs(word.length - term.length) <= reach && distance(term, word) <= reach).map((word) => [word, word[0] === term[0] ? 165 : 65]);
      for (const packed of await Promise.all(loads)) {
        for (const [word, common] of unfold([...packed.matchAll(/([0-9a-z])([^A-Z]*)([A-Z])/gu)])) {
          if (Math.abs(word.length - term.length) <= reach && distance(term, word) <= reach) near.push([word, (word[0] === term[0] ? 100 : 0) + common.charCodeAt(0)]);
        }
      }
      if (near.length) return [...new Set(near.sort((a, b) => b[1] - a[1]).map(([word]) => word))].slice(0, 3);
    }
    return [];
  };
  const plurals = (term) => !/^[a-z]{3,}$/.test(term) ? [] : [term + "s", term + "es", term.replace(/y$/, "ies"),
    term.replace(/ies$/, "y"), term.replace(/es$/, ""), term.replace(/s$/, "")].filter((t) => t !== term && t.length > 2);
  const alike = (token, other) => token === other || plurals(token).includes(other);

  // Sections with one term: exact before plural before prefix (by the weight of `begins`) before typing error. Notes in
  // `seen` what to mark.
  const find = async (dir, term, seen, begins, forgiving) => {
    const hits = new Map();
    const take = (entries, weight) => entries.forEach(([t, packed]) => {
      seen.terms.add(t);
      for (const [section, score] of postings(packed)) hits.set(section, Math.max(hits.get(section) || 0, score * weight));
    });
    take(await exact(dir, term), 1);
    for (const other of plurals(term)) take(await exact(dir, other), 0.9);
    if (begins) take(await prefixed(dir, term), begins);
    if (!hits.size && forgiving) {
      const words = await similar(dir, term);
      for (const word of words) take(await exact(dir, word), 0.4);
      if (words.length) seen.fixed.push([term, words[0]]);
    }
    return hits;
  };
  // Sections with one word of the query: its joined form, or all of its parts. A word that is `known` is not mistyped.
  const findWord = async (dir, word, begins, seen, known) => {
    const whole = word.whole ? await find(dir, word.whole, seen, word.parts[1] ? 0 : begins, false) : new Map();
    // The last character of a CJK run is a bigram of the run already, unless it stands alone.
    const parts = word.cjk && word.cjk[1] ? word.parts.slice(0, -1) : word.parts;
    let all;
    for (const [i, part] of parts.entries()) {
      const open = word.cjk ? (word.cjk[1] ? 0 : 0.4) : i === parts.length - 1 && part.length > 1 ? begins : 0;
      const hits = await find(dir, part, seen, open, !known && !word.cjk && !whole.size);
      all = all ? new Map([...all].filter(([s]) => hits.has(s)).map(([s, score]) => [s, score + hits.get(s)])) : hits;
    }
    for (const [section, score] of all) whole.set(section, Math.max(whole.get(section) || 0, score / parts.length * 0.9));
    return whole;
  };
  // Phrases of the query that stand in a group of synonyms, the longest first: the places of their words, and the others
  // of the group.
  const meant = (dir, asked) => {
    const typed = asked.flatMap((word, i) => tokens(word).map((token, k, all) => ({ token, i, loose: !!word.cjk, first: !k, last: k === all.length - 1 })));
    const found = [];
    for (let at = 0; at < typed.length;) {
      let best = null;
      for (const group of dir.synonyms) {
        for (const phrase of group) {
          const run = typed.slice(at, at + phrase.tokens.length), end = run[run.length - 1];
          if (phrase.tokens.length > (best ? best.run.length : 0) && run.length === phrase.tokens.length && run.every(({ token }, k) => alike(token, phrase.tokens[k]))
            && (run[0].first || run[0].loose) && (end.last || end.loose)) best = { run, others: group.filter((other) => other !== phrase) };
        }
      }
      if (best) found.push({ places: new Set(best.run.map(({ i }) => i)), others: best.others });
      at += best ? best.run.length : 1;
    }
    return found;
  };
  // Sections with all words of a phrase that means the same. They score less than any that has the word itself.
  const findPhrase = async (dir, phrase) => {
    const seen = { terms: new Set(), fixed: [] };
    if (phrase.words.every((_, i) => isLight(phrase.words, i))) return { hits: new Map(), seen };
    const each = await Promise.all(phrase.words.map((word) => findWord(dir, word, 0, seen, true)));
    const hits = new Map();
    for (const [section, score] of each[0]) {
      const scores = [score, ...each.slice(1).map((more) => more.get(section) ?? -1)], least = Math.min(...scores);
      if (least >= 0) hits.set(section, Math.max(...scores) && 0.4 + Math.min(least, 25) / 65);
    }
    return { hits, seen };
  };
  // Adds what the synonyms of the query find; gives the texts of those that find something.
  const addSynonyms = async (dir, found, units, seen) => {
    const used = [];
    for (const { places, others } of units) {
      for (const other of others) {
        const { hits, seen: own } = await findPhrase(dir, other);
        if (!hits.size) continue;
        used.push(other.text);
        if (other.words[1]) seen.phrases.push(other.tokens);
        else own.terms.forEach((term) => seen.terms.add(term));
        for (const i of places) {
          for (const [section, score] of hits) {
            const before = found[i].hits.get(section) ?? -1;
            if (before < score) {
              found[i].hits.delete(section);
              found[i].more.set(section, Math.max(found[i].more.get(section) || 0, score));
            }
          }
        }
      }
    }
    return used;
  };
  // All sections that fit, the best first: those with all words, and when these are few, also those with some. A word
  // that is nearly everywhere, or only makes a question, may be missing and is not marked.
  const search = async (query) => {
    const dir = await open(), asked = words(query).slice(0, 12);
    const units = meant(dir, asked), known = (i) => units.some(({ places }) => places.has(i));
    const found = await Promise.all(asked.map(async (word, i) => {
      const seen = { terms: new Set(), fixed: [] };
      const begins = i < asked.length - 1 || word.end < query.length ? 0 : known(i) ? 0.015 : 0.4;
      const hits = await findWord(dir, word, begins, seen, known(i));
      return { ...seen, hits, more: new Map(), light: isLight(asked, i) && !known(i) };
    }));
    // A word that is spelled right now may have synonyms.
    found.forEach(({ fixed }, i) => fixed.forEach(([, right]) => meant(dir, words(right)).forEach(({ others }) => units.push({ places: new Set([i]), others }))));
    const seen = { terms: new Set(), phrases: [] }, also = await addSynonyms(dir, found, units, seen);
    const heavy = found.some(({ light }) => !light) ? found.filter(({ light }) => !light) : found;
    const size = ({ hits, more }) => hits.size || more.size;
    const rarer = (share) => {
      const rare = heavy.filter((word) => size(word) <= dir.count * share && size(word) < dir.most);
      return rare.length ? rare : heavy;
    };
    const needed = rarer(0.2), telling = rarer(0.5), scores = new Map();
    const has = ({ hits, more }, section) => hits.has(section) || more.has(section);
    for (const word of found) {
      const { hits, more } = word, part = heavy.includes(word) ? 1 : 0.1;
      for (const [all, size] of [[hits, hits.size], [more, hits.size + more.size]]) {
        const weight = part * Math.log(1 + dir.count / (size + 1));
        for (const [section, score] of all) {
          const [sum, share] = scores.get(section) || [0, 0];
          scores.set(section, [sum + score * weight, share + weight]);
        }
      }
    }
    // A score of 0 is a word of the page's title, which lets a section below it fit but does not make it fit.
    const all = [...scores].filter(([section, [sum]]) => sum > 0 && telling.some((word) => has(word, section)));
    const full = all.filter(([section]) => needed.every((word) => has(word, section)));
    const list = full.length > 7 ? full : all;
    const sections = list.map(([section, [sum, share]]) => [section, sum * share ** 2])
      .sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([section]) => section);
    telling.forEach(({ terms }) => terms.forEach((term) => seen.terms.add(term)));
    return { dir, full: full.length, part: list.length - full.length, asked: asked.length, sections, also,
      fixed: found.flatMap(({ fixed }) => fixed), seen };
  };
  // Results by page, in the order of each page's best; a page's top comes after its sections, unless it is the best.
  const byPage = ({ dir, sections }) => {
    const groups = new Map();
    for (const section of sections) {
      const page = placeOf(dir.pages, section);
      const group = groups.get(page);
      if (group) (section === dir.pages[page] ? group.last : group.all).push(section);
      else groups.set(page, { page, all: [section], last: [] });
    }
    return [...groups.values()].map(({ page, all, last }) => ({ page, all: [...all, ...last] }));
  };
  const read = async (dir, section) => {
    const n = placeOf(dir.texts, section), data = await load("d-" + n, dir.version);
    const [url, title, crumbs] = data.pages[placeOf(dir.pages, section)];
    const [heading, anchor, text] = data.sections[section - dir.texts[n]];
    return { href: folder.replace(/search\/$/, "") + url + (anchor && "#" + anchor), title, crumbs, top: !heading, heading: heading || title, text };
  };

  // ---- Showing

  const HINT = "Searches every section of the guide.";
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.append(...children);
    return element;
  };
  // Where the words of a phrase follow each other.
  const runs = (all, phrase) => all.flatMap((word, i) => {
    let k = 0, at = i;
    for (; k < phrase.length && at < all.length; at++) {
      for (const token of tokens(all[at])) if (!alike(token, phrase[k++])) return [];
    }
    return k === phrase.length ? [[word.start, all[at - 1].end]] : [];
  });
  // Places in a text that match, joined where they touch: words, and phrases as a whole.
  const matches = (text, { terms, phrases }) => {
    const places = [], all = words(text);
    for (const word of all) {
      if (terms.has(word.whole) || !word.parts[1] && terms.has(word.parts[0])) places.push([word.start, word.end]);
      else if (!word.cjk) places.push(...word.places.filter((place) => terms.has(place[2])));
      let at = word.start;
      (word.cjk || []).forEach((c, i) => {
        const end = at + (word.cjk[i + 1] ? word.parts[i].length : c.length);
        const last = places[places.length - 1];
        if (!terms.has(word.parts[i])) ;
        else if (last && last[1] >= at) last[1] = end;
        else places.push([at, end]);
        at += c.length;
      });
    }
    return [...places, ...phrases.flatMap((phrase) => runs(all, phrase))].sort((a, b) => a[0] - b[0] || b[1] - a[1]);
  };
  const marked = (text, places, from = 0, to = text.length) => {
    const out = [];
    let at = from;
    for (const [start, end] of places) {
      if (start < at || end > to) continue;
      out.push(text.slice(at, start), make("mark", {}, text.slice(start, end)));
      at = end;
    }
    return [...out, text.slice(at, to)];
  };
  // About 180 characters around the most matches.
  const snippet = (text, seen) => {
    const room = 180;
    let places = matches(text, seen);
    // The words of a phrase may stand apart.
    if (!places.length) places = matches(text, { terms: new Set(seen.phrases.flat()), phrases: [] });
    let best = 0, from = 0;
    for (const [start] of places) {
      const inside = places.filter((p) => p[0] >= start && p[1] <= start + room - 40);
      const different = new Set(inside.map((p) => text.slice(...p).toLowerCase())).size;
      if (different > best) { best = different; from = start; }
    }
    from = from < 60 ? 0 : text.indexOf(" ", from - 45) + 1 || from;
    if (places.length && from > places.find((p) => p[1] > from)?.[0]) from = places.find((p) => p[1] > from)[0];
    let to = text.length > from + room ? text.lastIndexOf(" ", from + room) : text.length;
    if (to <= from + room / 2) to = Math.min(from + room, text.length);
    return [from ? "…\u00a0" : "", ...marked(text, places, from, to), to < text.length ? "\u00a0…" : ""];
  };

  // A field with its results, in the dialog or on the page. In the dialog it is a combobox: the focus stays in the
  // field. On the page results are a list of links, which the arrows walk too.
  const field = (box, boxed, step, each, tell = () => {}) => {
    const input = make("input", { type: "text", inputmode: "search", enterkeyhint: "search", autocomplete: "off",
      autocapitalize: "off", spellcheck: "false", placeholder: "Search the guide", "aria-label": "Search the guide",
      maxlength: "200" });
    const status = make("p", { class: "search-status", role: "status" }, HINT);
    const list = make("div", { class: "search-results", hidden: "" });
    const more = make("button", { type: "button", class: "search-more", hidden: "" }, "More results");
    if (boxed) {
      list.id = "pp-results";
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", "Results");
      for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id],
        ["aria-expanded", "false"]]) input.setAttribute(name, value);
    }
    // Other ways to look stand where results would be.
    const others = boxed ? null : document.querySelector("[data-search-else]");
    // Pages of which all sections are shown.
    const whole = new Set();
    let turn = 0, limit = step, links = [], at = -1;

    const option = (result, seen) => {
      const link = make("a", { class: result.top ? "search-hit search-top" : "search-hit", href: result.href },
        make("span", { class: "search-heading" }, ...marked(result.heading, matches(result.heading, seen))),
        make("span", { class: "search-text" }, ...snippet(result.text, seen)));
      if (boxed) {
        link.id = "pp-result-" + links.length;
        link.setAttribute("role", "option");
        link.setAttribute("aria-selected", "false");
        link.tabIndex = -1;
      }
      links.push(link);
      return link;
    };
    const group = (results, rest, page, seen) => {
      // The page's title stands over its sections, unless the first result is the page itself.
      const { title, crumbs, top } = results[0];
      const name = [top ? "" : make("span", { class: "search-title" }, title), crumbs].filter(Boolean);
      return make("div", boxed ? { class: "search-group", role: "group", "aria-label": title } : { class: "search-group" },
        name.length ? make("p", boxed ? { class: "search-page", role: "presentation" } : { class: "search-page" }, ...name) : "",
        ...results.map((result) => option(result, seen)), rest && !boxed ? remainder(rest, page, title) : "");
    };
    // The arrows walk to this button too: what it opens takes its place.
    const remainder = (rest, page, title) => {
      const button = make("button", { type: "button", class: "search-more search-rest" }, `${rest} more in “${title}”`);
      const place = links.push(button) - 1;
      button.addEventListener("click", () => { whole.add(page); run().then(() => links[place]?.focus()); });
      return button;
    };
    const say = (found, shown) => {
      const { asked, full, part } = found, all = full + part;
      if (!asked) return HINT;
      if (!full && !part) return "Nothing found. Try fewer or other words.";
      const count = (n) => n === 1 ? "1 place" : n + " places";
      const fixed = found.fixed.map(([from, to]) => `“${to}” for “${from}”`).join(", ");
      return (!full ? `No place has all of these words, ${all === 1 ? "1 has" : all + " have"} some` : part ? `${count(full)} with all of these words, ${part} with some` : count(all)) +
        (shown < all ? `. The best ${shown} are shown` : all > 1 ? ", the best first" : "") +
        (fixed && "; " + fixed) + (found.also.length ? "; also " + found.also.slice(0, 3).map((text) => `“${text}”`).join(", ") : "");
    };
    const move = (to) => {
      if (boxed && links[at]) links[at].setAttribute("aria-selected", "false");
      at = to < -1 ? links.length - 1 : to >= links.length ? -1 : to;
      if (boxed) {
        input.setAttribute("aria-activedescendant", at < 0 ? "" : links[at].id);
        if (at < 0) return input.removeAttribute("aria-activedescendant");
        links[at].setAttribute("aria-selected", "true");
        links[at].scrollIntoView({ block: "nearest" });
      } else (links[at] || input).focus();
    };
    const run = async () => {
      const mine = ++turn;
      try {
        const found = await search(input.value);
        const groups = byPage(found);
        const results = await Promise.all(groups.slice(0, limit).map(async ({ page, all }) => {
          const sections = whole.has(page) ? all : all.slice(0, each);
          return [await Promise.all(sections.map((section) => read(found.dir, section))), all.length - sections.length, page];
        }));
        if (mine !== turn) return;
        links = [];
        at = -1;
        input.removeAttribute("aria-activedescendant");
        if (boxed) input.setAttribute("aria-expanded", String(results.length > 0));
        list.hidden = !results.length;
        if (others) others.hidden = results.length > 0;
        list.replaceChildren(...results.map((result) => group(...result, found.seen)));
        if (limit === step && !whole.size) list.scrollTop = 0;
        status.textContent = say(found, results.reduce((sum, [sections]) => sum + sections.length, 0));
        tell(found.sections.length, input.value);
        more.hidden = groups.length <= limit;
      } catch {
        if (mine !== turn) return;
        status.textContent = "The search index could not be loaded.";
        if (others) others.hidden = false;
      }
    };
    let timer;
    input.addEventListener("input", (event) => {
      if (event.isComposing) return;
      limit = step;
      whole.clear();
      clearTimeout(timer);
      timer = setTimeout(run, 80);
      if (!boxed) try { history.replaceState(null, "", input.value ? "?q=" + encodeURIComponent(input.value) : location.pathname); } catch { /* not from disk everywhere */ }
    });
    input.addEventListener("compositionend", () => input.dispatchEvent(new Event("input")));
    box.addEventListener("keydown", (event) => {
      if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
      if (event.key === "ArrowDown") move(at + 1);
      else if (event.key === "ArrowUp") move(at - 1);
      else if (event.key === "Enter" && event.target === input && (links[at] || links[0])) (links[at] || links[0]).click();
      else if (event.key === "Escape" && !boxed && input.value) { input.value = ""; input.focus(); input.dispatchEvent(new Event("input")); }
      else return;
      event.preventDefault();
    });
    list.addEventListener("focusin", (event) => { at = links.indexOf(event.target); });
    input.addEventListener("focus", () => { if (!boxed) at = -1; });
    more.addEventListener("click", () => { const last = links.length; limit += step; run().then(() => links[last]?.focus()); });
    box.append(input, status, list, more);
    return { input, run };
  };

  // ---- The page and the dialog

  const page = document.querySelector("[data-search-page]");
  const link = document.querySelector("a[data-search]");
  let show;
  if (page) {
    const { input, run } = field(page, false, 8, 6);
    input.value = new URLSearchParams(location.search).get("q") || "";
    const others = document.querySelector("[data-search-else]");
    if (others) others.hidden = input.value !== "";
    run();
    show = () => { input.focus(); input.select(); };
    if (!input.value && matchMedia("(pointer: fine)").matches) input.focus();
  } else if (link) {
    let dialog, input;
    show = () => {
      if (!dialog) {
        const close = make("button", { type: "button", class: "search-close" }, "Close");
        const all = make("a", { class: "search-all", href: link.href }, "All results on a page");
        const tell = (count, query) => {
          all.href = link.href.split("?")[0] + (query && "?q=" + encodeURIComponent(query));
          all.hidden = query && !count;
          all.textContent = count > 1 ? `All ${count} results on a page` : "All results on a page";
        };
        dialog = make("dialog", { class: "search", "aria-label": "Search" });
        ({ input } = field(dialog, true, 5, 3, tell));
        dialog.append(close, all);
        close.addEventListener("click", () => dialog.close());
        dialog.addEventListener("click", (event) => {
          // Around the dialog, or a result on this page.
          if (event.target === dialog || event.target.closest(".search-hit")) dialog.close();
        });
        // What was typed last may still be searched for.
        all.addEventListener("click", () => { all.href = link.href.split("?")[0] + "?q=" + encodeURIComponent(input.value); });
        document.body.append(dialog);
      }
      if (!dialog.open) dialog.showModal();
      input.focus();
      input.select();
      open().catch(() => {});
    };
    // With a script the link is a button; it looks the same.
    const button = make("button", { type: "button", class: link.className, "aria-haspopup": "dialog" }, ...link.childNodes);
    button.addEventListener("click", show);
    link.replaceWith(button);
  }
  document.addEventListener("keydown", (event) => {
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey;
    const k = event.key.toLowerCase() === "k" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    const inField = event.target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
    const isBox = event.target.type === "checkbox" || event.target.type === "radio";
    if (!show || !slash && !k || inField && !isBox || event.defaultPrevented || event.isComposing) return;
    event.preventDefault();
    show();
  });
})();
