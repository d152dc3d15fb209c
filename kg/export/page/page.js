"use strict";
(() => {
  const root = document.documentElement;
  const $ = (selector, within = document) => within.querySelector(selector);
  const $$ = (selector, within = document) => [...within.querySelectorAll(selector)];
  const numbers = (text) => (text ? text.split(" ").map(Number) : []);
  const made = (name, text, className) => Object.assign(document.createElement(name), { textContent: text ?? "", className: className ?? "" });

  // ---- parts of the page: one is shown at a time, and one text

  const sections = $$("main > section");
  const articles = $$("article");
  const show = (items, item) => items.forEach((other) => other.classList.toggle("here", other === item));

  function go() {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1))) ?? sections[0];
    const section = target.closest("main > section") ?? sections[0];
    show(sections, section);
    show(articles, target.closest("article") ?? $("article.here") ?? articles[0]);
    $$("#tabs a").forEach((link) => {
      if (link.hash === `#${section.id}`) link.setAttribute("aria-current", "page");
      else link.removeAttribute("aria-current");
    });
    $$(".contents a").forEach((link) => link.classList.toggle("here", link.hash === `#${$("article.here")?.id}`));
    if (target.matches("#claims tbody tr")) reveal(target);
    if (target === section) scrollTo({ top: 0, behavior: "instant" });
    else target.scrollIntoView({ block: target.matches("article") ? "start" : "center" });
  }

  // ---- the table of claims: filtered, sorted, and shown a hundred at a time

  const PAGE = 100;
  const body = $("#claim-table tbody");
  let rows = $$("tr", body).map((tr) => {
    const [label, voices, reading, , sure] = tr.cells;
    return {
      tr,
      words: `${label.textContent} ${voices.textContent}`.toLowerCase(),
      voice: $(".voice", voices)?.textContent ?? "",
      made: $$(".tag", reading).map((tag) => tag.textContent),
      document: tr.dataset.d,
      sure: Number(sure.dataset.v),
      entities: new Set(numbers(tr.dataset.e)),
    };
  });
  const row = (number) => document.getElementById(`c${number}`);
  const form = $("#filters");
  const chip = form.insertBefore(made("button", "", "chip"), form.lastElementChild);
  chip.type = "button";
  let entity = null;
  let room = PAGE;

  function offer(name, values) {
    values.forEach(([value, text]) => form.elements[name].add(new Option(text, value)));
  }
  const counted = (values) => {
    const counts = new Map();
    values.forEach((value) => counts.set(value, (counts.get(value) ?? 0) + 1));
    return [...counts].sort((a, b) => b[1] - a[1]).map(([value, count]) => [value, `${value} (${count})`]);
  };
  offer("voice", counted(rows.map((r) => r.voice).filter(Boolean)));
  offer("made", [["plain", "affirmed and actual"], ...counted(rows.flatMap((r) => r.made))]);
  offer("document", articles.map((article) => [article.id.slice(1), $("h3", article).textContent]));

  function filter() {
    const wanted = form.elements.words.value.toLowerCase().split(/\s+/).filter(Boolean);
    const { voice, made: reading, document: text, sure } = form.elements;
    $("output", form).value = Number(sure.value).toFixed(2);
    chip.hidden = entity === null;
    if (entity !== null) chip.textContent = `about ${nameOf(entity)} ×`;
    let shown = 0;
    let matching = 0;
    for (const r of rows) {
      const fits =
        wanted.every((word) => r.words.includes(word)) &&
        (!voice.value || r.voice === voice.value) &&
        (!reading.value || (reading.value === "plain" ? !r.made.length : r.made.includes(reading.value))) &&
        (!text.value || r.document === text.value) &&
        r.sure >= Number(sure.value) &&
        (entity === null || r.entities.has(entity));
      matching += fits;
      const on = fits && shown < room;
      shown += on;
      const state = fits ? (on ? "on" : "") : "off";
      if (r.tr.className !== state) r.tr.className = state;
    }
    $("#shown").textContent =
      matching === rows.length && shown === matching
        ? `${matching} statements of claims`
        : `${shown} shown of ${matching} that fit, ${rows.length} in all`;
    $("#more").hidden = shown === matching;
  }
  const again = () => {
    room = PAGE;
    filter();
  };
  function reveal(tr) {
    if (tr.classList.contains("on")) return;
    form.reset();
    entity = null;
    room = Math.max(PAGE, rows.findIndex((r) => r.tr === tr) + 1);
    filter();
  }
  form.addEventListener("input", again);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => {
    entity = null;
    setTimeout(again);
  });
  chip.addEventListener("click", () => {
    entity = null;
    again();
  });
  $("#more").addEventListener("click", () => {
    room += 5 * PAGE;
    filter();
  });
  function narrow(change) {
    form.reset();
    entity = null;
    change();
    setTimeout(again);
    location.hash = "claims";
  }

  const value = (tr, column) => {
    const cell = tr.cells[column];
    const text = cell.dataset.v ?? cell.textContent.trim();
    return text !== "" && !Number.isNaN(Number(text)) ? Number(text) : text.toLowerCase();
  };
  const collator = new Intl.Collator("en");
  const order = (a, b) => {
    if (a === "" || b === "") return (a === "") - (b === "");
    return typeof a === "number" && typeof b === "number" ? a - b : collator.compare(a, b);
  };
  $$("table.sortable").forEach((table) => {
    $$("thead th", table).forEach((head, column) => {
      const button = made("button", head.textContent);
      button.type = "button";
      head.replaceChildren(button);
      button.addEventListener("click", () => {
        const sign = head.getAttribute("aria-sort") === "ascending" ? -1 : 1;
        $$("thead th", table).forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", sign > 0 ? "ascending" : "descending");
        const keyed = $$("tbody tr", table).map((tr) => [value(tr, column), tr]);
        keyed.sort(([a], [b]) => (a === "" || b === "" ? order(a, b) : sign * order(a, b)));
        table.tBodies[0].replaceChildren(...keyed.map(([, tr]) => tr));
        if (table.id === "claim-table") {
          const place = new Map(keyed.map(([, tr], at) => [tr, at]));
          rows = rows.sort((a, b) => place.get(a.tr) - place.get(b.tr));
          again();
        }
      });
    });
  });

  $$("[data-find]").forEach((input) =>
    input.addEventListener("input", () => {
      const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      $$(`#${input.dataset.find} tbody tr`).forEach((tr) => {
        const words = tr.textContent.toLowerCase();
        tr.hidden = !wanted.every((word) => words.includes(word));
      });
    }),
  );

  // ---- the panel: the chosen claims, beside whatever is on the screen

  const CARDS = 40;
  const panel = $("#panel");
  let opener = null;
  const nameOf = (number) => $(`#e${number} th`).textContent.trim();
  const labelled = (count) => `${count} claim${count === 1 ? "" : "s"}`;

  function card(number) {
    const tr = row(number);
    const item = made("li");
    const link = made("a", tr.cells[0].textContent, "claim");
    link.href = `#${tr.dataset.p}`;
    const [voices, reading, when, sure, where] = [1, 2, 3, 4, 5].map((k) => {
      const part = made("span");
      part.append(...[...tr.cells[k].childNodes].map((node) => node.cloneNode(true)));
      return part;
    });
    if (when.textContent && tr.cells[3].title) when.append(made("small", ` ${tr.cells[3].title}`));
    item.append(link, reading, voices, when, sure);
    const passage = document.getElementById(tr.dataset.p);
    if (!$("#texts").matches(".here")) item.append(made("blockquote", passage.textContent));
    item.append(where);
    if (navigator.clipboard) item.append(copier(passage, voices, where));
    item.addEventListener("pointerenter", () => mark([number]));
    item.addEventListener("focusin", () => mark([number]));
    return item;
  }

  /** A button that copies the quote with who says it and where it stands. */
  function copier(passage, voices, where) {
    const button = made("button", "Copy with source", "copy");
    button.type = "button";
    const place = $("small", where).textContent;
    const quote = passage.textContent.replace(/\s+/g, " ").trim();
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(`"${quote}" (${voices.textContent.trim()}; ${passage.closest("article").dataset.cite}${place})`);
      button.textContent = "Copied";
    });
    return button;
  }

  function choose(chosen, title, from, more) {
    const list = $("ol", panel);
    list.replaceChildren(...chosen.slice(0, CARDS).map(card));
    $("h2", panel).textContent = title;
    $(".note", panel).replaceChildren();
    if (chosen.length > CARDS) {
      const link = made("a", `All ${chosen.length} in the table`);
      link.href = "#claims";
      if (more) link.addEventListener("click", more);
      $(".note", panel).append(`The first ${CARDS}. `, link);
    }
    opener = from ?? document.activeElement;
    panel.hidden = false;
    root.classList.add("split");
    panel.scrollTop = 0;
    mark(chosen);
    if (matchMedia("(max-width: 50rem)").matches) $("article.here mark.chosen")?.scrollIntoView({ block: "start" });
    $("h2", panel).focus({ preventScroll: true });
  }
  function close() {
    panel.hidden = true;
    root.classList.remove("split");
    mark([]);
    unfocus();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
  }
  $("#close").addEventListener("click", close);

  const ROLES = { s: "subject", o: "object", a: "argument" };
  function mark(chosen) {
    $$("mark.chosen").forEach((passage) => passage.classList.remove("chosen"));
    const ranges = { s: [], o: [], a: [] };
    chosen.forEach((number) => {
      const tr = row(number);
      const passage = document.getElementById(tr.dataset.p);
      passage.classList.add("chosen");
      if (chosen.length > 12) return;
      tr.dataset.w.split(" ").filter(Boolean).forEach((word) => {
        const [start, end] = word.slice(1).split("-").map(Number);
        ranges[word[0]].push(range(passage, start, end));
      });
    });
    if (!globalThis.Highlight) return;
    Object.entries(ROLES).forEach(([letter, name]) => CSS.highlights.set(name, new Highlight(...ranges[letter])));
  }
  function range(passage, start, end) {
    const found = new Range();
    const walk = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
    for (let at = 0, node = walk.nextNode(); node; at += node.length, node = walk.nextNode()) {
      if (start >= at && start <= at + node.length) found.setStart(node, start - at);
      if (end >= at && end <= at + node.length) {
        found.setEnd(node, end - at);
        break;
      }
    }
    return found;
  }

  const about = (number) => rows.filter((r) => r.entities.has(number)).map((r) => Number(r.tr.id.slice(1)));
  function chooseEntity(number, from) {
    const found = about(number);
    const only = () => narrow(() => (entity = number));
    choose(found, `${nameOf(number)}: ${labelled(found.length)}`, from, only);
  }

  // ---- the picture

  const drawing = $("#drawing");
  const nodes = new Map($$(".node", drawing).map((node) => [Number(node.dataset.n), node]));
  const lines = $$("line", drawing);
  const whole = [0, 0, 1200, 760];
  let view = [...whole];
  const look = () => {
    drawing.setAttribute("viewBox", view.join(" "));
    drawing.classList.toggle("near", view[2] < 700);
  };
  function zoom(factor, x = 0.5, y = 0.5) {
    if (!factor) view = [...whole];
    else {
      const width = Math.min(Math.max(view[2] * factor, 120), 2400);
      const height = (width * whole[3]) / whole[2];
      view = [view[0] + (view[2] - width) * x, view[1] + (view[3] - height) * y, width, height];
    }
    look();
  }
  function unfocus() {
    drawing.classList.remove("focus");
    $$(".lit", drawing).forEach((part) => part.classList.remove("lit"));
  }
  function focusOn(found) {
    unfocus();
    drawing.classList.add("focus");
    found.forEach((part) => part.classList.add("lit"));
  }
  function around(number) {
    const near = lines.filter((line) => Number(line.dataset.a) === number || Number(line.dataset.b) === number);
    const ends = near.flatMap((line) => [nodes.get(Number(line.dataset.a)), nodes.get(Number(line.dataset.b))]);
    return [nodes.get(number), ...near, ...ends];
  }
  nodes.forEach((node, number) => {
    node.setAttribute("tabindex", "0");
    node.setAttribute("role", "button");
    const pick = () => {
      chooseEntity(number, node);
      focusOn(around(number));
    };
    node.addEventListener("click", pick);
    node.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        pick();
      }
    });
    node.addEventListener("pointerenter", () => panel.hidden && focusOn(around(number)));
    node.addEventListener("pointerleave", () => panel.hidden && unfocus());
  });
  lines.forEach((line) =>
    line.addEventListener("click", () => {
      const ends = [Number(line.dataset.a), Number(line.dataset.b)];
      const found = numbers(line.dataset.c);
      choose(found, `${nameOf(ends[0])} – ${nameOf(ends[1])}: ${labelled(found.length)}`, nodes.get(ends[0]));
      focusOn([line, ...ends.map((end) => nodes.get(end))]);
    }),
  );
  $$("[data-zoom]").forEach((button) => button.addEventListener("click", () => zoom(Number(button.dataset.zoom))));
  drawing.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !drawing.matches(":hover")) return;
      event.preventDefault();
      const box = drawing.getBoundingClientRect();
      zoom(event.deltaY > 0 ? 1.15 : 0.87, (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
    },
    { passive: false },
  );
  let grip = null;
  drawing.addEventListener("pointerdown", (event) => {
    if (event.target === drawing) grip = [event.clientX, event.clientY, ...view];
  });
  addEventListener("pointerup", () => (grip = null));
  drawing.addEventListener("pointermove", (event) => {
    if (!grip) return;
    const scale = view[2] / drawing.getBoundingClientRect().width;
    view[0] = grip[2] - (event.clientX - grip[0]) * scale;
    view[1] = grip[3] - (event.clientY - grip[1]) * scale;
    look();
  });

  // ---- links and keys

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    const passage = event.target.closest("mark[data-c]") ?? (link?.matches(".count[href^='#c']") ? link.previousElementSibling : null);
    if (passage?.matches("mark") && getSelection().isCollapsed) {
      event.preventDefault();
      const found = numbers(passage.dataset.c);
      choose(found, `${labelled(found.length)} here`, passage.nextElementSibling);
      return;
    }
    if (!link) return;
    const { voice, entity: thing, claim } = link.dataset;
    const cell = link.closest("#claim-table tr");
    if (voice !== undefined) {
      event.preventDefault();
      narrow(() => (form.elements.voice.value = voice));
    } else if (thing !== undefined) {
      event.preventDefault();
      narrow(() => (entity = Number(thing)));
    } else if (claim !== undefined) choose([Number(claim)], labelled(1), link);
    else if (cell) choose([Number(cell.id.slice(1))], labelled(1), link);
  });
  addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden) close();
    if (event.key === "/" && !event.target.matches("input, select, textarea")) {
      event.preventDefault();
      location.hash = "claims";
      setTimeout(() => form.elements.words.focus());
    }
  });
  addEventListener("hashchange", go);

  const theme = $("#theme");
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });

  filter();
  go();
})();
