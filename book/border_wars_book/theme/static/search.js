// The search: plain text, folded for case and accents; names widened, spellings and dates read.
"use strict";
(function () {
  const { folded, asDate, monthForms } = window.bookCivil;
  const data = window.bookSearchData;
  const list = document.getElementById("search-results");
  const summary = document.getElementById("search-summary");
  const field = document.getElementById("query");
  const LIMIT = 60;
  const AROUND = 90;
  // Where something is found, best first.
  const TITLE = 0, HEADING = 1, PROSE = 2, ROW = 3;

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

  // A word is found where one begins, and a name whether its parts are joined or not.
  function pattern(words) {
    const parts = words.split(/[\s'-]+/).filter(Boolean)
      .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    const start = /^[\u2e80-\u9fff\uac00-\ud7af]/.test(words) ? "" : "(?<![\\p{L}\\p{N}])";
    return new RegExp(start + parts.join("[\\s'-]*"), "gu");
  }

  // Where a page is about the year of a date, the day stands for itself: unless another year follows.
  function datePattern(date, yearApart) {
    const name = monthForms[date.month - 1].map((word) => word.slice(0, 3)).join("|");
    const two = (number) => String(number).padStart(2, "0");
    const month = "(?:" + name + ")\\p{L}*\\.?";
    const year = date.year || "\\d{4}";
    const and = "(?:[-/]|,\\s|\\s(?:and|or|to)\\s)";
    const days = date.day ? "(?<![\\d:])(?:\\d{1,2}" + and + ")*" + date.day + "(?:" + and + "\\d{1,2})*\\s+" : "";
    const tail = (date.year ? ",?\\s+" + date.year : "") + (yearApart ? "|" + days + month + "(?!,?\\s+\\d{4})" : "");
    const forms = [days + month + tail, year + "-" + two(date.month) + (date.day ? "-" + two(date.day) : ""),
      year + "年" + date.month + "月" + (date.day ? date.day + "日" : "")];
    if (date.day) forms.push(month + "\\s+" + date.day + "(?!\\d)" + tail);
    if (date.day) forms.push("(?<!\\d)0?" + date.day + "\\.0?" + date.month + "\\." + year);
    return new RegExp("(?<![\\p{L}\\d])(?:" + forms.join("|") + ")(?![\\p{L}\\d])", "gu");
  }

  // How a name sounds, however it was written: Zhukov, Zukov and Zhukoff, Blyukher, Blücher and Блюхер.
  const CYRILLIC = { а: "a", б: "b", в: "v", г: "g", д: "d", е: "e", ж: "zh", з: "z", и: "i", к: "k", л: "l",
    м: "m", н: "n", о: "o", п: "p", р: "r", с: "s", т: "t", у: "u", ф: "f", х: "kh", ц: "ts", ч: "ch", ш: "sh",
    щ: "shch", ъ: "", ы: "y", ь: "", э: "e", ю: "yu", я: "ya" };
  function sound(word) {
    return folded(word).replace(/[а-я]/g, (letter) => CYRILLIC[letter] ?? letter).replace(/'/g, "")
      .replace(/tsch|tch|cz/g, "ch").replace(/shch|sch|sh|zh|zs|sz|z/g, "s").replace(/kh|ch/g, "h")
      .replace(/ph/g, "f").replace(/ck|q|c/g, "k")
      .replace(/w/g, "v").replace(/[yji]+([aeou])/g, "$1").replace(/ou|ue|oe|ae/g, (two) => two[0] === "o" ? "u" : two[0])
      .replace(/[yj]/g, "i").replace(/(.)\1+/g, "$1").replace(/f$/, "v");
  }
  // As French writes them, and what follows it: Joukov, Tchoïbalsan, Vorochilov; Jukov, Djukov.
  const asFrench = (word) => word.replace(/d?j/g, "zh").replace(/t?ch/g, (two) => two === "ch" ? "sh" : two);
  function near(one, other) { // one letter more, less or other
    if (Math.abs(one.length - other.length) > 1) return false;
    let at = 0;
    while (at < one.length && one[at] === other[at]) at += 1;
    const rest = (word, from) => word.slice(from);
    return rest(one, at + 1) === rest(other, at + 1) || rest(one, at) === rest(other, at + 1) ||
      rest(one, at + 1) === rest(other, at);
  }
  let heard = null; // the names on the pages, by sound; made when first needed
  function spellings(word, alsoNear) {
    if (word.length < 4 || !/^[\p{L}']+$/u.test(word)) return [];
    if (!heard) {
      heard = new Map();
      const add = function (text) {
        for (const found of text.matchAll(/\p{Lu}[\p{L}\p{M}’']{3,}/gu)) {
          const key = sound(found[0]);
          if (!heard.has(key)) heard.set(key, new Map());
          heard.get(key).set(folded(found[0]).replace(/'s$/, ""), found[0].replace(/[’']s$/, ""));
        }
      };
      sections.forEach(function (section) {
        add(section.heading); add(section.prose.whole); section.rows.forEach((row) => add(row.text.whole));
      });
      data.names.forEach((names) => names.forEach(add));
    }
    const key = sound(word);
    const keys = alsoNear ? [key, sound(asFrench(word))] : [key]; // what the book has is meant as it has it
    const same = new Map(keys.flatMap((one) => [...(heard.get(one) || [])]));
    if (same.size || !alsoNear || word.length < 6) return [...same].filter((pair) => pair[0] !== word);
    const close = [];
    heard.forEach((words, other) => { if (other[0] === key[0] && near(key, other)) close.push(...words); });
    return close;
  }

  const groups = data.names.map((names) => names.map((name) => ({ name: name, key: folded(name) })));
  const shared = new Map(); // in how many groups a word of a name stands: "river" names nothing
  const parts = (key) => key.split(/[\s()/,.-]+/).filter(Boolean);
  groups.forEach(function (group) {
    new Set(group.flatMap((form) => parts(form.key))).forEach((word) => shared.set(word, (shared.get(word) || 0) + 1));
  });
  const MOST_SHARED = 12;

  // The other names of what was asked for: only when it is one of the names, or a telling word of one.
  function otherNames(asked) {
    const found = new Map();
    groups.forEach(function (group) {
      const meant = group.some((form) => form.key === asked ||
        (asked.length > 2 && shared.get(asked) <= MOST_SHARED && parts(form.key).includes(asked)) ||
        (/[\u3040-\u9fff]/.test(asked) && asked.length > 1 && form.key.includes(asked)));
      if (meant) group.forEach((form) => { if (form.key !== asked) found.set(form.key, form.name); });
    });
    return found;
  }

  // A query is terms that must all be found; a term has forms, its own before the others.
  function terms(query) {
    const date = asDate(query);
    if (date) return [[{ re: datePattern(date), name: "" }]];
    const whole = otherNames(query).size ? [query] : query.split(/\s+/);
    return whole.map(function (word) {
      const forms = [{ re: pattern(word), name: "" }];
      const own = sections.some((section) => [section.head, section.prose.text, ...section.rows.map((row) => row.text.text)]
        .some((text) => text.search(forms[0].re) >= 0));
      const others = otherNames(word);
      spellings(word, !own && !others.size).forEach(function (pair) {
        others.set(pair[0], pair[1]);
        otherNames(pair[0]).forEach((name, key) => others.set(key, name));
      });
      others.forEach((name, key) => { if (parts(key).length) forms.push({ re: pattern(key), name: name, key: key }); });
      return forms;
    });
  }

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
    const query = folded(asked.trim()).replace(/\s+/g, " ").replace(/^[\s.,;:!?"“”]+|[\s.,;:!?"“”]+$/g, "");
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
