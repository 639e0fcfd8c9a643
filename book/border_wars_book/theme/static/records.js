// Long tables: words, dates and lists narrow them, and the address keeps what was asked. Every word
// marked `facet-NAME` in a row can be chosen in a list NAME; a date has its first and last day as classes.
// Of each row with a name the one before, the next and a citation are had, and what of the book rests on it.
// Without this script the tables stand whole; nothing is told only here.
"use strict";
(function () {
  const own = document.currentScript;
  // Where some tables of a page have lists to be narrowed by, those are the records.
  const listed = document.querySelectorAll("table.filterable:has([class*='facet-'])");
  const tables = [...(listed.length ? listed : document.querySelectorAll("table.filterable"))];
  if (!tables.length) return;
  const { folded, asDate, dayNumber, dateOf } = window.bookCivil;
  const { cleaned, reader } = window.bookWords;
  const TYPED = 200; // ms without a key, after which the rows follow what is typed

  function make(name, parts, attributes) {
    const made = document.createElement(name);
    made.append(...(parts || []));
    for (const [key, value] of Object.entries(attributes || {})) made.setAttribute(key, value);
    return made;
  }

  // What is typed may be a year, a month or a day in any form the search reads: its first and its last day.
  function days(typed) {
    const text = cleaned(typed), date = /^\d{4}$/.test(text) ? { year: text } : asDate(text) || {};
    const year = Number(date.year), month = date.month || 1, first = year && dayNumber(year, month, date.day || 1);
    if (!year || (date.day && dateOf(first).day !== date.day)) {
      throw new Error("“" + typed + "” is no date that was understood: 1939, 1939-05, 11 May 1939");
    }
    const after = !date.month || month === 12 ? dayNumber(year + 1, 1, 1) : dayNumber(year, month + 1, 1);
    return [first, date.day ? first : after - 1];
  }

  // One record a row: its name, the values of each facet, the first and the last day.
  const facets = [];
  const records = tables.flatMap((table) => [...table.tBodies].flatMap((body) => [...body.rows])).map(function (row) {
    const record = { row: row, name: row.querySelector(".entry-name[id]"), values: {}, shown: true };
    row.querySelectorAll("[class*='facet-']").forEach(function (mark) {
      const name = mark.className.match(/facet-([a-z-]+)/)[1];
      const [first, last] = ["from", "to"].map((end) => mark.className.match(end + "-(\\d+)-(\\d+)-(\\d+)"));
      let values = [mark.textContent.trim()];
      if (first) {
        [record.from, record.to] = [first, last || first].map((day) => dayNumber(...day.slice(1).map(Number)));
        record.year = Number(first[1]);
        values = Array.from({ length: (last || first)[1] - record.year + 1 }, (_, at) => String(record.year + at));
      }
      if (!facets.includes(name)) facets.push(name);
      record.values[name] = (record.values[name] || []).concat(values);
    });
    return record;
  });
  const byRow = new Map(records.map((record) => [record.row, record]));

  // Words are looked for as the search of the book does, under any name of a thing: names come when needed.
  let look = null;
  function terms(query) {
    if (!window.bookNames) {
      window.bookNames = [];
      const script = make("script", [], { src: own.src.replace("records.js", "names.js") });
      script.onload = function () { look = null; if (asked.has("q")) narrow(); };
      document.head.append(script);
    }
    if (!look) {
      records.forEach(function (record) {
        const words = [...record.row.querySelectorAll("p:not(.told-in, .row-citation)")];
        record.whole = record.whole || words.map((one) => one.textContent).join(" ");
        record.text = record.text || folded(record.whole);
      });
      look = reader(records, window.bookNames);
    }
    return look(query);
  }

  // A field has a name in the address, and of a value says which records fit; an Error says why it cannot.
  const form = make("form", [], { class: "narrowing", "aria-label": "Narrow the tables" });
  const fields = [];
  function field(name, words, box, test) {
    box.id = "narrow-" + name;
    box.name = name;
    fields.push({ name: name, box: box, test: test });
    const parts = [make("label", [words], { for: box.id }), box];
    form.append(make("div", box.type === "checkbox" ? parts.reverse() : parts, { class: "narrow-" + box.type }));
  }
  field("q", "Words", make("input", [], { type: "search", autocomplete: "off" }), function (value) {
    const query = cleaned(value), wanted = query ? terms(query) : [];
    return (record) => wanted.every((forms) => forms.some((one) => record.text.search(one.re) >= 0));
  });
  if (records.some((record) => record.year)) {
    const typed = { type: "text", autocomplete: "off", placeholder: "11 May 1939" };
    field("from", "From", make("input", [], typed), function (value, all) {
      const first = days(value)[0], end = all.get("begun") ? "from" : "to";
      return (record) => record[end] >= first;
    });
    field("to", "To", make("input", [], typed), function (value, all) {
      const last = days(value)[1], from = all.get("from");
      let first = -Infinity;
      try { if (from) first = days(from)[0]; } catch (error) { /* that is told of the other field */ }
      if (first > last) throw new Error("“" + from + "” is after “" + value + "”");
      return (record) => record.from <= last;
    });
    field("begun", "Only what began then", make("input", [], { type: "checkbox", value: "yes" }), () => () => true);
  }
  facets.forEach(function (name) {
    const counted = new Map();
    records.forEach((record) => new Set(record.values[name]).forEach((value) => counted.set(value, (counted.get(value) || 0) + 1)));
    const list = make("select", [new Option("All", "")]);
    [...counted.keys()].sort().forEach((value) => list.add(new Option(value + " (" + counted.get(value) + ")", value)));
    field(name, name.charAt(0).toUpperCase() + name.slice(1), list, function (value) {
      if (!counted.has(value)) throw new Error("there is no " + name + " “" + value + "”");
      return (record) => (record.values[name] || []).includes(value);
    });
  });
  const clear = make("button", ["Show all"], { type: "button" });
  const told = make("p", [], { role: "status", tabindex: "-1" });
  const years = make("nav", [], { class: "years", "aria-label": "Go to a year" });
  const said = make("p", [], { role: "status", class: "hidden" });
  form.append(clear, told);

  // Where a page has no place for the form it stands before all tables.
  function home() {
    const given = document.querySelector(".filter-place");
    if (given) return given;
    let around = tables[0].closest(".table-scroll").parentElement;
    while (!tables.every((table) => around.contains(table))) around = around.parentElement;
    const place = make("div");
    around.insertBefore(place, [...around.children].find((child) => child.contains(tables[0])));
    return place;
  }
  const place = home();
  place.append(form, ...(fields.some((one) => one.name === "from") ? [years] : []), said);

  let asked = new Map(); // what is asked, by the name of its field

  function read() {
    const given = new URLSearchParams(location.search);
    asked = new Map(fields.map((one) => [one.name, given.get(one.name)]).filter((pair) => pair[1]));
    fields.forEach(function (one) {
      if (one.box.type === "checkbox") one.box.checked = asked.has(one.name);
      else one.box.value = asked.get(one.name) || "";
    });
  }

  function gather() {
    const value = (box) => (box.type === "checkbox" && !box.checked ? "" : box.value.trim());
    asked = new Map(fields.map((one) => [one.name, value(one.box)]).filter((pair) => pair[1]));
  }

  // Whether a record fits all that is asked, as far as it is understood, and what is not.
  function fitting(all) {
    const tests = [], faults = new Map();
    fields.forEach(function (one) {
      if (!all.has(one.name)) return;
      try { tests.push(one.test(all.get(one.name), all)); }
      catch (error) { faults.set(one, error.message); }
    });
    return { fits: (record) => tests.every((test) => test(record)), faults: faults };
  }

  // A mark of a figure stands if it leads to a row that is shown, or to several of which one is.
  const several = new Map();
  function stands(address) {
    if (address[0] === "?") {
      if (!several.has(address)) several.set(address, records.filter(fitting(new Map(new URLSearchParams(address))).fits));
      return several.get(address).some((record) => record.shown);
    }
    const target = address[0] === "#" && document.getElementById(address.slice(1));
    const record = target && byRow.get(target.closest("tr"));
    return record ? record.shown : undefined;
  }

  function narrow(because) {
    const { fits, faults } = fitting(asked);
    let shown = 0;
    records.forEach(function (record) {
      record.shown = fits(record);
      if (record.row.hidden === record.shown) record.row.hidden = !record.shown;
      if (record.shown) shown += 1;
    });
    // A heading whose tables are all empty would only be in the way, and so would the head of a table.
    const sections = new Map();
    tables.forEach(function (table) {
      const section = table.closest("section"), full = [...table.tBodies].some((body) => [...body.rows].some((row) => !row.hidden));
      table.closest(".table-scroll").hidden = !full;
      if (section && !section.contains(place)) sections.set(section, sections.get(section) || full);
    });
    sections.forEach((full, section) => { section.hidden = !full; });
    fields.forEach((one) => one.box.setAttribute("aria-invalid", String(faults.has(one))));
    const begins = new Map();
    records.filter((one) => one.shown && one.name && one.year).forEach((one) => begins.set(one.year, begins.get(one.year) || one));
    years.replaceChildren(...[...begins].map(([year, record]) => make("a", [String(year)], { href: "#" + record.name.id })));
    const count = shown === records.length ? "All " + shown + " rows" : shown + " of " + records.length + " rows";
    const [standing, marks] = window.bookMarks ? window.bookMarks.follow(shown === records.length ? () => undefined : stands) : [0, 0];
    told.textContent = [count + (marks ? ", and " + standing + " of " + marks + " marks in the figures" : ""),
      ...[...faults.values()].map((fault) => "Left out: " + fault), ...(shown ? [] : ["No row is all of that; ask for less"]),
      ...(because ? [because] : [])].join(". ");
  }

  // What was asked is in the address beside the row, if that is shown.
  function goal() {
    try { return location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1))); }
    catch (error) { return null; }
  }

  function keep(way) {
    const address = new URL(location.href), target = goal();
    fields.forEach((one) => address.searchParams.delete(one.name));
    asked.forEach((value, name) => address.searchParams.set(name, value));
    if (target && target.closest("[hidden]")) address.hash = "";
    if (address.href === location.href) return;
    try { history[way](null, "", address); } catch (error) { /* a browser that leaves the addresses of files alone */ }
  }

  function showAll(because) {
    form.reset();
    gather();
    narrow(because);
  }

  // A row that somebody leads to is shown, whatever was asked before.
  function reveal() {
    const target = goal();
    if (!target || !target.closest("[hidden]")) return;
    showAll("What was asked for hid the row that a link leads to, and was taken back");
    keep("replaceState");
    target.scrollIntoView();
  }

  let timer = 0;
  form.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(function () { gather(); narrow(); }, TYPED);
  });
  form.addEventListener("change", function () { clearTimeout(timer); gather(); narrow(); keep("pushState"); });
  form.addEventListener("submit", (event) => event.preventDefault());
  clear.addEventListener("click", function () { showAll(); keep("pushState"); });
  window.addEventListener("popstate", function () { read(); narrow(); });
  window.addEventListener("hashchange", reveal);
  document.addEventListener("click", function (event) {
    const link = event.target.closest("a[href^='?']");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    try { history.pushState(null, "", link.href); } catch (error) { return; } // it is then opened anew
    event.preventDefault();
    read();
    narrow();
    told.focus({ preventScroll: true });
    form.scrollIntoView();
  });

  // Of a row: the one before and the next of those shown, and how to cite it.
  function go(record, step) {
    const shown = records.filter((one) => one.shown && one.name);
    const next = shown[shown.indexOf(record) + step];
    if (!next) { said.textContent = "No row is shown " + (step < 0 ? "before" : "after") + " this one"; return; }
    location.replace("#" + next.name.id);
    next.name.querySelector("a").focus({ preventScroll: true });
  }

  function citation(record) {
    const known = (name) => (document.querySelector("meta[name='" + name + "']") || {}).content;
    const canonical = document.querySelector("link[rel='canonical']"), when = record.row.querySelector(".facet-year");
    const address = (canonical ? canonical.href : location.href).split(/[?#]/)[0] + "#" + record.name.id;
    const name = "“" + record.name.closest("p").textContent.trim() + "”" + (when ? ", " + when.textContent : "");
    const book = [known("citation_author"), document.querySelector(".brand").textContent, own.dataset.edition];
    return (book.filter(Boolean).join(", ") + ". " + known("citation_title") + ": " + name + ". " + address).replace(/\s+/g, " ");
  }

  function cite(record, button) {
    const old = record.row.querySelector(".row-citation");
    if (old) { old.remove(); button.setAttribute("aria-expanded", "false"); return; }
    const text = citation(record);
    const shown = make("p", [text], { class: "row-citation" });
    record.name.closest("td").append(shown);
    shown.scrollIntoView({ block: "nearest" });
    button.setAttribute("aria-expanded", "true");
    window.bookCopy(text).then(() => { said.textContent = "Copied: " + text; }, () => { said.textContent = text; });
  }

  // What of the book rests on a row, in a script of its own, which is fetched when the first reader asks.
  const CALLED = { sentence: "Sentences", drawing: "Drawings", table: "Tables" };
  let hung = null, waiting = [];
  window.bookHangs = function (places, found) {
    hung = { places: places, found: found };
    waiting.splice(0).forEach((ask) => ask());
  };

  function uses(record, button) {
    const old = record.row.querySelector(".row-uses");
    if (old) { old.remove(); button.setAttribute("aria-expanded", "false"); return; }
    if (!hung) {
      if (!waiting.length) document.head.append(make("script", [], { src: own.src.replace("records.js", "hangs.js") }));
      waiting.push(() => uses(record, button));
      return;
    }
    const kinds = hung.found[record.name.id] || {}, root = own.src.replace(/_static\/.*/, "");
    const parts = Object.keys(kinds).flatMap(function (kind) {
      const lines = new Map(); // values of one paragraph stand behind its number
      kinds[kind].map((at) => hung.places[at]).forEach(function ([address, words, says]) {
        lines.set(address + words, lines.get(address + words) || { link: make("a", [words], { href: root + address }), says: [] });
        if (says) lines.get(address + words).says.push(says);
      });
      const items = [...lines.values()].map((one) => make("li", [one.link, ...(one.says.length ? [" " + one.says.join("; ")] : [])]));
      return [make("p", [CALLED[kind] || kind.charAt(0).toUpperCase() + kind.slice(1)]), make("ul", items)];
    });
    const shown = make("div", parts.length ? parts : [make("p", ["Nothing else in the book rests on this row alone."])], { class: "row-uses" });
    record.name.closest("td").append(shown);
    shown.scrollIntoView({ block: "nearest" });
    button.setAttribute("aria-expanded", "true");
  }

  const ACTS = { Previous: (record) => go(record, -1), Next: (record) => go(record, 1), Cite: cite, Uses: uses };
  const offered = (record) => Object.keys(ACTS).filter((act) => act !== "Uses" || (record.year && "hangs" in own.dataset));
  function equip(row) {
    const name = byRow.get(row).name.textContent;
    const buttons = offered(byRow.get(row)).map((act) => make("button", [act], { type: "button", "aria-label": act + ": " + name }));
    row.cells[0].append(make("div", buttons, { class: "row-tools" }));
  }
  const near = new IntersectionObserver(function (seen) {
    seen.filter((one) => one.isIntersecting).forEach(function (one) { near.unobserve(one.target); equip(one.target); });
  }, { rootMargin: "50%" });
  tables.filter((table) => table.querySelector(".entry-name")).forEach(function (table) {
    table.classList.add("equipped");
    table.addEventListener("click", function (event) {
      const button = event.target.closest(".row-tools button");
      if (button) ACTS[button.textContent](byRow.get(button.closest("tr")), button);
    });
    table.addEventListener("keydown", function (event) {
      const step = { j: 1, k: -1 }[event.key], record = byRow.get(event.target.closest("tr"));
      if (step && record && !event.ctrlKey && !event.altKey && !event.metaKey) go(record, step);
    });
  });
  records.forEach((record) => { if (record.name) near.observe(record.row); });

  // While what is above it takes its size, a row that was asked for stays in sight, till the reader moves.
  let moved = false;
  ["wheel", "touchmove", "pointerdown", "keydown"].forEach((kind) =>
    window.addEventListener(kind, () => { moved = true; }, { once: true, passive: true }));
  function settle() {
    const target = goal();
    if (target && !moved) target.scrollIntoView({ behavior: "instant" });
  }
  window.addEventListener("load", settle);
  document.fonts.ready.then(settle);

  // Under what happened, the paragraphs of the chapters that tell it.
  window.bookTold = function (told) {
    for (const [event, places] of Object.entries(told)) {
      const name = document.getElementById(event);
      const cell = name && name.closest("table.filterable td");
      if (!cell) continue;
      const line = make("p", ["Told in "], { class: "told-in" });
      places.forEach(([address, number], at) => line.append(at ? ", " : "", make("a", [number], { href: address })));
      cell.append(line);
    }
    settle();
  };
  if (records.some((record) => record.name)) {
    document.head.append(make("script", [], { src: own.src.replace("records.js", "told.js") }));
  }

  read();
  narrow();
  reveal();
  if (asked.size && !location.hash) form.scrollIntoView();
})();
