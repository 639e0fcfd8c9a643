// The page's own script: colour choice, folding contents on small screens, small courtesies.
"use strict";
(function () {
  const root = document.documentElement;
  const dark = window.matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : dark.matches;
  }

  function tell() {
    const button = document.querySelector(".theme-switch");
    if (button) button.textContent = isDark() ? "Light page" : "Dark page";
    document.dispatchEvent(new CustomEvent("book-theme", { detail: { dark: isDark() } }));
  }

  const button = document.querySelector(".theme-switch");
  if (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      root.dataset.theme = isDark() ? "light" : "dark";
      try { localStorage.setItem("theme", root.dataset.theme); } catch (error) { /* no storage */ }
      tell();
    });
  }
  dark.addEventListener("change", tell);
  tell();

  const contents = document.querySelector(".contents-fold");
  const narrow = window.matchMedia("(max-width: 62rem)");
  function fold() { if (contents) contents.open = !narrow.matches; }
  narrow.addEventListener("change", fold);
  fold();

  // A frame that does not scroll needs no stop of the Tab key.
  function trim(frame) {
    if (frame.scrollWidth > frame.clientWidth + 1) frame.setAttribute("tabindex", "0");
    else frame.removeAttribute("tabindex");
  }
  const frames = document.querySelectorAll(".table-scroll, .plot-static, .highlight pre");
  if ("ResizeObserver" in window) {
    const watch = new ResizeObserver(function (seen) { seen.forEach((one) => trim(one.target)); });
    frames.forEach((frame) => watch.observe(frame));
  } else {
    frames.forEach(trim);
  }

  // A link to folded code or to a folded table opens it.
  function open() {
    let target = null;
    try { target = location.hash && document.querySelector(decodeURIComponent(location.hash)); }
    catch (error) { return; }
    if (!target) return;
    const inside = target.querySelector(":scope > .cell_input > details, :scope > details");
    if (inside) inside.open = true;
    for (let up = target.closest("details"); up; up = up.parentElement.closest("details")) {
      up.open = true;
    }
    target.scrollIntoView();
  }
  window.addEventListener("hashchange", open);
  if (location.hash) open();

  // Escape puts a shown source away until the pointer or the focus moves on.
  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") root.classList.add("no-cards");
  });
  ["mouseover", "focusin"].forEach(function (kind) {
    document.addEventListener(kind, function (event) {
      if (!event.target.closest || !event.target.closest(".cite")) root.classList.remove("no-cards");
    });
  });
})();
