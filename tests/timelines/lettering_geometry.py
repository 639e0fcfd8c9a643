"""What stands where in a drawn figure, as a browser measures it: words, ticks, lines, grounds."""

from __future__ import annotations

import itertools

# Letters, not line boxes: the room above capitals and below the line is shared by neighbours.
_TOOLS = """
  const all = (selector) => [...document.querySelectorAll('#figure ' + selector)];
  const order = new Map([...document.querySelectorAll('#figure *')].map((e, at) => [e, at]));
  const box = (e, part) => { const b = e.getBoundingClientRect(), cut = b.height * part;
    return {text: e.textContent, order: order.get(e),
      x0: b.left, x1: b.right, y0: b.top + cut, y1: b.bottom - cut}; };
  const drawn = (e) => { const s = getComputedStyle(e);
    return s.stroke !== 'none' && parseFloat(s.strokeWidth) > 0 && s.strokeOpacity !== '0'; };
  // A path of several strokes is as many lines as it has pieces.
  const strokes = (e) => {
    const m = e.getScreenCTM(), lines = [];
    for (const piece of e.getAttribute('d').split(/(?=M)/)) {
      const n = piece.match(/-?[0-9.]+(?:e-?[0-9]+)?/g).map(Number);
      const v = /v/.test(piece) ? [n[0], n[1], n[0], n[1] + n[2]] : n;
      if (v.length !== 4) continue;
      const [a, b] = [[v[0], v[1]], [v[2], v[3]]].map(
        ([x, y]) => ({x: m.a * x + m.c * y + m.e, y: m.b * x + m.d * y + m.f}));
      lines.push({text: '', order: order.get(e), x0: Math.min(a.x, b.x), x1: Math.max(a.x, b.x),
                  y0: Math.min(a.y, b.y), y1: Math.max(a.y, b.y)});
    }
    return lines.filter((l) => l.x1 - l.x0 < 1 && l.y1 - l.y0 > 1);
  };
"""
LIVE = f"""() => {{ {_TOOLS}
  const opaque = (e) => getComputedStyle(e).fill !== 'none'
    && getComputedStyle(e).fillOpacity !== '0' && box(e, 0).x1 - box(e, 0).x0 > 4;
  return {{
    words: all('.textpoint text, .annotation-text').map((e) => box(e, 0.15))
      .filter((b) => b.text && b.x1 > b.x0),
    ticks: all('[class$="tick"] text').flatMap(
      (e) => e.querySelector('tspan') ? [...e.querySelectorAll('tspan')] : [e])
      .map((e) => box(e, 0.15)).filter((b) => b.text),
    lines: all('.gridlayer path, .shapelayer path').filter(drawn).flatMap(strokes),
    grounds: all('.shapelayer path').filter(opaque).map((e) => box(e, 0)),
    bars: all('.barlayer .point path').map((e) => box(e, 0)),
    frame: box(document.querySelector('#figure .main-svg'), 0),
  }}; }}"""
DRAWING = f"""() => {{ {_TOOLS}
  // A path of several boxes is as many boxes as it has pieces.
  const boxes = (e) => {{
    const m = e.getScreenCTM();
    return e.getAttribute('d').split(/(?=M)/).map((piece) => {{
      const n = piece.match(/-?[0-9.]+/g).map(Number);
      const x = n.filter((_, i) => i % 2 === 0), y = n.filter((_, i) => i % 2);
      return {{order: order.get(e),
               x0: m.a * Math.min(...x) + m.e, x1: m.a * Math.max(...x) + m.e,
               y0: m.d * Math.min(...y) + m.f, y1: m.d * Math.max(...y) + m.f}}; }}); }};
  return {{
    words: all('svg text').map((e) => box(e, 0.15)),
    ticks: all('svg text').filter((e) => e.getAttribute('font-size') === '7.2px')
      .map((e) => box(e, 0.15)),
    lines: all('svg path').filter(drawn).flatMap(strokes),
    grounds: all('svg g[id$="-words"] path, svg g[id$="-heading"] path').flatMap(boxes),
    bars: all('svg g[id*="-bars-"] path').flatMap(boxes),
    frame: box(document.querySelector('#figure svg'), 0),
  }}; }}"""


def overlapping(found, least=0.5):
    """The pairs of words that stand on one another."""
    return [
        (a["text"], b["text"])
        for a, b in itertools.combinations(found, 2)
        if _on(a, b, least, least)
    ]


def too_near(found, gap=2.5):
    """The pairs of labels on one line that have less than a gap between them."""
    pairs = itertools.combinations(found, 2)
    return [(a["text"], b["text"]) for a, b in pairs if _on(a, b, -gap, 0.5)]


def _on(a, b, across, down):
    return (
        min(a["x1"], b["x1"]) - max(a["x0"], b["x0"]) > across
        and min(a["y1"], b["y1"]) - max(a["y0"], b["y0"]) > down
    )


def struck_through(found):
    """The words that a line runs through: no ground nor bar of their own is drawn over the line."""
    struck = []
    for words in found["words"]:
        covers = [cover for cover in found["grounds"] + found["bars"] if _covers(cover, words)]
        for line in found["lines"]:
            inside = words["x0"] + 0.5 < line["x0"] and line["x1"] < words["x1"] - 0.5
            along = min(words["y1"], line["y1"]) - max(words["y0"], line["y0"]) > 0.5
            if (
                inside
                and along
                and not any(
                    cover["x0"] <= line["x0"]
                    and line["x1"] <= cover["x1"]
                    and cover["order"] > line["order"]
                    for cover in covers
                )
            ):
                struck.append((words["text"], round(line["x0"])))
    return struck


def _covers(cover, words):
    return cover["y0"] <= words["y0"] + 0.5 and words["y1"] - 0.5 <= cover["y1"]
