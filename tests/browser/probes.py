"""Texts that a page must show as they stand, and what would betray that it did not."""

from __future__ import annotations

from typing import Final

#: Where one of these is read as more than text, the page has an element that says `live` and no
#: more, or a link, a picture, a formula or an icon.
PROBES: Final = (
    "**live**",
    "__live__",
    "*live*",
    "_live_",
    "~~live~~",
    "`live`",
    "[live](https://a.example/)",
    "![live](https://a.example/p.png)",
    "<https://b.example/>",
    "https://c.example/live",
    "HTTP://d.example",
    "www.e.example",
    "WWW.f.example/live",
    "someone@g.example",
    "mailto:someone@h.example",
    "xmpp:someone@i.example",
    "(https://j.example)",
    "x--www.k.example",
    "<a href='https://l.example'>live</a>",
    "<img src='https://m.example/p.png'>",
    "<b>live</b><br><i>live</i>",
    "<script>document.title='live'</script>",
    "$live$",
    "$$live$$",
    "\\(live\\)",
    ":red[live]",
    ":blue-badge[live]",
    ":small[live]",
    ":material/home:",
    ":smile: :+1:",
    ":streamlit:",
    "::leaf[live]",
    "# live",
    "> live",
    "- live",
    "1. live",
    "| live |\n| --- |\n| live |",
    "live\n===",
    "a\n\n# live\n\n- live",
    "    code live",
    "\tcode live",
    "---",
    "```\nlive\n```",
    "[^live]\n\n[^live]: live",
    "&amp; &lt;b&gt;live&lt;/b&gt; &#58;red[live]",
    "a -- b -> c <- d <-> e >= f <= g ~= h",
    "@-- :-- @-> b",
    "back\\slash \\*live\\*",
    "broken  \nline",
    "]live[ )live( }live{",
    "%{live} {live:,}",
    'a "live" and an O\'Live',
)

#: What data made of a page, in words; nothing where all of it stayed text.
MADE_BY_DATA: Final = """() => {
  const found = [];
  const note = (what, element) => found.push(`${what}: ${element.outerHTML.slice(0, 200)}`);
  for (const link of document.querySelectorAll('a')) {
    const to = link.getAttribute('href') ?? link.getAttribute('xlink:href') ?? '';
    const own = to === '' || to.startsWith('#') || to.startsWith('/')
      || new URL(to, location.href).origin === location.origin;
    if (!own) note('link', link);
  }
  for (const picture of document.querySelectorAll('img, image')) {
    const from = picture.getAttribute('src') ?? picture.getAttribute('xlink:href') ?? '';
    if (/example/.test(from) || picture.alt === 'Streamlit logo') note('picture', picture);
  }
  document.querySelectorAll('.katex, mjx-container').forEach(one => note('formula', one));
  for (const icon of document.querySelectorAll('[data-testid=stMarkdownContainer] [role=img]'))
    note('icon', icon);
  const shaped = 'a, b, i, u, em, strong, del, code, mark, sup, sub, h1, h2, h3, h4, h5, h6, '
    + 'li, td, th, blockquote, pre, tspan, [class*=stMarkdownColored], [class*=stMarkdownBadge], '
    + '[data-testid=stMarkdownContainer] span[style]';
  for (const element of document.querySelectorAll(shaped))
    if (/^live$/.test(element.textContent.trim())) note('shape', element);
  if (document.title === 'live') found.push('a script ran');
  return found;
}"""
