// @ts-check
/** The ticket that was just taken: on its way to the paper, in the hand, or only a number on the screen. */
import { html, nothing } from "../shared/shared.js";
import { instead, qr, rangeWords, secondsUntil, windowWords } from "../shared/widgets.js";
import { go, home, leave, show, t, visit } from "./visit.js";

const DONE_S = 10; // a printed ticket is in the hand
const NOTE_S = 40; // a number must be written down

/** The ticket that this screen is about now: our own, or one that a reload left without an answer. */
export function shown() {
  const { me, screen } = visit;
  const { tickets } = screen.state ?? { tickets: [] };
  if (me.id) return tickets.find((/** @type {any} */ one) => one.id === me.id) ?? me.last;
  return tickets.find((/** @type {any} */ one) => one.state === "offered") ?? null;
}

/** A number that waits for its answer is shown first. */
export function adopt() {
  const now = shown();
  const { me } = visit;
  if (!now || me.id || me.page !== "list") return;
  Object.assign(me, { id: now.id, page: "mine" });
  noteTicket(now);
}

/** Follow our ticket; one that is gone from the list was given up, or called already. @param {any} now */
export function noteTicket(now) {
  const { me } = visit;
  const before = me.last?.state;
  if (now) me.last = now;
  else if (before === "offered" || before === "unsure") me.last = { ...me.last, state: "void" };
  if (me.last && me.last.state !== before) me.until = performance.now() + endsAfter(me.last.state) * 1000;
}

/** Seconds until the last page goes: longer where the number is not on paper. @param {string} state */
function endsAfter(state) {
  if (state === "void") return DONE_S;
  const isOnPaper = state === "waiting" && visit.screen.state.printer.state === "ready" && visit.me.last.why === "";
  return isOnPaper ? DONE_S : NOTE_S;
}

/** The last pages have their own time, which they show. */
export function watchLastPage() {
  const { me, screen } = visit;
  const isDone = me.page === "again" || (me.page === "mine" && me.last && !["printing", "offered"].includes(me.last.state));
  if (isDone || (me.page === "mine" && me.last?.state === "offered")) screen.touched = performance.now();
  if (isDone && performance.now() > me.until) done();
}

/** The ticket is in the hand; an agent goes on with the next person. */
function done() {
  if (visit.screen.state.agent) home();
  else leave();
}

/** @param {string} what */
const answerOffer = (what) => async () => {
  const { refusal } = await visit.screen.act(what, { ticket: visit.me.id });
  if (refusal) show("refused", { refusal });
};

export const taking = () => html`<div class="middle"><p class="big" role="status">${t("taking")}</p></div>`;

export function mine() {
  const now = visit.me.last;
  if (!now) return taking();
  if (now.state === "offered") return offer(now);
  if (now.state === "unsure") return ending("unsure_title", t("unsure_text", { number: now.number }), now.number);
  if (now.state === "void") return ending("void_title", t("void_text"), "");
  return result(now);
}

/** @param {any} now */
function result(now) {
  const { me, screen } = visit;
  const isPaper = screen.state.printer.state !== "none";
  const title = now.state === "printing" ? "printing" : now.why ? "noted" : isPaper ? "printed" : "paperless";
  const { range, zone, windows } = me.answer ?? now;
  const facts = [
    [t("class"), now.class && now.class !== "ordinary" ? t(`class_${now.class}`) : ""],
    [t("ahead"), t("people", { n: me.answer?.ahead ?? now.ahead })],
    [t("wait"), rangeWords(screen, range)],
    [t("zone"), now.zone || zone],
    [t("at"), windowWords(screen, windows ?? [])],
  ];
  return html`<div class="lead" role="status"><h2 class="big">${t(title)}</h2>
      ${me.answer?.warning ? html`<p class="notice">${t("may_not", me.answer.warning)}</p>` : nothing}</div>
    ${paper(now, facts)}
    <div class="feet is-single">${now.state === "printing" ? nothing : doneButtons()}</div>`;
}

/** The ticket as it would be on paper. @param {any} now @param {string[][]} facts */
const paper = (now, facts) => html`<article class="paper">
  <p class="muted">${t("your_number")} · ${visit.screen.name(now)}</p>
  <p class="number">${now.number}</p>
  <div class="under"><dl>${facts.filter(([, fact]) => fact).map(([label, fact]) => html`<div><dt>${label}</dt><dd>${fact}</dd></div>`)}</dl>
    ${now.qr ? qr(visit.screen, now.qr) : nothing}</div>
  ${itinerary(now.itinerary ?? [])}
</article>`;

/** 一件事: what comes after what. @param {any[]} legs */
const itinerary = (legs) => legs.length < 2 ? nothing : html`<ol class="legs">${legs.map((leg, at) => html`<li>${at + 1}. ${visit.screen.name(leg)}</li>`)}</ol>`;

function doneButtons() {
  const left = Math.max(0, Math.ceil((visit.me.until - performance.now()) / 1000));
  const { agent } = visit.screen.state;
  return html`<button class="main" @click=${done}>${t(agent ? "agent_next" : "done_in", { n: left })}</button>
    ${agent ? html`<button class="plain" @click=${leave}>${t("agent_end")}</button>` : nothing}`;
}

/** @param {any} now */
const offer = (now) => html`<div class="lead" role="alert"><h2 class="big">${t("offer_title")}</h2><p>${t("offer_text")}</p></div>
  ${paper(now, [])}
  <div class="feet is-offer">
    <p class="notice">${t("offer_left", { n: secondsUntil(visit.screen, now.since, visit.screen.state.offer_s) })}</p>
    <button class="main" @click=${answerOffer("accept")}>${t("offer_noted")}</button>
    <button class="main" @click=${answerOffer("accept")}>${t("offer_photo")}</button>
    <button class="plain" @click=${answerOffer("give_up")}>${t("offer_no")}</button>
  </div>`;

/** @param {string} title @param {string} text @param {string} number */
const ending = (title, text, number) => html`<div class="lead"><h2 class="big">${t(title)}</h2></div>
  <div class="middle">${number ? html`<p class="number is-lone">${number}</p>` : nothing}<p>${text}</p></div>
  <div class="feet">${doneButtons()}</div>`;

/** The paper comes once more. */
export const again = () => ending("again_title", t("again_text"), visit.me.last?.number ?? "");

/** What the hall refused, and the ordinary way on where there is one. */
export function refused() {
  const { me, screen } = visit;
  const { code = "", message } = me.refusal ?? {};
  const words = message?.[screen.language] ?? t("unreachable");
  const isBooking = code.startsWith("appointment");
  return html`<div class="lead"><h2 class="big">${t(code === "reprint_limit" ? "not_again" : "refused")}</h2></div>
    <div class="middle"><p class="notice error" role="alert">${words}</p>${instead(screen, code)}</div>
    <div class="feet">${isBooking ? html`<button class="main" @click=${go("list", { wish: {} })}>${t("take_ordinary")}</button>` : nothing}
      <button class=${isBooking ? "plain" : "main"} @click=${home}>${t("ok")}</button></div>`;
}
