// Where no face of this machine has the book's widths, the page keeps the face it was first drawn in,
// so that no line moves when the book's arrive; the next page has them from the start.
"use strict";
(function () {
  const pen = document.createElement("canvas").getContext("2d");
  function width(face) {
    pen.font = "40px " + face + "monospace";
    return pen.measureText("il mw").width;
  }
  const unknown = ["Serif", "Sans"].some(
    (family) => width("'Source " + family + " Pro Stand-in',") === width(""));
  if (unknown) document.fonts.forEach(function (face) { face.display = "optional"; });
})();
