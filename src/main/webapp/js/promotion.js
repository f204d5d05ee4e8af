/*
 * Keeps the parts of a page that are marked data-promo-live up to date, opens cards, sends forms without a reload, and asks
 * when something could go out.
 */

const FAST = 3000;
const SLOW = 30000;
/** What the reader has chosen or typed is theirs; an update leaves it alone. */
const OWNED = new Set(["aria-expanded", "hidden", "open"]);
/** What the script has written stays until the script writes again. */
const WRITTEN = "[data-promo-problem], [data-promo-answer]";

class LivePart {
  constructor(root) {
    this.root = root;
    this.content = root.querySelector("[data-promo-content]");
    this.said = root.querySelector("[data-promo-said]");
    this.lost = root.querySelector("[data-promo-lost]");
    this.lostSince = null;
    this.tag = null;
    this.pending = null;
    this.polls = 0;
    this.sending = new WeakSet();
    this.chosen = false;
    this.meanings = this.meaning();
    root.addEventListener("click", (event) => this.reveal(event));
    root.addEventListener("submit", (event) => this.submit(event));
    root.addEventListener("focusout", () => setTimeout(() => this.catchUp()));
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && !this.settled()) {
        this.poll();
      }
    });
    this.again();
  }

  settled() {
    const state = this.content.querySelector("[data-promo-settled]");
    return state === null || state.dataset.promoSettled === "true";
  }

  again() {
    clearTimeout(this.timer);
    if (!this.settled()) {
      this.timer = setTimeout(() => this.poll(), document.hidden ? SLOW : FAST);
    }
  }

  async poll() {
    clearTimeout(this.timer);
    const poll = ++this.polls;
    try {
      const headers = this.tag ? { "If-None-Match": this.tag } : {};
      const response = await fetch(this.root.dataset.promoLive, { headers, cache: "no-store" });
      if (response.status === 200) {
        const html = await response.text();
        if (poll === this.polls) {
          this.tag = response.headers.get("ETag");
          this.show(html);
        }
      } else if (response.status !== 304) {
        throw new Error(response.statusText);
      }
      this.connected(true);
    } catch {
      this.connected(false);
    }
    if (poll === this.polls) {
      this.again();
    }
  }

  connected(now) {
    if (now) {
      this.lostSince = null;
    } else if (this.lostSince === null) {
      this.lostSince = new Date();
      this.lost.textContent = this.lost.dataset.promoLost.replace("%s", this.lostSince.toLocaleTimeString());
    }
    this.lost.hidden = now;
  }

  show(html) {
    const next = document.createElement("div");
    next.innerHTML = html;
    const open = this.chosen
      ? this.content.querySelector('[aria-expanded="true"]')?.getAttribute("aria-controls")
      : next.querySelector("[data-promo-open]")?.dataset.promoOpen;
    this.pending = morph(this.content, next) ? null : html;
    this.open(open);
    this.speak();
  }

  /** What could not be changed under the reader's hands is changed when they have left it. */
  catchUp() {
    if (this.pending !== null && !this.content.contains(document.activeElement)) {
      this.show(this.pending);
    }
  }

  meaning() {
    return [...this.content.querySelectorAll("[data-promo-meaning]")].map((part) => part.dataset.promoMeaning);
  }

  speak() {
    const now = this.meaning();
    const news = now.filter((meaning) => !this.meanings.includes(meaning));
    if (news.length > 0) {
      this.said.textContent = news.join(" ");
    }
    this.meanings = now;
  }

  reveal(event) {
    const button = event.target.closest("[aria-controls][aria-expanded]");
    if (button === null) {
      return;
    }
    this.chosen = true;
    this.open(button.getAttribute("aria-expanded") === "true" ? null : button.getAttribute("aria-controls"));
  }

  /** Opens one card and closes the others; a card in which somebody types stays. */
  open(key) {
    const buttons = [...this.content.querySelectorAll("[aria-controls][aria-expanded]")];
    const details = (button) => document.getElementById(button.getAttribute("aria-controls"));
    if (!this.chosen && buttons.some((button) => inUse(details(button)))) {
      return;
    }
    for (const button of buttons) {
      const open = button.getAttribute("aria-controls") === key;
      button.setAttribute("aria-expanded", String(open));
      button.closest("li").classList.toggle("promo-path__open", open);
      details(button).hidden = !open;
    }
  }

  async submit(event) {
    const form = event.target;
    if (!form.hasAttribute("data-promo-form")) {
      return;
    }
    event.preventDefault();
    if (this.sending.has(form)) {
      return;
    }
    const button = event.submitter;
    const problem = form.querySelector("[data-promo-problem]");
    problem.hidden = true;
    this.sending.add(form);
    try {
      const response = await fetch(button.hasAttribute("formaction") ? button.formAction : form.action, {
        method: "POST",
        headers: window.crumb.wrap({ Accept: "application/json" }),
        body: new URLSearchParams(new FormData(form, button)),
      });
      if (response.ok) {
        await this.done(form, button);
        return;
      }
      const said = response.status === 409 ? (await response.json()).problem : null;
      problem.textContent = said ?? problem.dataset.promoProblem;
    } catch {
      problem.textContent = problem.dataset.promoProblem;
    } finally {
      this.sending.delete(form);
    }
    problem.hidden = false;
  }

  /** Shows what has become of it. The focus stays where it is, unless that is not there any more. */
  async done(form, button) {
    form.reset();
    form.closest("details")?.removeAttribute("open");
    await this.poll();
    if (this.pending !== null) {
      button.blur();
    }
  }
}

