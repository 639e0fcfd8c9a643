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

  // A table that does not fit its frame, and a list of records on a phone, is stacked: a row becomes a
  // paragraph, and a cell says what it is. Measured whole and in columns, so in two passes.
  const PHONE = 700;
  const tables = [...document.querySelectorAll(".table-scroll > table")];
  const scrollers = document.querySelectorAll(".table-scroll, .plot-static, .highlight pre");

  function overflows(frame) { return frame.scrollWidth > frame.clientWidth + 1; }

  function label(table) {
    const names = [];
    if (!table.tHead || table.dataset.labelled) return;
    table.dataset.labelled = "yes";
    for (const row of table.tHead.rows) {
      let at = 0;
      for (const head of row.cells) {
        for (let reach = 0; reach < head.colSpan; reach += 1, at += 1) {
          names[at] = [names[at], head.textContent.trim()].filter(Boolean).join(", ");
        }
      }
    }
    // The first cell stands as a title, but in a list of records, whose rows have their own.
    const first = table.matches(".filterable") ? 0 : 1;
    for (const body of table.tBodies) {
      for (const row of body.rows) {
        [...row.cells].slice(first).forEach(function (cell, at) {
          if (names[at + first] && cell.textContent.trim()) cell.dataset.label = names[at + first];
        });
      }
    }
  }

  // A long table far off is not laid out yet: till then it stands as the first with the same heads does.
  function near(element) { return !element.checkVisibility || element.checkVisibility({ contentVisibilityAuto: true }); }
  const firsts = new Map(), heads = (table) => (table.tHead ? table.tHead.textContent : "");
  tables.forEach((table) => { if (!firsts.has(heads(table))) firsts.set(heads(table), table); });

  function fit() {
    const phone = window.innerWidth < PHONE, listed = (table) => phone && table.matches(".filterable");
    const measured = new Set(tables.filter((table) => near(table) || firsts.get(heads(table)) === table));
    measured.forEach((table) => table.classList.toggle("stacked", listed(table)));
    const wide = new Set([...measured].filter((table) => listed(table) || overflows(table.parentElement)));
    tables.forEach(function (table) {
      const stacks = listed(table) || wide.has(measured.has(table) ? table : firsts.get(heads(table)));
      if (stacks) label(table);
      table.classList.toggle("stacked", stacks);
    });
    // A frame that does not scroll needs no stop of the Tab key.
    scrollers.forEach(function (frame) {
      if (!near(frame.firstElementChild || frame)) return;
      if (overflows(frame) || frame.scrollHeight > frame.clientHeight + 1) frame.setAttribute("tabindex", "0");
      else frame.removeAttribute("tabindex");
    });
  }
  const main = document.querySelector("main");
  let width = 0;
  function fitAnew() {
    if (main && main.clientWidth === width) return;
    width = main ? main.clientWidth : 0;
    fit();
  }
  fitAnew();
  if (main && "ResizeObserver" in window) new ResizeObserver(fitAnew).observe(main);
  if (document.fonts) document.fonts.ready.then(fit);
  document.addEventListener("contentvisibilityautostatechange", function (event) { if (!event.skipped) fit(); });
  document.addEventListener("toggle", function (event) {
    if (event.target.querySelector && event.target.querySelector(".table-scroll, pre")) fit();
  }, true);

  // The page's contents make room while a table stands in their margin.
  const here = document.querySelector(".here");
  if (here && "IntersectionObserver" in window) {
    const seen = new Set();
    const watch = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        const wide = entry.boundingClientRect.right > here.getBoundingClientRect().left;
        if (entry.isIntersecting && wide) seen.add(entry.target);
        else seen.delete(entry.target);
      });
      here.classList.toggle("covered", seen.size > 0);
    });
    tables.forEach((table) => watch.observe(table.parentElement));
  }

  // Where a page from the disk has no clipboard, the text is chosen and copied as by hand.
  window.bookCopy = function (text) {
    if (navigator.clipboard && window.isSecureContext) return navigator.clipboard.writeText(text);
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const done = document.execCommand("copy");
    field.remove();
    return done ? Promise.resolve() : Promise.reject(new Error("refused"));
  };

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
})();
