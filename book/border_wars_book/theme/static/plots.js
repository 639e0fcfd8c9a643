// Live plots. Each figure stands as a drawing; when it comes near the view, plotly is fetched once
// from beside the page and draws over the drawing, in a box of the same size.
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

  function prepared(spec, wide) {
    const arranged = wide && spec.wide
      ? { data: spec.wide.data, layout: Object.assign({ template: spec.layout.template }, spec.wide.layout) }
      : { data: spec.data, layout: spec.layout };
    const drawn = recoloured(arranged, isDark() ? window.bookColours : {});
    const layout = drawn.layout;
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

  function draw(figure) {
    const spec = JSON.parse(figure.querySelector(".plot-spec").textContent);
    const view = figure.querySelector(".plot-view");
    const twin = figure.querySelector(".plot-static");
    const config = Object.assign({}, spec.config, {
      responsive: true,
      displaylogo: false,
      displayModeBar: true,
      // Named one by one: the library's own choice has a button that sends a figure to its maker.
      modeBarButtons: [["zoom2d", "pan2d", "zoomIn2d", "zoomOut2d", "resetScale2d"]],
      scrollZoom: false,
    });
    const live = document.createElement("div");
    live.className = "plot-live";
    view.append(live);
    let wide = view.clientWidth >= WIDE_FROM;
    const first = prepared(spec, wide);
    return window.Plotly.newPlot(live, first.data, first.layout, config).then(function () {
      live.setAttribute("role", "group");
      live.setAttribute("aria-label", "The same figure, live: zoom, move and read each bar");
      twin.classList.add("replaced");
      figure.classList.add("drawn");
      function again() {
        const next = prepared(spec, wide);
        window.Plotly.react(live, next.data, next.layout, config);
      }
      document.addEventListener("book-theme", again);
      new ResizeObserver(function () {
        if ((view.clientWidth >= WIDE_FROM) !== wide) { wide = !wide; again(); }
      }).observe(view);
    });
  }

  function show(figure) {
    if (figure.dataset.asked) return;
    figure.dataset.asked = "yes";
    fetchLibrary().then(() => draw(figure)).catch(function () {
      // The drawing stays; a reader without the library loses nothing but the zoom.
      figure.classList.add("undrawn");
    });
  }

  const figures = document.querySelectorAll("figure.plot.live");
  const watch = new IntersectionObserver(function (seen) {
    for (const one of seen) {
      if (one.isIntersecting) { watch.unobserve(one.target); show(one.target); }
    }
  }, { rootMargin: "100px" });
  figures.forEach((figure) => watch.observe(figure));
  window.bookPlots = { show: show };
})();
