// Added to pages by `prepress serve`, never by a build: reloads the page when the site has changed
// and lists what is wrong with it. In: events from the preview. Out: a panel in its own shadow tree,
// so that neither styles the other. Does not touch the page's own elements.
(() => {
  "use strict";
  const own = document.currentScript;
  const version = own.dataset.version;
  const folder = new URL(".", own.src).href;
  const MOST = 100;

  // What survives a reload. Storage may be disabled; the preview works without it.
  const memory = {
    get(key) {
      try {
        return JSON.parse(sessionStorage.getItem(`prepress-preview:${key}`));
      } catch {
        return null;
      }
    },
    set(key, value) {
      try {
        sessionStorage.setItem(`prepress-preview:${key}`, JSON.stringify(value));
      } catch {
        // Then nothing is remembered.
      }
    },
  };

  function reload() {
    memory.set("scroll", { page: location.pathname, x: scrollX, y: scrollY });
    location.reload();
  }

  function restoreScroll() {
    const scroll = memory.get("scroll");
    memory.set("scroll", null);
    if (scroll && scroll.page === location.pathname) {
      window.scrollTo({ left: scroll.x, top: scroll.y, behavior: "instant" });
    }
  }
  if (document.readyState === "complete") {
    restoreScroll();
  } else {
    addEventListener("load", restoreScroll);
  }

  function make(name, className, text) {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text) element.textContent = text;
    return element;
  }

  const panel = (() => {
    const host = make("prepress-preview");
    const root = host.attachShadow({ mode: "open" });
    const style = make("link");
    style.rel = "stylesheet";
    style.href = `${folder}live.css`;
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
    box.append(toggle, state, body);
    root.append(style, box);

    // Nothing is shown before its style is loaded.
    let styled = false;
    let content = false;
    let lost = false;
    const show = () => {
      box.hidden = !styled || !(content || lost);
      toggle.hidden = !content;
    };
    style.addEventListener("load", () => {
      styled = true;
      show();
    });

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

    return {
      host,
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

  let events = null;
  let retry = 0;
  let worry = 0;

  function listen() {
    clearTimeout(retry);
    if (events) events.close();
    events = new EventSource(`${folder}events`);
    // The first event of every connection: is this page still the current one?
    const compare = (event) => {
      clearTimeout(worry);
      worry = 0;
      panel.lost(false);
      if (event.data !== version) reload();
    };
    events.addEventListener("version", compare);
    events.addEventListener("reload", compare);
    events.addEventListener("findings", (event) => {
      let data = [];
      try {
        data = JSON.parse(event.data);
      } catch {
        return;
      }
      const findings = Array.isArray(data) ? data : data.findings || [];
      panel.fill(findings, Array.isArray(data) ? "" : data.summary || "", data);
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
  function follow() {
    if (document.hidden) {
      rest();
    } else if (!events) {
      listen();
    }
  }
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", rest);
  addEventListener("pageshow", follow);
  document.body.append(panel.host);
  follow();
})();
