// A moment moved through a stretch of time: clocks, what had happened by then and what each place knew.
// What is only possible stays open or broken. A walk is the panels that follow: reading on, a key or a
// click moves to the next; the wheel scrolls the page and nothing else.
"use strict";
(function () {
  const civil = window.bookCivil;
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  const MINUTE = 60, DAY = 86400, LONG = 4 * DAY; // a longer stretch is told in days
  const SAID = { has: "has happened", may: "may have happened", not: "not yet" };
  const WITHIN = { has: "within", may: "perhaps within", not: "outside" };

  // What historical_time.instants.InstantRange says of [first, last], both included.
  const by = (one, moment) => (moment >= one.last ? "has" : moment >= one.first ? "may" : "not");
  const within = (one, start, end) => (start <= one.first && one.last <= end ? "has"
    : one.last < start || end < one.first ? "not" : "may");

  // Addresses: #t=1945-08-08T15:10Z, or two such moments with a stroke between.
  const MOMENT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)Z$/;
  function read(text) {
    const found = MOMENT.exec(text);
    if (!found) return null;
    const [year, month, day, hour, minute] = found.slice(1).map(Number);
    return civil.dayNumber(year, month, day) * DAY + hour * 3600 + minute * MINUTE;
  }
  function write(moment) {
    const date = civil.dateOf(Math.floor(moment / DAY)), two = (number) => String(number).padStart(2, "0");
    return date.year + "-" + two(date.month) + "-" + two(date.day) + "T" +
      civil.timeText(moment - Math.floor(moment / DAY) * DAY).slice(0, 5) + "Z";
  }
  function asked() {
    const [first, second] = location.hash.startsWith("#t=")
      ? location.hash.slice(3).replace(/%3A/gi, ":").replace(/%2F/gi, "/").split("/").map(read) : [];
    return first == null ? null : second == null ? { from: null, at: first } : { from: first, at: second };
  }

  function make(name, parts, ...children) {
    const made = /^(svg|g|path|circle|text|rect)$/.test(name)
      ? document.createElementNS("http://www.w3.org/2000/svg", name) : document.createElement(name);
    for (const [key, value] of Object.entries(parts || {})) {
      if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
      else made.setAttribute(key, value);
    }
    made.append(...children.filter((one) => one !== null));
    return made;
  }
  const button = (words, label, act) => make("button", { type: "button", "aria-label": label, onclick: act }, words);

  function start(figure) {
    const told = JSON.parse(figure.querySelector(".moment-data").textContent);
    const [first, last] = told.span, days = last - first > LONG, [minor, major] = told.steps;
    const events = told.events.map(([id, name, from, to, said, at, address]) =>
      ({ id: id, name: name, first: from, last: to, said: said, at: at, address: address }));
    const ways = told.ways.map(([name, hue, from, to, until, line]) => ({ name: name, hue: hue, first: from, last: to, until: until, line: line }));
    const stops = [...new Set(events.flatMap((one) => [one.first, one.last]))]
      .filter((one) => first <= one && one <= last).sort((one, other) => one - other);
    const clocks = told.clocks;
    const home = clocks.find((one) => one.name === told.home) || clocks[0];
    const stage = figure.querySelector(".stage");
    const map = stage.querySelector(".moment-map");
    let now = first, since = null, view = null, drawnStep = -1, wandered = false, finely = false;

    // Words for a moment on a clock.
    function civilOf(clock, moment) {
      const found = civil.civil(clock, moment);
      return { date: civil.dateText(found.day).replace(/\u00a0\d+$/, ""), time: civil.timeText(found.second) };
    }
    function worded(moment) {
      const found = civilOf(home, moment);
      return (days ? found.date : found.time + " on " + found.date) + " in " + home.name;
    }

    // The clocks.
    const rows = clocks.map(function (clock) {
      const row = { clock: clock, time: make("span", { class: "clock-time" }), date: make("span", { class: "clock-date" }),
        known: make("span", { class: "clock-known" }), hands: [6, 8.5].map((long) => make("path", { d: "M0 1.5V-" + long })) };
      row.item = make("li", { class: "clock" }, make("svg", { class: "dial", viewBox: "-11 -11 22 22", "aria-hidden": "true" },
        make("circle", { r: 10 }), ...row.hands), make("span", { class: "clock-name" }, clock.name), row.time, row.date, row.known);
      return row;
    });
    function tell(row) {
      const found = civilOf(row.clock, now), light = row.clock.light.filter((one) => one[0] <= now).pop();
      row.time.textContent = found.time;
      row.date.textContent = found.date;
      row.date.dataset.short = found.date.replace(/(\w{3})\w*$/, "$1");
      const minutes = civil.civil(row.clock, now).second / MINUTE;
      [minutes / 2, minutes * 6].forEach((turn, hand) => row.hands[hand].setAttribute("transform", "rotate(" + turn % 360 + ")"));
      let known = [], news = "not";
      for (const [at, words, isNews] of row.clock.told) {
        const state = by(events[at], now);
        if (state === "has") known = [words];
        if (state === "may") known.push(words.startsWith("has ") ? words.replace("has ", "has perhaps ") : "perhaps " + words);
        if (isNews && state !== "not") news = state;
      }
      row.known.textContent = known.join("; ");
      row.item.dataset.news = news;
      row.item.dataset.light = light ? light[1] : "";
    }

    // The map: what happened at its places, ways, and labels of the last and of what a step shows.
    const over = make("svg", { class: "moment-over", "aria-hidden": "true" });
    const [wide, high] = told.size;
    const places = new Map();
    for (const one of events.filter((event) => event.at.length)) {
      const key = one.at.join();
      if (!places.has(key)) places.set(key, { at: one.at, events: [] });
      places.get(key).events.push(one);
    }
    function arrow(way) {
      const at = way.line.length - 2, [x, y] = way.line.slice(at), turn = Math.atan2(y - way.line[at - 1], x - way.line[at - 2]);
      const corner = (side) => [x - 7 * Math.cos(turn + side), y - 7 * Math.sin(turn + side)].map((one) => one.toFixed(1)).join(" ");
      let line = "M";
      for (let step = 0; step <= at; step += 2) line += (step ? "L" : "") + way.line[step] + " " + way.line[step + 1];
      const made = make("path", { class: "way", d: line + "M" + corner(0.45) + "L" + x + " " + y + "L" + corner(-0.45) });
      made.style.stroke = "var(--figure-full-" + way.hue + ")";
      return made;
    }
    ways.forEach((way) => over.append(way.drawn = arrow(way)));
    for (const place of places.values()) {
      over.append(place.ring = make("circle", { class: "ring", cx: place.at[0], cy: place.at[1], r: 8 }),
        place.drawn = make("circle", { class: "mark", cx: place.at[0], cy: place.at[1], r: 3.4 }));
    }
    const labels = make("g"), lettering = make("g", { class: "lettering" });
    over.prepend(lettering);
    over.append(labels);

    // The words of the sheet in one size however near one looks; what has no room is left out.
    const words = told.words.map(function ([said, x, y, align, turn, role]) {
      const text = make("text", { "text-anchor": align, class: role }, said);
      if (role.startsWith("full-")) text.style.fill = "var(--figure-" + role + ")";
      return { text: text, x: x, y: y, align: align, turn: turn };
    });
    lettering.append(...words.map((one) => one.text));
    function letter(labelled) {
      const size = 11 * scale();
      const taken = labelled.map(([x, y, wide]) => [x, y, x + wide, y + 13 * 1.35 * scale()]);
      for (const one of words) {
        one.text.style.fontSize = size + "px";
        one.text.setAttribute("transform", "translate(" + one.x + " " + (one.y + size * 0.34) + ") rotate(" + -one.turn + ")");
        one.long = one.long || one.text.getComputedTextLength() / size;
        const long = one.long * size, turn = one.turn * Math.PI / 180;
        const wide = Math.abs(long * Math.cos(turn)) + Math.abs(size * Math.sin(turn));
        const high = Math.abs(long * Math.sin(turn)) + Math.abs(size * Math.cos(turn));
        const left = one.x - { start: 0, middle: wide / 2, end: wide }[one.align], top = one.y - high / 2;
        const free = left >= view[0] && left + wide <= view[0] + view[2] && top >= view[1] && top + high <= view[1] + view[3] &&
          !taken.some((other) => left < other[2] && other[0] < left + wide && top < other[3] && other[1] < top + high);
        one.text.style.display = free ? "" : "none";
        if (free) taken.push([left, top, left + wide, top + high]);
      }
    }

    // A label stands beside its mark, clear of those before it; one that the view cannot hold is left to the words below.
    function label(at, words, taken) {
      const size = 13 * scale(), text = make("text", {}, words), ground = make("rect", { rx: 2.5 * scale() });
      text.style.fontSize = size + "px";
      labels.append(ground, text);
      const wide = text.getComputedTextLength() + 8 * scale(), high = size * 1.35, off = 9 * scale();
      let x = at[0] + off, y = Math.min(Math.max(at[1] - high / 2, view[1]), view[1] + view[3] - high);
      if (x + wide > view[0] + view[2]) x = at[0] - off - wide;
      const meets = (other) => x < other[0] + other[2] && other[0] < x + wide && y < other[1] + high && other[1] < y + high;
      while (taken.some(meets)) y += high / 2;
      if (x < view[0] || y + high > view[1] + view[3]) { ground.remove(); text.remove(); return; }
      taken.push([x, y, wide]);
      for (const [key, value] of Object.entries({ x: x, y: y, width: wide, height: high })) ground.setAttribute(key, value);
      text.setAttribute("x", x + 4 * scale());
      text.setAttribute("y", y + high / 2 + size * 0.34);
    }
    const scale = () => view[2] / Math.max(map.clientWidth, 1); // units of the sheet to a pixel

    function mark(current, shown) {
      for (const way of ways) way.drawn.dataset.state = now > way.until ? "not" : by(way, now);
      const named = shown.map(([id, words]) => [events.find((one) => one.id === id), words])
        .filter(([one]) => one && one.at.length && by(one, now) !== "not");
      if (!named.length && current && current.at.length) named.push([current, current.name]);
      for (const place of places.values()) {
        const states = place.events.map((one) => by(one, now));
        place.drawn.dataset.state = states.includes("has") ? "has" : states.includes("may") ? "may" : "not";
        place.drawn.toggleAttribute("data-old", !place.events.some((one) => one.first <= now && now - one.last < (days ? 7 * DAY : DAY / 4)));
        place.ring.dataset.state = named.some(([one]) => place.events.includes(one)) ? "has" : "not";
        place.drawn.setAttribute("r", (place.drawn.hasAttribute("data-old") ? 3 : 4.5) * scale());
        place.ring.setAttribute("r", 9 * scale());
      }
      labels.replaceChildren();
      const taken = [];
      named.forEach(([one, words]) => label(one.at, words, taken));
      const reach = 9 * scale(); // of the ring, which no word of the sheet may run into
      named.forEach(([one]) => taken.push([one.at[0] - reach, one.at[1] - reach, 2 * reach]));
      letter(taken);
    }

    // The view: a box of the sheet, made as broad or as high as its frame, and kept on the sheet.
    function fitted(box) {
      const ratio = (map.clientWidth || wide) / (map.clientHeight || high);
      let [x, y, w, h] = box && box.length ? box : [0, 0, wide, high];
      const broad = w / h < ratio ? h * ratio : w, deep = w / h < ratio ? h : w / ratio;
      x -= (broad - w) / 2; y -= (deep - h) / 2; w = broad; h = deep;
      x = w > wide ? (wide - w) / 2 : Math.min(Math.max(x, 0), wide - w);
      y = h > high ? (high - h) / 2 : Math.min(Math.max(y, 0), high - h);
      return [x, y, w, h];
    }
    function look(box) {
      view = box;
      for (const svg of map.querySelectorAll("svg")) svg.setAttribute("viewBox", box.map((one) => one.toFixed(2)).join(" "));
    }

    // The strip: how many events lie where, those of a range paler, and where the moment stands.
    const BINS = 124;
    const strip = make("svg", { class: "strip", viewBox: "0 0 1000 40", preserveAspectRatio: "none", "aria-hidden": "true" });
    const across = (moment) => (moment - first) / (last - first) * 1000;
    const counts = { exact: Array(BINS).fill(0), range: Array(BINS).fill(0) };
    for (const one of events) {
      const bins = [one.first, one.last].map((end) => Math.min(Math.max(Math.floor(across(end) / 1000 * BINS), 0), BINS - 1));
      for (let bin = bins[0]; bin <= bins[1]; bin += 1) counts[one.last - one.first < (last - first) / BINS ? "exact" : "range"][bin] += 1;
    }
    for (const [kind, tall] of [["range", 12], ["exact", 36]]) {
      const most = Math.max(...counts[kind], 1);
      counts[kind].forEach(function (count, bin) {
        const high = count / most * tall;
        if (count) strip.append(make("rect", { class: kind, x: bin * 1000 / BINS, width: 1000 / BINS - 1.5, y: 40 - high, height: high }));
      });
    }
    const tip = strip.appendChild(make("rect", { class: "current", y: 0, height: 40, x: 0, width: 4 }));
    const stretch = strip.appendChild(make("rect", { class: "stretch", y: 0, height: 40, x: 0, width: 0 }));
    // Midnights of the clock at home, or in a long stretch the first days of months.
    const ticks = make("div", { class: "ticks", "aria-hidden": "true" });
    const ahead = civil.offset(home, first);
    for (let day = Math.ceil((first + ahead) / DAY); day * DAY - ahead < last; day += 1) {
      const left = across(day * DAY - ahead) / 10, words = civil.dateText(day).split("\u00a0");
      if (left < 6 || left > 94 || (days && words[0] !== "1")) continue;
      const tick = ticks.appendChild(make("span", {}, days ? words[1] : words.slice(0, 2).join("\u00a0")));
      tick.style.left = left + "%";
    }
    const slider = make("input", { type: "range", min: first, max: last, step: MINUTE, "aria-label": "Moment" });
    const readout = make("p", { class: "readout" });
    const status = make("p", { class: "hidden", role: "status" });

    // The walk: the sections after the figure, each with its panel.
    const section = figure.closest("section");
    const steps = [...section.querySelectorAll(".panel")].map(function (panel) {
      const step = JSON.parse(panel.dataset.step);
      step.section = panel.closest("section");
      return step;
    });
    let at = -1, locked = 0;

    function current() {
      let found = null;
      for (const one of events) if (one.last <= now && one.last >= first && (!found || one.last > found.last ||
        (one.last === found.last && one.first > found.first))) found = one;
      return found;
    }

    function link(one) {
      return one.address ? make("a", { href: one.address }, one.name) : one.name;
    }
    function draw() {
      rows.forEach(tell);
      const latest = current(), next = events.filter((one) => one.first > now)[0];
      mark(latest, wandered || at < 0 ? [] : steps[at].shown);
      slider.value = now;
      slider.setAttribute("aria-valuetext", worded(now));
      const states = events.map((one) => (since === null ? by(one, now) : within(one, ...edges())));
      const count = (state) => states.filter((one) => one === state).length;
      const lines = since === null
        ? [make("span", {}, latest ? make("b", {}, latest.said + ": ") : null, latest ? link(latest) : "Nothing yet"),
          next ? make("span", { class: "next" }, "In " + civil.elapsedText(next.first - now) + ": ", link(next)) : null,
          make("span", { class: "counts" }, count("has") + " have happened, " + count("may") + " may have, " + count("not") + " not yet")]
        : [make("span", {}, make("b", {}, civil.elapsedText(edges()[1] - edges()[0])), " from " + worded(edges()[0])),
          make("span", { class: "counts" }, count("has") + " events within, " + count("may") + " perhaps, " + count("not") + " outside")];
      readout.replaceChildren(...lines.filter(Boolean));
      tip.setAttribute("x", latest ? across(latest.last) - 2 : -9);
      const [left, right] = since === null ? [now, now] : edges();
      stretch.setAttribute("x", across(left) - 1.5);
      stretch.setAttribute("width", across(right) - across(left) + 3);
      from.setAttribute("aria-pressed", String(since !== null));
      back.textContent = wandered && at >= 0 ? "Back to step " + (at + 1) : at < 0 ? steps.length + " steps" : "Step " + (at + 1) + " of " + steps.length;
      back.disabled = !wandered || at < 0;
      whole.hidden = view[2] > wide - 1 || view[3] > high - 1;
      if (table && table.open) list(states);
    }
    const edges = () => (since < now ? [since, now] : [now, since]);

    // Every row of the figure's table says how it stands.
    const table = figure.querySelector(".plot-table");
    function list(states) {
      const [head, ...body] = table.querySelectorAll("tr");
      if (!head.querySelector(".state")) {
        head.prepend(make("th", { scope: "col", class: "state" }, "By this moment"));
        body.forEach((row) => row.prepend(make("td", { class: "state" })));
      }
      body.forEach(function (row, number) {
        row.firstChild.textContent = (since === null ? SAID : WITHIN)[states[number]];
        row.dataset.state = states[number];
      });
    }
    if (table) table.addEventListener("toggle", draw);

    // Going somewhere: at once, or in a glide that a reader can do without.
    let frame = 0;
    function go(moment, box) {
      const target = Math.round(Math.min(Math.max(moment, first), last) / MINUTE) * MINUTE;
      cancelAnimationFrame(frame);
      const start = now, from = view || fitted(box), to = box === undefined ? from : fitted(box);
      const begun = performance.now(), long = calm.matches || box === undefined ? 0 : 700;
      function step(time) {
        const part = long ? Math.min((time - begun) / long, 1) : 1, eased = part * part * (3 - 2 * part);
        now = part === 1 ? target : Math.round((start + (target - start) * eased) / MINUTE) * MINUTE;
        look(from.map((one, side) => one + (to[side] - one) * eased));
        draw();
        if (part < 1) frame = requestAnimationFrame(step);
      }
      if (long) frame = requestAnimationFrame(step); else step(begun);
    }
    // A moment that a reader chose has its address in the history; one passed on the way has not.
    let saying = 0;
    function address(moment, how) {
      const hash = "#t=" + (since === null ? "" : write(since) + "/") + write(moment);
      if (hash !== location.hash) history[how](null, "", hash);
      clearTimeout(saying);
      saying = setTimeout(() => { status.textContent = worded(now) + ". " + readout.textContent; }, 400);
    }
    function wander(moment, fine) {
      wandered = true;
      go(moment);
      address(now, fine && finely ? "replaceState" : "pushState");
      finely = Boolean(fine);
    }
    function hop(way) {
      const next = way > 0 ? stops.find((one) => one > now) : [...stops].reverse().find((one) => one < now);
      if (next !== undefined) wander(next);
    }
    function walk(step, how) {
      if (!steps[step]) return;
      at = step;
      wandered = finely = false;
      since = null;
      steps.forEach((one, number) => one.section.toggleAttribute("data-current", number === at));
      go(steps[step].at, steps[step].box);
      address(steps[step].at, how);
    }
    function walkTo(step) {
      if (!steps[step]) return;
      locked = performance.now() + 1200; // what is passed on the way there is not meant
      walk(step, "pushState");
      steps[step].section.scrollIntoView({ block: "start" });
    }

    const back = make("button", { type: "button", class: "back", onclick: () => walkTo(at) });
    const whole = button("Whole map", "Whole map", () => go(now, []));
    const from = make("button", { type: "button", class: "from", "aria-pressed": "false", onclick: function () {
      since = since === null ? now : null;
      draw();
      address(now, "pushState");
    } }, "From here");
    const controls = make("div", { class: "controls", role: "group", "aria-label": "Steps" },
      steps.length ? button("‹", "Previous step", () => walkTo(at - 1)) : null, steps.length ? back : null,
      steps.length ? button("›", "Next step", () => walkTo(at + 1)) : null,
      make("span", { class: "gap" }),
      button("‹ Event", "Event before", () => hop(-1)), button("Event ›", "Event after", () => hop(1)),
      button("−", "Back by " + civil.elapsedText(major), () => wander(now - major)),
      button("+", "On by " + civil.elapsedText(major), () => wander(now + major)), from);
    slider.addEventListener("input", () => wander(Number(slider.value), true));
    slider.addEventListener("change", () => { finely = false; });
    slider.addEventListener("keydown", function (event) {
      const way = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 }[event.key];
      const hops = { PageUp: 1, PageDown: -1 }[event.key];
      if (event.altKey || event.ctrlKey || event.metaKey || !(way || hops)) return;
      event.preventDefault();
      if (way) wander(now + way * (event.shiftKey ? major : minor), true); else hop(hops);
    });
    stage.append(make("ol", { class: "clocks", "aria-label": "Clocks, and what was known there" }, ...rows.map((row) => row.item)), map,
      make("div", { class: "time" }, strip, slider), ticks, controls, readout, status);
    map.append(over, whole);

    // Steps stand beside the stage, the figure's words after them.
    if (steps.length) {
      const told = make("div", { class: "steps" }), walkway = make("div", { class: "walk" }, stage, told);
      (figure.closest(".cell") || figure).before(walkway);
      steps.forEach(function (step, number) {
        told.append(step.section);
        step.section.classList.add("step");
        step.section.prepend(make("button", { type: "button", class: "step-time", onclick: () => walkTo(number) }, worded(step.at)));
      });
    }
    document.addEventListener("keydown", function (event) {
      const way = { ArrowRight: 1, ArrowLeft: -1 }[event.key], on = document.activeElement;
      const box = stage.getBoundingClientRect(), seen = box.bottom > 0 && box.top < window.innerHeight;
      const free = on === document.body || on.id === "main" || (on.closest(".walk") && !on.matches("input"));
      if (!way || !free || !seen || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      walkTo(Math.max(at + way, 0));
    });
    // The step in view is the last whose head has come up to the middle of what is free of the stage.
    function inView() {
      const box = stage.getBoundingClientRect(), beside = steps.length && steps[0].section.getBoundingClientRect().right <= box.left;
      const top = beside || getComputedStyle(stage).position !== "sticky" ? 0 : Math.max(box.bottom, 0);
      const line = top + (window.innerHeight - top) * 0.5;
      return steps.filter((step) => step.section.getBoundingClientRect().top < line).length - 1;
    }
    let ticking = false;
    function scrolled() {
      ticking = false;
      const seen = inView();
      const meant = performance.now() >= locked && seen !== drawnStep;
      drawnStep = seen;
      if (meant && seen >= 0 && seen !== at) walk(seen, "replaceState");
    }
    window.addEventListener("scroll", function () {
      if (!ticking) requestAnimationFrame(scrolled);
      ticking = true;
    }, { passive: true });

    function arrive() {
      const found = asked();
      if (!found || found.at < first || found.at > last) return false;
      since = found.from;
      const step = since === null ? steps.findIndex((one) => one.at === found.at) : -1;
      if (step >= 0) { at = step; wandered = false; } else wandered = true;
      steps.forEach((one, number) => one.section.toggleAttribute("data-current", number === at && !wandered));
      go(found.at, step >= 0 ? steps[step].box : undefined);
      return true;
    }
    window.addEventListener("popstate", arrive);
    new ResizeObserver(function () {
      if (stage.parentElement) stage.parentElement.style.setProperty("--stage", stage.offsetHeight + "px");
      look(fitted(!wandered && at >= 0 ? steps[at].box : []));
      draw();
    }).observe(map);
    view = fitted([]);
    drawnStep = inView();
    if (arrive()) {
      locked = performance.now() + 1200;
      (steps.length ? stage.parentElement : stage).scrollIntoView({ block: "start" });
    }
    else if (steps.length) { now = steps[0].at; at = Math.max(drawnStep, 0); now = steps[at].at; look(fitted(steps[at].box)); draw(); }
    else draw();
  }
  document.querySelectorAll("figure.moment").forEach(start);
})();
