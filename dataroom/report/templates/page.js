  const FIRST = 20, CHUNK = 100, PRINTED = 1500;
  const root = document.documentElement;
  const data = JSON.parse(document.getElementById("rows").textContent);
  const own = JSON.parse(document.getElementById("words").textContent);

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
  // The name of a file first, the folder in which it lies under it.
  const paper = (path) => {
    const at = path.lastIndexOf("/");
    return at < 0 ? [place(path)] : [place(path.slice(at + 1)), el("span", { class: "sub" }, place(path.slice(0, at)))];
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
  const onLanguage = [], onDetails = [];
  const tellDetails = (kind, n, box) => { for (const tell of onDetails) tell(kind, n, box); };
  const speak = (to) => {
    root.lang = to;
    document.title = root.getAttribute("data-title-" + to);
    for (const b of document.querySelectorAll("[data-lang]")) b.setAttribute("aria-pressed", String(b.dataset.lang === to));
    for (const o of document.querySelectorAll("option[data-fr]")) o.textContent = o.getAttribute("data-" + to);
    for (const tell of onLanguage) tell();
  };
  for (const b of document.querySelectorAll("[data-lang]")) b.addEventListener("click", () => speak(b.dataset.lang));

  // --- copying --------------------------------------------------------------------------------------------------
  const copyText = async (value, said) => {
    let done = true;
    try { await navigator.clipboard.writeText(value); } catch (_) { done = false; }
    if (!done) {
      // Pages opened from a disk have no clipboard of their own in some browsers.
      const area = el("textarea", { class: "vh", tabindex: "-1" });
      area.value = value;
      document.body.append(area);
      area.select();
      done = document.execCommand("copy");
      area.remove();
    }
    said.replaceChildren(own2(done ? "copied" : "copy-failed"));
  };

  // --- groups of rows that fold ---------------------------------------------------------------------------------
  const foldable = (body, button, open) => {
    const set = (to) => { button.setAttribute("aria-expanded", String(to)); body.classList.toggle("open", to); };
    button.addEventListener("click", () => set(button.getAttribute("aria-expanded") !== "true"));
    set(open);
    return set;
  };
  for (const body of document.querySelectorAll("tbody.folds")) foldable(body, body.querySelector(".row-btn"), false);
