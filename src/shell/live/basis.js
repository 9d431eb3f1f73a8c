// What a mark of the lens rests on. In: a mark of the page's claims. Out: its verdict in words, what findings say of it,
// its fact with value, sources and other pages, how the verdict came about, and its places in files, which open in the
// author's editor.

const basis = (() => {
  // Verdicts by their weight: what needs the author comes first.
  const WORDS = {
    refuted: "refuted by its fact",
    undetermined: "neither true nor false",
    unreadable: "cannot be read",
    unbacked: "not backed",
    todo: "needs a source",
    cited: "cited",
    exempt: "exempt",
    inserted: "inserted from a fact",
    supported: "supported by a fact",
  };

  async function edit(file, line) {
    const query = `file=${encodeURIComponent(file)}&line=${line}`;
    const answer = await fetch(`${folder}edit?${query}`, { method: "POST", headers: { "x-prepress": "edit" } });
    panel.refused(answer.ok ? "" : await answer.text());
  }

  function source(file, line) {
    const button = make("button", "place", `${file}:${line}`);
    button.type = "button";
    button.title = "Open in the editor";
    button.addEventListener("click", () => edit(file, line));
    return button;
  }

  function fact(of) {
    const out = [make("p", "fact", `${of.name}: ${of.value ?? "no value"}`)];
    const about = [of.as_of && `as of ${of.as_of}`, ...of.sources].filter(Boolean).join(" · ");
    if (about) out.push(make("p", "about", about));
    out.push(source(of.file, of.line));
    const also = of.also.filter((one) => !isHere(one.path));
    if (also.length > 0) {
      const line = make("p", "about", "Used on: ");
      also.forEach((one, at) => {
        const link = make("a", "", one.title);
        link.href = page.base + one.path;
        line.append(at > 0 ? ", " : "", link);
      });
      out.push(line);
    }
    return out;
  }

  function details(mark) {
    const out = [make("p", `verdict ${mark.verdict}`, WORDS[mark.verdict] || mark.verdict)];
    for (const finding of mark.findings || []) {
      out.push(make("p", "said", finding.message));
      out.push(...(finding.help || []).map((words) => make("p", "help", words)));
    }
    if (mark.fact) out.push(...fact(mark.fact));
    if (mark.steps && mark.steps.length > 0) {
      const steps = make("ol", "steps");
      steps.append(...mark.steps.map((words) => make("li", "", words)));
      const fold = make("details");
      fold.append(make("summary", "", "How it was checked"), steps);
      out.push(fold);
    }
    out.push(source(mark.file, mark.line));
    return out;
  }

  return { verdicts: Object.keys(WORDS), details, edit };
})();
