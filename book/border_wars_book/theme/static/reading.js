// How deep a chapter is read, and the numbers by which its paragraphs are cited.
"use strict";
(function () {
  const root = document.documentElement;

  // Three depths: the story; with its evidence; with the code that made it. The choice is in the
  // address and is kept for the other chapters; early.js sets it before the page is drawn.
  const choice = document.querySelector(".depth");

  function choose(depth) {
    root.dataset.depth = depth;
    try { localStorage.setItem("depth", depth); } catch (error) { /* no storage */ }
    const address = new URL(location.href);
    address.searchParams.set("depth", depth);
    try { history.replaceState(history.state, "", address); } catch (error) { /* a page from the disk */ }
    show();
  }

  function show() {
    for (const option of choice.elements) if (option.value) option.checked = option.value === root.dataset.depth;
    document.dispatchEvent(new CustomEvent("book-depth"));
  }

  // A link to what the chosen depth leaves out goes as deep as is needed.
  function reach() {
    let target = null;
    try { target = location.hash && document.querySelector(decodeURIComponent(location.hash)); }
    catch (error) { return; }
    if (!target) return;
    const code = /^cell-/.test(target.id) && target.closest(".cell").querySelector(".method");
    if (code && root.dataset.depth !== "code") choose("code");
    else if (!target.checkVisibility() && root.dataset.depth === "story") choose("evidence");
    else return;
    target.scrollIntoView();
  }

  if (choice) {
    choice.hidden = false;
    choice.addEventListener("change", (event) => choose(event.target.value));
    show();
    window.addEventListener("hashchange", reach);
    reach();
  }

  // One button for all numbers: it stands behind the one that has the pointer or the focus.
  const numbers = document.querySelectorAll(".paragraph-number");
  if (!numbers.length) return;
  const said = document.createElement("span");
  said.className = "hidden";
  said.setAttribute("role", "status");
  document.body.append(said);
  const copy = document.createElement("button");
  copy.type = "button";
  copy.className = "copy";

  function offer(number) {
    if (copy.previousSibling === number) return;
    copy.textContent = "Copy";
    copy.setAttribute("aria-label", "Copy a citation of paragraph " + number.textContent);
    number.after(copy);
  }

  function take() {
    if (document.activeElement !== copy) copy.remove();
  }

  copy.addEventListener("click", function () {
    const number = copy.previousSibling;
    const address = new URL(number.hash, location.href.split(/[?#]/)[0]);
    const cited = document.querySelector(".cite").textContent;
    window.bookCopy(cited + ", " + number.textContent + ", " + address).then(
      function () { copy.textContent = "Copied"; said.textContent = "Copied: paragraph " + number.textContent; copy.focus(); },
      function () { location.hash = number.hash; });
  });
  copy.addEventListener("blur", () => copy.remove());
  numbers.forEach(function (number) {
    const paragraph = number.parentElement;
    number.addEventListener("focus", () => offer(number));
    number.addEventListener("pointerenter", () => offer(number));
    paragraph.addEventListener("pointerleave", take);
    number.addEventListener("blur", (event) => { if (event.relatedTarget !== copy) take(); });
  });
})();
