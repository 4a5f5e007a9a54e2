// @ts-check
/** The board of a zone: the newest call large, the five before it, a line of notice. */
import { html, nothing, Screen } from "../shared/shared.js";
import { clock } from "../shared/widgets.js";
import { TEXTS } from "./texts.js";

const FLASH_MS = 3000; // three slow flashes, then still

/** @type {Set<string>} calls that this page has shown before */
let seen = new Set();
/** @type {Set<string>} calls that flash now */
let flashing = new Set();

/** @type {Screen} */
const screen = new Screen({ texts: TEXTS, view, isPublic: true, onState });
setInterval(() => screen.paint(), 1000);

/** What is new flashes once; nothing is new in a first state, nor after a restart of the server. @param {Screen} now @param {boolean} isFirst */
function onState(now, isFirst) {
  const keys = calls(now.state).map((call) => call.key);
  const fresh = isFirst ? [] : keys.filter((key) => !seen.has(key));
  seen = new Set(keys);
  if (fresh.length === 0) return;
  flashing = new Set(fresh);
  setTimeout(() => {
    flashing = new Set([...flashing].filter((key) => !fresh.includes(key)));
    screen.paint();
  }, FLASH_MS);
}

/** @param {any} state @returns {any[]} */
const calls = (state) => (state.current ? [state.current, ...state.rows] : []);

/** @param {string} key */
const both = (key) => html`${TEXTS.zh[key]} <span lang="en">${TEXTS.en[key]}</span>`;

function view() {
  const { state } = screen;
  return html`<header class="top">
      <div class="names"><h1>${state.hall}</h1><p>${state.zone}</p></div>
      ${clock(screen)}
    </header>
    <div class="calls">${state.is_open ? current(state.current) : closed()} ${last(state.is_open ? state.rows : [])}</div>
    <footer class="line">${notice()}</footer>`;
}

/** @param {any} call */
function current(call) {
  if (!call) return html`<section class="current is-quiet"><p>${TEXTS.zh.nobody}</p><p lang="en">${TEXTS.en.nobody}</p></section>`;
  return html`<section class="current ${flashing.has(call.key) ? "is-new" : ""}" role="status">
    <p class="words">${both(call.state === "called" ? "calling" : "last")}</p>
    <p class="number">${call.number}</p>
    <p class="where">${call.state === "called" ? html`<span>${TEXTS.zh.go}</span>` : nothing}${call.zone ? html`<span class="zone">${call.zone}</span>` : nothing}<strong>${call.window}</strong><span>${TEXTS.zh.window}</span></p>
    <p class="words">${call.state === "called" ? html`<span lang="en">${TEXTS.en.go} ${call.window}</span>` : both(call.state)}</p>
    ${card(call)}
  </section>`;
}

/** What the window is for, and the card of who sits there. @param {any} call */
function card({ roles, clerk }) {
  if (!roles.zh && !clerk) return nothing;
  const who = clerk ? [clerk.name, clerk.number === clerk.name ? "" : clerk.number, clerk.post].filter(Boolean).join("　") : "";
  return html`<p class="card">${clerk?.photo ? html`<img src=${clerk.photo} alt="" />` : nothing}
    <span>${roles.zh ? html`<b>${roles.zh} <span lang="en">${roles.en}</span></b>` : nothing}${who ? html`<span>${who}</span>` : nothing}</span></p>`;
}

const closed = () => html`<section class="current is-quiet">
  <p>${TEXTS.zh.closed}</p><p lang="en">${TEXTS.en.closed}</p>
  ${[screen.state.closure.why, screen.state.closure.next].filter(Boolean).map((/** @type {any} */ one) => html`<p class="why">${one.zh}<small lang="en">${one.en}</small></p>`)}
  ${screen.state.hours ? html`<p>${screen.t("hours", { hours: screen.state.hours })}</p>` : nothing}
</section>`;

/** @param {any[]} rows */
const last = (rows) => html`<section class="last">
  <div class="row is-head"><span>${both("number")}</span><span>${both("at")}</span><span></span></div>
  ${rows.map((call) => html`<div class="row is-${call.state} ${flashing.has(call.key) ? "is-new" : ""}">
    <span class="number">${call.number}</span><span class="number">${call.window}</span>
    <span class="state">${TEXTS.zh[call.state]}<small lang="en">${TEXTS.en[call.state]}</small></span>
    ${call.zone ? html`<span class="there">${call.zone}</span>` : nothing}
  </div>`)}
</section>`;

/** @typedef {import("../shared/shared.js").Language} Language */
const LANGUAGES = /** @type {Language[]} */ (["zh", "en"]);

/** @param {any} one @param {Language} language */
const paused = (one, language) =>
  TEXTS[language].paused.replace("{n}", one.window).replace("{reason}", one.reason[language] || TEXTS[language].paused_plain);

/** @param {any} one @param {Language} language */
const opened = (one, language) =>
  TEXTS[language].opened.replace("{n}", one.window).replace("{services}", one.services[language].join(language === "zh" ? "、" : ", "));

function notice() {
  const closedNow = screen.state.paused.map((/** @type {any} */ one) =>
    html`<strong>${LANGUAGES.map((language) => html`<span lang=${language === "en" ? "en" : nothing}>${paused(one, language)}</span> `)}</strong>`,
  );
  const openedNow = screen.state.opened.map((/** @type {any} */ one) => html`<strong>${LANGUAGES.map((language) => html`<span lang=${language === "en" ? "en" : nothing}>${opened(one, language)}</span> `)}</strong>`);
  const atWork = [screen.state.is_open ? screen.state.closure?.why : null, screen.state.at_work].filter(Boolean)
    .map((/** @type {any} */ one) => html`<strong>${one.zh} <span lang="en">${one.en}</span></strong>`);
  return html`${openedNow}${atWork}${closedNow}${satisfied()}<span>${screen.state.notice}</span>`;
}

/** How satisfied people were today; said of enough ratings only. */
function satisfied() {
  const { count, percent, is_of_zone } = screen.state.satisfaction;
  if (!count) return nothing;
  const said = (/** @type {"zh" | "en"} */ language) =>
    TEXTS[language][is_of_zone ? "satisfied_zone" : "satisfied_hall"].replace("{n}", percent).replace("{count}", count);
  return html`<b>${said("zh")} <span lang="en">${said("en")}</span></b>`;
}
