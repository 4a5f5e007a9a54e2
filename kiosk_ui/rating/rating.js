// @ts-check
/** The rating pad (on a phone that scanned a link: phone.js): whose window it is; and when a rating is open, five equal levels, reasons for a bad one, and a way to decline. */
import { html, nothing, Screen } from "../shared/shared.js";
import { header, loading, preferences, qr, refusalWords, secondsUntil } from "../shared/widgets.js";
import { TEXTS } from "./texts.js";

const LEVELS = [5, 4, 3, 2, 1];
export const BAD = 2; // this level and worse: what should be better is asked
const THANKS_S = 4;
const THANKS_WITH_CODE_S = 12; // long enough to take out a phone

const fresh = () => ({
  page: "levels", // levels, reasons, thanks, refused
  level: 0,
  /** @type {Set<string>} */ tags: new Set(),
  until: 0,
  wasRated: false,
  /** @type {any} */ qr: null,
  /** @type {any} */ refusal: null,
});
let me = fresh();
let token = "";
/** @type {typeof import("./phone.js") | null} loaded only where it is one */
let phones = null;

/** @type {Screen} */
const screen = new Screen({ texts: TEXTS, view, isPublic: true, isHome: () => !token, reset: () => undefined, onState });
setInterval(tick, 250);

/** A rating that ends, ends here too, unless we are thanking for it. */
function onState() {
  if (screen.state.is_phone && !phones) import("./phone.js").then((module) => (phones = module));
  const now = screen.state.rating?.token ?? "";
  if (now === token) return;
  token = now;
  if (now || me.page !== "thanks") me = fresh();
}

function tick() {
  screen.touched = performance.now(); // the rating itself says when it ends
  if (me.page === "thanks" && performance.now() > me.until) me = fresh();
  screen.paint();
}

/** @param {number} level */
const pick = (level) => () => {
  me.level = level;
  if (level <= BAD) me.page = "reasons";
  else return send();
  screen.paint();
};

async function send() {
  const code = screen.state.rating?.qr;
  const { ok, refusal } = await screen.act("rate", { token, level: me.level, tags: [...me.tags] });
  if (ok) thank(true, code);
  else if (refusal) Object.assign(me, { page: "refused", refusal });
  screen.paint();
}

async function decline() {
  const code = screen.state.rating?.qr;
  const { ok } = await screen.act("decline", { token });
  if (ok) thank(false, code);
  screen.paint();
}

/** @param {boolean} wasRated @param {any} code of the visit's link */
function thank(wasRated, code) {
  const seconds = code ? THANKS_WITH_CODE_S : THANKS_S;
  me = { ...fresh(), page: "thanks", wasRated, qr: code, until: performance.now() + seconds * 1000 };
}

function view() {
  const { state } = screen;
  if (state.is_phone) return phones ? phones.phone(screen) : loading(screen);
  const isAsked = state.rating && me.page !== "thanks";
  const pages = /** @type {Record<string, () => unknown>} */ ({ levels, reasons, refused });
  const body = me.page === "thanks" ? thanks() : !state.rating ? standby() : pages[me.page]();
  return html`${header(screen, screen.t("window", { n: state.window }))}${body}
    ${isAsked ? feet() : me.page === "thanks" ? nothing : preferences(screen)}`;
}

function standby() {
  const { clerk, window_state, reason, roles } = screen.state;
  if (window_state === "paused") return html`<section class="middle"><h2 class="big">${screen.t("paused")}</h2><p>${reason[screen.language]}</p></section>`;
  if (window_state === "closed") return html`<section class="middle"><h2 class="big">${screen.t("nobody")}</h2></section>`;
  if (!clerk) return html`<section class="middle"><h2 class="big">${screen.t("welcome")}</h2></section>`;
  return html`<section class="middle"><div class="badge">
    ${clerk.photo ? html`<img class="person" src=${clerk.photo} alt="" />` : person}
    <div><strong class="big">${clerk.name || clerk.number}</strong>
      ${clerk.post ? html`<p>${clerk.post}</p>` : nothing}
      ${clerk.department ? html`<p>${clerk.department}</p>` : nothing}
      <p class="muted">${screen.t("number", { number: clerk.number })}</p></div>
  </div>${roles[screen.language] ? html`<p><strong>${roles[screen.language]}</strong></p>` : nothing}<p class="muted">${screen.t("welcome")}</p></section>`;
}

