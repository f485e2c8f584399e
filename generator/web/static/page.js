// What the page does more when the browser runs scripts: shortcuts, focus after a swap, files dropped anywhere.
"use strict";
(() => {
  const short = !document.cookie.split("; ").includes("raccourcis=non");
  const typing = (target) => target.closest("input, textarea, select, [contenteditable]");
  let after = "";

  // What the page has to say of the server, above all else.
  const box = document.getElementById("attente"), mute = box.dataset.mute;
  const say = (told) => {
    box.hidden = !told;
    if (box.textContent !== told) box.textContent = told;
  };

  // The second half of a double click whose first half was given on the page before is not for what stands here.
  let pressed = false;
  document.addEventListener("click", (event) => {
    if (event.detail > 1 && !pressed) event.preventDefault();
    else pressed = true;
  }, true);

  // A form leaves once the server answers, so that what was typed is not lost with the page; and once, however often pressed.
  let leaving = "";
  window.addEventListener("pageshow", () => { leaving = ""; });
  document.addEventListener("submit", async (event) => {
    if (event.target.method !== "post" || leaving === "now") return;
    event.preventDefault();
    if (leaving) return;
    leaving = "soon";
    const answers = await fetch("/attente", { method: "HEAD" }).catch(() => null);
    leaving = answers ? "now" : "";
    say(answers ? "" : mute);
    if (!answers) return;
    event.target.requestSubmit(event.submitter);
    leaving = "left";
    setTimeout(() => { leaving = ""; }, 10000);
  }, true);

  // What was typed in a form that is saved, and is not saved yet.
  const differs = (one) => one.matches("[type=checkbox], [type=radio]") ? one.checked !== one.defaultChecked
    : one.matches("select") ? one.selectedIndex !== Math.max(0, [...one.options].findIndex((option) => option.defaultSelected))
    : one.matches("input:not([type=hidden], [type=file]), textarea") && one.value !== one.defaultValue;
  const unsaved = () => [...document.querySelectorAll("form[data-save]")].some((form) => [...form.elements].some(differs));
  let saving = false;
  document.addEventListener("submit", (event) => { saving = !event.defaultPrevented && event.target.matches("[data-save]"); });
  window.addEventListener("beforeunload", (event) => { if (!saving && unsaved()) event.preventDefault(); });

  // Two seconds after a click that still has no answer: what the server waits for.
  let asking = 0;
  const ask = async (times) => {
    const answer = await fetch("/attente").catch(() => null);
    const told = answer?.status === 200 && !answer.redirected ? await answer.text() : "";
    say(told);
    if (told || times > 1) asking = setTimeout(ask, 2000, times - 1);
  };
  const leaves = (event) => {
    const link = event.target.closest("a[href]:not([href^='#'])");
    if (event.defaultPrevented || (event.type === "click" && !link)) return;
    clearTimeout(asking);
    asking = setTimeout(ask, 2000, 10);
  };
  window.addEventListener("submit", leaves);
  window.addEventListener("click", leaves);

  // The next problem after the one that has the focus, or had it when the button was pressed.
  let problem = null;
  const goToNextProblem = () => {
    const found = [...document.querySelectorAll("[data-problem]")];
    const next = found[found.indexOf(problem) + 1] ?? found[0];
    next?.focus();
    return next;
  };
  document.addEventListener("focusin", (event) => { if (event.target.matches("[data-problem]")) problem = event.target; });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-next]") && goToNextProblem()) event.preventDefault();
  });

  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || event.altKey) return;
    if ((event.ctrlKey || event.metaKey) && event.key === "s") {
      const form = document.activeElement?.closest("form[data-save]") ?? document.querySelector("form[data-save]");
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing(event.target) && !unsaved()) {
      const form = document.querySelector("form[data-undo]");
      if (form) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "F8") {
      if (goToNextProblem()) event.preventDefault();
      return;
    }
    if (event.key === "Escape") {
      document.querySelectorAll("details.menu[open]").forEach((menu) => {
        if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
        menu.open = false;
      });
      return;
    }
    // A typed field never triggers a red act: Enter there goes to the next field.
    if (event.key === "Enter" && event.target.matches("input") && event.target.form?.querySelector("button.record")) {
      event.preventDefault();
      const fields = [...event.target.form.elements].filter((one) => one.checkVisibility() && !one.disabled);
      fields[fields.indexOf(event.target) + 1]?.focus();
      return;
    }
    // Arrows go from row to row of a list or a sheet, to what stands in the same place.
    const row = (event.key === "ArrowDown" || event.key === "ArrowUp") && event.target.closest("main tbody tr");
    if (row && !event.shiftKey && !event.target.matches("textarea, select, [list], [type=radio], [type=number]")) {
      const inside = (one) => [...one.querySelectorAll("a, button, input")].filter((part) => part.checkVisibility());
      const rows = [...row.parentElement.rows].filter((one) => one === row || (!one.matches(".faults") && inside(one).length));
      const goal = rows[rows.indexOf(row) + (event.key === "ArrowDown" ? 1 : -1)];
      const place = inside(row).indexOf(event.target), found = goal ? inside(goal) : [];
      if (place >= 0 && found.length) { event.preventDefault(); found[Math.min(place, found.length - 1)].focus(); }
      return;
    }
    if (typing(event.target)) return;
    const viewer = event.target.closest("[data-viewer]");
    if (viewer && (event.key === "ArrowLeft" || event.key === "ArrowRight")) {
      event.preventDefault();
      viewer.scrollBy({ top: (event.key === "ArrowRight" ? 1 : -1) * (viewer.firstElementChild?.offsetHeight ?? 0) });
      return;
    }
    if (!short) return;
    if (event.key === "/") { event.preventDefault(); document.getElementById("chercher")?.focus(); }
    else if (event.key === "?") { document.querySelector("[data-keys]")?.click(); }
    else if (after === "g" && event.key === "o") { event.preventDefault(); document.getElementById("chercher")?.focus(); }
    else if (after === "g") { document.querySelector(`.screens a[data-key="${CSS.escape(event.key)}"]`)?.click(); }
    after = event.key === "g" ? "g" : "";
  });

  // Each request of htmx sends the token; what is swapped leaves the focus near where it was, and says what it is in the live region.
  document.addEventListener("htmx:config:request", (event) => {
    event.detail.ctx.request.headers["X-Jeton"] = document.body.dataset.token;
  });
  document.addEventListener("htmx:error", (event) => { if (event.detail.ctx && !event.detail.ctx.response) say(mute); });
  document.addEventListener("htmx:after:request", () => { if (box.textContent === mute) say(""); });
  // What is brought leaves in its place what is about to be pressed or typed in: under the pointer, else with the focus.
  const main = document.getElementById("contenu"), topOf = (one) => one.getBoundingClientRect().top;
  let focused = null, held = [];
  document.addEventListener("htmx:before:swap", () => {
    focused = document.activeElement;
    const under = [...document.querySelectorAll("main :is(a, button, input, label, select, summary, textarea):hover")].at(-1);
    held = [under, focused].filter((one) => one && topOf(one) < innerHeight && one.getBoundingClientRect().bottom > 0)
      .map((one) => [one, topOf(one)]);
  });
  document.addEventListener("htmx:after:swap", () => {
    const told = document.querySelector("[data-announce]")?.dataset.announce, region = document.getElementById("annonces");
    if (told && told !== region.textContent) region.textContent = told;
    // What had the focus is gone: whoever goes by keys stays near it, not at the top of the page.
    if (focused && !focused.isConnected) main.focus({ preventScroll: true });
    const [one, place] = held.find(([each]) => each.isConnected && each !== document.body) ?? [];
    if (!one) return;
    const lack = topOf(one) - place + scrollY + innerHeight - document.body.offsetHeight;
    if (lack > 0 && topOf(one) > place) main.style.minHeight = `${main.offsetHeight + lack}px`;
    scrollBy(0, topOf(one) - place);
  });

  // Rows copied from a spreadsheet fill the cells from the one in which they are pasted.
  document.addEventListener("paste", (event) => {
    const told = event.clipboardData?.getData("text/plain").replace(/[\r\n]+$/, "") ?? "";
    if (!/[\t\n]/.test(told) || !event.target.matches?.(".cells input, .grid :is(input, textarea)")) return;
    event.preventDefault();
    const cellsOf = (row) => [...row.querySelectorAll("td :is(input, textarea)")];
    const here = event.target.closest("tr"), first = cellsOf(here).indexOf(event.target);
    const rows = [...here.parentElement.rows].filter((row) => cellsOf(row).length);
    told.split(/\r?\n/).forEach((line, down) => {
      const cells = rows[rows.indexOf(here) + down] ? cellsOf(rows[rows.indexOf(here) + down]) : [];
      line.split("\t").forEach((cell, across) => { if (cells[first + across]) cells[first + across].value = cell.trim(); });
    });
    event.target.dispatchEvent(new Event("change", { bubbles: true }));
  });

  // A commune of the calendar is dragged to a free place: what its buttons do, by the mouse.
  let dragged = null;
  document.addEventListener("dragstart", (event) => { dragged = event.target.closest?.("[data-commune]"); });
  document.addEventListener("dragover", (event) => {
    if (dragged && !event.target.closest("[data-place]")?.querySelector("[data-commune], .ghost")) event.preventDefault();
  });
  document.addEventListener("drop", (event) => {
    const place = event.target.closest?.("[data-place]"), form = document.getElementById("deplacement");
    if (!dragged || !place || !form) return;
    event.preventDefault();
    form.elements.insee.value = dragged.dataset.commune;
    form.elements.vu.value = dragged.dataset.slot;
    const chosen = document.createElement("input");
    Object.assign(chosen, { type: "hidden", name: "creneau", value: place.dataset.place });
    form.append(chosen);
    form.submit();
  });

  // What keeps a form from leaving is told in French: a browser says it in its own language.
  const lack = (field) => field.validity.badInput || field.validity.stepMismatch ? "Écrivez un nombre entier."
    : field.validity.rangeUnderflow ? `Écrivez au moins ${field.min}.`
    : field.validity.rangeOverflow ? `Écrivez au plus ${field.max}.`
    : { checkbox: "Cochez cette case.", file: "Choisissez un fichier.", radio: "Choisissez une de ces réponses." }[field.type]
      ?? "Remplissez ce champ.";
  const heed = (form) => [...form?.elements ?? []].forEach((one) => one.setCustomValidity?.(""));
  document.addEventListener("invalid", (event) => {
    if (!event.target.validity.customError) event.target.setCustomValidity(lack(event.target));
  }, true);
  ["input", "change"].forEach((kind) => document.addEventListener(kind, (event) => heed(event.target.form)));

  // A field of files that is empty would say so in the language of the browser.
  const tell = (field) => field.classList.toggle("empty", !field.files.length);
  document.querySelectorAll("input[type=file]").forEach(tell);
  document.addEventListener("change", (event) => { if (event.target.matches("input[type=file]")) tell(event.target); });

  // The line of a text that was refused.
  const text = document.querySelector("textarea[data-line]");
  if (text) {
    const place = text.value.split("\n", text.dataset.line - 1).reduce((end, line) => end + line.length + 1, 0);
    text.setSelectionRange(place, `${text.value}\n`.indexOf("\n", place));
    text.focus();
    text.scrollTop = text.scrollHeight * place / text.value.length - text.clientHeight / 2;
  }

  document.querySelectorAll(".drop").forEach((zone) => {
    const input = zone.querySelector("input[type=file]");
    zone.addEventListener("dragover", (event) => { event.preventDefault(); zone.classList.add("over"); });
    zone.addEventListener("dragleave", () => zone.classList.remove("over"));
    zone.addEventListener("drop", (event) => {
      event.preventDefault();
      zone.classList.remove("over");
      input.files = event.dataTransfer.files;
      input.form.requestSubmit();
    });
  });
})();
