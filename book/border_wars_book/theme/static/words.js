// How words are looked for, by the search of the book and in a long table: where one begins, names widened by
// what else means the same, spellings by their sound, dates in all their forms.
"use strict";
(function () {
  const { folded, asDate, monthForms } = window.bookCivil;

  // What somebody typed, as it is looked for.
  function cleaned(asked) {
    return folded(asked.trim()).replace(/\s+/g, " ").replace(/^[\s.,;:!?"“”]+|[\s.,;:!?"“”]+$/g, "");
  }

  const parts = (key) => key.split(/[\s()/,.-]+/).filter(Boolean);

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

  // What to look for in texts, each `whole` and as folded `text`, and groups of names that mean one thing: a query's terms.
  function reader(texts, names) {
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
        texts.forEach((one) => add(one.whole));
        names.forEach((group) => group.forEach(add));
      }
      const key = sound(word);
      const keys = alsoNear ? [key, sound(asFrench(word))] : [key]; // what the book has is meant as it has it
      const same = new Map(keys.flatMap((one) => [...(heard.get(one) || [])]));
      if (same.size || !alsoNear || word.length < 6) return [...same].filter((pair) => pair[0] !== word);
      const close = [];
      heard.forEach((words, other) => { if (other[0] === key[0] && near(key, other)) close.push(...words); });
      return close;
    }

    const groups = names.map((group) => group.map((name) => ({ name: name, key: folded(name) })));
    const shared = new Map(); // in how many groups a word of a name stands: "river" names nothing
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
        const own = texts.some((one) => one.text.search(forms[0].re) >= 0);
        const others = otherNames(word);
        spellings(word, !own && !others.size).forEach(function (pair) {
          others.set(pair[0], pair[1]);
          otherNames(pair[0]).forEach((name, key) => others.set(key, name));
        });
        others.forEach((name, key) => { if (parts(key).length) forms.push({ re: pattern(key), name: name, key: key }); });
        return forms;
      });
    }

    return terms;
  }

  window.bookWords = { cleaned: cleaned, parts: parts, datePattern: datePattern, reader: reader };
})();
