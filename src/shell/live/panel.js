// What is wrong with the site, and what changed elsewhere. In: findings and changes. Out: a panel in a shadow tree of its
// own, so that neither it nor the page styles the other. It stands in a dock at the foot of the window, beside what the
// lens shows.

const panel = (() => {
  const MOST = 100;
  const host = make("prepress-preview");
  const root = host.attachShadow({ mode: "open" });
  const style = make("link");
  style.rel = "stylesheet";
  style.href = `${folder}live.css`;
  const dock = make("div", "dock");
  dock.hidden = true;
  const box = make("section", "panel");
  box.setAttribute("aria-label", "prepress preview");
  box.hidden = true;
  const toggle = make("button", "toggle");
  toggle.type = "button";
  toggle.setAttribute("aria-controls", "findings");
  const counts = make("span", "counts");
  const state = make("span", "state");
  state.setAttribute("role", "status");
  toggle.append(counts);
  const body = make("div", "body");
  body.id = "findings";
  body.tabIndex = 0;
  body.setAttribute("role", "region");
  body.setAttribute("aria-label", "Findings");
  const summary = make("p", "summary");
  const list = make("ul");
  body.append(summary, list);
  const keptNote = make("p", "kept");
  keptNote.setAttribute("role", "status");
  keptNote.hidden = true;
  const news = closable("Close the list of changes");
  const refusal = closable("Close the message");
  box.append(toggle, state, keptNote, refusal.box, news.box, body);
  dock.append(box);
  root.append(style, dock);

  let content = false;
  let lost = false;
  const show = () => {
    box.hidden = !(content || lost || !keptNote.hidden || !news.box.hidden || !refusal.box.hidden);
    toggle.hidden = !content;
  };
  // Nothing is shown before its style is loaded.
  style.addEventListener("load", () => (dock.hidden = false));

  let signature = "";
  const open = (yes) => {
    toggle.setAttribute("aria-expanded", String(yes));
    body.hidden = !yes;
  };
  toggle.addEventListener("click", () => {
    const yes = body.hidden;
    open(yes);
    memory.set("panel", { signature, open: yes });
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !body.hidden) {
      event.stopPropagation();
      toggle.click();
      toggle.focus();
    }
  });

  /** A part of the panel with a button that closes it. */
  function closable(label) {
    const box = make("div", "news");
    box.setAttribute("role", "status");
    box.hidden = true;
    const close = make("button", "close", "×");
    close.type = "button";
    close.setAttribute("aria-label", label);
    const fill = (parts) => {
      box.replaceChildren(...(parts.length > 0 ? [close, ...parts] : []));
      box.hidden = parts.length === 0;
      show();
    };
    close.addEventListener("click", () => fill([]));
    return { box, fill };
  }

  /** A list of links with a line above it. */
  function links(words, entries) {
    const all = make("ul");
    all.append(
      ...entries.map(([text, href, more]) => {
        const entry = make("li");
        const link = make("a", "", text);
        link.href = href;
        entry.append(link);
        if (more) entry.append(make("span", "more", ` ${more}`));
        return entry;
      }),
    );
    return [make("p", "", words), all];
  }

  return {
    host,
    root,
    dock,
    /** Whether the page is an older one, since something is broken. */
    kept(yes) {
      keptNote.textContent = yes ? "This page is shown as it last was right." : "";
      keptNote.hidden = !yes;
      show();
    },
    /** Other pages that changed, and sentences whose facts did. */
    changed(pages, sentences, more) {
      const parts = [];
      const to = (path, anchor) => page.base + path + (anchor ? `#${anchor}` : "");
      if (pages.length > 0) {
        parts.push(...links("Also changed:", pages.map((one) => [one.title, to(one.path, one.anchor)])));
      }
      if (sentences.length > 0) {
        const entries = sentences.map((one) => [one.title, to(one.path), `${one.verdict}: ${one.sentence}`]);
        parts.push(...links("Sentences on facts that changed:", entries));
        if (more > 0) parts.push(make("p", "more", `and ${more} more`));
      }
      news.fill(parts);
    },
    /** What was asked for and is not done; nothing closes it again. */
    refused(words) {
      refusal.fill(words ? [make("p", "", words)] : []);
    },
    lost(yes) {
      lost = yes;
      state.textContent = yes ? "Preview stopped. Waiting for it to restart." : "";
      show();
    },
    fill(findings, words, all) {
      const errors = findings.filter((finding) => finding.severity === "error");
      const others = findings.filter((finding) => finding.severity !== "error");
      // What was closed stays closed until there is another error.
      signature = errors.map((finding) => `${finding.name} ${finding.file} ${finding.message}`).join("\n");
      const left = memory.get("panel");
      const known = left && left.signature === signature;
      const items = [...errors, ...others];
      list.replaceChildren(...items.slice(0, MOST).map(item));
      const more = all.more || (items.length > MOST ? `and ${items.length - MOST} more` : "");
      if (more) list.append(make("li", "more", `${more}.`));
      summary.textContent = words;
      summary.hidden = !words;
      const [bad, odd] = [all.errors ?? errors.length, all.warnings ?? others.length];
      counts.textContent = [count(bad, "error"), count(odd, "warning")]
        .filter(Boolean)
        .join(", ");
      box.classList.toggle("has-errors", errors.length > 0);
      content = items.length > 0;
      open(known ? left.open : errors.length > 0);
      show();
    },
  };
})();

function count(number, word) {
  return number === 0 ? "" : `${number} ${word}${number === 1 ? "" : "s"}`;
}

function item(finding) {
  const error = finding.severity === "error";
  const entry = make("li", error ? "finding error" : "finding warning");
  const head = make("p", "head");
  head.append(make("strong", "severity", finding.severity), " ", make("code", "name", finding.name));
  const place = [finding.file, finding.line, finding.column].filter(Boolean).join(":");
  entry.append(head, make("p", "message", finding.message), make("p", "place", place));
  if (finding.snippet) {
    const snippet = make("pre", "snippet");
    snippet.tabIndex = 0; // So that keys can scroll it.
    snippet.append(make("code", "", finding.snippet));
    entry.append(snippet);
  }
  const help = [finding.help].flat().filter(Boolean);
  entry.append(...help.map((words) => make("p", "help", `Help: ${words}`)));
  return entry;
}

