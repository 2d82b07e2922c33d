  // --- the gap register, which is in the page already -----------------------------------------------------------
  const [WHOM, LIST, REASONS, REASONS_MORE, PAPERS, PAPERS_MORE, REQUESTS, WHY, SOURCE, RUNG, NEXT, HOLDS, SINCE,
    PROCESS, , PERIODS, COUNT] = Array(17).keys();
  const register = document.getElementById("register-table");
  const sideOf = (n) => { const p = pair(n); return p ? side(p) : ""; };
  const requestsOf = (n) => data.requirements[n][REQUESTS].map(sideOf);

  const ladder = (height) => {
    const box = el("ol", { class: "ladder" });
    data.rungs.forEach((n, at) => {
      const state = at < height ? "done" : at === height ? "here" : "ahead";
      const step = el("li", { class: state }, el("i", { "aria-hidden": "true" }, at <= height ? "●" : "○"), " ", text(n));
      if (at === height) step.setAttribute("aria-current", "step");
      box.append(step);
    });
    return box;
  };
  const requirementDetails = (n) => {
    const r = data.requirements[n];
    const dl = el("dl");
    const line = (name, ...value) => dl.append(el("dt", {}, own2(name)), el("dd", {}, ...value));
    line("addressee", bdi(text(r[WHOM])));
    if (r[NEXT]) line("next-step", text(r[NEXT]));
    line("rung", ladder(r[RUNG]));
    if (r[REASONS].length) {
      line("reason", r[REASONS].map((one) => el("p", {}, text(one))), r[REASONS_MORE] ? el("p", {}, "+" + r[REASONS_MORE]) : "");
    }
    if (r[PAPERS].length) {
      line("served-by", r[PAPERS].map((path) => el("p", {}, place(path))), r[PAPERS_MORE] ? el("p", {}, "+" + r[PAPERS_MORE]) : "");
    }
    if (r[HOLDS].length) line("holds", el("ul", {}, r[HOLDS].map((one) => el("li", {}, text(one)))));
    if (r[WHY]) line("why-matters", text(r[WHY]));
    if (r[SOURCE]) line("source", bdi(word(r[SOURCE])));
    line("checklist", text(r[LIST]));
    if (r[SINCE]) line("in-this-state", r[SINCE]);
    const box = el("td", { colspan: "6", role: "cell" }, dl);
    if (r[REQUESTS].length) {
      const said = el("span", { role: "status", class: "note" });
      const button = el("button", { type: "button", class: "btn" }, own2("copy"));
      button.addEventListener("click", () => copyText(requestsOf(n).join("\n\n—\n\n"), said));
      box.append(el("h3", {}, own2("request")), ...r[REQUESTS].map((one) => el("div", { class: "letter" }, text(one))), button, " ", said);
    }
    box.dataset.kind = "requirement";
    box.dataset.n = String(n);
    tellDetails("requirement", n, box);
    return el("tr", { class: "more", role: "row" }, box);
  };

  if (register) {
    const rows = [...register.tBodies[0].rows];
    const haystack = [];
    const found = (n, needle) => (haystack[n] ??= fold(rows[n].textContent + " "
      + [WHOM, LIST, PROCESS].flatMap((at) => pair(data.requirements[n][at]) || []).join(" "))).includes(needle);
    const opened = new Set();
    let ranked = rows;
    const closeAll = () => {
      for (const line of register.querySelectorAll("tr.more")) {
        line.previousElementSibling.querySelector(".row-btn").setAttribute("aria-expanded", "false");
        line.remove();
      }
    };
    register.addEventListener("click", (event) => {
      const button = event.target.closest("tr[data-n] .row-btn");
      if (!button) return;
      const row = button.closest("tr"), open = button.getAttribute("aria-expanded") === "true";
      button.setAttribute("aria-expanded", String(!open));
      if (open) row.nextElementSibling.remove(); else row.after(requirementDetails(Number(row.dataset.n)));
    });

    let groups = [];
    const keyOf = (row, by) => data.requirements[Number(row.dataset.n)][{ whom: WHOM, list: LIST, process: PROCESS }[by]];
    const regroup = (by) => {
      closeAll();
      const bodies = new Map();
      for (const row of ranked) {
        const key = by ? keyOf(row, by) : 0;
        if (!bodies.has(key)) bodies.set(key, { key, body: el("tbody", { role: "rowgroup", class: by ? "folds" : "" }), rows: [] });
        bodies.get(key).rows.push(row);
      }
      groups = [...bodies.values()];
      if (by) groups.sort((a, b) => weight(b) - weight(a));
      for (const group of groups) {
        if (by) {
          group.tally = el("span", { class: "tally-in" });
          const button = el("button", { type: "button", class: "row-btn" }, el("span", {}, group.key ? bdi(text(group.key)) : own2("company")));
          group.set = foldable(group.body, button, opened.has(group.key));
          button.addEventListener("click", () => { opened[button.getAttribute("aria-expanded") === "true" ? "add" : "delete"](group.key); });
          group.body.append(el("tr", { class: "group", role: "row" }, el("th", { scope: "rowgroup", colspan: "6", role: "rowheader" }, button, group.tally)));
        }
        group.body.append(...group.rows);
      }
      for (const old of [...register.tBodies]) old.remove();
      register.append(...groups.map((group) => group.body));
      register.classList.add("ready");
    };
    const weight = (group) => group.rows.reduce((sum, row) => sum + (row.dataset.open === "1" ? { blocking: 1e6, major: 1e3, minor: 1 }[row.dataset.severity] : 0), 0);
    const amounts = (group) => {
      const seen = group.rows.filter((row) => !row.hidden);
      const parts = [["blocking", 3], ["major", 2], ["minor", 1]].map(([name, rank]) => {
        const number = seen.filter((row) => row.dataset.severity === name).reduce((sum, row) => sum + data.requirements[Number(row.dataset.n)][COUNT], 0);
        if (!number) return el("span");
        return el("span", { class: "tag s-" + name }, el("i", { "aria-hidden": "true" }, SEVERITY[rank][1]), String(number),
          el("span", { class: "vh" }, both(own["many-" + name])));
      });
      group.tally.replaceChildren(...parts);
    };
    let grouped = null;
    const filter = () => {
      const wanted = read(), needle = fold(wanted.text || "").trim();
      if (grouped !== wanted.group) { grouped = wanted.group; regroup(grouped); }
      rows.forEach((row, n) => {
        const d = row.dataset;
        const status = wanted.status === "all" || d.status === wanted.status || (!wanted.status && d.open === "1");
        row.hidden = !(status && (!wanted.severity || d.severity === wanted.severity)
          && (!wanted.provider || d.provider === wanted.provider) && (!needle || found(n, needle)));
        if (row.hidden && row.nextElementSibling && row.nextElementSibling.classList.contains("more")) {
          row.nextElementSibling.remove();
          row.cells[0].querySelector(".row-btn").setAttribute("aria-expanded", "false");
        }
      });
      const seen = rows.filter((row) => !row.hidden).length;
      for (const group of groups) {
        group.body.hidden = !group.rows.some((row) => !row.hidden);
        if (!group.set) continue;
        amounts(group);
        group.set(opened.has(group.key) || (needle !== "" && seen <= 200) || seen <= 12);
      }
      counter("register-table", () => seen);
    };
    const read = filtersOf("register-table", filter);
    sorting(register, (column, numeric, direction) => {
      const key = (row) => { const c = row.cells[column]; return c.classList.contains("empty") ? "" : c.dataset.s ? Number(c.dataset.s) : c.innerText.trim(); };
      ranked = rows.map((row, n) => [key(row), n]).sort(order(numeric, direction)).map((k) => rows[k[1]]);
      regroup(grouped);
      filter();
    });
    const every = (open) => () => {
      for (const group of groups) if (group.set) { opened[open ? "add" : "delete"](group.key); group.set(open); }
    };
    document.getElementById("register-unfold").addEventListener("click", every(true));
    document.getElementById("register-fold").addEventListener("click", every(false));
    filter();

    // --- whom to ask ----------------------------------------------------------------------------------------------
    const asked = (name) => rows.filter((row) => row.dataset.open === "1" && pair(data.requirements[Number(row.dataset.n)][WHOM])[0] === name);
    document.addEventListener("click", (event) => {
      const copy = event.target.closest("[data-copy-whom]"), see = event.target.closest("[data-see-whom]");
      if (copy) {
        const letters = asked(copy.dataset.copyWhom).flatMap((row) => requestsOf(Number(row.dataset.n)));
        const list = [...new Set(letters)].map((one, n) => `${n + 1}. ${one}`);
        copyText(list.join("\n\n"), copy.parentElement.querySelector('[role="status"]'));
      }
      if (see) {
        for (const [name, value] of [["text", ""], ["group", "whom"], ["status", ""], ["severity", ""], ["provider", ""]]) read.set(name, value);
        opened.clear();
        for (const row of asked(see.dataset.seeWhom)) opened.add(data.requirements[Number(row.dataset.n)][WHOM]);
        filter();
        const group = groups.find((one) => opened.has(one.key));
        if (group) { event.preventDefault(); group.body.scrollIntoView(); group.body.querySelector(".row-btn").focus({ preventScroll: true }); }
      }
    });
  }
