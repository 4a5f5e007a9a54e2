// @ts-check
/** Waiting for a card, or for a code instead: of the citizen, of an agent, of a principal. */
import { html, nothing } from "../shared/shared.js";
import { goOnWithCard, take } from "./taking.js";
import { go, home, show, t, visit } from "./visit.js";

const picture = html`<svg class="card-picture" viewBox="0 0 200 130" aria-hidden="true">
  <rect class="plastic" x="4" y="4" width="192" height="122" rx="12"></rect>
  <rect class="photo" x="134" y="28" width="44" height="56" rx="4"></rect>
  <path class="lines" d="M22 36h86M22 56h66M22 76h76M22 104h156"></path>
</svg>`;

/** @param {string} title @param {string} text @param {unknown} feet */
function waiting(title, text, feet) {
  const { reader, card_problem: wrong } = visit.screen.state;
  const { language } = visit.screen;
  const state = wrong ? html`<p class="notice error" role="alert">${wrong[language]}</p>` : html`<p class="muted" role="status">${t("card_wait")}</p>`;
  return html`<div class="lead"><h2 class="big">${t(title)}</h2></div>
    <div class="middle">${reader === "ready" ? html`${picture}<p>${t(text)}</p>${state}` : html`<p class="notice error">${t("card_missing")}</p>`}</div>
    <div class="feet">${feet}</div>`;
}

const back = () => html`<button class="plain" @click=${home}>${t("back")}</button>`;

/** For the service that was chosen. */
export const takeCard = () => waiting(visit.screen.state.agent ? "principal_title" : "card_title", "card_text", back());

/** For an appointment, a ticket, or something to be picked up: the card, or a code. */
export function card() {
  const { purpose } = visit.me;
  const typed = html`<button class="main" @click=${go("code", { code: "" })}>${t(`${purpose}_type`)}</button>${back()}`;
  if (visit.screen.state.reader === "ready") return waiting(`${purpose}_title`, `${purpose}_text`, typed);
  return html`<div class="lead"><h2 class="big">${t(`${purpose}_title`)}</h2></div>
    <div class="middle"><p>${t("code_only")}</p></div><div class="feet">${typed}</div>`;
}

/** Who takes tickets for others says so with their own card first. */
export const agent = () => waiting("agent_title", "agent_text", back());

/** The person for whom an agent comes: with their card, or without where the service asks for none. */
export function principal() {
  const { thing, wish } = visit.me;
  const needsCard = "needs_card" in thing && thing.needs_card;
  const without = needsCard ? nothing : html`<button class="main" @click=${() => take(wish, thing)}>${t("principal_without")}</button>`;
  return waiting("principal_title", needsCard ? "principal_needed" : "principal_text", html`${without}${back()}`);
}

/** A card came, or went. */
export async function onCard() {
  const { me, screen } = visit;
  const { card: now } = screen.state;
  if (!now) return;
  if (me.page === "take_card" || me.page === "principal") goOnWithCard();
  else if (me.page === "agent") {
    me.page = "looking"; // once is enough
    const { refusal } = await screen.act("errand");
    if (refusal) show("refused", { refusal });
    else home();
  } else if (me.page === "card" && me.purpose === "pickup") goOnWithCard();
  else if (me.page === "card" || (me.page === "code" && me.purpose !== "pickup")) show("holder", { found: null, code: "", from: 0 });
}
