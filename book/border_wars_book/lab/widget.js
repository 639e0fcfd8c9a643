// The page's explorer in a cell of JupyterLab: what is chosen is told to Python, and the other way round.
export default { render({ model, el }) {
  const names = ["a", "b", "ra", "rb", "clock"];
  const asked = () => Object.fromEntries(names.map((name) => [name, model.get(name)]));
  const root = el.appendChild(document.createElement("div"));
  root.className = "explorer jp-RenderedHTMLCommon";
  let own = false; // what is chosen here is told to Python, and does not come back as news
  const explorer = window.bookExplorer(root, window.bookCivil.opened(JSON.parse(model.get("record"))),
    Object.assign(asked(), { land: window.bookLand, cite: model.get("cite"), changed: function (state) {
      own = true;
      for (const name of [...names, "chosen"]) model.set(name, state[name]);
      own = false;
      model.save_changes();
    } }));
  function follow() {
    const next = asked(), now = explorer.state();
    if (own || names.every((name) => next[name] === now[name])) return;
    for (const side of ["a", "b"]) if (next[side] !== now[side]) next["r" + side] = "";
    explorer.show(next);
  }
  for (const name of names) model.on("change:" + name, follow);
} };
