// What is wrong with how a page stands on the screen, as a list of sentences: text that is cut
// off, texts or controls that lie on each other, a page that scrolls sideways. Evaluates to a
// function; runs in the page.
() => {
  const found = [];
  const name = (element) => {
    const id = element.id ? `#${element.id}` : "";
    const classes = element.classList.length ? `.${[...element.classList].join(".")}` : "";
    const text = (element.innerText ?? "").trim().slice(0, 30);
    return `${element.tagName.toLowerCase()}${id}${classes} “${text}”`;
  };
  const scroller = document.scrollingElement;
  if (scroller.scrollWidth > scroller.clientWidth) {
    found.push(`the page scrolls sideways: ${scroller.scrollWidth} > ${scroller.clientWidth}`);
  }

  const isVisible = (element) => element.checkVisibility({
    opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true,
  });
  // Kept for screen readers, or a chart's own drawing.
  const isApart = (element) =>
    element.closest(".visually-hidden, .skip, svg, canvas, .chart-canvas, [aria-hidden=true]")
    || facts(element).isUnseen;

  /** What an element inherits for these questions, looked up once for each element. */
  const known = new Map();
  const facts = (element) => {
    if (!element || element === document.body) {
      return { clips: [], scrolls: false, isShortened: false, isUnseen: false, layer: null };
    }
    let own = known.get(element);
    if (own) return own;
    const style = getComputedStyle(element);
    const above = facts(element.parentElement);
    const isClipping = style.overflowX !== "visible" || style.overflowY !== "visible";
    const isInline = style.display === "inline";
    const scrolls = above.scrolls || /auto|scroll/.test(style.overflowX);
    own = {
      clips: isClipping && !isInline
        ? [...above.clips, element.getBoundingClientRect()] : above.clips,
      scrolls,
      isUnseen: above.isUnseen || style.clipPath === "inset(50%)",
      // On purpose, with the whole text for the pointer.
      isShortened: above.isShortened
        || (style.textOverflow === "ellipsis" && element.closest("[title]") !== null),
      // What floats above the page: an open menu or dialogue, a column that stays while others
      // scroll.
      layer: element.matches("dialog, .menu-list, details.menu[open] > :not(summary), [popover]")
        || (/sticky|fixed/.test(style.position) && scrolls) ? element : above.layer,
    };
    if (style.position === "fixed") own.clips = [];
    known.set(element, own);
    return own;
  };

  /** What of a box is left inside the elements that clip it; null for nothing. */
  const visiblePart = (element, box) => {
    let { left, top, right, bottom } = box;
    for (const edge of facts(element).clips) {
      left = Math.max(left, edge.left);
      right = Math.min(right, edge.right);
      top = Math.max(top, edge.top);
      bottom = Math.min(bottom, edge.bottom);
    }
    return right - left > 0.5 && bottom - top > 0.5 ? { left, top, right, bottom } : null;
  };

  // Texts: each line of each text node is a box.
  const texts = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || element.closest("script, style, option, template, noscript")) continue;
    if (!isVisible(element) || isApart(element)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) continue;
      const part = visiblePart(element, box);
      const isCut = !part || box.left < part.left - 1 || box.right > part.right + 1
        || box.top < part.top - 2 || box.bottom > part.bottom + 2;
      if (isCut && !facts(element).scrolls && !facts(element).isShortened) {
        found.push(`text is cut off: ${name(element)}`);
      }
      if (!facts(element).scrolls && (box.left < -1 || box.right > innerWidth + 1)) {
        found.push(`text is outside of the window: ${name(element)}`);
      }
      if (part) texts.push({ element, ...part });
    }
  }
  for (const element of new Set(texts.map(({ element }) => element))) {
    const style = getComputedStyle(element);
    if (style.display === "inline" || element.clientWidth === 0) continue;
    if (element.scrollWidth > element.clientWidth + 1
      && !facts(element).scrolls && !facts(element).isShortened) {
      found.push(`text is wider than its box: ${name(element)}`);
    }
  }

  // Controls: each line of a link is a box.
  const controls = [];
  for (const element of document.querySelectorAll(
    "a[href], button, input:not([type=hidden]), select, textarea, summary")) {
    if (!isVisible(element) || isApart(element)) continue;
    for (const box of element.getClientRects()) {
      const part = visiblePart(element, box);
      if (part && part.right - part.left > 1) controls.push({ element, ...part });
    }
  }

  // What is open above the page and reaches out of the window cannot be scrolled to.
  for (const element of document.querySelectorAll(
    "dialog[open], details.menu[open] > :not(summary), :popover-open")) {
    const box = element.getBoundingClientRect();
    if (isVisible(element) && (box.left < -1 || box.right > innerWidth + 1)) {
      found.push(`what is open is outside of the window: ${name(element)}`);
    }
  }

  const overlap = (one, other, slackX, slackY) =>
    Math.min(one.right, other.right) - Math.max(one.left, other.left) > slackX
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > slackY;
  const isRelated = (one, other) =>
    one === other || one.contains(other) || other.contains(one) || facts(one).layer !== facts(other).layer;
  const compare = (boxes, slackX, slackY, what) => {
    boxes.sort((one, other) => one.top - other.top);
    boxes.forEach((one, index) => {
      for (let next = index + 1; next < boxes.length && boxes[next].top < one.bottom; next += 1) {
        const other = boxes[next];
        if (isRelated(one.element, other.element) || !overlap(one, other, slackX, slackY)) continue;
        found.push(`${what}: ${name(one.element)} and ${name(other.element)}`);
      }
    });
  };
  compare(controls, 1, 1, "controls overlap");
  // A line of text is a box a little higher than its letters.
  compare(texts, 1, 5, "texts overlap");
  for (const control of controls) {
    for (const text of texts) {
      if (isRelated(control.element, text.element) || !overlap(control, text, 1, 5)) continue;
      // A label around its field, such as that of a check box.
      if (text.element.closest("label")?.contains(control.element)) continue;
      found.push(`text under a control: ${name(text.element)} and ${name(control.element)}`);
    }
  }
  return [...new Set(found)];
}
