// What a reader may ask of a figure: to zoom, for which plotly is fetched once from beside the page and
// draws the same marks in the picture's place, which lead to the same rows; the picture as pixels; and a
// map when it comes near.
"use strict";
(function () {
  const self = document.currentScript;
  const root = document.documentElement;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)");
  let library = null;

  function load(address) {
    return new Promise(function (done, failed) {
      const script = document.createElement("script");
      script.src = address;
      script.onload = done;
      script.onerror = failed;
      document.head.append(script);
    });
  }

  // The page's policy forbids the style that plotly brings for maps, and nothing here is one.
  function passOverMapStyles() {
    for (const id of window.bookUnusedStyles) {
      const style = document.createElement("style");
      style.id = id;
      document.head.append(style);
    }
  }

  function fetchLibrary() {
    if (!library) {
      library = load(self.dataset.colours).then(passOverMapStyles).then(() => load(self.dataset.library));
    }
    return library;
  }

  function isDark() {
    return root.dataset.theme
      ? root.dataset.theme === "dark"
      : window.matchMedia("(prefers-color-scheme: dark)").matches;
  }

  // Colours are exchanged by value: every role of the palette has a colour of its own.
  function recoloured(value, colours) {
    if (typeof value === "string") {
      return value.replace(/#[0-9a-fA-F]{6}\b/g, (found) => colours[found.toLowerCase()] || found);
    }
    if (Array.isArray(value)) return value.map((one) => recoloured(one, colours));
    if (value && typeof value === "object") {
      const copy = {};
      for (const key of Object.keys(value)) copy[key] = recoloured(value[key], colours);
      return copy;
    }
    return value;
  }

  const WIDE_FROM = 680;
  const HEIGHT = 450; // of a plot that says none, as plotly has it

  function prepared(spec, wide, live) {
    const arranged = wide && spec.wide
      ? { data: spec.wide.data || spec.data, layout: Object.assign({}, spec.layout, spec.wide.layout) }
      : { data: spec.data, layout: spec.layout };
    const drawn = recoloured(arranged, isDark() ? window.bookColours : {});
    const layout = drawn.layout;
    live.style.height = (layout.height || HEIGHT) + "px";
    delete layout.width;
    delete layout.height;
    layout.autosize = true;
    const style = getComputedStyle(root);
    layout.modebar = {
      bgcolor: "rgba(0,0,0,0)",
      color: style.getPropertyValue("--figure-muted").trim(),
      activecolor: style.getPropertyValue("--figure-ink").trim(),
    };
    layout.paper_bgcolor = layout.plot_bgcolor = "rgba(0,0,0,0)";
    if (still.matches) layout.transition = { duration: 0 };
    return drawn;
  }

  // With the keyboard and with a finger alike a whole axis is moved by buttons, a step at a time.
  function step(name, title, way) {
    return {
      name: name,
      title: title,
      icon: { width: 24, height: 24, path: way < 0 ? "M15 4L7 12L15 20Z" : "M9 4L17 12L9 20Z" },
      click: function (live) {
        const axis = live._fullLayout.xaxis;
        const toNumber = axis.r2l;
        const [first, last] = axis.range.map((end) => toNumber(end));
        const low = toNumber(axis.minallowed), high = toNumber(axis.maxallowed);
        const by = Math.min(Math.max(way * (last - first) / 3, low - first), high - last);
        window.Plotly.relayout(live, {
          "xaxis.range": [axis.l2r(first + by), axis.l2r(last + by)],
        });
      },
    };
  }

  const STEPS = [step("left", "Move to the left", -1), step("right", "Move to the right", 1)];

  // What keeps lines off words follows them: a heading stays at the edge, and a label goes with the
  // place it stands at, out of view with it.
  function listen(live, leads) {
    live.on("plotly_click", (event) => leads(event.points[0].hovertext));
    live.on("plotly_relayout", function (change) {
      if (!Object.keys(change).some((key) => key.startsWith("xaxis."))) return;
      const axis = live._fullLayout.xaxis;
      const low = axis.r2l(axis.range[0]), high = axis.r2l(axis.range[1]);
      const moved = {};
      (live.layout.shapes || []).forEach(function (shape, at) {
        if (shape.xref !== "x") return;
        if (shape.name === "heading") moved["shapes[" + at + "].xanchor"] = axis.range[0];
        if (shape.name === "words") {
          const place = axis.r2l(shape.xanchor);
          moved["shapes[" + at + "].visible"] = low <= place && place <= high;
        }
      });
      if (Object.keys(moved).length) window.Plotly.relayout(live, moved);
    });
  }

  // A mark is known by its words, as the picture has them. A click opens its row; a finger and the arrows
  // have the words and the way to it said below, and Enter opens it.
  function leader(figure, live) {
    const marks = window.bookMarks.of(figure).marks;
    const bare = (text) => text.replace(/\s+/g, "");
    const known = new Map(marks.map((mark, at) => [bare(mark.slice(3).join("")), at]));
    const markOf = (html) => known.get(bare(new DOMParser().parseFromString(html, "text/html").body.textContent));
    const said = document.createElement("p");
    said.className = "plot-asked";
    said.setAttribute("role", "status");
    live.after(said);
    live.tabIndex = 0;
    let at = -1, touched = false, pressed = [0, 0], dragged = false;

    function tell(mark) {
      at = mark;
      const [address, , , ...lines] = marks[at], link = document.createElement("a");
      link.href = address;
      link.textContent = address && window.bookMarks.called(address);
      said.replaceChildren(lines.join(" · "), " ", ...(address ? [link] : []));
      return link;
    }

    live.addEventListener("pointerdown", function (event) {
      touched = event.pointerType === "touch";
      pressed = [event.clientX, event.clientY];
    }, true);
    window.addEventListener("pointerup", function (event) {
      dragged = Math.hypot(event.clientX - pressed[0], event.clientY - pressed[1]) > 6;
    }, true);
    live.addEventListener("keydown", function (event) {
      const step = window.bookMarks.steps[event.key];
      if (event.target !== live || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
      if (event.key === "Enter" && at >= 0 && marks[at][0]) tell(at).click();
      if (!step) return;
      event.preventDefault();
      tell(Math.max(0, Math.min(at + step, marks.length - 1)));
      live.data.some((trace, curve) => (trace.hovertext || []).some(function (words, point) {
        const here = markOf(words) === at;
        if (here) window.Plotly.Fx.hover(live, [{ curveNumber: curve, pointNumber: point }]);
        return here;
      }));
    });
    return function (words) {
      if (dragged) return; // its end too is what plotly calls a click
      const mark = words && markOf(words);
      if (mark === undefined) return;
      const link = tell(mark);
      if (!touched && marks[mark][0]) link.click();
    };
  }

  function draw(figure, spec) {
    const view = figure.querySelector(".plot-view");
    // The figure says which buttons it has; dragging is left to the finger that scrolls the page.
    const config = Object.assign({}, spec.config);
    if (config.modeBarButtons) {
      config.modeBarButtons = config.modeBarButtons.map(
        (group) => group.flatMap((name) => (name === "pan2d" ? STEPS : [name])));
    }
    const live = document.createElement("div");
    live.className = "plot-live";
    live.setAttribute("role", "group");
    live.setAttribute("aria-label", "The same figure, live: read each mark, zoom and move");
    view.after(live);
    const leads = leader(figure, live);
    figure.classList.add("drawn");
    let wide = live.clientWidth >= WIDE_FROM;
    const first = prepared(spec, wide, live);
    return window.Plotly.newPlot(live, first.data, first.layout, config).then(function () {
      listen(live, leads);
      // Anew, for the library leaves a second axis where an old margin had it; a zoom is kept.
      function again() {
        if (!live.clientWidth) return;
        const next = prepared(spec, wide, live);
        const axis = live._fullLayout.xaxis;
        const zoomed = axis.range.some(
          (end, at) => axis.r2l(end) !== axis.r2l(at ? axis.maxallowed : axis.minallowed));
        const range = zoomed ? axis.range.slice() : null;
        window.Plotly.newPlot(live, next.data, next.layout, config).then(function () {
          listen(live, leads);
          if (range) window.Plotly.relayout(live, { "xaxis.range": range });
        });
      }
      document.addEventListener("book-theme", again);
      new ResizeObserver(function () {
        if (live.clientWidth && (live.clientWidth >= WIDE_FROM) !== wide) { wide = !wide; again(); }
      }).observe(live);
    });
  }

  // The specification is a script beside the page, which hands itself over.
  const taken = {};

  function show(figure) {
    if (figure.dataset.asked) return;
    figure.dataset.asked = "yes";
    const name = figure.dataset.spec.replace(/^.*\/|\.js$/g, "");
    Promise.all([fetchLibrary(), load(figure.dataset.spec)]).then(() => draw(figure, taken[name])).catch(function () {
      // The picture stays; a reader without the library loses nothing but the zoom.
      figure.classList.remove("zoomed");
      figure.querySelector(".plot-zoom").disabled = true;
    });
  }

  function button(words, className, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = className;
    made.textContent = words;
    made.addEventListener("click", () => act(made));
    return made;
  }

  function zoom(figure, pressed) {
    figure.classList.toggle("zoomed");
    pressed.setAttribute("aria-pressed", String(figure.classList.contains("zoomed")));
    show(figure);
  }

  // A drawing as the page shows it, in its own typeface and the reader's colours, as pixels.
  const WIDE = 1600;

  function paint(svg) {
    const canvas = document.createElement("canvas"), pen = canvas.getContext("2d");
    const box = svg.viewBox.baseVal, family = getComputedStyle(svg).fontFamily;
    canvas.width = WIDE;
    canvas.height = Math.round(WIDE * box.height / box.width);
    pen.scale(WIDE / box.width, WIDE / box.width);
    for (const one of svg.querySelectorAll(":is(path, text):not(.veil *)")) {
      const style = getComputedStyle(one), number = (name) => parseFloat(style[name]) || 0;
      const path = one.localName === "path" ? new Path2D(one.getAttribute("d")) : null;
      pen.lineWidth = number("strokeWidth");
      pen.lineJoin = style.strokeLinejoin;
      pen.setLineDash(style.strokeDasharray === "none" ? [] : style.strokeDasharray.split(",").map(parseFloat));
      pen.font = style.fontWeight + " " + style.fontSize + " " + family;
      pen.textAlign = { middle: "center", end: "right" }[style.textAnchor] || "left";
      const place = [one.textContent, Number(one.getAttribute("x")), Number(one.getAttribute("y"))];
      for (const way of ["fill", "stroke"]) {
        if (style[way] === "none") continue;
        pen.globalAlpha = number("opacity") * number(way + "Opacity");
        pen[way + "Style"] = style[way];
        if (path) pen[way](path);
        else pen[way + "Text"](...place);
      }
    }
    return canvas;
  }

  function save(figure) {
    paint(figure.querySelector(".plot-static > svg")).toBlob(function (picture) {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(picture);
      link.download = figure.querySelector(".plot-picture").getAttribute("href").replace(/^.*\/|\.svg$/g, "") + ".png";
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 0);
    });
  }

  document.querySelectorAll("figure.plot.live").forEach(function (figure) {
    const picture = figure.querySelector(".plot-picture");
    picture.after(" ", button("PNG", "plot-png", () => save(figure)));
    if (!figure.dataset.spec) return;
    const zooming = button("Zoom", "plot-zoom", (pressed) => zoom(figure, pressed));
    zooming.setAttribute("aria-pressed", "false");
    picture.nextElementSibling.after(" ", zooming);
  });

  // Maps farther down are scripts too, asked for when a reader comes near, or prints the page.
  const NEAR = "800px";

  function fetchSheet(frame) {
    near.unobserve(frame);
    if (frame.dataset.sheet) load(frame.dataset.sheet);
    delete frame.dataset.sheet;
  }

  const near = new IntersectionObserver(function (frames) {
    frames.filter((one) => one.isIntersecting).forEach((one) => fetchSheet(one.target));
  }, { rootMargin: NEAR });
  const sheets = document.querySelectorAll("[data-sheet]");
  sheets.forEach((frame) => near.observe(frame));
  // On a phone a part of a sheet is seen: its middle first.
  for (const frame of document.querySelectorAll(".sheet")) {
    frame.scrollLeft = (frame.scrollWidth - frame.clientWidth) / 2;
  }
  window.addEventListener("beforeprint", () => sheets.forEach(fetchSheet));
  window.bookPlots = {
    take: (name, spec) => { taken[name] = spec; },
    lay: (name, sheet) => { document.getElementById(name + "-drawing").outerHTML = sheet; },
  };
})();
