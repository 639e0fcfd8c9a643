// The search: where in the book's pages the words stand, best first.
"use strict";
(function () {
  const data = window.bookSearchData;
  const list = document.getElementById("search-results");
  const summary = document.getElementById("search-summary");
  const field = document.getElementById("query");
  const LIMIT = 60;
  const AROUND = 90;
  // Where something is found, best first.
  const TITLE = 0, HEADING = 1, PROSE = 2, ROW = 3;
  const { folded, asDate } = window.bookCivil;
  const { cleaned, parts, datePattern, reader } = window.bookWords;

  // Folding may change lengths, so a map leads from folded places back to those of the text.
  function mapped(text) {
    const places = [];
    let out = "";
    for (let at = 0; at < text.length; at += 1) {
      const part = folded(text[at]);
      for (let i = 0; i < part.length; i += 1) places.push(at);
      out += part;
    }
    return { whole: text, text: out, places: places };
  }

  const sections = [];
  data.pages.forEach(function (page) {
    page.s.forEach(function (section, at) {
      sections.push({
        page: page.t, heading: section.h, link: page.u + (at ? "#" + section.a : ""), url: page.u,
        head: folded(section.h), isTitle: at === 0, prose: mapped(section.x), year: page.y,
        rows: section.r.map((row) => ({ anchor: row[0], text: mapped(row[1]), when: folded(row[2] || ""), name: row[3] })),
      });
    });
  });

  const terms = reader(sections.flatMap((section) => [{ whole: section.heading, text: section.head }, section.prose,
    ...section.rows.map((row) => row.text)]), window.bookNames);

  function inRows(section, form) {
    return section.rows.reduce((sum, row) => sum + (row.text.text.match(form.re) || []).length, 0);
  }

  // Where in a section a form stands: the place, how often, and the text it stands in.
  function place(section, form) {
    const all = (text) => (text.match(form.re) || []).length;
    const inHead = all(section.head) || (form.name && parts(section.head).length > 1 && form.key.includes(section.head));
    const often = all(section.prose.text);
    const row = section.rows.find((one) => all(one.text.text));
    if (inHead) return { at: section.isTitle ? TITLE : HEADING, often: often, text: section.prose, form: form };
    if (often) return { at: PROSE, often: often, text: section.prose, form: form };
    if (row) return { at: ROW, often: inRows(section, form), text: row.text, anchor: row.anchor, form: form };
    return null;
  }

  function better(one, other) {
    return !other || one.at < other.at || (one.at === other.at && !one.form.name && other.form.name) ||
      (one.at === other.at && !one.form.name === !other.form.name && one.often > other.often);
  }

  function match(section, asked) {
    const found = [];
    for (const forms of asked) {
      let best = null;
      for (const form of forms) {
        const one = place(section, form);
        if (one && better(one, best)) best = one;
      }
      if (!best) return null;
      found.push(best);
    }
    const worst = found.reduce((one, other) => (other.at > one.at ? other : one));
    return { section: section, shown: worst, at: worst.at, names: found.map((one) => one.form.name).filter(Boolean),
      often: found.reduce((sum, one) => sum + Math.min(one.often, 10), 0) };
  }

  // A day: pages about its year, those first that tell most of it; the events of the day, each by itself;
  // then what else names it, prose before rows.
  function onDay(date) {
    const exact = { re: datePattern(date), name: "" }, apart = { re: datePattern(date, true), name: "" };
    const told = new Map();
    const found = [];
    sections.forEach(function (section) {
      const about = section.year === date.year;
      const isEvent = (row) => row.when.includes(date.year) && row.when.search(apart.re) >= 0;
      const events = section.rows.filter(isEvent);
      events.forEach((row) => found.push({ section: section, name: row.name, at: HEADING, often: 0, names: [],
        shown: { text: row.text, anchor: row.anchor, form: apart } }));
      const rest = Object.assign({}, section, { rows: section.rows.filter((row) => !events.includes(row)) });
      const one = place(rest, about ? apart : exact);
      if (!one) return;
      if (about) told.set(section.page, (told.get(section.page) || 0) + one.often + (one.at === ROW ? 0 : inRows(rest, apart)));
      found.push({ section: section, shown: one, at: about ? TITLE : one.at === ROW ? ROW : PROSE, often: one.often, names: [] });
    });
    const weight = (one) => one.at === TITLE ? told.get(one.section.page) : 0;
    return found.sort((a, b) => a.at - b.at || weight(b) - weight(a) || b.often - a.often);
  }

  function excerpt(shown) {
    const out = document.createElement("p");
    shown.form.re.lastIndex = 0;
    const hit = shown.form.re.exec(shown.text.text);
    if (!hit) {
      const start = shown.text.whole;
      out.textContent = since(start, 0, 2 * AROUND);
      return out;
    }
    const from = shown.text.places[hit.index];
    const to = shown.text.places[hit.index + hit[0].length - 1] + 1;
    const mark = document.createElement("mark");
    mark.textContent = shown.text.whole.slice(from, to);
    out.append(until(shown.text.whole, from), mark, since(shown.text.whole, to, AROUND));
    return out;
  }

  // A text from a place on and up to a place, shortened between words.
  function since(text, from, length) {
    if (from + length >= text.length) return text.slice(from);
    return text.slice(from, from + length + 1).replace(/(\s)\S*$/, "$1").trimEnd() + " …";
  }
  function until(text, to) {
    if (to <= AROUND) return text.slice(0, to);
    return "… " + text.slice(to - AROUND - 1, to).replace(/^\S*\s+/, "");
  }

  function inSections(wanted) {
    return sections.map((section) => match(section, wanted)).filter(Boolean)
      .sort((a, b) => a.at - b.at || a.names.length - b.names.length || b.often - a.often);
  }

  function search(asked) {
    const query = cleaned(asked);
    list.replaceChildren();
    if (!query) { summary.textContent = ""; return; }
    const date = asDate(query);
    const found = date && date.day && date.year ? onDay(date) : inSections(terms(query));
    const count = found.length === 1 ? "1 place" : found.length + " places";
    const also = found.some((one) => one.names.length) ? ", other names and spellings included" : "";
    summary.textContent = found.length ? count + " found" + also + "." : "Nothing found for “" + asked + "”.";
    found.slice(0, LIMIT).forEach(function (one) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = one.shown.anchor ? one.section.url + "#" + one.shown.anchor : one.section.link;
      const part = one.name || (one.section.isTitle ? "" : one.section.heading);
      link.textContent = one.section.page + (part && ": " + part);
      item.append(link, excerpt(one.shown));
      if (one.names.length) {
        const why = document.createElement("p");
        why.className = "why";
        why.textContent = "Under the name " + one.names.join(", ");
        item.append(why);
      }
      list.append(item);
    });
  }

  const given = new URLSearchParams(location.search).get("q") || "";
  field.value = given;
  field.addEventListener("input", () => search(field.value));
  search(given);
})();