const person = html`<svg class="person" viewBox="0 0 100 120" aria-hidden="true">
  <rect class="back" width="100" height="120" rx="8"></rect>
  <circle class="fore" cx="50" cy="46" r="22"></circle>
  <path class="fore" d="M12 120c0-28 17-44 38-44s38 16 38 44z"></path>
</svg>`;

function levels() {
  return html`<section class="ask"><h2 class="big">${screen.t("ask")}</h2>
      <p>${screen.t("about", { service: service() })}</p></section>
    <div class="choice">${levelButtons(screen, pick)}${code(screen.state.rating.qr, "scan")}</div>`;
}

const MOUTHS = ["", "M30 74q20-22 40 0", "M32 70q18-12 36 0", "M32 68h36", "M32 64q18 12 36 0", "M28 60q22 28 44 0z"];

/** @param {number} level */
const face = (level) => html`<svg class="face" viewBox="0 0 100 100" aria-hidden="true">
  <circle class="edge" cx="50" cy="50" r="44"></circle>
  <circle class="eye" cx="35" cy="40" r="6"></circle><circle class="eye" cx="65" cy="40" r="6"></circle>
  <path class="mouth" d=${MOUTHS[level]}></path>
</svg>`;

/** Five equal buttons, nothing preselected. @param {Screen} screen @param {(level: number) => () => unknown} pick */
export const levelButtons = (screen, pick) => html`<div class="levels">${LEVELS.map((level) => html`<button class="level is-${level}" @click=${pick(level)}>
  ${face(level)}<strong>${screen.t(`level${level}`)}</strong><span>${level}</span>
</button>`)}</div>`;

/**
 * The reasons of a level, to be ticked.
 * @param {Screen} screen @param {number} level @param {Set<string>} ticked
 */
export const reasonButtons = (screen, level, ticked) => html`<div class="tags">${(screen.state.tags.levels[String(level)] ?? []).map((/** @type {any} */ tag) => {
  const toggle = () => {
    if (!ticked.delete(tag.code)) ticked.add(tag.code);
    screen.paint();
  };
  return html`<button class="tag" aria-pressed=${ticked.has(tag.code)} @click=${toggle}>
    <span class="tick" aria-hidden="true">${ticked.has(tag.code) ? "✓" : ""}</span>${tag[screen.language]}
  </button>`;
})}</div>`;

/** The visit's link, for whoever would rather rate on a phone. @param {any} link @param {string} words */
const code = (link, words) => link ? html`<aside class="code">${qr(screen, link)}<p>${screen.t(words)}</p></aside>` : nothing;

const service = () => (screen.language === "en" && screen.state.rating.service_en) || screen.state.rating.service;

function reasons() {
  return html`<section class="ask is-short"><h2 class="big">${screen.t("why")}</h2><p class="muted">${screen.t("why_note")}</p></section>
    <div class="choice">${reasonButtons(screen, me.level, me.tags)}${code(screen.state.rating.qr, "scan_words")}</div>`;
}

const refused = () => html`<section class="middle"><h2 class="big">${screen.t("refused")}</h2>
  <p class="notice error" role="alert">${refusalWords(screen, me.refusal)}</p></section>`;

function feet() {
  const left = secondsUntil(screen, screen.state.rating.until);
  const back = () => {
    me = fresh();
    screen.paint();
  };
  return html`<div class="feet">
    ${me.page === "levels" ? html`<p class="muted">${screen.t("private")}<br />${screen.t("left", { n: left })}</p>` : html`<button class="plain" @click=${back}>${screen.t("back")}</button>`}
    <button class="plain" @click=${decline}>${screen.t("skip")}</button>
    ${me.page === "reasons" ? html`<button class="main" ?disabled=${me.tags.size === 0} @click=${send}>${screen.t("submit")}</button>` : nothing}
  </div>`;
}

const thanks = () => html`<section class="middle" role="status"><h2 class="big">${screen.t(me.wasRated ? "thanks" : "skipped")}</h2>
  ${me.wasRated ? html`<p>${screen.t("thanks_note")}</p>` : nothing}${code(me.qr, me.wasRated ? "scan_again" : "scan_later")}</section>`;
