// What jupyterlab-myst leaves open in the book's notebooks: citations, terms, links between
// notebooks, words in other languages, borrowed figures, the numbers of paragraphs; and sentences
// that are asked anew whenever a cell has run. A prebuilt extension of JupyterLab, written by hand:
// `bookInLab`, before it in the same file, holds what the book knows. Other notebooks are left alone.
"use strict";
(() => {
  const MYST = "jupyterlab-myst:mime-renderer";
  const { pages, contents, labels, works, terms, figures, style } = window.bookInLab;
  const base = document.currentScript.src.replace(/[^/]*$/, "");
  let shared;

  // Trees of MyST. What comes from data is only ever the value of a text.
  let keys = 0;
  const node = (type, children, more = {}) => ({ type, children, key: `book-${keys++}`, ...more });
  const words = (value) => node("text", undefined, { value });
  const span = (name, children) => node("span", children, { class: name });
  const link = (url, children) => node("link", children, { url, internal: true });
  const escaped = (text) =>
    text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);

  const stem = (path) => path.split("/").pop().replace(/\.\w+$/, "");
  const folder = (path) => path.split("/").slice(0, -1);

  // An address in the book, "notebooks/names.ipynb#cell-id=names-02", as that page would write it.
  const relative = (target, here) => {
    const from = folder(pages[here.page].path), to = target.split("/");
    while (from.length && from[0] === to[0]) { from.shift(); to.shift(); }
    return [...from.map(() => ".."), ...to].join("/");
  };
  const toLabel = (name, here) => {
    const target = labels[name.replace(/^label:/, "").toLowerCase()];
    return target && relative(target, here);
  };

  // {cite:p}`coox1985{155, 160}, drea1981`: MyST cuts at every comma, the book at those between keys.
  const sources = (group) => group.children
    .map((one) => one.label + (one.suffix ? `{${one.suffix}}` : "")).join(", ")
    .split(/,(?![^{}]*\})/)
    .map((one) => /^\s*([^{]*?)\s*(?:\{([^}]*)\})?\s*$/.exec(one) || [one, one.trim()]);
  const citation = (group, parent) => {
    const listed = sources(group).flatMap(([, key, place], at) => [
      ...(at ? [words("; ")] : []),
      node("cite", [words(works[key] ? works[key][0] : key)], { label: key }),
      ...(place ? [words(`, ${place}`)] : []),
    ]);
    const bare = group.kind === "narrative" || parent.children.length === 1;
    return span("book-sources", bare ? listed : [words("("), ...listed, words(")")]);
  };

  const figure = (label) => {
    const [file, title] = figures[label] || [];
    const image = node("image", undefined, { url: base + file, alt: title });
    return file ? node("container", [image], { kind: "figure", class: "book-figure" }) : [];
  };

  const mended = (one, parent, here) => {
    if (one.type === "citeGroup") return citation(one, parent);
    if (one.type === "mystRole") {  // of a language, else one that only the page can answer
      const value = one.value || "";
      return /^[a-z]{2}$/.test(one.name)
        ? node("html", undefined, { value: `<span lang="${one.name}">${escaped(value)}</span>` })
        : words(value);
    }
    if (one.type === "crossReference" && !one.resolved) {
      const name = one.label || one.identifier, meaning = terms[name.toLowerCase()];
      if (one.identifier.startsWith("term-") && meaning) {
        const shown = node("abbreviation", one.children, { title: meaning });
        return link(relative(labels.glossary, here), [shown]);
      }
      const url = toLabel(name, here);
      return url ? link(url, one.children || [words(name)]) : one.children || words(name);
    }
    if (one.type === "link" && one.url.startsWith("#")) {
      const url = toLabel(decodeURIComponent(one.url.slice(1)), here);
      return url ? link(url, one.children) : one;
    }
    if (one.type === "mystDirective" && one.name === "borrowed-figure") return figure(one.args);
    return one;
  };
  const mend = (tree, here) => {
    if (!tree.children) return;
    for (const child of tree.children) mend(child, here);
    tree.children = tree.children.flatMap((child) => mended(child, tree, here));
  };

  const number = (tree, numbers) => {
    const paragraphs = tree.children.filter((one) => one.type === "paragraph");
    if (numbers?.length !== paragraphs.length) return;  // the reader has changed the cell
    paragraphs.forEach((one, at) => one.children.unshift(span("book-number", [words(numbers[at])])));
  };
  const list = (children) => node("list", children.map((one) => node("listItem", one)));
  const tableOfContents = (here) => contents.flatMap(([part, chapters]) => [
    node("paragraph", [node("strong", [words(part)])]),
    list(chapters.map(([path, title]) => [link(relative(path, here), [words(title)])])),
  ]);

  const cards = Object.fromEntries(Object.entries(works).map(
    ([key, [, note, url]]) => [key, { label: key, html: `<p>${escaped(note)}</p>`, url }],
  ));
  const improve = (model, here) => {
    if (!model?.mdast || !pages[here.page]) return;
    mend(model.mdast, here);
    model.references.cite.data = cards;
    if (!here.cell) return;
    number(model.mdast, pages[here.page].numbers[here.cell]);
    const title = model.mdast.children.some((one) => one.type === "heading" && one.depth === 1);
    if (here.page === stem(contents[0][1][0][0]) && title)
      model.mdast.children.push(...tableOfContents(here));
  };

  // Whatever model is given to this property of an object is improved first.
  const improving = (object, name, where) => {
    let holder = object, own;
    while (!(own = Object.getOwnPropertyDescriptor(holder, name))) holder = Object.getPrototypeOf(holder);
    Object.defineProperty(object, name, {
      get() { return own.get.call(this); },
      set(model) { improve(model, where()); own.set.call(this, model); },
    });
    return object;
  };
  const at = (resolver, cell) => ({ page: stem(resolver?.path || ""), cell });

  // A table's cells are marked for the page and the print, [words]{.class}; Lab has no use for that.
  const MARKED = /\[((?:[^[\]\\]|\\.|\[(?:[^[\]\\]|\\.)*\]\([^)]*\))*)\]\{([.#][^{}]*)\}/g;
  const unmarked = (text) => {
    for (let before; before !== text;) {
      before = text;
      text = text.replace(MARKED, (_, inside, marks) => (marks.includes(".on-paper") ? "" : inside));
    }
    return text;
  };
  const MARKDOWN = "text/markdown";
  const outputs = (factory) => {
    const create = factory.createRenderer;
    factory.createRenderer = (options) => {
      const renderer = improving(create(options), "model", () => at(options.resolver));
      const render = renderer.renderModel;
      renderer.renderModel = ({ data, ...rest }) => {
        const known = pages[at(options.resolver).page];
        const text = known ? unmarked(String(data[MARKDOWN])) : data[MARKDOWN];
        return render.call(renderer, { ...rest, data: { ...data, [MARKDOWN]: text } });
      };
      return renderer;
    };
  };

  // When the last of the cells has run, every sentence is asked; one that has no names yet keeps
  // what it said. jupyterlab-myst asks only the Markdown cells that are run themselves.
  const ANSWERS = "user_expressions";
  const isNew = ({ result }) => result.status === "ok" || result.ename !== "NameError";
  const ask = (notebook, kernel) => {
    const asked = notebook.widgets.filter((cell) => cell.model.type === "markdown").flatMap((cell) =>
      [...cell.model.sharedModel.getSource().matchAll(/\{eval\}`([^`]+)`/g)]
        .map(([, expression]) => ({ cell, expression })));
    if (!asked.length) return;
    const content = { code: "", silent: true };
    content[ANSWERS] = Object.fromEntries(asked.map(({ expression }, place) => [place, expression]));
    kernel.requestExecute(content, true).onReply = (reply) => {
      if (reply.content.status !== "ok" || notebook.isDisposed) return;
      asked.forEach((one, place) => { one.result = reply.content[ANSWERS][place]; });
      for (const cell of new Set(asked.map((one) => one.cell))) {
        const kept = cell.model.getMetadata(ANSWERS) || [];
        const now = asked.filter((one) => one.cell === cell).map(({ expression, result }) => {
          const before = kept.find((one) => one.expression === expression);
          return before && !isNew({ result }) ? before : { expression, result };
        });
        const said = (all) => JSON.stringify(all.map(({ expression, result }) =>
          [expression, result.data?.["text/plain"] ?? result.evalue]));
        if (said(now) === said(kept)) continue;
        cell.model.setMetadata(ANSWERS, now);
        cell.node.classList.remove("book-changed");
        void cell.node.offsetWidth;  // so that it lights up again
        cell.node.classList.add("book-changed");
      }
    };
  };
  const running = (cell) => cell.model.type === "code" && cell.model.executionState === "running";
  const askWhenDone = (tracker) => (_, { notebook, cell }) => {
    const panel = tracker.find((one) => one.content === notebook);
    const kernel = panel?.sessionContext.session?.kernel;
    if (cell.model.type !== "code" || !kernel || !pages[stem(panel.context.path)]) return;
    clearTimeout(notebook.bookAsks);
    notebook.bookAsks = setTimeout(() => {
      if (!notebook.isDisposed && !notebook.widgets.some(running)) ask(notebook, kernel);
    }, 300);
  };

  const cells = (factory) => {
    const create = factory.createMarkdownCell;
    factory.createMarkdownCell = function (options) {
      const cell = create.call(this, options);
      const where = () => at(options.rendermime.resolver, options.model.id);
      return "mystModel" in cell ? improving(cell, "mystModel", where) : cell;
    };
  };

  const plugin = ({ NotebookActions, NotebookPanel, INotebookTracker }, { IRenderMimeRegistry }) => ({
    id: "border-wars-book:plugin",
    autoStart: true,
    requires: [NotebookPanel.IContentFactory, IRenderMimeRegistry, INotebookTracker],
    activate: async (app, factory, registry, tracker) => {
      if (!app.hasPlugin(MYST)) return;
      const sheet = document.createElement("style");
      sheet.textContent = style;
      document.head.append(sheet);
      cells(factory);
      NotebookActions.executed.connect(askWhenDone(tracker));
      await app.activatePlugin(MYST);
      outputs(registry.getFactory(MARKDOWN));
    },
  });
  const module = async (name) => (await Object.values(shared[name])[0].get())();
  (window._JUPYTERLAB ??= {})["border-wars-book"] = {
    init: (scope) => { shared = scope; },
    get: async () => {
      const used = await Promise.all(["@jupyterlab/notebook", "@jupyterlab/rendermime"].map(module));
      const made = plugin(...used);
      return () => ({ __esModule: true, default: made });
    },
  };
})();
