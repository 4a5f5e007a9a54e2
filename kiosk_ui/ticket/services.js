// @ts-check
/** What can be had here: popular services first, groups of at most two levels above them, themes; page by page. */
import { html, nothing } from "../shared/shared.js";
import { atThisHour, queueWords } from "../shared/widgets.js";
import { choose, chooseTheme } from "./taking.js";
import { go, leave, pages, priority, show, t, visit } from "./visit.js";

let fits = Infinity; // rows on a page
let tallest = 0; // row seen so far in this language and size
let mode = "";

/** Measure again: another list is shown. */
export function forgetSizes() {
  mode = "";
}

/** @returns {{kind: string, value: any}[]} the rows of the present branch */
function rows() {
  const { services, groups, themes } = visit.screen.state;
  const here = visit.me.path.at(-1) ?? "";
  const as = (/** @type {string} */ kind) => (/** @type {any} */ value) => ({ kind, value });
  const branches = groups.filter((/** @type {any} */ one) => one.parent === here).map(as("group"));
  const leaves = services.filter((/** @type {any} */ one) => one.group === here);
  if (here) return [...branches, ...leaves.map(as("service"))];
  const popular = services.filter((/** @type {any} */ one) => one.is_popular);
  const others = leaves.filter((/** @type {any} */ one) => !one.is_popular);
  return [...popular.map(as("service")), ...branches, ...others.map(as("service")), ...themes.map(as("theme"))];
}

export function list() {
  const all = rows();
  const { me, screen } = visit;
  const isPaged = all.length > fits;
  const group = screen.state.groups.find((/** @type {any} */ one) => one.code === me.path.at(-1));
  return html`<div class="lead"><h2 class="big">${group ? screen.name(group) : t("choose")}</h2>
      ${group ? nothing : html`<p class="muted">${t("swipe")}</p>`}${notices()}</div>
    <ul class="services">${all.slice(me.from, me.from + fits).map((row) => html`<li>${ROWS[row.kind](row.value)}</li>`)}</ul>
    ${isPaged ? pages(all.length, fits) : nothing} <div class="ways">${group ? backRow() : others()} ${greenStrip()}</div>`;
}

/** @type {Record<string, (value: any) => unknown>} */
const ROWS = { service: serviceRow, group: groupRow, theme: themeRow };

/** @param {any} row */
function serviceRow(row) {
  const { screen } = visit;
  const other = screen.language === "zh" ? row.name_en : row.name;
  const people = row.waiting ? t("waiting", { n: row.waiting }) : t("nobody");
  const badge = row.needs_card ? "needs_card" : row.kind === "pickup" ? "needs_receipt" : "";
  return html`<button class="service" @click=${() => choose(row)}>
    <span class="letter" aria-hidden="true">${row.letter}</span>
    <span class="what"><strong>${screen.name(row)}</strong>
      <span>${badge ? html`<em>${t(badge)}</em>` : nothing}<i lang=${screen.language === "zh" ? "en" : "zh-CN"}>${other}</i></span></span>
    <span class="queue"><strong>${people}</strong>
      <span>${queueWords(screen, row)}</span></span>
  </button>`;
}

/** @param {any} row */
function groupRow(row) {
  const { screen, me } = visit;
  const other = screen.language === "zh" ? row.name_en : row.name;
  const open = () => {
    forgetSizes();
    show("list", { path: [...me.path, row.code], from: 0 });
  };
  return html`<button class="service is-group" @click=${open}>
    <span class="letter" aria-hidden="true">≡</span>
    <span class="what"><strong>${screen.name(row)}</strong><span><i lang=${screen.language === "zh" ? "en" : "zh-CN"}>${other}</i></span></span>
    <span class="queue" aria-hidden="true"><strong>›</strong></span>
  </button>`;
}

/** @param {any} row */
function themeRow(row) {
  const { screen } = visit;
  const legs = row.legs.map((/** @type {any} */ leg) => screen.name(leg)).join(" → ");
  return html`<button class="service is-theme" @click=${() => chooseTheme(row)}>
    <span class="letter" aria-hidden="true">${t("theme_letter")}</span>
    <span class="what"><strong>${screen.name(row)}</strong><span><em>${t("theme")}</em><i>${legs}</i></span></span>
    <span class="queue"><span>${row.needs_card ? t("needs_card") : nothing}</span></span>
  </button>`;
}

