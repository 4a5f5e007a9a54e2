// @ts-check
/** What a card or a code leads to: appointments and how they stand, tickets and their places, a case to be picked up. */
import { html, nothing } from "../shared/shared.js";
import { rangeWords, windowWords } from "../shared/widgets.js";
import { printAgain, take, takeCase } from "./taking.js";
import { go, home, leave, pages, priority, show, t, visit } from "./visit.js";

const AT_WINDOW = ["called", "serving"];

/** Everything that the card on the reader leads to. */
export function holder() {
  const { card } = visit.screen.state;
  if (!card) return gone();
  const all = finds(card);
  const { from } = visit.me;
  const fits = visit.screen.isLarge ? 1 : 2;
  const reason = priority();
  return html`<div class="lead"><h2 class="big">${t("hello", { name: card.name })}</h2>
      ${reason ? html`<p class="notice ok">${t("green_on", { who: t(reason) })}</p>` : nothing}</div>
    <ul class="finds">${all.slice(from, from + fits).map((find) => html`<li>${find()}</li>`)}
      ${all.length ? nothing : html`<li class="find"><p>${nothingFound()}</p></li>`}</ul>
    ${all.length > fits ? pages(all.length, fits) : nothing}
    <div class="feet"><button class=${all.length ? "plain" : "main"} @click=${home}>${t("other_matter")}</button>
      <button class="plain" @click=${leave}>${t("end_visit")}</button></div>`;
}

/** What somebody most likely came for stands first. @param {any} card @returns {(() => unknown)[]} */
function finds({ bookings, tickets }) {
  const of = (/** @type {string[]} */ states) => bookings.filter((/** @type {any} */ one) => states.includes(one.state)).map((/** @type {any} */ one) => () => booking(one));
  return [...of(["on_time", "late"]), ...tickets.map((/** @type {any} */ one) => () => ticket(one)), ...of(["early"]), ...of(["over"])];
}

/** The card was taken for somebody else's, or its time is over. */
const gone = () => html`<div class="lead"><h2 class="big">${t("card_gone")}</h2></div>
  <div class="middle"></div><div class="feet"><button class="main" @click=${home}>${t("ok")}</button></div>`;

/** Why no appointment was found: none there, or nobody can tell now. */
function nothingFound() {
  const { is_known, is_current } = visit.screen.state.bookings;
  return t(is_known && !is_current ? "bookings_expired" : "no_booking");
}

/** What a scanned or typed code leads to. */
export function found() {
  const { found: what, code } = visit.me;
  if (what.found === "nothing") return unknown(code);
  if (what.found === "case") return oneCase(what.case);
  return html`<div class="lead"><h2 class="big">${t(what.found === "ticket" ? "your_ticket" : "your_booking")}</h2></div>
    <ul class="finds"><li>${what.ticket ? ticket(what.ticket) : booking(what.booking)}</li></ul>
    <div class="feet"><button class="plain" @click=${home}>${t("home")}</button></div>`;
}

/** @param {string} code */
const unknown = (code) => html`<div class="lead"><h2 class="big">${t("nothing_found")}</h2><p class="muted">${code}</p></div>
  <div class="middle"><p>${t("nothing_found_text")}</p>
    ${visit.screen.state.bookings.is_known && !visit.screen.state.bookings.is_current ? html`<p class="notice">${t("bookings_expired")}</p>` : nothing}</div>
  <div class="feet"><button class="main" @click=${home}>${t("take_ordinary")}</button>
    <button class="plain" @click=${go("code", { code: "" })}>${t("try_again")}</button></div>`;

/** @param {string} number */
function oneCase(number) {
  const pickups = visit.screen.state.services.filter((/** @type {any} */ one) => one.kind === "pickup");
  if (!pickups.length) return unknown(number);
  const pick = (/** @type {any} */ row) => () => {
    visit.me.thing = row;
    takeCase({ services: [row.code] }, number);
  };
  return html`<div class="lead"><h2 class="big">${t("case_title")}</h2><p class="muted">${t("case_number", { number })}</p></div>
    <div class="middle"><p>${t("case_text")}</p></div>
    <div class="feet">${pickups.map((/** @type {any} */ row) => html`<button class="main" @click=${pick(row)}>${t("case_take", { name: visit.screen.name(row) })}</button>`)}
      <button class="plain" @click=${go("code", { code: "" })}>${t("try_again")}</button></div>`;
}

/** One appointment, and what can be done about it now. @param {any} one */
function booking(one) {
  if (one.state === "used" && one.ticket) return ticket(one.ticket);
  const wish = { appointment: one.id, ...(visit.me.found ? { code: visit.me.code } : {}) };
  const checkIn = () => take(wish, one);
  const ordinary = () => take({ services: [one.service] }, one);
  const late = () => take({ ...wish, is_late: true }, one);
  const isNow = one.state === "on_time" || one.state === "late";
  return html`<article class="find is-${one.state}">
    <p class="what"><strong>${one.slot}</strong><span>${visit.screen.name(one)}</span></p>
    <p class=${isNow ? "" : "notice"} role="status">${t(`booking_${one.state}`, { opens: one.opens })}</p>
    ${isNow ? html`<button class="main" @click=${checkIn}>${t("booking_take")}</button>` : nothing}
    ${one.state === "early" ? html`<button class="plain" @click=${ordinary}>${t("booking_ordinary_now")}</button>` : nothing}
    ${one.state === "over" ? html`<button class="main" @click=${late}>${t("booking_ordinary")}</button>` : nothing}
  </article>`;
}

/** One ticket: where it stands, and its paper once more. @param {any} one */
function ticket(one) {
  const { screen } = visit;
  const isReady = screen.state.printer.state === "ready";
  const facts = { n: one.ahead, window: one.window ?? "", range: rangeWords(screen, one.range) };
  return html`<article class="find">
    <p class="what"><strong class="number">${one.number}</strong><span>${screen.name(one)}</span></p>
    <p role="status">${t(AT_WINDOW.includes(one.state) ? "at_window" : `stands_${one.state}`, facts)}</p>
    ${one.standing ? html`<p>${one.standing[screen.language]}</p>` : nothing}
    ${one.state === "waiting" ? html`<p class="muted">${[one.zone, windowWords(screen, one.windows)].filter(Boolean).join(" · ")}</p>` : nothing}
    ${reprint(one, isReady)}
  </article>`;
}

/** @param {any} one @param {boolean} isReady */
function reprint(one, isReady) {
  if (!one.may_reprint) return nothing;
  if (!one.is_reprint_left) return html`<p class="notice">${t("no_reprint_left")}</p>`;
  if (!isReady) return html`<p class="notice">${t("no_paper_now")}</p>`;
  return html`<button class="main" @click=${() => printAgain(one)}>${t("print_again")}</button>`;
}

export const looking = () => html`<div class="middle"><p class="big" role="status">${t("looking")}</p></div>`;

/** A card came to the first page: whoever has an appointment or a ticket most likely came for that. */
export function greet() {
  const { card, agent } = visit.screen.state;
  if (!agent && card && (card.bookings.length || card.tickets.length)) show("holder", { found: null, from: 0 });
}