/** Makes a node like another without replacing what stays. False when something was left because it is in use. */
function morph(node, next) {
  let complete = true;
  const old = new Map();
  for (const child of node.children) {
    old.set(keyOf(child), child);
  }
  if (next.children.length === 0 && node.children.length === 0) {
    if (node.textContent !== next.textContent) {
      node.textContent = next.textContent;
    }
    return true;
  }
  const wanted = [...next.childNodes].map((child) => {
    const known = child.nodeType === Node.ELEMENT_NODE ? old.get(keyOf(child)) : undefined;
    if (known === undefined) {
      return child;
    }
    old.delete(keyOf(child));
    complete = morphElement(known, child) && complete;
    return known;
  });
  for (const left of old.values()) {
    if (inUse(left)) {
      wanted.push(left);
      complete = false;
    }
  }
  arrange(node, wanted);
  return complete;
}

/** Puts the children in order and never takes a wanted one out, which would take the focus away. */
function arrange(node, wanted) {
  const keep = new Set(wanted);
  for (const child of [...node.childNodes]) {
    if (!keep.has(child)) {
      child.remove();
    }
  }
  wanted.forEach((child, place) => {
    if (node.childNodes[place] !== child) {
      node.insertBefore(child, node.childNodes[place] ?? null);
    }
  });
}

function morphElement(node, next) {
  if (node.matches(WRITTEN)) {
    return true;
  }
  if (node.matches("textarea, input:not([type=hidden]), select")) {
    node.disabled = next.disabled;
    return true;
  }
  for (const { name, value } of [...next.attributes]) {
    if (!OWNED.has(name) && node.getAttribute(name) !== value) {
      node.setAttribute(name, value);
    }
  }
  for (const { name } of [...node.attributes]) {
    if (!OWNED.has(name) && !next.hasAttribute(name)) {
      node.removeAttribute(name);
    }
  }
  return node.matches("svg") ? replaceDrawing(node, next) : morph(node, next);
}

function replaceDrawing(node, next) {
  if (node.innerHTML !== next.innerHTML) {
    node.innerHTML = next.innerHTML;
  }
  return true;
}

function inUse(node) {
  const active = document.activeElement;
  return node.contains(active) && active.matches("textarea, input, select, button");
}

/** Names a child among its siblings: by its key, else by what it is and its place among the like. */
function keyOf(child) {
  if (child.dataset?.promoKey) {
    return child.dataset.promoKey;
  }
  let place = 0;
  for (let before = child.previousElementSibling; before !== null; before = before.previousElementSibling) {
    if (before.tagName === child.tagName && !before.dataset?.promoKey) {
      place++;
    }
  }
  return `${child.tagName} ${child.getAttribute("name") ?? ""} ${child.getAttribute("value") ?? ""} ${place}`;
}

document.querySelectorAll("[data-promo-live]").forEach((root) => new LivePart(root));

/* Asks when something could go out, and puts the answer below the question. */
document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (!form.dataset.promoAsk) {
    return;
  }
  event.preventDefault();
  const answer = form.parentElement.querySelector("[data-promo-answer]");
  try {
    const response = await fetch(`${form.dataset.promoAsk}?${new URLSearchParams(new FormData(form))}`);
    if (response.status !== 200 && response.status !== 400) {
      throw new Error(response.statusText);
    }
    answer.innerHTML = await response.text();
  } catch {
    answer.textContent = answer.dataset.promoAnswer;
  }
});

/* Choosing from a list filters at once; without script the button does. */
document.querySelectorAll("[data-promo-filter]").forEach((form) => {
  form.querySelector("[data-promo-filter-button]").classList.add("jenkins-hidden");
  form.querySelectorAll("select").forEach((select) => select.addEventListener("change", () => form.submit()));
});