function backRow() {
  const up = () => {
    forgetSizes();
    show("list", { path: visit.me.path.slice(0, -1), from: 0 });
  };
  return html`<div class="others"><button class="plain" @click=${up}>${t("up")}</button></div>`;
}

/** The other ways to a ticket. */
export function others() {
  const { bookings, agent, reader, card } = visit.screen.state;
  if (agent) return html`<div class="others"><button class="plain" @click=${leave}>${t("agent_end")}</button></div>`;
  if (card) return ofCard(card);
  return html`<div class="others">
    ${bookings.is_known ? html`<button class="plain" @click=${go("card", { purpose: "booking" })}>${t("by_appointment")}</button>` : nothing}
    <button class="plain" @click=${go("card", { purpose: "ticket" })}>${t("my_ticket")}</button>
    ${reader === "none" ? nothing : html`<button class="plain" @click=${go("agent")}>${t("for_others")}</button>`}
  </div>`;
}

/** @param {any} card */
const ofCard = (card) => html`<div class="others">
  ${card.bookings.length || card.tickets.length ? html`<button class="plain" @click=${go("holder", { found: null, from: 0 })}>${t("card_found")}</button>` : nothing}
  <button class="plain" @click=${() => visit.screen.act("forget")}>${t("card_other")}</button>
</div>`;

/** How many rows there is room for: nothing is ever scrolled. A mode never shows more again, so that nothing flickers. */
export function measure() {
  const room = /** @type {HTMLElement | null} */ (document.querySelector(".services"));
  const row = /** @type {HTMLElement | null} */ (document.querySelector(".services li"));
  if (!room || !row) return;
  const { me, screen } = visit;
  const modeNow = [screen.language, screen.isLarge, screen.isContrast, innerWidth, innerHeight, me.path].join();
  if (modeNow !== mode) {
    me.from = 0;
    [mode, tallest, fits] = [modeNow, 0, Infinity]; // all of them at first: perhaps no page has to be turned
    return screen.paint();
  }
  tallest = Math.max(tallest, ...[...room.children].map((one) => /** @type {HTMLElement} */ (one).offsetHeight));
  const { gridTemplateColumns, rowGap } = getComputedStyle(room);
  const gap = parseFloat(rowGap);
  const now = Math.max(1, Math.floor((room.clientHeight + gap) / (tallest + gap))) * gridTemplateColumns.split(" ").length;
  if (now === fits) return;
  fits = now;
  me.from -= me.from % fits;
  screen.paint();
}

function greenStrip() {
  const reason = priority();
  if (!reason) return html`<button class="green" @click=${go("green")}><strong>${t("green")}</strong><span>${t("green_who")}</span></button>`;
  return html`<div class="green is-on" role="status">
    <strong>${t("green_on", { who: t(reason) })}</strong>
    <button class="plain" @click=${go("list", { reason: "", isOrdinary: true })}>${t("green_off")}</button>
  </div>`;
}

export function green() {
  const pick = (/** @type {string} */ reason) => go("list", { reason, isOrdinary: false });
  const { reasons } = visit.screen.state;
  return html`<div class="lead"><h2 class="big">${t("green_title")}</h2><p class="muted">${t("green_note")}</p></div>
    <ul class="choices">${reasons.map((/** @type {string} */ reason) => html`<li><button @click=${pick(reason)}>${t(reason)}</button></li>`)}</ul>
    <div class="feet"><button class="plain" @click=${go("list")}>${t("back")}</button></div>`;
}

function notices() {
  const { card, agent } = visit.screen.state;
  const who = card ? t("principal_is", { name: card.name }) : "";
  if (agent) return html`<p class="notice ok" role="status">${t("agent_on", { name: agent.name })}${who}</p>`;
  return html`${printerNotice()}${atThisHour(visit.screen)}${card ? html`<p class="notice ok" role="status">${t("card_read", { name: card.name })}</p>` : nothing}`;
}

function printerNotice() {
  const { state, code, is_near_end } = visit.screen.state.printer;
  if (state === "ready" && is_near_end) return html`<p class="notice">${t("near_end")}</p>`;
  if (state === "ready" || state === "none") return nothing;
  const key = `printer_${code}`;
  return html`<p class="notice" role="status">${t(visit.screen.options.texts.zh[key] ? key : "printer_missing")}</p>`;
}
