// The pictures answer: what a mark says is shown beside it, by a pointer, a finger and the arrow keys.
// Of each mark the page has an address, its rooms in the wide and in the narrow drawing, and its lines.
// All of it stands in the table under the figure as well; nothing is told only here. Where rows of the
// page are narrowed, the marks of those that are not shown fade.
"use strict";
(function () {
  const LINGER = 250; // ms in which the pointer may cross from a mark to its words
  const REACH = { mouse: 6, pen: 10, touch: 22 }; // pixels from a mark at which it still answers
  const KEYS = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };
  const EDGE = 8; // pixels
  const SAME = 2; // pixels between marks that a finger, whose place is a whole pixel, cannot part
  let shown = null, timer = 0;

  function make(name, className, parts) {
    const made = document.createElement(name);
    made.className = className;
    made.append(...(parts || []));
    return made;
  }

  const tip = make("div", "plot-tip");
  tip.hidden = true;
  tip.setAttribute("role", "status");
  document.querySelector("main").append(tip);

  function hide() {
    clearTimeout(timer);
    if (shown) shown.over.hidden = true;
    tip.hidden = true;
    shown = null;
  }

  // By a transform, which moves nothing else of the page.
  function move(element, left, top) {
    element.style.transform = "translate(" + left + "px, " + top + "px)";
  }

  // Over the mark, or under it where the window has no room; never past an edge of the page.
  function place(room, across) {
    const page = document.documentElement;
    const wide = tip.offsetWidth, high = tip.offsetHeight;
    const left = Math.max(EDGE, Math.min(across, page.clientWidth - wide - EDGE));
    const over = room.top - high - EDGE;
    const top = over >= 0 || room.bottom + high + EDGE > window.innerHeight ? over : room.bottom + EDGE;
    move(tip, left + window.scrollX, Math.max(top, EDGE) + window.scrollY);
  }

  // What a mark's link is called: by where its row is.
  function called(address) {
    if (address[0] === "?") return "These events in the tables below";
    const own = address[0] === "#" && document.getElementById(address.slice(1));
    return own ? (own.closest(".plot-table") ? "Its row in the figure's table" : "Its row below") : "Its row in the chronology";
  }

  class Picture {
    constructor(view, data) {
      this.view = view;
      this.marks = JSON.parse(data.textContent);
      this.faded = new Set();
      this.at = 0;
      this.over = make("a", "plot-over");
      this.over.hidden = true;
      this.over.tabIndex = -1;
      this.over.setAttribute("aria-hidden", "true");
      this.group = make("div", "plot-group", []);
      this.group.setAttribute("role", "group");
      this.group.setAttribute("aria-label", "Marks of: " + data.dataset.name + ". The arrow keys go from mark to mark.");
      view.append(this.over, this.group);
      this.hold(0);
      this.listen();
      new ResizeObserver(() => this.lay(this.stop, this.at)).observe(view);
    }

    // The drawing that this width shows, and how large it stands.
    drawing() {
      const sheet = this.view.querySelector(".sheet > svg");
      const all = sheet ? [sheet] : [...this.view.querySelectorAll(".plot-static > svg")];
      const svg = all.find((one) => one.clientWidth) || all[0];
      const box = svg.getBoundingClientRect();
      return { box: box, scale: box.width / svg.viewBox.baseVal.width, which: all.indexOf(svg) ? 2 : 1 };
    }

    rooms(at, drawing) {
      const found = [], numbers = this.marks[at][drawing.which];
      for (let i = 0; i < numbers.length; i += 4) {
        const [left, top, wide, high] = numbers.slice(i, i + 4).map((number) => number * drawing.scale);
        found.push(new DOMRect(drawing.box.left + left, drawing.box.top + top, wide, high));
      }
      return found;
    }

    // Of the rooms within reach of a place the one whose middle line, or point, is nearest; and
    // with it, first of all, every mark that stands on the same spot.
    under(x, y, reach) {
      const drawing = this.drawing(), near = [];
      this.marks.forEach((mark, at) => {
        const found = this.rooms(at, drawing).map((room) => {
          const inset = Math.min(room.width, room.height) / 2;
          const across = Math.max(room.left + inset - x, 0, x - room.right + inset);
          const down = Math.max(room.top + inset - y, 0, y - room.bottom + inset);
          return { at: at, room: room, away: Math.hypot(across, down), out: Math.max(across, down) - inset };
        }).sort((one, other) => one.away - other.away)[0];
        if (found.out <= reach) near.push(found);
      });
      if (!near.length) return null;
      const best = near.reduce((one, other) => (other.away < one.away ? other : one));
      const same = near.filter((one) => one === best || (Math.max(one.out, best.out, one.away - best.away) <= SAME));
      return { all: same.map((one) => one.at), room: best.room };
    }

    // An element over a mark, and over the label that stands at its side; or over the room asked for.
    lay(element, at, room) {
      const drawing = this.drawing(), view = this.view.getBoundingClientRect();
      const [mark, label] = this.rooms(at, drawing);
      let { left, top, right, bottom } = mark;
      if (label && Math.abs(label.top + label.bottom - top - bottom) < bottom - top
          && Math.max(label.left - right, left - label.right) < 12 * drawing.scale) {
        left = Math.min(left, label.left); right = Math.max(right, label.right);
        top = Math.min(top, label.top); bottom = Math.max(bottom, label.bottom);
      }
      if (room && (room.top >= bottom || room.bottom <= top || room.left >= right || room.right <= left)) {
        ({ left, top, right, bottom } = room);
      }
      move(element, left - view.left, top - view.top);
      element.style.width = right - left + "px";
      element.style.height = bottom - top + "px";
      return new DOMRect(left, top, right - left, bottom - top);
    }

    // The one stop of the Tab key: a new element each time, so that its name is read.
    hold(at) {
      const address = this.marks[at][0];
      const next = make(address ? "a" : "span", "plot-mark");
      if (address) next.href = address;
      else next.setAttribute("role", "img");
      next.setAttribute("aria-label", this.lines(at).map((line) => line.replace(/[^.!?]$/, "$&.")).join(" "));
      next.tabIndex = 0;
      const before = this.stop, focused = before && before === document.activeElement;
      this.at = at;
      this.stop = next;
      this.group.append(next);
      this.lay(next, at);
      if (focused) {
        next.scrollIntoView({ block: "nearest", behavior: "instant" });
        next.focus({ preventScroll: true });
      }
      if (before) before.remove();
    }

    lines(at) {
      const lines = this.marks[at].slice(3);
      return this.faded.has(at) ? [...lines, "Not among the rows that are shown"] : lines;
    }

    // What a mark says, and the way to its row.
    said(at) {
      const address = this.marks[at][0];
      const told = this.lines(at).map((line) => Object.assign(make("p", "", [line]), { dir: "auto" }));
      const links = address ? [make("a", "plot-row", [called(address)])] : [];
      links.forEach((link) => { link.href = address; link.tabIndex = -1; });
      return make("div", "plot-said", [...told, ...links]);
    }

    // A veil over the marks, and their labels, that fade. The answer is how many stand and how many could.
    follow(stands) {
      const known = this.marks.map((mark) => (mark[0] ? stands(mark[0]) : undefined));
      const found = [known.filter(Boolean).length, known.filter((one) => one !== undefined).length];
      if (!this.faded.size && found[0] === found[1]) return found;
      this.faded = new Set([...known.keys()].filter((at) => known[at] === false));
      const sheet = this.view.querySelectorAll(".sheet > svg");
      const drawn = sheet.length ? sheet : this.view.querySelectorAll(".plot-static > svg");
      drawn.forEach((svg, which) => {
        const boxes = (at, more) => {
          const found = [], numbers = this.marks[at][which + 1];
          for (let i = 0; i < numbers.length; i += 4) {
            const [left, top, wide, high] = numbers.slice(i, i + 4);
            found.push("M" + (left - more) + " " + (top - more) + "h" + (wide + 2 * more) + "v" + (high + 2 * more) + "h" + -(wide + 2 * more) + "z");
          }
          return found.join("");
        };
        const element = (name, attributes, parts) => {
          const made = document.createElementNS(svg.namespaceURI, name);
          for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
          made.append(...(parts || []));
          return made;
        };
        svg.querySelectorAll(".veil").forEach((veil) => veil.remove());
        if (!this.faded.size) return;
        // What stands is cut out of the veil.
        const all = [...known.keys()], standing = all.filter((at) => !this.faded.has(at));
        const mask = element("mask", { id: svg.id + "-standing" }, [element("rect", { width: "100%", height: "100%", fill: "#fff" }),
          element("path", { d: standing.map((at) => boxes(at, 0)).join(""), fill: "#000" })]);
        const veil = element("path", { d: [...this.faded].map((at) => boxes(at, 1)).join(""), mask: "url(#" + mask.id + ")" });
        svg.append(element("g", { class: "veil" }, [mask, veil]));
      });
      hide();
      this.hold(this.at);
      return found;
    }

    show(all, way, room, across) {
      clearTimeout(timer);
      if (shown && shown !== this) hide();
      const told = way + all;
      if (shown && tip.dataset.told === told && way === "mouse") return;
      tip.dataset.told = told;
      tip.replaceChildren(...all.map((at) => this.said(at)));
      // What has the focus has these words for its name; who reads by touch hears them from here.
      if (way === "touch") tip.removeAttribute("aria-hidden");
      else tip.setAttribute("aria-hidden", "true");
      shown = this;
      tip.hidden = false;
      const laid = this.lay(this.over, all[0], room), address = this.marks[all[0]][0];
      this.over.hidden = way === "keys";
      if (address && way === "mouse") this.over.href = address;
      else this.over.removeAttribute("href");
      place(room || laid, across === undefined ? laid.left : across);
    }

    // Back to the mark that has the focus, if one has it.
    leave() {
      clearTimeout(timer);
      timer = setTimeout(() => {
        if (tip.matches(":hover")) return;
        hide();
        if (this.stop === document.activeElement && this.stop.matches(":focus-visible")) this.show([this.at], "keys");
      }, LINGER);
    }

    listen() {
      const view = this.view;
      let touched = false;
      view.addEventListener("pointerdown", (event) => { touched = event.pointerType === "touch"; });
      view.addEventListener("pointermove", (event) => {
        if (event.pointerType === "touch") return;
        const found = this.under(event.clientX, event.clientY, REACH[event.pointerType] || REACH.mouse);
        if (found) this.show(found.all, "mouse", found.room, event.clientX + 12);
        else if (shown === this) this.leave();
      });
      view.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch" && shown === this) this.leave(); });
      view.addEventListener("click", (event) => {
        if (!touched) return;
        const found = this.under(event.clientX, event.clientY, REACH.touch);
        if (found) this.show(found.all, "touch", found.room, event.clientX);
        else hide();
      });
      this.group.addEventListener("focusin", () => { if (this.stop.matches(":focus-visible")) this.show([this.at], "keys"); });
      this.group.addEventListener("focusout", (event) => { if (!this.group.contains(event.relatedTarget)) hide(); });
      this.group.addEventListener("keydown", (event) => {
        if (event.key === "Escape") { this.stop.blur(); return; }
        const step = KEYS[event.key];
        if (!step || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        this.hold(Math.max(0, Math.min(this.at + step, this.marks.length - 1)));
      });
    }
  }

  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", (event) => { if (event.pointerType !== "touch" && shown) shown.leave(); });
  document.addEventListener("pointerdown", function (event) {
    if (shown && !tip.contains(event.target) && !shown.view.contains(event.target)) hide();
  });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") hide(); });
  window.addEventListener("resize", hide);
  window.addEventListener("hashchange", hide);
  const pictures = [...document.querySelectorAll(".plot-marks")].map(
    (data) => new Picture(data.parentElement.querySelector(".plot-view"), data));
  window.bookMarks = {
    steps: KEYS,
    called: called,
    of: (figure) => pictures.find((one) => figure.contains(one.view)),
    follow: (stands) => pictures.map((one) => one.follow(stands)).reduce((sum, one) => [sum[0] + one[0], sum[1] + one[1]], [0, 0]),
  };
})();
