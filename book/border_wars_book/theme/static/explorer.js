// Ask the book: two boundaries, a reading of each and a clock; how long between, and what decides.
// One function that builds itself inside any element; the last lines start it on its page.
"use strict";
window.bookExplorer = function (root, data, options) {
  const civil = window.bookCivil;
  const IN_SVG = ["svg", "path", "rect", "circle", "text", "g"];
  const MOST = 60, BEFORE = 5; // names offered at once, and of those the ones before what is chosen
  const SIDES = { a: "From", b: "To" }, NARROW = 560; // pixels below which a table is stacked
  const number = (window.bookExplorer.made = (window.bookExplorer.made || 0) + 1);
  const id = (name) => "ask-" + number + "-" + name;

  function make(tag, attributes, ...inside) {
    const made = IN_SVG.includes(tag) ? document.createElementNS("http://www.w3.org/2000/svg", tag) : document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) made.setAttribute(name, value);
    made.append(...inside);
    return made;
  }
  function button(words, name, act) {
    const made = make("button", { type: "button", class: name }, words);
    made.addEventListener("click", act);
    return made;
  }

  // What can be chosen: each boundary with its title, its readings by a short name, and what finds it.
  const slug = (text) => civil.folded(text).replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "");
  const choices = new Map(data.boundaries.map(function (boundary) {
    const event = boundary.event, readings = new Map(), place = event.place;
    boundary.readings.forEach(function (reading) {
      const who = reading.standing ? reading.who || reading.cites.join("; ") : "";
      let key = slug(who);
      for (let again = 2; readings.has(key); again += 1) key = slug(who) + "-" + again;
      readings.set(key, Object.assign({ key: key, by: who || options.preferred || "as the book prefers it" }, reading));
    });
    const title = event.label + (boundary.side ? " (" + boundary.side + ")" : "");
    const told = boundary.readings.map((reading) => reading.words.replace(/\u00a0/g, " ")).join("\n");
    const layers = [title, event.names.join("\n"), [event.lane, event.id, place ? [place.name, ...place.names].join("\n") : "", told].join("\n")];
    return [boundary.name, { name: boundary.name, title: title, event: event, readings: readings, told: civil.folded(told),
      layers: layers.map(civil.folded), first: boundary.readings[0].first }];
  }));
  const inTime = [...choices.values()].sort((one, other) => one.first - other.first);
  const clocks = new Map(data.clocks.map((clock) => [clock.id, clock]));
  let state = null;

  // The boundaries that a reader's words mean: a date in any form, or words all of which begin one of theirs.
  function search(text) {
    const query = civil.folded(text.trim()).replace(/\s+/g, " ");
    const date = civil.asDate(query) || (/^\d{4}$/.test(query) ? { year: query } : null);
    const exact = (words) => words.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
    const begins = (words) => new RegExp((/^[\u2e80-\ud7af]/.test(words) ? "" : "(?<![\\p{L}\\p{N}])") + exact(words), "u");
    let rank;
    if (date && date.year) {
      const year = Number(date.year), first = civil.dayNumber(year, date.month || 1, date.day || 1);
      const next = date.day ? first + 1 : civil.dayNumber(date.month ? year : year + 1, date.month ? date.month + 1 : 1, 1);
      const words = civil.folded(civil.dateText(first).split("\u00a0").slice(date.day ? 0 : date.month ? 1 : 2).join(" ")), named = begins(words);
      const within = (reading) => reading.first < next * 86400 && reading.last >= first * 86400;
      rank = (one) => one.told.startsWith(words) ? 0 : named.test(one.told) ? 1 : [...one.readings.values()].some(within) ? 2 : 9;
    } else {
      const words = query.split(" ").map(begins);
      rank = (one) => Math.max(...words.map((word) => [...one.layers.keys(), 9].find((at) => at > 2 || word.test(one.layers[at]))));
    }
    return inTime.map((one) => [rank(one), one]).filter((pair) => pair[0] < 9)
      .sort((one, other) => one[0] - other[0]).map((pair) => pair[1]);
  }

  // A field with the list of what its words find: the pattern of a combobox with a listbox.
  function chooser(side) {
    const input = make("input", { id: id(side), type: "text", role: "combobox", autocomplete: "off", spellcheck: "false",
      "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": id(side + "-list"), "aria-describedby": id("help") });
    const list = make("ul", { id: id(side + "-list"), role: "listbox", "aria-label": SIDES[side], hidden: "" });
    const readings = make("select", { id: id(side + "-reading") });
    const label = make("label", { for: readings.id }, "Reading");
    const told = make("p", { class: "explorer-told" });
    let found = [], active = -1;

    function mark(at) {
      if (list.children[active]) list.children[active].setAttribute("aria-selected", "false");
      active = at;
      const option = list.children[at];
      if (!option || !found[at]) { input.removeAttribute("aria-activedescendant"); return; }
      option.setAttribute("aria-selected", "true");
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    }
    function open(text) { // without words, what lies about the chosen one in time
      found = search(text);
      const own = text ? 0 : found.findIndex((one) => one.name === state[side]);
      found = found.slice(Math.max(own - BEFORE, 0));
      const more = found.length - MOST;
      const shown = found.slice(0, MOST).map((one, at) => make("li", { role: "option", id: id(side + at), "aria-selected": "false" },
        one.title, make("small", {}, [...one.readings.values()][0].words + " · " + one.event.lane)));
      if (!shown.length || more > 0) shown.push(make("li", { role: "option", "aria-disabled": "true", class: "explorer-more" },
        shown.length ? more + " more: type on" : "Nothing in the record is called so, or has that date"));
      list.replaceChildren(...shown);
      list.hidden = false;
      input.setAttribute("aria-expanded", "true");
      mark(Math.min(own, BEFORE));
    }
    function close() {
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      mark(-1);
      input.value = choices.get(state[side]).title;
    }
    function pick(at) {
      const one = found[at];
      close();
      if (one && one.name !== state[side]) choose({ [side]: one.name, ["r" + side]: "" });
    }
    input.addEventListener("input", () => open(input.value));
    input.addEventListener("focus", () => input.select());
    input.addEventListener("click", () => { if (list.hidden) { open(""); input.select(); } });
    input.addEventListener("blur", close); // what was typed and not chosen is no choice
    input.addEventListener("keydown", function (event) {
      const last = Math.min(found.length, MOST) - 1;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        const step = event.key === "ArrowDown" ? 1 : -1;
        if (list.hidden) open("");
        else mark(active + step > last ? 0 : active + step < 0 ? last : active + step);
      } else if (event.key === "Enter" && !list.hidden) pick(active);
      else if (event.key === "Escape" && !list.hidden) close();
      else return;
      event.preventDefault();
    });
    list.addEventListener("mousedown", (event) => event.preventDefault());
    list.addEventListener("click", function (event) {
      const option = event.target.closest("li");
      if (option && found[[...list.children].indexOf(option)]) pick([...list.children].indexOf(option));
    });
    readings.addEventListener("change", () => choose({ ["r" + side]: readings.value }));

    function show() {
      const one = choices.get(state[side]), reading = one.readings.get(state["r" + side]);
      input.value = one.title;
      readings.replaceChildren(...[...one.readings.values()].map(function (each) {
        const option = make("option", { value: each.key }, each.words + ", " + each.by);
        option.selected = each === reading;
        return option;
      }));
      readings.hidden = label.hidden = one.readings.size < 2;
      told.replaceChildren(reading.words, ...(reading.standing ? [": " + reading.standing.toLowerCase() + ", " + reading.cites.join("; ")] : []));
      const row = options.row && options.row(one.event);
      if (row) told.append(" ", make("a", { href: row }, "in the chronology"));
    }
    const place = make("div", { class: "explorer-side explorer-" + side }, make("label", { for: input.id }, SIDES[side]),
      make("div", { class: "explorer-box" }, input, list), label, readings, told);
    return { place: place, show: show };
  }

  // Words for what was found.
  function endText([first, last]) {
    const told = [first, last].map(civil.dateText);
    return last - first === 1 ? civil.toText(...told).replace(" to ", " or ") : civil.betweenText(...told);
  }
  function endsText(found) {
    if (found.settled) return civil.toText(...found.dates.map(civil.dateText));
    const told = [endText([found.dates[0], found.shortestDates[0]]), endText([found.shortestDates[1], found.dates[1]])];
    return (told[0].startsWith("between") ? "from " : "") + told.join(" to ");
  }
  const on = (clock) => "on the clock of " + clock.name;
  function counted(found, words) {
    const days = words.days + "\u00a0day" + (words.days === "1" ? "" : "s");
    const months = [...found.calendar, ...found.calendarMin].some((part, at) => part && at % 3 < 2);
    return endsText(found) + ": " + days + (months ? ", or " + words.calendar : "") + ", the last day not counted";
  }

  function table(caption, heads, rows) {
    const cells = (tag, texts) => texts.map((text, at) => make(tag, tag === "td" ? { "data-label": heads[at] } : { scope: "col" }, ...[].concat(text)));
    return make("div", { class: "table-scroll" }, make("table", {}, make("caption", {}, caption),
      make("thead", {}, make("tr", {}, ...cells("th", heads))),
      make("tbody", {}, ...rows.map((row) => make("tr", row.other ? { class: "explorer-other" } : {}, ...cells("td", row))))));
  }

  // The clocks by the answer they give, the chosen clock's first; and how often each answer is given in all.
  function byClock(from, to, clock) {
    const answers = new Map();
    for (const one of [clock, ...data.clocks.filter((other) => other !== clock)]) {
      const found = civil.interval(from, to, one), words = found.refused ? null : civil.intervalWords(found);
      const key = words ? words.calendar + "\n" + words.days : "";
      if (!answers.has(key)) answers.set(key, { words: words, dates: new Map(), count: 0 });
      const answer = answers.get(key), dates = words ? endsText(found) : "";
      answer.dates.set(dates, [...(answer.dates.get(dates) || []), one.name]);
      answer.count += 1;
    }
    const own = [...answers.keys()][0];
    return table("On every clock: the same two moments, and the answers that " + data.clocks.length + " clocks give",
      ["By the calendar", "Days", "Clocks", "Which, and their dates"], [...answers].map(function ([key, answer]) {
        const row = [answer.words ? answer.words.calendar : "no answer", answer.words ? answer.words.days : "",
          String(answer.count), [...answer.dates].map(([dates, names]) => make("p", {}, civil.listText(names) + (dates && ": " + dates)))];
        row.other = key !== own;
        if (row.other) row[0] = [row[0] + " ", make("b", {}, answer.words ? "another answer" : "")];
        return row;
      }));
  }
  function byReading(turned, clock) {
    const rows = [];
    const told = (change) => {
      const next = Object.assign({}, state, change);
      const pair = ["a", "b"].map((side) => choices.get(next[side]).readings.get(next["r" + side]));
      if (turned) pair.reverse();
      const after = pair[0].first > pair[1].last, found = civil.interval(...(after ? pair.reverse() : pair), clock);
      if (found.refused) return ["no answer", "", ""];
      const { elapsed, days, calendar } = civil.intervalWords(found);
      return [after ? calendar + ", in the other order" : calendar, days, elapsed];
    };
    const form = (row) => row[0] + "\n" + row[1], own = form(told({}));
    for (const side of ["a", "b"]) {
      const one = choices.get(state[side]);
      if (one.readings.size < 2) continue;
      one.readings.forEach(function (reading, key) {
        const row = told({ ["r" + side]: key }), chosen = key === state["r" + side];
        const name = chosen ? make("b", {}, reading.by) : button(reading.by, "explorer-link", () => { choose({ ["r" + side]: key }); status.focus(); });
        const other = form(row) !== own;
        rows.push(Object.assign([[SIDES[side] + ": ", name, make("p", {}, reading.words)],
          other ? [row[0] + " ", make("b", {}, "another answer")] : row[0], row[1], row[2]], { other: other }));
      });
    }
    return rows.length ? [table("By every reading, the rest unchanged, " + on(clock),
      ["Reading", "By the calendar", "Days", "Elapsed"], rows)] : [];
  }
  const readingsOf = (turned) => (turned ? ["b", "a"] : ["a", "b"]).map((side) => [...choices.get(state[side]).readings.values()]);
  function otherOrder(turned) {
    const [from, to] = readingsOf(turned), all = from.flatMap((one) => to.map((other) => one.first > other.last));
    const other = all.filter(Boolean).length;
    return other ? " By " + other + " of the " + all.length + " pairs of readings the other did." : "";
  }
  function verdict(turned, found, words) {
    const form = (one) => String([one.calendarMin, one.calendar]);
    const [from, to] = readingsOf(turned);
    let all = 0, same = 0;
    for (const one of from) for (const other of to) for (const clock of data.clocks) {
      all += 1;
      if (form(civil.interval(one, other, clock)) === form(found)) same += 1;
    }
    return make("p", {}, "Of " + civil.numberText(all) + " ways to count, every reading of both on every clock, " +
      civil.numberText(same) + (same === 1 ? " gives " : " give ") + words.calendar + ".");
  }

  // A drawing as wide as its place, and words in it that keep within.
  const wide = () => Math.max(280, Math.floor(drawn.clientWidth));
  function picture(width, high, said, ...inside) {
    return make("svg", { viewBox: "0 0 " + width + " " + high, width: width, height: high, role: "img", "aria-label": said }, ...inside);
  }
  function text(width, x, y, words, name) {
    const most = Math.floor(width / 9), told = words.length > most ? words.slice(0, most).replace(/\s\S*$/, "") + " …" : words;
    const side = x < width / 3 ? "start" : x > width * 2 / 3 ? "end" : "middle";
    return make("text", { x: Math.min(Math.max(x, 8), width - 8), y: y, "text-anchor": side, class: name }, told);
  }

  // Both ranges on one axis, in the dates of the clock.
  function ticks(first, last, clock, most) {
    const ahead = civil.offset(clock, first) || 0, low = first + ahead, high = last + ahead, day = 86400;
    const at = (local, label) => [local - (civil.offset(clock, local - ahead) ?? ahead), label];
    const dated = (number, from, to) => civil.dateText(number).split("\u00a0").slice(from, to)
      .map((word) => (/^[A-Z]/.test(word) ? word.slice(0, 3) : word)).join("\u00a0");
    const every = (step, told) => {
      const made = [];
      for (let local = Math.ceil(low / step) * step; local <= high && made.length <= most; local += step) made.push(at(local, told(local)));
      return made;
    };
    const hour = (local) => (local % day ? civil.timeText(((local % day) + day) % day) : dated(local / day, 0, 2));
    const months = (step) => {
      const made = [], date = civil.dateOf(Math.floor(low / day));
      for (let month = Math.ceil((date.year * 12 + date.month) / step) * step; made.length <= most; month += step) {
        const number = civil.dayNumber(Math.floor(month / 12), month % 12 + 1, 1);
        if (number * day > high) break;
        made.push(at(number * day, step % 12 ? dated(number, 1, 3) : dated(number, 2, 3)));
      }
      return made;
    };
    const tries = [...[900, 3600, 10800, 21600, 43200].map((step) => () => every(step, hour)),
      ...[1, 2, 5, 10].map((step) => () => every(step * day, (local) => dated(local / day, 0, 2))),
      ...[1, 3, 6, 12, 24, 60, 120, 240, 600].map((step) => () => months(step))];
    for (const one of tries) { const made = one(); if (made.length <= most) return made; }
    return [];
  }
  function axis(pair, from, to, clock, words) {
    const width = wide(), edge = 8, low = Math.min(from.first, to.first), span = Math.max(from.last, to.last) - low || 3600;
    const first = low - span * 0.04, last = low + span * 1.04;
    const x = (second) => Math.round((edge + (second - first) / (last - first) * (width - 2 * edge)) * 10) / 10;
    const bar = (range, y, name) => make("rect", { x: x(range.first) - 2, y: y, width: x(range.last) - x(range.first) + 4, height: 10, rx: 2, class: name });
    const marks = ticks(first, last, clock, Math.max(3, Math.floor(width / 90))).filter(([at]) => x(at) > 24 && x(at) < width - 24);
    return picture(width, 146, pair[0].title + ", " + from.words + "; " + pair[1].title + ", " + to.words + ". Between them " + words.elapsed + ".",
      make("path", { d: "M" + edge + " 118H" + (width - edge) + marks.map(([at]) => "M" + x(at) + " 114v8").join(""), class: "axis" }),
      ...marks.map(([at, label]) => make("text", { x: x(at), y: 138, "text-anchor": "middle" }, label)),
      text(width, x(from.first), 14, pair[0].title, "a"), bar(from, 20, "a"), text(width, x(to.last), 50, pair[1].title, "b"), bar(to, 56, "b"),
      make("path", { d: "M" + x(from.first) + " 84H" + x(to.last), class: "most" }),
      make("path", { d: from.last < to.first ? "M" + x(from.last) + " 84H" + x(to.first) : "", class: "least" }),
      text(width, (x(from.first) + x(to.last)) / 2, 103, words.elapsed.length * 7 < width ? words.elapsed : "", ""));
  }

  // Where the two were: true distances along the line between them, on a plane about its middle.
  const RADIUS = 6371.0088, TURN = Math.PI / 180, FILLED = 0.6, LEAST = 400; // of the map by the line; kilometres to the edge
  function map(pair) {
    const places = pair.map((one) => one.event.place);
    if (!places[0] || !places[1]) return [];
    const vector = ({ lon, lat }) => [Math.cos(lat * TURN) * Math.cos(lon * TURN), Math.cos(lat * TURN) * Math.sin(lon * TURN), Math.sin(lat * TURN)];
    const dot = (one, other) => one.reduce((sum, part, at) => sum + part * other[at], 0);
    const length = (one) => Math.sqrt(dot(one, one));
    const cross = (u, v) => [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]];
    const [one, other] = places.map(vector);
    const apart = RADIUS * Math.atan2(length(cross(one, other)), dot(one, other));
    const between = one.map((part, at) => part + other[at]), middle = between.map((part) => part / length(between));
    const east = cross([0, 0, 1], middle).map((part) => part / Math.hypot(middle[0], middle[1])), north = cross(middle, east);
    const width = wide(), high = Math.round(Math.min(width * 0.6, 360));
    const half = [east, north].map((axis) => Math.abs(dot(other, axis))), way = Math.hypot(...half) || 1;
    const scale = Math.min(...[width, high].map((side, at) => FILLED * side * way / (apart * half[at] || 1)), high / 2 / LEAST);
    function place(point) {
      const to = vector(point), far = Math.acos(Math.min(1, Math.max(-1, dot(to, middle)))), along = [dot(to, east), dot(to, north)];
      const by = RADIUS * far * scale / (Math.hypot(...along) || 1);
      return [width / 2 + along[0] * by, high / 2 - along[1] * by].map((part) => Math.round(part * 10) / 10);
    }
    const land = (options.land || []).map(function (ring) {
      let lon = 0, lat = 0, path = "";
      for (let at = 0; at < ring.length; at += 2) {
        lon += ring[at]; lat += ring[at + 1];
        path += (at ? "L" : "M") + place({ lon: lon / 100, lat: lat / 100 }).join(" ");
      }
      return path + "Z";
    }).join("");
    const [from, to] = places.map(place), same = places[0] === places[1];
    const dotted = (at, up, name, where) => [make("circle", { cx: at[0], cy: at[1], r: 5, class: name }), text(width, at[0], at[1] + (up ? -12 : 22), where.name, name)];
    const said = same ? "Both at " + places[0].name + "." : places[0].name + " and " + places[1].name + ": " +
      civil.numberText(Math.round(apart)) + "\u00a0km apart by the shortest way.";
    return [make("figure", { class: "explorer-map" }, picture(width, high, said,
      make("rect", { width: width, height: high, class: "sea" }), make("path", { d: land, class: "land" }),
      make("path", { d: "M" + from.join(" ") + "L" + to.join(" "), class: "most" }), ...dotted(from, from[1] <= to[1], "a", places[0]),
      ...(same ? [] : dotted(to, from[1] > to[1], "b", places[1]))), make("figcaption", {}, said))];
  }

  // The form, then the answer.
  const fields = { a: chooser("a"), b: chooser("b") };
  const clockList = make("select", { id: id("clock") }, ...data.clocks.map((clock) => make("option", { value: clock.id }, clock.name)));
  clockList.addEventListener("change", () => choose({ clock: clockList.value }));
  const swap = button("Swap", "explorer-swap", () => choose({ a: state.b, b: state.a, ra: state.rb, rb: state.ra }));
  const fault = make("p", { class: "explorer-fault", role: "alert" });
  const status = make("div", { role: "status", tabindex: "-1" }), listed = make("dl", {});
  const drawn = make("div", { class: "explorer-drawn" });
  const copied = make("div", { class: "explorer-copy" });
  const decided = make("div", {});
  root.classList.add("explorer");
  root.replaceChildren(make("form", { class: "explorer-form", "aria-label": "Two events and a clock" }, fields.a.place, fields.b.place,
    make("div", { class: "explorer-side" }, make("label", { for: clockList.id }, "Clock"), clockList, swap),
    make("p", { id: id("help"), class: "explorer-help" }, "Type a word or a name in any of its scripts, a place, a lane such as “Korea”, or a date.")),
  fault, make("div", { class: "explorer-answer" }, status, listed), copied, drawn, decided);
  root.firstChild.addEventListener("submit", (event) => event.preventDefault());

  function write(text) { // a page from the disk may have no clipboard: then the text is chosen and copied as by hand
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const range = document.createRange();
    range.selectNodeContents(copied.querySelector("p"));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return document.execCommand("copy") ? Promise.resolve() : Promise.reject(new Error("refused"));
  }

  let draw = () => {};
  function show() {
    fields.a.show();
    fields.b.show();
    clockList.value = state.clock;
    const clock = clocks.get(state.clock);
    let pair = ["a", "b"].map((side) => choices.get(state[side]));
    let [from, to] = ["a", "b"].map((side) => choices.get(state[side]).readings.get(state["r" + side]));
    const turned = from.first > to.last;
    if (turned) { [from, to] = [to, from]; pair = [pair[1], pair[0]]; }
    const found = civil.interval(from, to, clock), silent = found.refused === "clock";
    const any = silent ? civil.interval(from, to, data.clocks.find((one) => !civil.interval(from, to, one).refused)) : found;
    const words = civil.intervalWords(any);
    const order = any.order === "possible" ? "Either may have come first: these readings leave the order open."
      : any.elapsed[1] === 0 ? "Both came at the same minute."
      : "“" + pair[0].title + "” came first" + (any.elapsed[0] ? "" : ", or both at the same minute") + (turned ? ", so it is counted from there." : ".") + otherOrder(turned);
    const dates = silent ? "no answer for these days" : counted(found, words);
    const rows = [["Order", order], ["Dates", silent ? dates : endsText(found)]];
    if (!silent) rows.push(["Days", words.days + "; " + words.inclusive + " with the last"],
      ["Calendar", words.calendar + "; " + words.calendarInclusive + " with the last day"],
      ["Other rule", "a library that clamps the day (dateutil) " + (found.sensitive ? "says " + words.clamped : "agrees")],
      ["Clocks", { strong: "well attested", conventional: "a convention, on nobody’s wall", weak: "weakly attested, at least one of them" }[found.attestation]]);
    status.replaceChildren(make("p", { class: "explorer-elapsed" }, words.elapsed, " ", make("small", {}, "on every clock")),
      make("p", {}, (silent ? "The clock of " + clock.name + " has " + dates : "On" + on(clock).slice(2) + ", " + dates) + "."));
    listed.replaceChildren(...rows.flatMap(([name, told]) => [make("dt", {}, name), make("dd", {}, told)]));
    const named = (one, reading) => "“" + one.title + "” (" + reading.words + (reading.standing ? ", " + reading.by : "") + ")";
    const source = [options.cite, options.address && location.href.split("#")[0] + "#" + written(state)].filter(Boolean).join(", ");
    const sentence = "From " + named(pair[0], from) + " to " + named(pair[1], to) + ": " + words.elapsed +
      (silent ? "" : "; " + on(clock) + ", " + dates) + ". " + source; // no point behind an address: it would be copied with it
    const copy = button("Copy", "explorer-swap", () => write(sentence).then(() => { copy.textContent = "Copied"; }, () => {}));
    copied.replaceChildren(make("p", {}, sentence), copy);
    decided.replaceChildren(make("h3", {}, "Which choices decide"), byClock(from, to, clock), ...byReading(turned, clock),
      ...(silent ? [] : [verdict(turned, found, words)]));
    draw = function () {
      drawn.replaceChildren(axis(pair, from, to, clock, words), ...map(pair));
      for (const one of decided.querySelectorAll("table")) one.classList.toggle("stacked", wide() < NARROW);
    };
    draw();
    const at = (side) => [state[side], [...choices.get(state[side]).readings.keys()].indexOf(state["r" + side])];
    if (options.changed) options.changed(Object.assign({ chosen: { a: at("a"), b: at("b") } }, state));
  }

  // The address holds the choice; one that the record cannot answer is told in a line, and what can be is shown.
  function written(chosen) {
    return ["a", "b", "clock", "ra", "rb"].filter((name) => chosen[name])
      .map((name) => name + "=" + encodeURIComponent(chosen[name]).replace(/%3A/g, ":")).join("&");
  }
  function read(asked) {
    const next = Object.assign({ ra: "", rb: "" }, asked), wrong = [];
    const known = (name, among, what) => {
      if (among.has(next[name])) return;
      if (next[name] !== undefined) wrong.push("no " + what + " “" + next[name] + "”");
      next[name] = options[name] && among.has(options[name]) ? options[name] : among.keys().next().value;
      if (name === "a" || name === "b") next["r" + name] = "";
    };
    known("a", choices, "event"); known("b", choices, "event"); known("clock", clocks, "clock");
    for (const side of ["a", "b"]) {
      const readings = choices.get(next[side]).readings;
      if (readings.has(next["r" + side])) continue;
      if (next["r" + side]) wrong.push("no reading “" + next["r" + side] + "” of “" + choices.get(next[side]).title + "”");
      next["r" + side] = readings.keys().next().value;
    }
    fault.textContent = wrong.length ? "The record has " + civil.listText(wrong) + "; something else stands in the place." : "";
    state = { a: next.a, b: next.b, clock: next.clock, ra: next.ra, rb: next.rb };
    show();
  }
  function fromAddress() {
    const hash = location.hash.slice(1);
    if (hash && !hash.includes("=")) return; // a heading of the page
    const asked = {};
    new URLSearchParams(hash).forEach((value, name) => { asked[name] = value; });
    read(hash ? asked : {});
    if (hash && !root.contains(document.activeElement)) root.scrollIntoView(); // a link led here
  }
  function choose(change) {
    const next = Object.assign({}, state, change);
    read(next);
    const hash = "#" + written(next);
    if (options.address && hash !== location.hash) history.pushState(null, "", hash);
  }
  if (options.address) { window.addEventListener("hashchange", fromAddress); fromAddress(); }
  if (!state) read({});
  let was = drawn.clientWidth;
  new ResizeObserver(function () { if (drawn.clientWidth !== was) { was = drawn.clientWidth; draw(); } }).observe(drawn);
  return { show: read, state: () => Object.assign({}, state) };
};
(function () {
  const place = document.getElementById("explorer");
  if (!place || !window.bookInstants) return;
  // The page's first worked example is what stands there until something is chosen.
  const example = document.querySelector("article a[href*='#a=']");
  const first = new URLSearchParams(example ? example.hash.slice(1) : "");
  window.bookExplorer(place, window.bookCivil.opened(window.bookInstants), Object.assign(Object.fromEntries(first), {
    address: true, cite: window.bookInstants.cite, land: window.bookLand, row: (event) => "chronology.html#" + event.id,
  }));
})();
