//! What the help of commands says below their options: what they do in sentences, and examples.
//!
//! In: nothing. Out: one text for each. The options themselves are said by `args`.

pub(super) const AFTER: &str = "\
A site is a folder with `prepress.yaml`, `content/` and, optionally, `themes/`. Without a command, \
prepress builds the site in the current folder or in the nearest one above it.

Exit codes: 0 clean; 1 deny-level findings, and nothing is written; 2 could not run; 101 a bug in prepress.";

pub(super) const BUNDLE: &str = "\
The archive holds what `build` writes; its links and search work from disk. The page holds the pages in reading order, with \
their evidence, the ledgers and the sources at the end; links lead to places in it. The book holds the same as EPUB 3. The single file shows one page at a time, with a search and \
what readers tick and write; it needs nothing beside it.

Example:
  prepress bundle --zip guide.zip --epub guide.epub --print guide.html
  prepress bundle --single-file guide-to-read.html";

pub(super) const LINKS: &str = "\
prepress opens no address itself: it prints them for lychee, and reads what lychee found. The ledger, a file to be committed, \
keeps what failed and when, so that one bad day breaks nothing. Answers such as 403 and 429 say more of the program that asks \
than of the page: they are listed apart, as unknown. `exceptions` in the ledger are yours, each with `url`, `reason` and, if \
it ends, `until`.

Example:
  prepress links > addresses.txt
  lychee --verbose --format json --output found.json addresses.txt
  prepress links --report found.json";

pub(super) const SCHEMA: &str = "\
Editors that know YAML complete keys, show what they mean and mark mistakes while you type. `init` writes the schemas into \
.schema/ with settings for VS Code. Other editors take a line at the top of a file:

  # yaml-language-server: $schema=../../.schema/facts.json

Example:
  prepress schema facts
  prepress schema --out .schema";

pub(super) const SERVE: &str = "\
Open pages follow their files: text is put in its place where you read, style sheets are exchanged, and a page that is \
broken stays as it last was right until it is mended, with the findings over it.

Keys in the terminal: o open, r build everything again, l list the findings, q quit.
Keys in the page: Alt+L marks claims and figures with their verdicts; e opens the file in your editor.

Example:
  prepress serve --open
  prepress serve my-guide --follow --editor 'code -g {file}:{line}'";

pub(super) const INIT: &str = "\
Nothing is overwritten: files that are there stay, `.gitignore` gets the lines it lacks, and a folder with pages of its \
own gets no example. Workflows for GitHub publish the guide, check pull requests, list what is due, \
and open the links to other sites.

Example:
  prepress init my-guide                          two exams, to be replaced by your own
  prepress init my-guide --preset interview       interviews at two employers
  prepress init . --bare                          into this repository, without an example";

pub(super) const IMPORT: &str = "\
Reads sites of Docusaurus, Eleventy, GitBook, Hugo, Jekyll, mdBook, MkDocs, Obsidian, VitePress, VuePress and Zola, \
and plain Markdown. DIR is never changed. NEW is written as a whole or not at all.

Example:
  prepress import my-guide               writes my-guide-prepress, next to my-guide
  prepress import my-guide new-guide     writes new-guide
  cd new-guide && prepress check         says what there is to mend";

pub(super) const COMPLETIONS: &str = "\
Example:
  prepress completions bash > ~/.local/share/bash-completion/completions/prepress
  prepress completions zsh > \"${fpath[1]}/_prepress\"
  prepress completions fish > ~/.config/fish/completions/prepress.fish";
