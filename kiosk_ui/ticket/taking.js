// @ts-check
/** From a wish to a ticket: what has to be known first, the asking, and what the hall answered. */
import { show, visit } from "./visit.js";
import { noteTicket } from "./mine.js";

/** @typedef {import("./visit.js").Wish} Wish */

/** Somebody touched a service. @param {any} row */
export function choose(row) {
  if (holds(row.code)) return show("holder", { found: null, from: 0 });
  const wish = { services: [row.code] };
  if (row.stop && !visit.me.reason) return take(wish, row); // the hall says why not, before anybody looks for a card
  if (row.kind === "pickup" && !visit.screen.state.card) return show("card", { purpose: "pickup", wish, thing: row });
  begin(wish, row, row.needs_card || row.kind === "pickup");
}

/** Somebody touched a theme. @param {any} theme */
export const chooseTheme = (theme) => begin({ theme: theme.code }, theme, theme.needs_card);

/** @param {Wish} wish @param {any} thing @param {boolean} needsCard */
export function begin(wish, thing, needsCard) {
  const { card, agent } = visit.screen.state;
  if (agent && !card) return show("principal", { wish, thing: { ...thing, needs_card: needsCard } });
  if (needsCard && !card) return show("take_card", { wish, thing });
  take(wish, thing);
}

/** Whether the card on the reader already holds an open ticket for this service. @param {string} service */
function holds(service) {
  const { card, agent } = visit.screen.state;
  return !agent && card?.tickets.some((/** @type {any} */ one) => one.service === service);
}

/** A card came while a page waited for it. */
export function goOnWithCard() {
  const { me } = visit;
  const { services = [] } = me.wish;
  if (services.some(holds)) show("holder", { found: null, from: 0 });
  else take(me.wish, me.thing);
}

/** @param {Wish} wish @param {any} thing */
export async function take(wish, thing) {
  const { me, screen } = visit;
  Object.assign(me, { page: "taking", wish, thing });
  const how = { reason: me.reason, is_ordinary: me.isOrdinary };
  const { ok, answer, refusal } = await screen.act("take", { ...wish, ...how });
  if (ok) {
    Object.assign(visit.me, { page: "mine", id: answer.ticket, answer, last: null });
    noteTicket(screen.state.tickets.find((/** @type {any} */ one) => one.id === answer.ticket) ?? early(thing, answer));
  } else Object.assign(visit.me, refusal ? { page: "refused", refusal } : { page: "list" });
  screen.paint();
}

/** The ticket by its answer alone, until the stream tells of it. @param {any} thing @param {any} answer */
const early = (thing, answer) => ({ ...answer, id: answer.ticket, name: thing.name, name_en: thing.name_en, why: "", qr: null, legs: [] });

/** What does this code lead to? @param {string} code */
export async function look(code) {
  const { me, screen } = visit;
  Object.assign(me, { page: "looking", code });
  const { ok, answer, refusal } = await screen.act("look", { code });
  if (!ok) show(refusal ? "refused" : "list", { refusal });
  else if (answer.found === "case" && me.purpose === "pickup" && me.wish.services) takeCase(me.wish, answer.case);
  else show("found", { found: answer });
}

/** @param {Wish} wish @param {string} number */
export const takeCase = (wish, number) => take({ ...wish, case: number }, visit.me.thing);

/** The paper of a ticket once more. @param {any} ticket */
export async function printAgain(ticket) {
  const { ok, refusal } = await visit.screen.act("reprint", { ticket: ticket.id, code: visit.me.code });
  if (ok) show("again", { last: ticket, until: performance.now() + 10_000 });
  else if (refusal) show("refused", { refusal });
}
