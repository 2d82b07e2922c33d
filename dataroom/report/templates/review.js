  // --- review: a person's word, kept until it is saved as a file ---------------------------------------------------
  const reviewBar = document.getElementById("review-bar");
  if (reviewBar && data.review) {
    const pending = new Map();
    const byId = (id) => document.getElementById(id);
    const PERIOD = /^\d{4}(-(H[12]|Q[1-4]|0[1-9]|1[0-2]))?$/;
    let active = false, saved = true;

    const keep = (key, title, entry) => { pending.set(key, { title, ...entry }); saved = false; show(); };
    const show = () => {
      const number = pending.size;
      byId("review-count").replaceChildren(number ? both([0, 1].map((l) => `${number} ${own[number === 1 ? "review-one" : "review-many"][l]}`)) : own2("review-none"));
      byId("review-save").disabled = number === 0;
      byId("review-details").hidden = number === 0;
      byId("review-list").replaceChildren(...[...pending].map(([key, one]) => {
        const remove = el("button", { type: "button", class: "btn quiet" }, own2("review-remove"), el("span", { class: "vh" }, " ", one.title));
        remove.addEventListener("click", () => { pending.delete(key); saved = pending.size === 0; show(); });
        return el("li", {}, bdi(one.title), " ", el("span", { class: "sub" }, one.summary), " ", remove);
      }));
    };
    const field = (name, input) => { input.name = name; return el("label", {}, own2(name), input); };
    const choice = (options, none) => {
      const select = el("select");
      if (none) select.append(bilingual("", own[none]));
      for (const [value, title] of options) select.append(bilingual(value, title));
      return select;
    };
    const bilingual = (value, title) => {
      const option = el("option", { value, "data-fr": title[0], "data-en": title[1] });
      option.textContent = side(title);
      return option;
    };
    const said = () => el("p", { class: "note", role: "status" });
    const types = data.review.types.map(([id, n]) => [id, pair(n)]);
    const sortedTypes = () => [...types].sort((a, b) => side(a[1]).localeCompare(side(b[1]), lang()));
    const form = (title, ...parts) => el("fieldset", { class: "decide" }, el("legend", {}, own2(title)), ...parts);

    const named = (n) => {
      const d = data.documents[n], found = {};
      if (d[SIZE] > 0 && d[BLAKE3]) found.blake3 = hex(d[BLAKE3]);
      // A path that the page cannot show as it is travels in its exact form.
      found.path = n in data.review.exact ? data.review.exact[n] : d[PATH];
      return found;
    };
    const documentForm = (n, box) => {
      const d = data.documents[n], note = el("input", { type: "text", maxlength: "500" }), answer = said();
      const type = choice(sortedTypes(), "review-keep"), provider = choice(data.review.providers.map((p) => [p, [p, p]]), "review-keep");
      const period = el("input", { type: "text", placeholder: word(d[PERIOD]), maxlength: "7" });
      const take = (values) => {
        const parts = ["type", "provider", "period"].filter((k) => values[k]).map((k) => values[k]);
        keep("document " + n, d[PATH], { kind: "decisions", summary: parts.join(" · "), values: [{ ...named(n), ...values, ...(note.value.trim() ? { note: note.value.trim() } : {}) }] });
        answer.replaceChildren(own2("review-kept"));
      };
      const confirm = el("button", { type: "button", class: "btn", "data-confirm": "" }, own2("review-confirm"));
      confirm.addEventListener("click", () => {
        if (!d[TYPE_ID]) { answer.replaceChildren(own2("review-unknown")); return; }
        const provided = data.review.providers.includes(word(d[PROVIDER])) ? { provider: word(d[PROVIDER]) } : {};
        const dated = PERIOD.test(word(d[PERIOD])) ? { period: word(d[PERIOD]) } : {};
        take({ type: word(d[TYPE_ID]), ...provided, ...dated });
      });
      const correct = el("button", { type: "button", class: "btn", "data-correct": "" }, own2("review-correct"));
      correct.addEventListener("click", () => {
        const label = period.value.trim();
        if (label && !PERIOD.test(label)) { answer.replaceChildren(own2("review-bad-period")); period.focus(); return; }
        const values = { ...(type.value ? { type: type.value } : {}), ...(provider.value ? { provider: provider.value } : {}), ...(label ? { period: label } : {}) };
        if (!Object.keys(values).length) { answer.replaceChildren(own2("review-nothing")); return; }
        take(values);
      });
      box.prepend(form("review-document", field("review-type", type), field("review-provider", provider), field("review-period", period),
        field("review-note", note), el("div", { class: "does" }, confirm, " ", correct), answer));
    };
    const requirementForm = (n, box) => {
      const r = data.requirements[n], answer = said();
      const status = choice(["waived", "not-applicable", "withheld"].map((v) => [v, own["review-" + v]]));
      const which = choice([["", own["review-all-periods"]], ...r[PERIODS].map((p, at) => [String(at), [word(p), word(p)]])]);
      const reason = el("input", { type: "text", maxlength: "500" }), until = el("input", { type: "date" });
      const button = el("button", { type: "button", class: "btn", "data-waive": "" }, own2("review-waive"));
      button.addEventListener("click", () => {
        if (reason.value.trim().length < 3 || !until.value) { answer.replaceChildren(own2("review-need-reason")); (until.value ? reason : until).focus(); return; }
        const all = data.review.waivers[n], chosen = which.value === "" ? all : [all[Number(which.value)]];
        const values = chosen.map((one) => ({ ...one, status: status.value, reason: reason.value.trim(), until: until.value }));
        const line = register.querySelector(`tr[data-n="${n}"]`);
        keep("requirement " + n, line.cells[0].querySelector(".row-btn").innerText.trim(), { kind: "waivers", summary: own["review-" + status.value][lang() === "en" ? 1 : 0] + " → " + until.value, values });
        answer.replaceChildren(own2("review-kept"));
      });
      const parts = [field("review-status", status), ...(r[PERIODS].length > 1 && data.review.waivers[n].length === r[PERIODS].length ? [field("review-for", which)] : []),
        field("review-reason", reason), field("review-until", until)];
      box.prepend(form("review-requirement", ...parts, el("div", { class: "does" }, button), answer));
    };
    const fill = (kind, n, box) => {
      if (!active || box.querySelector(".decide")) return;
      (kind === "document" ? documentForm : requirementForm)(n, box);
    };
    onDetails.push(fill);

    // The same subject decided again replaces what was decided before.
    const subject = (one) => JSON.stringify(["requirement", "provider", "period", "blake3"].map((k) => one[k] || "").concat(one.blake3 ? "" : one.path || ""));
    const file = () => {
      const by = byId("review-by").value.trim();
      const made = { decisions: [], waivers: [] };
      for (const one of pending.values()) made[one.kind].push(...one.values.map((value) => ({ ...value, by })));
      for (const kind of ["decisions", "waivers"]) {
        const now = new Set(made[kind].map(subject));
        const before = data.review.before[kind].filter((one) => !now.has(subject(one)))
          .map((one) => Object.fromEntries(Object.entries(one).filter(([, v]) => v !== null && v !== "")));
        made[kind] = [...before, ...made[kind]];
      }
      const value = { format: "dataroom-decisions/1", room: data.review.room, ...made };
      // Only signs that every reader of JSON and YAML takes as they are.
      return JSON.stringify(value, null, 1).replace(/[^\n -~]/gu, (c) => (c.length === 2 ? c : "\\u" + c.charCodeAt(0).toString(16).padStart(4, "0"))) + "\n";
    };
    byId("review-save").addEventListener("click", () => {
      if (byId("review-by").value.trim().length < 2) { byId("review-said").replaceChildren(own2("review-need-name")); byId("review-by").focus(); return; }
      const address = URL.createObjectURL(new Blob([file()], { type: "application/json" }));
      const link = el("a", { href: address, download: "decisions.json" });
      document.body.append(link);
      link.click();
      link.remove();
      setTimeout(() => URL.revokeObjectURL(address), 10000);
      saved = true;
      byId("review-said").replaceChildren(own2("review-saved"), " decisions.json");
    });
    window.addEventListener("beforeunload", (event) => { if (!saved) event.preventDefault(); });

    const toggle = byId("review-toggle");
    toggle.addEventListener("click", () => {
      active = !active;
      toggle.setAttribute("aria-pressed", String(active));
      toggle.querySelector("[data-on]").hidden = !active;
      toggle.querySelector("[data-off]").hidden = active;
      reviewBar.hidden = !active;
      root.classList.toggle("reviewing", active);
      for (const box of document.querySelectorAll("td[data-kind]")) {
        if (active) fill(box.dataset.kind, Number(box.dataset.n), box);
        else for (const one of box.querySelectorAll(".decide")) one.remove();
      }
    });
    show();
  }
