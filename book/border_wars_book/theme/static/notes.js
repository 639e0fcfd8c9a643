// Cards: what stands behind a note's number or a source's short form, shown beside it on hover and on
// focus, and kept open by a click or a tap. On a small screen the card is a sheet at the foot.
// Everything in a card stands below the page as well, so nothing is lost without this script.
"use strict";
(function () {
  const CALLS = ".note-call > a, article a.source";
  const LINGER = 250; // ms in which the pointer may cross from the call to its card
  const sheet = window.matchMedia("(max-width: 44rem)");
  let card = null, call = null, kept = false, timer = 0, returning = false;

  function make(name, parts) {
    const made = document.createElement(name);
    made.append(...parts);
    return made;
  }

  function link(words, address) {
    const made = make("a", [words]);
    made.href = address;
    return made;
  }

  // A work in full, out of the list below the page.
  function full(source) {
    const key = decodeURIComponent(source.hash).replace("#source-", "");
    const work = document.getElementById("work-" + key);
    if (!work) return [];
    const told = make("span", [...work.firstElementChild.cloneNode(true).childNodes, " "]);
    told.className = "card-work";
    told.append(link("In the list of sources", source.href));
    return [told];
  }

  function content(of) {
    if (of.matches(".source")) return full(of);
    const note = document.getElementById(of.hash.slice(1));
    const words = note.firstElementChild.cloneNode(true);
    words.querySelectorAll(".back").forEach((back) => back.remove());
    const sources = [...words.querySelectorAll("a.source")];
    const seen = new Map(sources.map((source) => [source.hash, source.href]));
    const works = [...seen.values()].flatMap((address) => full(link("", address)));
    sources.forEach((source) => source.replaceWith(...source.childNodes));
    const said = make("span", [make("b", ["Note " + of.textContent + ": "]), ...words.childNodes]);
    said.className = "card-note";
    return [said, ...works, link("All notes", of.getAttribute("href"))];
  }

  // Below the call, or above it where there is more room; a sheet has its place from the style.
  function place() {
    if (!card) return;
    card.classList.toggle("sheet", sheet.matches);
    card.style.cssText = "";
    if (sheet.matches) return;
    const at = call.getBoundingClientRect();
    const frame = (call.closest("p, li, td") || call).getBoundingClientRect();
    const wide = Math.min(544, document.documentElement.clientWidth - 32);
    const left = Math.max(16, Math.min(frame.left, at.right - wide / 2, document.documentElement.clientWidth - wide - 16));
    const below = window.innerHeight - at.bottom - 24;
    const above = at.top - 24;
    const high = card.scrollHeight;
    card.style.width = wide + "px";
    card.style.left = left + "px";
    if (below >= Math.min(high, 160) || below >= above) {
      card.style.top = at.bottom + 6 + "px";
      card.style.maxHeight = Math.max(below, 96) + "px";
    } else {
      card.style.bottom = window.innerHeight - at.top + 6 + "px";
      card.style.maxHeight = Math.max(above, 96) + "px";
    }
  }

  function close() {
    clearTimeout(timer);
    if (!card) return;
    say(call, false);
    call.removeAttribute("aria-describedby");
    card.remove();
    card = call = null;
    kept = false;
  }

  // Put the card away and the focus where it was called, which is no new call.
  function goBack() {
    const back = call;
    close();
    returning = true;
    back.focus({ preventScroll: true });
    returning = false;
  }

  function open(of, keep) {
    clearTimeout(timer);
    if (call === of) { kept = kept || keep; tell(); return; }
    if (kept && !keep) return;
    const told = content(of);
    if (!told.length) return;
    close();
    call = of;
    kept = keep;
    card = make("span", told);
    card.className = "card";
    card.id = "card";
    card.setAttribute("role", "note");
    card.setAttribute("aria-label", "Sources");
    const button = make("button", ["Close"]);
    button.type = "button";
    button.className = "card-close";
    button.addEventListener("click", goBack);
    card.prepend(button);
    card.addEventListener("pointerenter", () => clearTimeout(timer));
    card.addEventListener("pointerleave", leave);
    (of.closest(".note-call") || of).after(card);
    of.setAttribute("aria-describedby", "card");
    tell();
    place();
  }

  // A number opens and closes its card; a short form is a link and no more.
  function say(of, opened) {
    if (!of.matches(".source")) of.setAttribute("aria-expanded", String(opened));
  }

  function tell() {
    say(call, kept);
    card.classList.toggle("kept", kept);
  }

  function leave(event) {
    if (event.pointerType !== "mouse" || kept) return;
    clearTimeout(timer);
    timer = setTimeout(function () { if (!kept && !(card && card.contains(document.activeElement))) close(); }, LINGER);
  }

  document.querySelectorAll(CALLS).forEach(function (of) {
    let touched = false;
    say(of, false);
    of.addEventListener("pointerdown", (event) => { touched = event.pointerType !== "mouse"; });
    of.addEventListener("pointerenter", (event) => { if (event.pointerType === "mouse") open(of, false); });
    of.addEventListener("pointerleave", leave);
    of.addEventListener("focus", () => { if (!touched && !returning) open(of, false); });
    of.addEventListener("click", function (event) {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      // A short form is a link to the list of sources; only a finger, which cannot hover, asks for the card.
      if (of.matches(".source") && !(touched && full(of).length)) return;
      event.preventDefault();
      touched = false;
      if (call === of && kept) close();
      else open(of, true);
    });
  });

  document.addEventListener("focusin", function (event) {
    if (card && !kept && event.target !== call && !card.contains(event.target)) close();
  });
  document.addEventListener("pointerdown", function (event) {
    if (card && event.target !== call && !card.contains(event.target)) close();
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !card) return;
    if (card.contains(document.activeElement)) goBack();
    else close();
  });
  window.addEventListener("scroll", place, { passive: true });
  window.addEventListener("resize", place);
  window.addEventListener("hashchange", close);
})();
