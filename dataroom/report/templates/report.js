"use strict";
(() => {
  const CHUNK = 100, PRINTED = 1500;
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("rows").textContent);
  const own = JSON.parse(document.getElementById("words").textContent);
  root.classList.add("js");

  // --- elements -----------------------------------------------------------------------------------------------
  const el = (tag, attrs, ...children) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attrs || {})) made.setAttribute(name, value);
    for (const child of children.flat()) if (child !== null && child !== undefined && child !== "") made.append(child);
    return made;
  };
  const lang = () => (root.lang === "en" ? "en" : "fr");
  const side = (pair) => pair[lang() === "en" ? 1 : 0];
  const both = (pair) => {
    if (pair[0] === pair[1]) return document.createTextNode(pair[0]);
    const box = document.createDocumentFragment();
    box.append(el("span", { class: "l", lang: "fr" }, pair[0]), el("span", { class: "l", lang: "en" }, pair[1]));
    return box;
  };
  const own2 = (name) => both(own[name]);
  const pair = (n) => (n ? data.pairs[n - 1] : null);
  const word = (n) => (n ? data.words[n - 1] : "");
  const text = (n) => { const p = pair(n); return p ? both(p) : "—"; };
  const period = (label) => [label.replace("Q", "T").replace("H", "S"), label];
  const bdi = (value) => el("bdi", {}, value);
  // A long path breaks after its separators, not in the middle of a word.
  const place = (path) => {
    const parts = path.split(/(?<=[/_!-])/);
    return el("bdi", {}, parts.flatMap((part, n) => (n ? [el("wbr"), part] : [part])));
  };
  const fold = (value) => value.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const hex = (b64) => (b64 ? Array.from(atob(b64), (c) => c.charCodeAt(0).toString(16).padStart(2, "0")).join("") : "");
  const grouped = (n, l) => n.toLocaleString(l === "en" ? "en-GB" : "fr-FR");
  const amount = (n, one, many) => [
    grouped(n, "fr") + " " + (n < 2 ? one[0] : many[0]), grouped(n, "en") + " " + (n === 1 ? one[1] : many[1])];
  const size = (n) => {
    const units = [["o", "B"], ["ko", "kB"], ["Mo", "MB"], ["Go", "GB"], ["To", "TB"]];
    let unit = 0;
    while (n >= 999.5 && unit < 4) { n /= 1000; unit += 1; }
    const shown = unit === 0 || n >= 99.95 ? n.toFixed(0) : n.toFixed(1);
    return [shown.replace(".", ",") + "\u00a0" + units[unit][0], shown + "\u00a0" + units[unit][1]];
  };
  const SEVERITY = { 3: ["s-blocking", "■", ["Bloquant", "Blocking"]], 2: ["s-major", "▲", ["Majeur", "Major"]], 1: ["s-minor", "●", ["Mineur", "Minor"]] };
  const severity = (rank) => {
    const [css, sign, name] = SEVERITY[rank];
    return el("span", { class: "tag " + css }, el("i", { "aria-hidden": "true" }, sign), el("span", {}, both(name)));
  };

  // --- language -----------------------------------------------------------------------------------------------
  const onLanguage = [];
  const speak = (to) => {
    root.lang = to;
    document.title = root.getAttribute("data-title-" + to);
    for (const b of document.querySelectorAll("[data-lang]")) b.setAttribute("aria-pressed", String(b.dataset.lang === to));
    for (const o of document.querySelectorAll("option[data-fr]")) o.textContent = o.getAttribute("data-" + to);
    for (const tell of onLanguage) tell();
  };
  for (const b of document.querySelectorAll("[data-lang]")) b.addEventListener("click", () => speak(b.dataset.lang));

  // --- filters, sorting and rows on demand ----------------------------------------------------------------------
  const counter = (id, number) => {
    const place = document.querySelector(`[data-count="${id}"]`);
    if (!place) return;
    place.replaceChildren(number() === 0 ? own2("no-match") : both(amount(number(), ["ligne", "row"], ["lignes", "rows"])));
  };
  const filtersOf = (id, changed) => {
    const box = document.querySelector(`[data-for="${id}"]`);
    const fields = box ? [...box.querySelectorAll("[data-filter]")] : [];
    let waiting = 0;
    for (const f of fields) f.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(changed, 80); });
    const reset = box && box.querySelector("[data-reset]");
    if (reset) reset.addEventListener("click", () => { for (const f of fields) f.value = ""; changed(); });
    return () => Object.fromEntries(fields.map((f) => [f.dataset.filter, f.value]));
  };
  const sorting = (table, sort) => {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((th, column) => {
      const button = th.querySelector("button.sort");
      if (!button) return;
      button.addEventListener("click", () => {
        const down = th.getAttribute("aria-sort") === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        th.setAttribute("aria-sort", down ? "descending" : "ascending");
        sort(column, th.dataset.kind === "number", down ? -1 : 1);
      });
    });
  };
  const order = (numeric, direction) => (a, b) => {
    if (a[0] === "" || b[0] === "") return (a[0] === "") - (b[0] === "") || a[1] - b[1];
    const by = numeric ? a[0] - b[0] : String(a[0]).localeCompare(String(b[0]), lang(), { numeric: true });
    return by * direction || a[1] - b[1];
  };

  const lazy = (id, rows, spec) => {
    const table = document.getElementById(id);
    if (!table) return;
    const body = table.tBodies[0];
    const end = el("div", { class: "needs-js-screen" });
    table.parentElement.after(end);
    let list = rows.map((_, n) => n), sorted = null, done = 0;
    const haystack = [];
    const found = (n, needle) => (haystack[n] ??= fold(spec.text(rows[n]))).includes(needle);
    const more = (upTo) => {
      const box = document.createDocumentFragment();
      for (const n of list.slice(done, upTo)) {
        const row = spec.row(rows[n], table);
        // On a narrow screen the cells of a row stand under each other; its roles keep it a row.
        if (table.classList.contains("stack")) {
          row.setAttribute("role", "row");
          for (const cell of row.cells) cell.setAttribute("role", "cell");
        }
        box.append(row);
      }
      body.append(box);
      done = Math.min(Math.max(done, upTo), list.length);
      button.hidden = done >= list.length;
    };
    const button = el("button", { type: "button", class: "btn" });
    button.append(own2("more-rows"));
    button.addEventListener("click", () => more(done + CHUNK));
    end.append(button);
    const show = () => {
      const wanted = read(), needle = fold(wanted.text || "").trim();
      list = (sorted || rows.map((_, n) => n)).filter((n) => spec.keep(rows[n], wanted) && (!needle || found(n, needle)));
      body.replaceChildren();
      done = 0;
      table.setAttribute("aria-rowcount", String(list.length + 1));
      more(CHUNK);
      counter(id, () => list.length);
    };
    const read = filtersOf(id, show);
    sorting(table, (column, numeric, direction) => {
      sorted = rows.map((row, n) => [spec.key(row, column), n]).sort(order(numeric, direction)).map((k) => k[1]);
      show();
    });
    if ("IntersectionObserver" in window) {
      new IntersectionObserver((seen) => {
        if (seen.some((s) => s.isIntersecting) && done < list.length) more(done + CHUNK);
      }, { rootMargin: "600px" }).observe(end);
    }
    window.addEventListener("beforeprint", () => {
      more(PRINTED);
      if (!spec.print || body.querySelector(".print-row")) return;
      [...body.rows].filter((line) => !line.classList.contains("more"))
        .forEach((line, at) => line.after(spec.print(rows[list[at]])));
    });
    window.addEventListener("afterprint", () => { for (const line of body.querySelectorAll(".print-row")) line.remove(); });
    show();
  };

  // --- the gap register, which is in the page already -----------------------------------------------------------
  const register = document.getElementById("register-table");
  if (register) {
    const body = register.tBodies[0];
    const rows = [...body.rows];
    const haystack = rows.map((row) => fold(row.textContent));
    const filter = () => {
      const wanted = read(), needle = fold(wanted.text || "").trim();
      rows.forEach((row, n) => {
        const d = row.dataset;
        const status = !wanted.status || d.status === wanted.status || (wanted.status === "open" && d.open === "1");
        row.hidden = !(status && (!wanted.severity || d.severity === wanted.severity)
          && (!wanted.provider || d.provider === wanted.provider) && (!needle || haystack[n].includes(needle)));
      });
      counter("register-table", () => rows.filter((row) => !row.hidden).length);
    };
    const read = filtersOf("register-table", filter);
    sorting(register, (column, numeric, direction) => {
      const key = (row) => { const c = row.cells[column]; return c.classList.contains("empty") ? "" : c.dataset.s ? Number(c.dataset.s) : c.innerText.trim(); };
      const ranked = rows.map((row, n) => [key(row), n]).sort(order(numeric, direction));
      body.append(...ranked.map((k) => rows[k[1]]));
    });
    filter();
    const copy = async (button) => {
      const box = button.parentElement;
      const letters = [...box.querySelectorAll(`[data-letter] > [lang="${lang()}"]`)];
      const value = letters.map((one) => one.textContent).join("\n\n—\n\n");
      const said = box.querySelector('[role="status"]');
      let done = true;
      try { await navigator.clipboard.writeText(value); } catch (_) { done = false; }
      if (!done) {
        const range = document.createRange();
        range.selectNodeContents(letters[0]);
        getSelection().removeAllRanges();
        getSelection().addRange(range);
        done = letters.length === 1 && document.execCommand("copy");
      }
      said.replaceChildren(own2(done ? "copied" : "copy-failed"));
    };
    register.addEventListener("click", (event) => {
      const button = event.target.closest("[data-copy]");
      if (button) copy(button);
    });
    let opened = [];
    window.addEventListener("beforeprint", () => {
      opened = [...register.querySelectorAll("details:not([open])")];
      for (const d of opened) d.open = true;
    });
    window.addEventListener("afterprint", () => { for (const d of opened) d.open = false; });
  }

  // --- what was not read, findings ------------------------------------------------------------------------------
  lazy("unread-table", data.unread, {
    text: (r) => [r[0], ...(pair(r[1]) || []), ...(pair(r[2]) || [])].join(" "),
    keep: () => true,
    key: () => "",
    row: (r) => el("tr", {}, el("td", {}, place(r[0])), el("td", {}, text(r[1])), el("td", {}, text(r[2]))),
  });
  lazy("findings-table", data.findings, {
    text: (r) => [r[3] || "", word(r[2]), ...(pair(r[5]) || []), ...(pair(r[6]) || [])].join(" "),
    keep: (r, w) => !w.severity || String(r[0]) === w.severity,
    key: (r, c) => [4 - r[0], side(pair(r[5])), r[3] || "", "", r[1] ? side(pair(r[1])) : "", word(r[2])][c],
    row: (r) => el("tr", {},
      el("td", {}, severity(r[0])), el("td", {}, text(r[5])),
      el("td", {}, r[3] ? place(r[3]) : "—", r[4] ? el("span", { class: "sub" }, own2("page"), " " + r[4]) : ""),
      el("td", {}, text(r[6])), el("td", {}, el("span", { class: "narrow" }, own2("confidence-of"), " "), text(r[1])), el("td", {}, el("code", {}, word(r[2])))),
  });

  // --- the index of documents -----------------------------------------------------------------------------------
  const [PATH, SIZE, BLAKE3, SHA256, MEDIA, PAGES, LANGUAGE, STATE, TYPE, CONFIDENCE, PROCESSES, PROVIDER, PERIOD,
    DATE, EXPIRES, FLAGS, CANDIDATES, SIGNATURE, CLAUSES, NOTES, REASON] = Array(21).keys();
  const head = (...names) => el("thead", {}, el("tr", {}, names.map((n) => el("th", { scope: "col" }, own2(n)))));
  const evidence = (list) => el("table", {}, head("cue", "where", "page", "quote"), el("tbody", {},
    list.map((e) => el("tr", {}, el("td", {}, bdi(word(e[0]))), el("td", {}, text(e[1])), el("td", {}, e[2] ? String(e[2]) : "—"), el("td", {}, e[3] ? el("q", {}, bdi(e[3])) : "—")))));
  const clauseTable = (list) => el("table", {}, head("clause", "status", "page", "quote"), el("tbody", {},
    list.map((c) => el("tr", {}, el("th", { scope: "row" }, text(c[0])),
      el("td", {}, el("span", { class: "tag " + (c[1] ? "st-satisfied" : "st-partial") }, el("i", { "aria-hidden": "true" }, c[1] ? "✓" : "~"), el("span", {}, own2(c[1] ? "found" : "not-found")))),
      el("td", {}, c[2] ? String(c[2]) : "—"), el("td", {}, c[3] ? el("q", {}, bdi(c[3])) : "—")))));
  const joined = (numbers) => numbers.flatMap((n, i) => [i ? ", " : "", text(n)]);
  const details = (d) => {
    const dl = el("dl");
    const line = (name, ...value) => dl.append(el("dt", {}, typeof name === "string" && own[name] ? own2(name) : name), el("dd", {}, ...value));
    if (d[REASON]) line("reason", text(d[REASON]));
    if (d[FLAGS].length) line("flags", joined(d[FLAGS]));
    if (d[NOTES].length) line("notes", d[NOTES].map((n) => el("div", {}, text(n))));
    if (d[PROCESSES].length) line("processes", joined(d[PROCESSES]));
    if (d[EXPIRES]) line("expires", d[EXPIRES]);
    line("format", word(d[MEDIA]) || "—");
    if (d[LANGUAGE]) line("language", text(d[LANGUAGE]));
    line("BLAKE3", d[BLAKE3] ? el("code", {}, hex(d[BLAKE3])) : own2("no-digest"));
    line("SHA-256", d[SHA256] ? el("code", {}, hex(d[SHA256])) : own2("no-digest"));
    const box = el("td", { colspan: "8" }, dl);
    box.append(el("h4", {}, own2("candidates")));
    if (!d[CANDIDATES].length) box.append(el("p", { class: "note" }, own2("no-evidence")));
    for (const [type, score, list] of d[CANDIDATES]) {
      box.append(el("h4", {}, text(type), " · ", own2("score"), " " + score.toLocaleString(lang()).replace("-", "\u2212")));
      if (list.length) box.append(evidence(list));
    }
    if (d[SIGNATURE].length) box.append(el("h4", {}, own2("signature")), evidence(d[SIGNATURE]));
    if (d[CLAUSES].length) box.append(el("h4", {}, own2("clause")), clauseTable(d[CLAUSES]));
    return el("tr", { class: "more" }, box);
  };
  const name = (n) => { const p = pair(n); return p ? side(p) : ""; };
  const options = (filter, values, show) => {
    const select = document.querySelector(`[data-for="index-table"] [data-filter="${filter}"]`);
    if (!select) return;
    for (const v of [...new Set(values)].sort((a, b) => show(a)[0].localeCompare(show(b)[0]))) {
      const [fr, en] = show(v);
      const option = el("option", { value: String(v), "data-fr": fr, "data-en": en });
      option.textContent = side([fr, en]);
      select.append(option);
    }
  };
  options("type", data.documents.map((d) => d[TYPE]), (n) => pair(n) || own["no-type"]);
  options("confidence", data.documents.map((d) => d[CONFIDENCE]).filter(Boolean), (n) => pair(n));
  options("state", data.documents.map((d) => d[STATE]), (n) => pair(n));
  options("provider", data.documents.map((d) => d[PROVIDER]).filter(Boolean), (n) => [word(n), word(n)]);
  lazy("index-table", data.documents, {
    text: (d) => [d[PATH], ...(pair(d[TYPE]) || own["no-type"]), word(d[PROVIDER]), word(d[PERIOD]), d[DATE] || "",
      ...d[FLAGS].flatMap((f) => pair(f)), hex(d[BLAKE3]), hex(d[SHA256])].join(" "),
    keep: (d, w) => (!w.confidence || String(d[CONFIDENCE]) === w.confidence) && (!w.type || String(d[TYPE]) === w.type) && (!w.state || String(d[STATE]) === w.state)
      && (!w.provider || String(d[PROVIDER]) === w.provider),
    key: (d, c) => [d[PATH], name(d[TYPE]), word(d[PROVIDER]), word(d[PERIOD]), d[DATE] || "",
      d[PAGES] || "", d[SIZE], name(d[STATE])][c],
    print: (d) => el("tr", { class: "print-row" }, el("td", { colspan: "8" },
      d[BLAKE3] ? "BLAKE3 " + hex(d[BLAKE3]) : "", " ", d[SHA256] ? "SHA-256 " + hex(d[SHA256]) : "")),
    row: (d) => {
      const button = el("button", { type: "button", class: "row-btn", "aria-expanded": "false" },
        el("span", {}, place(d[PATH]), el("span", { class: "vh" }, " ", own2("show-evidence"))));
      const line = el("tr", {},
        el("td", {}, button, d[FLAGS].length ? el("span", { class: "sub" }, joined(d[FLAGS])) : ""),
        el("td", {}, d[TYPE] ? text(d[TYPE]) : el("span", { class: "sub" }, own2("no-type")),
          d[CONFIDENCE] ? el("span", { class: "sub" }, own2("confidence-of"), " ", text(d[CONFIDENCE])) : ""),
        el("td", {}, d[PROVIDER] ? bdi(word(d[PROVIDER])) : "—"),
        el("td", {}, d[PERIOD] ? both(period(word(d[PERIOD]))) : "—"), el("td", { class: "nums" }, d[DATE] || "—"),
        el("td", { class: "nums" }, d[PAGES] ? grouped(d[PAGES], lang()) : "—"),
        el("td", { class: "nums" }, both(size(d[SIZE]))), el("td", {}, text(d[STATE])));
      button.addEventListener("click", () => {
        const open = button.getAttribute("aria-expanded") === "true";
        button.setAttribute("aria-expanded", String(!open));
        if (open) line.nextElementSibling.remove(); else line.after(details(d));
      });
      return line;
    },
  });

  // --- clauses, contract by contract ------------------------------------------------------------------------------
  const clauses = document.getElementById("clause-list");
  if (clauses) {
    for (const d of data.documents) {
      if (!d[CLAUSES].length) continue;
      const hits = d[CLAUSES].filter((c) => c[1]).length;
      const box = el("details", {}, el("summary", {}, place(d[PATH]), el("span", { class: "c" }, `${hits} / ${d[CLAUSES].length} `, own2("found-many"))));
      const fill = () => { if (box.open && box.children.length === 1) box.append(el("div", { class: "scroll" }, clauseTable(d[CLAUSES]))); };
      box.addEventListener("toggle", fill);
      window.addEventListener("beforeprint", () => { box.open = true; fill(); });
      clauses.append(box);
    }
  }
})();
