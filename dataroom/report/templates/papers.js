  // --- what was not read, findings ------------------------------------------------------------------------------
  lazy("unread-table", data.unread, {
    text: (r) => [r[0], ...(pair(r[1]) || []), ...(pair(r[2]) || [])].join(" "),
    keep: () => true,
    key: () => "",
    row: (r) => el("tr", {}, el("td", {}, paper(r[0])), el("td", {}, text(r[1])), el("td", {}, text(r[2]))),
  });
  lazy("findings-table", data.findings, {
    text: (r) => [r[3] || "", word(r[2]), ...(pair(r[5]) || []), ...(pair(r[6]) || [])].join(" "),
    keep: (r, w) => (!w.severity || String(r[0]) === w.severity) && (!w.rule || word(r[2]) === w.rule),
    key: (r, c) => [4 - r[0], side(pair(r[5])), r[3] || "", "", r[1] ? side(pair(r[1])) : "", word(r[2])][c],
    row: (r) => el("tr", {},
      el("td", {}, severity(r[0])), el("td", {}, text(r[5])),
      el("td", {}, r[3] ? paper(r[3]) : "—", r[4] ? el("span", { class: "sub" }, own2("page"), " " + r[4]) : ""),
      el("td", {}, text(r[6])), el("td", {}, el("span", { class: "narrow" }, own2("confidence-of"), " "), text(r[1])), el("td", {}, el("code", {}, word(r[2])))),
  });

  // --- the index of documents -----------------------------------------------------------------------------------
  const [PATH, SIZE, BLAKE3, SHA256, MEDIA, PAGES, LANGUAGE, STATE, TYPE, CONFIDENCE, PROCESSES, PROVIDER, PERIOD,
    DATE, EXPIRES, FLAGS, CANDIDATES, SIGNATURE, CLAUSES, NOTES, REASON, SECTIONS, TYPE_ID, STAGE] = Array(24).keys();
  const head = (...names) => el("thead", {}, el("tr", {}, names.map((n) => el("th", { scope: "col" }, own2(n)))));
  const named = (name) => el("caption", { class: "vh" }, own2(name));
  const evidence = (list) => el("table", {}, named("evidence"), head("cue", "where", "page", "quote"), el("tbody", {},
    list.map((e) => el("tr", {}, el("td", {}, bdi(word(e[0]))), el("td", {}, text(e[1])), el("td", {}, e[2] ? String(e[2]) : "—"), el("td", {}, e[3] ? el("q", {}, bdi(e[3])) : "—")))));
  const clauseTable = (list) => el("table", {}, named("clause"), head("clause", "status", "page", "quote"), el("tbody", {},
    list.map((c) => el("tr", {}, el("th", { scope: "row" }, text(c[0])),
      el("td", {}, el("span", { class: "tag " + (c[1] ? "st-satisfied" : "st-partial") }, el("i", { "aria-hidden": "true" }, c[1] ? "✓" : "~"), el("span", {}, own2(c[1] ? "found" : "not-found")))),
      el("td", {}, c[2] ? String(c[2]) : "—"), el("td", {}, c[3] ? el("q", {}, bdi(c[3])) : "—")))));
  const joined = (numbers) => numbers.flatMap((n, i) => [i ? ", " : "", text(n)]);
  const details = (d, n) => {
    const dl = el("dl");
    const line = (name, ...value) => dl.append(el("dt", {}, typeof name === "string" && own[name] ? own2(name) : name), el("dd", {}, ...value));
    if (d[REASON]) line("reason", text(d[REASON]));
    if (d[FLAGS].length) line("flags", joined(d[FLAGS]));
    if (d[NOTES].length) line("notes", d[NOTES].map((n) => el("div", {}, text(n))));
    if (d[STAGE]) line("stage", text(d[STAGE]));
    if (d[PROCESSES].length) line("processes", joined(d[PROCESSES]));
    if (d[EXPIRES]) line("expires", d[EXPIRES]);
    line("format", word(d[MEDIA]) || "—");
    if (d[LANGUAGE]) line("language", text(d[LANGUAGE]));
    line("BLAKE3", d[BLAKE3] ? el("code", {}, hex(d[BLAKE3])) : own2("no-digest"));
    line("SHA-256", d[SHA256] ? el("code", {}, hex(d[SHA256])) : own2("no-digest"));
    const box = el("td", { colspan: "8" }, dl);
    box.append(el("h3", {}, own2("candidates")));
    if (!d[CANDIDATES].length) box.append(el("p", { class: "note" }, own2("no-evidence")));
    for (const [type, score, list] of d[CANDIDATES]) {
      box.append(el("h3", {}, text(type), " · ", own2("score"), " " + score.toLocaleString(lang()).replace("-", "\u2212")));
      if (list.length) box.append(evidence(list));
    }
    if (d[SIGNATURE].length) box.append(el("h3", {}, own2("signature")), evidence(d[SIGNATURE]));
    if (d[CLAUSES].length) box.append(el("h3", {}, own2("clause")), clauseTable(d[CLAUSES]));
    if (d[SECTIONS].length) box.append(el("h3", {}, own2("sections")), clauseTable(d[SECTIONS]));
    box.dataset.kind = "document";
    box.dataset.n = String(n);
    tellDetails("document", n, box);
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
      ...d[FLAGS].flatMap((f) => pair(f))].join(" "),
    digests: (d) => hex(d[BLAKE3]) + " " + hex(d[SHA256]),
    keep: (d, w) => (!w.confidence || String(d[CONFIDENCE]) === w.confidence) && (!w.type || String(d[TYPE]) === w.type) && (!w.state || String(d[STATE]) === w.state)
      && (!w.provider || String(d[PROVIDER]) === w.provider),
    key: (d, c) => [d[PATH], name(d[TYPE]), word(d[PROVIDER]), word(d[PERIOD]), d[DATE] || "",
      d[PAGES] || "", d[SIZE], name(d[STATE])][c],
    print: (d) => el("tr", { class: "print-row" }, el("td", { colspan: "8" },
      d[BLAKE3] ? "BLAKE3 " + hex(d[BLAKE3]) : "", " ", d[SHA256] ? "SHA-256 " + hex(d[SHA256]) : "")),
    row: (d, n) => {
      const button = el("button", { type: "button", class: "row-btn", "aria-expanded": "false" },
        el("span", {}, paper(d[PATH]), el("span", { class: "vh" }, " ", own2("show-evidence"))));
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
        if (open) line.nextElementSibling.remove(); else line.after(details(d, n));
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
      clauses.append(box);
    }
  }

  // --- checks across documents, which are in the page already -----------------------------------------------------
  const checks = document.getElementById("checks-table");
  if (checks) {
    const lines = [...checks.tBodies[0].rows], said = lines.map((line) => fold(line.textContent));
    const filter = () => {
      const wanted = read(), needle = fold(wanted.text || "").trim();
      lines.forEach((line, n) => {
        line.hidden = !((!wanted.status || line.dataset.status === wanted.status) && (!needle || said[n].includes(needle)));
      });
      counter("checks-table", () => lines.filter((line) => !line.hidden).length);
    };
    const read = filtersOf("checks-table", filter);
    filter();
  }
