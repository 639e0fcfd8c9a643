// Before the first paint: the reader's colours and depth, the mark that scripts run, the place asked for,
// the first faces.
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
  // At the place the address names as soon as it is read: a browser goes there when it has read all. Till
  // then there is room below, so that the place can stand at the top of the window.
  let place = "";
  try { place = decodeURIComponent(location.hash.slice(1)); } catch (error) { /* no name */ }
  if (place) {
    root.style.paddingBottom = "100vh";
    document.addEventListener("readystatechange", () => { root.style.paddingBottom = ""; }, { once: true });
    (function go() {
      const found = document.getElementById(place);
      if (found) found.scrollIntoView({ behavior: "instant" });
      else if (document.readyState === "loading") requestAnimationFrame(go);
    })();
  }
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
