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
    if (reset) reset.addEventListener("click", () => { for (const f of fields) if (!("keep" in f.dataset)) f.value = ""; changed(); });
    const read = () => Object.fromEntries(fields.map((f) => [f.dataset.filter, f.value]));
    read.set = (name, value) => { for (const f of fields) if (f.dataset.filter === name) f.value = value; };
    return read;
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
        const row = spec.row(rows[n], n);
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
      // Digests are unpacked for what looks like one alone.
      const digest = spec.digests && /^[0-9a-f]{6,}$/.test(needle);
      list = (sorted || rows.map((_, n) => n)).filter((n) => spec.keep(rows[n], wanted) && (!needle || found(n, needle) || (digest && spec.digests(rows[n]).includes(needle))));
      body.replaceChildren();
      done = 0;
      table.setAttribute("aria-rowcount", String(list.length + 1));
      more(FIRST);
      counter(id, () => list.length);
    };
    const read = filtersOf(id, show);
    sorting(table, (column, numeric, direction) => {
      sorted = rows.map((row, n) => [spec.key(row, column), n]).sort(order(numeric, direction)).map((k) => k[1]);
      show();
    });
    window.addEventListener("beforeprint", () => {
      more(PRINTED);
      if (!spec.print || body.querySelector(".print-row")) return;
      [...body.rows].filter((line) => !line.classList.contains("more"))
        .forEach((line, at) => line.after(spec.print(rows[list[at]])));
    });
    window.addEventListener("afterprint", () => { for (const line of body.querySelectorAll(".print-row")) line.remove(); });
    show();
  };
