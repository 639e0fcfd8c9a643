// Before the first paint: the reader's colours and depth, the mark that scripts run, the first faces.
"use strict";
(function () {
  const root = document.documentElement;
  root.classList.add("scripted");
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "dark" || theme === "light") root.dataset.theme = theme;
  } catch (error) { /* no storage */ }
  // How deep the page is read: by its address, else as last time, else with its evidence.
  const depths = ["story", "evidence", "code"];
  let depth = new URLSearchParams(location.search).get("depth");
  try { if (!depths.includes(depth)) depth = localStorage.getItem("depth"); } catch (error) { /* no storage */ }
  root.dataset.depth = depths.includes(depth) ? depth : "evidence";
  // The faces of the first lines, asked for at once; from the disk a browser refuses to preload.
  if (location.protocol === "file:") return;
  const fonts = new URL("fonts/", document.currentScript.src);
  ["sourceserifpro-regular", "sourcesanspro-regular", "sourcesanspro-semibold"].forEach(function (name) {
    const link = document.createElement("link");
    link.rel = "preload";
    link.as = "font";
    link.type = "font/woff2";
    link.crossOrigin = "";
    link.href = new URL(name + "-0.woff2", fonts);
    document.head.append(link);
  });
})();
