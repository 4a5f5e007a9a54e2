// @ts-check
/** What this page remembers of the person in front of it, and how it comes and goes; forgotten at the first page. */

import { html } from "../vendor/lit-html.js";

/**
 * @typedef {import("../shared/shared.js").Screen} Screen
 * @typedef {{services?: string[], theme?: string, appointment?: string, code?: string, case?: string, is_late?: boolean}} Wish
 * @typedef {"booking" | "ticket" | "pickup"} Purpose
 */

export const fresh = () => ({
  page: "list", // list, green, card, code, found, holder, agent, principal, taking, looking, mine, again, refused
  /** @type {string[]} */ path: [], // groups that were opened
  from: 0, // first row of the list that is shown
  reason: "",
  isOrdinary: false, // the green channel that age opens was declined
  /** @type {Wish} */ wish: {}, // waits for a card
  /** @type {{name: string, name_en?: string}} */ thing: { name: "" }, // what the wish is for
  /** @type {Purpose} */ purpose: "ticket", // of the card or code that is asked for
  code: "", // typed or scanned
  /** @type {any} */ found: null, // what a code leads to
  id: "", // of the ticket taken here
  /** @type {any} */ answer: null, // what the hall said when it was taken
  /** @type {any} */ last: null, // the ticket as it was seen last
  until: 0, // when the last page goes by itself, ms of performance.now()
  /** @type {any} */ refusal: null,
});

/** The one visit of this page; `screen` is there before anything is touched. */
export const visit = {
  me: fresh(),
  screen: /** @type {Screen} */ (/** @type {unknown} */ (null)),
  /** @type {() => void} */ onHome: () => undefined,
};

/** @param {string} key @param {Record<string, string | number>} [facts] */
export const t = (key, facts) => visit.screen.t(key, facts);

/** @param {string} page @param {Partial<ReturnType<typeof fresh>>} [facts] */
export function show(page, facts = {}) {
  Object.assign(visit.me, facts, { page });
  visit.screen.paint();
}

/** @param {string} page @param {Partial<ReturnType<typeof fresh>>} [facts] */
export const go = (page, facts) => () => show(page, facts);

/** Turning pages: nothing is ever scrolled. @param {number} total @param {number} fits rows on a page */
export function pages(total, fits) {
  const { me } = visit;
  const turn = (/** @type {number} */ by) => go(me.page, { from: me.from + by });
  const facts = { page: Math.floor(me.from / fits) + 1, pages: Math.ceil(total / fits) };
  return html`<div class="pages">
    <button class="plain" ?disabled=${me.from === 0} @click=${turn(-fits)}>${t("previous")}</button>
    <span>${t("page", facts)}</span>
    <button class="plain" ?disabled=${me.from + fits >= total} @click=${turn(fits)}>${t("next")}</button>
  </div>`;
}

/** The first page, for the same person: the card on the reader is still theirs. */
export function home() {
  visit.me = fresh();
  visit.onHome();
  visit.screen.paint();
}

/** This person has gone: a card that was read is nobody else's. */
export function leave() {
  home();
  const { state } = visit.screen;
  if (state?.card || state?.agent) visit.screen.act("forget", {}, { keepalive: true }); // also where the screen believes that nobody listens
}

/** The reason for which this person comes first: as declared, or as their age on the card says. */
export function priority() {
  const { me, screen } = visit;
  if (me.reason) return me.reason;
  return screen.state.card?.is_senior && !me.isOrdinary ? "elderly" : "";
}

/** Whether somebody is in the middle of something. */
export const isAtHome = () => {
  const { me, screen } = visit;
  return me.page === "list" && !me.reason && !me.path.length && !me.isOrdinary && !screen.state?.agent;
};
