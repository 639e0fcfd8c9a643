// Clocks, days and intervals in whole numbers: what historical_time.intervals answers, with its words.
// Instants are seconds since 1970 in UTC, days are counted from 1 January 1970; Date and Intl, which know
// the machine's zones and not the record's clocks, are not asked.
"use strict";
window.bookCivil = (function () {
  const DAY = 86400;
  const NO_BREAK = "\u00a0", MINUS = "\u2212";
  const MONTHS = "January February March April May June July August September October November December".split(" ");
  const NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split(" ");
  const ATTESTED = ["strong", "conventional", "weak"]; // the later, the weaker
  const over = (number, by) => Math.floor(number / by);

  // Days and dates, by the count of days in eras of 400 years that begin in March.
  function dayNumber(year, month, day) {
    const of = month > 2 ? year : year - 1, era = over(of, 400), inEra = of - era * 400;
    const inYear = over(153 * (month + (month > 2 ? -3 : 9)) + 2, 5) + day - 1;
    return era * 146097 + inEra * 365 + over(inEra, 4) - over(inEra, 100) + inYear - 719468;
  }
  function dateOf(number) {
    const from = number + 719468, era = over(from, 146097), inEra = from - era * 146097;
    const year = over(inEra - over(inEra, 1460) + over(inEra, 36524) - over(inEra, 146096), 365);
    const inYear = inEra - (365 * year + over(year, 4) - over(year, 100));
    const march = over(5 * inYear + 2, 153), month = march + (march < 10 ? 3 : -9);
    return { year: year + era * 400 + (month < 3 ? 1 : 0), month: month, day: inYear - over(153 * march + 2, 5) + 1 };
  }
  const monthLength = (year, month) => (month === 12 ? 31 : dayNumber(year, month + 1, 1) - dayNumber(year, month, 1));

  // A clock is its offsets and the instants from which they hold; null where it has no answer.
  function offset(clock, second) {
    let low = 0, high = clock.from.length;
    while (low < high) {
      const middle = over(low + high, 2);
      if (clock.from[middle] <= second) low = middle + 1; else high = middle;
    }
    return low ? clock.offset[low - 1] : null;
  }
  function civil(clock, second) {
    const ahead = offset(clock, second);
    if (ahead === null) return null;
    const day = over(second + ahead, DAY);
    return { day: day, second: second + ahead - day * DAY };
  }

  // Years, months and days between two days in order, by the rules of historical_time.differences.
  function counted(start, year, month, day, short) {
    const months = 12 * (year - start.year) + month - start.month - (short ? 1 : 0);
    const before = month === 1 ? 31 : monthLength(year, month - 1);
    const days = short ? Math.max(before - start.day, 0) + day : Math.max(day - start.day, 0);
    return [over(months, 12), months % 12, days];
  }
  function difference(start, end) {
    const first = dateOf(start), last = dateOf(end);
    return counted(first, last.year, last.month, last.day, last.day < first.day);
  }
  const inclusive = (start, end) => difference(start, end + 1);
  function dateutil(start, end) {
    const first = dateOf(start), last = dateOf(end);
    const carried = Math.min(first.day, monthLength(last.year, last.month));
    return counted(first, last.year, last.month, last.day, last.day < carried);
  }
  function sensitive(start, end) {
    const first = dateOf(start), last = dateOf(end);
    return last.day < first.day && last.day === monthLength(last.year, last.month);
  }
  function signed(rule, start, end) {
    return start <= end ? rule(start, end) : rule(end, start).map((part) => (part ? -part : 0));
  }

  // All answers for two ranges of instants, each {first, last, attestation}, on one clock. What Python
  // raises is {refused: "after"} for a start certainly after the end, {refused: "clock"} for no answer.
  function interval(start, end, clock) {
    if (start.first > end.last) return { refused: "after" };
    const walls = [start.first, end.last, start.last, end.first].map((second) => civil(clock, second));
    if (walls.includes(null)) return { refused: "clock" };
    const [from, to, last, first] = walls.map((wall) => wall.day);
    const elapsed = [end.first - start.last, end.last - start.first];
    const least = first - last;
    return {
      elapsed: elapsed, order: elapsed[0] >= 0 ? "certain" : "possible",
      dates: [from, to], shortestDates: [last, first], settled: last === from && first === to,
      days: to - from, daysMin: least, daysInclusive: to - from + 1, daysInclusiveMin: least + (least >= 0 ? 1 : -1),
      calendar: difference(from, to), calendarMin: signed(difference, last, first),
      calendarInclusive: inclusive(from, to), calendarInclusiveMin: signed(inclusive, last, first),
      dateutil: dateutil(from, to),
      sensitive: sensitive(from, to) || sensitive(Math.min(last, first), Math.max(last, first)),
      attestation: [start, end, clock].map((one) => one.attestation)
        .reduce((one, other) => (ATTESTED.indexOf(other) > ATTESTED.indexOf(one) ? other : one)),
    };
  }

  // Words, as historical_time.words has them.
  const listText = (items, word) => items.length < 2 ? items.join("")
    : items.slice(0, -1).join(", ") + " " + (word || "and") + " " + items[items.length - 1];
  const numberText = (value) => (value < 0 ? MINUS : "") + String(Math.abs(value)).replace(/\B(?=(\d{3})+$)/g, ",");
  function countText(value, noun, beside) {
    const inWords = value >= 0 && value < NUMBERS.length && (beside || 0) < NUMBERS.length;
    return (inWords ? NUMBERS[value] : numberText(value)) + NO_BREAK + noun + (value === 1 ? "" : "s");
  }
  function dateText(number) {
    const date = dateOf(number);
    return [date.day, MONTHS[date.month - 1], date.year > 999 ? date.year : "AD" + NO_BREAK + date.year].join(NO_BREAK);
  }
  function timeText(second) {
    const two = (number) => String(number).padStart(2, "0");
    return [over(second, 3600), over(second, 60) % 60].map(two).join(":") + (second % 60 ? ":" + two(second % 60) : "");
  }
  function elapsedText(elapsed) {
    const minutes = over(Math.abs(elapsed), 60);
    const parts = [[over(minutes, 1440), "day"], [over(minutes, 60) % 24, "hour"], [minutes % 60, "minute"]]
      .filter((part) => part[0]).map((part) => numberText(part[0]) + NO_BREAK + part[1] + (part[0] === 1 ? "" : "s"));
    return parts.length ? (elapsed < 0 ? MINUS : "") + listText(parts) : "0" + NO_BREAK + "minutes";
  }
  function calendarText(parts, beside) {
    const told = ["year", "month", "day"].map((noun, at) => parts[at] &&
      countText(Math.abs(parts[at]), noun, beside ? Math.abs(beside[at]) : 0)).filter(Boolean);
    return (parts.some((part) => part < 0) ? "minus " : "") + (listText(told) || "no" + NO_BREAK + "days");
  }
  // Month and year once where two bare dates, or two counts, share them.
  function before(one, other) {
    const parts = one.split(NO_BREAK), others = other.split(NO_BREAK);
    const figures = (text) => /^\d+$/.test(text);
    if (one === other || (one + other).includes(" ") || parts.length !== others.length ||
      figures(parts[0]) !== figures(others[0])) return one;
    while (parts[parts.length - 1] === others[others.length - 1]) { parts.pop(); others.pop(); }
    return parts.join(NO_BREAK);
  }
  const toText = (least, most) => (least === most ? least : before(least, most) + " to " + most);
  const betweenText = (first, last) => (first === last ? first : "between " + before(first, last) + " and " + last);
  function intervalWords(found) {
    const calendars = (least, most) => toText(calendarText(least, most), calendarText(most, least));
    return {
      elapsed: toText(...found.elapsed.map(elapsedText)),
      days: toText(numberText(found.daysMin), numberText(found.days)),
      inclusive: toText(numberText(found.daysInclusiveMin), numberText(found.daysInclusive)),
      calendar: calendars(found.calendarMin, found.calendar),
      calendarInclusive: calendars(found.calendarInclusiveMin, found.calendarInclusive),
      clamped: calendarText(found.dateutil),
    };
  }

  // What readers type: folded for case and accents, and a date in any of its forms.
  function folded(text) {
    return text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase()
      .replace(/[’ʼ`´]/g, "'").replace(/[‐‑–—]/g, "-");
  }
  // Dates: 1945-08-09, 9 August 1945, August 9, 1945, 9.8.1945, 9 августа 1945, 1945年8月9日; a month too.
  const monthForms = ["january|января", "february|февраля", "march|марта", "april|апреля", "may|мая", "june|июня",
    "july|июля", "august|августа", "september|сентября", "october|октября", "november|ноября", "december|декабря"]
    .map((names) => names.split("|").map(folded));
  const ANY_MONTH = monthForms.map((names) => "(" + names.map((name) => name.slice(0, 3) + "[\\p{L}.]*").join("|") + ")");
  function asDate(query) {
    const asked = query.replace(/(\d)(st|nd|rd|th)\b/g, "$1").replace(/^the /, "");
    let year, month, day, found;
    if ((found = asked.match(/^(\d{4})-(\d{1,2})(?:-(\d{1,2}))?$/))) [, year, month, day] = found;
    else if ((found = asked.match(/^(\d{4})年(\d{1,2})月(?:(\d{1,2})日)?$/))) [, year, month, day] = found;
    else if ((found = asked.match(/^(\d{1,2})[./](\d{1,2})[./](\d{4})$/))) [, day, month, year] = found;
    else {
      ANY_MONTH.forEach(function (names, at) {
        const before = asked.match(new RegExp("^(?:(\\d{1,2})\\s+)?" + names + ",?(?:\\s+(\\d{4}))?$", "u"));
        const after = asked.match(new RegExp("^" + names + "\\s+(\\d{1,2})(?:,?\\s+(\\d{4}))?$", "u"));
        const full = (word) => monthForms[at].some((name) =>
          name.startsWith(word.replace(".", "")) || name.slice(0, -1) === word.slice(0, -1));
        if (before && full(before[2]) && (before[1] || before[3])) [day, month, year] = [before[1], at + 1, before[3]];
        else if (after && full(after[1])) [day, month, year] = [after[2], at + 1, after[3]];
      });
    }
    if (!(month >= 1 && month <= 12) || day > 31) return null;
    return { year: year, month: Number(month), day: day && Number(day) };
  }

  // What the record exports (historical_record.reckoning), opened: numbers there are mostly
  // differences from the one before.
  function opened(packed) {
    const sums = (steps) => { let sum = 0; return steps.map((step) => (sum += step)); };
    const clocks = packed.clocks.map(([id, name, attestation, from, offsets]) =>
      ({ id: id, name: name, attestation: ATTESTED[attestation], from: sums(from), offset: offsets }));
    const places = packed.places.map(([name, lon, lat, names]) => ({ name: name, lon: lon / 100, lat: lat / 100, names: names }));
    const first = sums(packed.first);
    const boundaries = [];
    let at = 0, dissent = 0;
    const events = packed.events.map(function ([id, label], which) {
      const event = { id: id, label: label, names: packed.names[which], lane: packed.lanes[packed.lane[which]],
        place: places[packed.place[which]] || null };
      packed.readings[which].forEach(function (count, side, sides) {
        const readings = [];
        for (const end = at + count; at < end; at += 1) {
          const standing = packed.standings[packed.standing[at]];
          const [who, ...cites] = standing ? packed.dissents[dissent++] : [""];
          readings.push({ who: who, first: first[at], last: first[at] + packed.lasting[at], words: packed.words[at],
            standing: standing, attestation: ATTESTED[packed.attestation[at]], cites: cites });
        }
        const named = sides.length > 1 ? (side ? "end" : "start") : "";
        if (count) boundaries.push({ name: id + (named && ":" + named), side: named, event: event, readings: readings });
      });
      return event;
    });
    return { clocks: clocks, events: events, boundaries: boundaries };
  }

  return { dayNumber, dateOf, offset, civil, difference, inclusive, dateutil, interval, opened,
    dateText, timeText, elapsedText, calendarText, countText, numberText, listText, toText, betweenText, intervalWords,
    folded, asDate, monthForms };
})();
