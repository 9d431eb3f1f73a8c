// Added to pages by `prepress serve`, never by a build: keeps the page up with its files, lists what is wrong, and shows
// what is proven in the text. Its parts share this scope. `page.js`: what the page says of itself, and what is remembered.

const own = document.currentScript;
const folder = new URL(".", own.src).href;
const page = { version: own.dataset.version, kept: "kept" in own.dataset, base: "/" };

// Readers are told what changed since they were here; an author knows.
document.documentElement.dataset.preview = "";

// What survives a reload. Storage may be disabled; the preview works without it.
const memory = {
  get(key, store = sessionStorage) {
    try {
      return JSON.parse(store.getItem(`prepress-preview:${key}`));
    } catch {
      return null;
    }
  },
  set(key, value, store = sessionStorage) {
    try {
      store.setItem(`prepress-preview:${key}`, JSON.stringify(value));
    } catch {
      // Then nothing is remembered.
    }
  },
};

function make(name, className, text) {
  const element = document.createElement(name);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/** Whether a path of the site is this page; addresses may leave out endings. */
function isHere(path) {
  const bare = (address) => address.replace(/(index)?\.html$/, "");
  return bare(new URL(page.base + path, location.href).pathname) === bare(location.pathname);
}

/** The main text, or the whole page where a theme has none. */
function main() {
  return document.querySelector("main") || document.body;
}

const BLOCK = /^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|DD|DETAILS|DIV|DL|DT|FIGURE|FOOTER|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|SUMMARY|TABLE|TBODY|THEAD|TD|TH|TR|UL)$/;

/** Whether an element stands by itself, and not within a line of text. */
function isBlock(element) {
  return BLOCK.test(element.tagName);
}

/** What an author reads in, block by block. */
const BLOCKS = "h1,h2,h3,h4,h5,h6,p,li,tr,dt,dd,pre,blockquote,figure,summary,section,table";

/** The first words of an element. */
function said(element) {
  return element.textContent.replace(/\s+/g, " ").trim().slice(0, 120);
}
