// The search: plain text, folded for case and accents, widened by the other names of a thing.
"use strict";
(function () {
  const data = window.bookSearchData;
  const list = document.getElementById("search-results");
  const summary = document.getElementById("search-summary");
  const field = document.getElementById("query");
  const LIMIT = 60;
  const AROUND = 90;

  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[’ʼ`´]/g, "'").replace(/[‐‑–—]/g, "-");
  }

  // Folding may change lengths, so a map leads from folded places back to those of the text.
  function mapped(text) {
    let out = "";
    const places = [];
    for (let at = 0; at < text.length; at += 1) {
      const part = folded(text[at]);
      for (let i = 0; i < part.length; i += 1) places.push(at);
      out += part;
    }
    return { text: out, places: places };
  }

  const sections = [];
  data.pages.forEach(function (page) {
    page.s.forEach(function (section) {
      sections.push({
        page: page.t,
        link: page.u + (section === page.s[0] ? "" : "#" + section.a),
        heading: section.h,
        text: section.x,
        head: folded(section.h),
        body: mapped(section.x),
      });
    });
  });
  const groups = data.names.map((names) => names.map((name) => ({ name: name, key: folded(name) })));

  // The other names of what was asked for: only when the query is one of the names, or begins one.
  function widened(query) {
    const found = new Map();
    groups.forEach(function (group) {
      const asked = group.some((form) => form.key === query ||
        (query.length > 2 && form.key.split(/[\s()/,-]+/).includes(query)) ||
        (/[\u3040-\u9fff]/.test(query) && query.length > 1 && form.key.includes(query)));
      if (asked) group.forEach((form) => { if (form.key !== query) found.set(form.key, form.name); });
    });
    return found;
  }

  function score(section, words) {
    let total = 0;
    for (const word of words) {
      const inHead = section.head.includes(word);
      const at = section.body.text.indexOf(word);
      if (!inHead && at < 0) return null;
      total += (inHead ? 20 : 0) + Math.min(section.body.text.split(word).length - 1, 10);
    }
    return total;
  }

  function excerpt(section, words) {
    const out = document.createElement("p");
    let at = -1;
    let length = 0;
    for (const word of words) {
      const place = section.body.text.indexOf(word);
      if (place >= 0) { at = place; length = word.length; break; }
    }
    if (at < 0) { out.textContent = section.text.slice(0, 2 * AROUND); return out; }
    const from = section.body.places[at];
    const to = section.body.places[at + length - 1] + 1;
    const mark = document.createElement("mark");
    mark.textContent = section.text.slice(from, to);
    out.append((from > AROUND ? "… " : "") + section.text.slice(Math.max(0, from - AROUND), from),
      mark, section.text.slice(to, to + AROUND) + (to + AROUND < section.text.length ? " …" : ""));
    return out;
  }

  function search(asked) {
    const query = folded(asked.trim());
    list.replaceChildren();
    if (!query) { summary.textContent = ""; return; }
    const words = query.split(/\s+/);
    const others = widened(query);
    const found = [];
    sections.forEach(function (section) {
      const own = score(section, words);
      if (own !== null) { found.push({ section, words, value: own + 1000 }); return; }
      let best = null;
      others.forEach(function (name, key) {
        const value = score(section, [key]);
        if (value !== null && (!best || value > best.value)) {
          best = { section, words: [key], value, name };
        }
      });
      if (best) found.push(best);
    });
    found.sort((a, b) => b.value - a.value);
    const count = found.length === 1 ? "1 section" : found.length + " sections";
    const also = others.size ? ", other names of the same thing included" : "";
    summary.textContent = found.length ? count + " found" + also + "." : "Nothing found for “" + asked + "”.";
    found.slice(0, LIMIT).forEach(function (one) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = one.section.link;
      link.textContent = one.section.heading === one.section.page
        ? one.section.page : one.section.page + ": " + one.section.heading;
      item.append(link, excerpt(one.section, one.words));
      if (one.name) {
        const why = document.createElement("p");
        why.className = "why";
        why.textContent = "Under the name " + one.name;
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
