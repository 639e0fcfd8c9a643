// Narrowing long tables: every word marked `facet-NAME` in a row can be chosen in a list NAME.
// Without this script the tables stand whole; nothing is told only by the form.
"use strict";
(function () {
  const own = document.currentScript;
  const place = document.querySelector(".filter-place");
  const tables = document.querySelectorAll("table.filterable");
  if (!place || !tables.length) return;

  function years(text) {
    const found = (text.match(/\b[12]\d{3}\b/g) || []).map(Number);
    const all = [];
    if (found.length) for (let at = Math.min(...found); at <= Math.max(...found); at++) all.push(String(at));
    return all;
  }

  // One record a row: its element, and the values of each facet.
  const names = [];
  const records = [];
  tables.forEach(function (table) {
    table.querySelectorAll("tbody tr").forEach(function (row) {
      const values = {};
      row.querySelectorAll("[class*='facet-']").forEach(function (mark) {
        const name = (mark.className.match(/facet-([a-z-]+)/) || [])[1];
        if (!names.includes(name)) names.push(name);
        const text = mark.textContent.trim();
        values[name] = (values[name] || []).concat(name === "year" ? years(text) : [text]);
      });
      if (Object.keys(values).length) records.push({ row: row, values: values });
    });
  });

  const form = document.createElement("form");
  form.className = "narrowing";
  form.setAttribute("aria-label", "Narrow the tables");
  const lists = names.map(function (name) {
    const label = document.createElement("label");
    label.textContent = name.charAt(0).toUpperCase() + name.slice(1);
    const list = document.createElement("select");
    list.name = name;
    list.id = "narrow-" + name;
    label.htmlFor = list.id;
    list.add(new Option("All", ""));
    const counted = new Map();
    records.forEach(function (record) {
      new Set(record.values[name]).forEach(function (value) {
        counted.set(value, (counted.get(value) || 0) + 1);
      });
    });
    [...counted.keys()].sort().forEach(function (value) {
      list.add(new Option(value + " (" + counted.get(value) + ")", value));
    });
    const pair = document.createElement("div");
    pair.append(label, list);
    form.append(pair);
    return list;
  });
  const clear = document.createElement("button");
  clear.type = "button";
  clear.textContent = "Show all";
  const told = document.createElement("p");
  told.setAttribute("role", "status");
  form.append(clear, told);
  place.append(form);

  function narrow() {
    const chosen = lists.filter((list) => list.value);
    let shown = 0;
    records.forEach(function (record) {
      const fits = chosen.every((list) => (record.values[list.name] || []).includes(list.value));
      record.row.hidden = !fits;
      if (fits) shown += 1;
    });
    // A heading whose table is empty would only be in the way.
    tables.forEach(function (table) {
      const section = table.closest("section");
      if (!section || section.contains(place)) return;
      section.hidden = !table.querySelector("tbody tr:not([hidden])");
    });
    told.textContent = chosen.length ? shown + " of " + records.length + " rows" : "All " + records.length + " rows";
  }

  function asked() {
    try { return location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); }
    catch (error) { return null; }
  }

  function reveal() {
    const target = asked();
    if (!target || !target.closest("[hidden]")) return;
    form.reset();
    narrow();
    target.scrollIntoView();
  }

  form.addEventListener("change", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", function () { form.reset(); narrow(); });
  window.addEventListener("hashchange", reveal);
  narrow();

  // Under what happened, the paragraphs of the chapters that tell it.
  window.bookTold = function (told) {
    for (const [event, places] of Object.entries(told)) {
      const name = document.getElementById(event);
      const cell = name && name.closest("table.filterable td");
      if (!cell) continue;
      const line = document.createElement("p");
      line.className = "told-in";
      line.append("Told in ");
      places.forEach(function ([address, number], at) {
        const link = document.createElement("a");
        link.href = address;
        link.textContent = number;
        line.append(at ? ", " : "", link);
      });
      cell.append(line);
    }
    const target = asked(); // the rows above it have grown
    if (target) target.scrollIntoView({ behavior: "instant" });
  };
  if (tables[0].querySelector(".entry-name")) {
    const script = document.createElement("script");
    script.src = own.src.replace("records.js", "told.js");
    document.head.append(script);
  }
})();
