// @ts-check
/** The questions of the clerk's page: what became of somebody, why, where to, who sits here. */
import { html, nothing } from "../shared/shared.js";

const WINDOWS_SHOWN = 12; // more are typed than looked for

/**
 * @typedef {import("../shared/shared.js").Screen} Screen
 * @typedef {{kind: string, facts: any}} Asking
 * @typedef {object} Desk what a question may look at and do
 * @property {Screen} screen
 * @property {Asking} asking
 * @property {(kind: string, facts?: any) => void} ask
 * @property {(what: string, fields?: any) => void} act
 * @property {(what: string, fields: any, label: string) => void} later
 */

/** @param {Desk} desk */
export function dialog(desk) {
  const { screen, asking, ask } = desk;
  const { kind } = asking;
  const questions = { next: askNext, finish: askFinish, sign_in: askClerk, transfer: askTransfer, call_number: askNumber };
  const body = /** @type {Record<string, (desk: Desk) => unknown>} */ (questions)[kind] ?? askReason;
  return html`<div class="veil"><section class="dialog" role="dialog" aria-modal="true" aria-label=${screen.t(kind)}>
    ${body(desk)}<button class="plain" @click=${() => ask("", null)}>${screen.t("no")}</button></section></div>`;
}

/** @param {Desk} desk */
const askNext = ({ screen, act }) => html`<h2>${screen.t("next_ask", screen.state.ticket ?? {})}</h2>
  <button class="main option" @click=${() => act("next", { is_missed: true })}>${screen.t("next_missed")}</button>
  <button class="main option" @click=${() => act("next")}>${screen.t("next_served")}</button>`;

/** @param {Screen} screen @param {string} outcome */
const outcomeWord = (screen, outcome) => screen.t(outcome === "served" ? "served_" : outcome);

/** @param {Desk} desk */
const askFinish = ({ screen, later }) => html`<h2>${screen.t("outcome")}</h2><div class="options">${screen.state.outcomes.map((/** @type {string} */ outcome) => html`
  <button class="option ${outcome === screen.state.ticket?.outcome ? "main" : "plain"}" @click=${() => later("finish", { outcome }, screen.t("done_finish", { number: screen.state.ticket.number, outcome: outcomeWord(screen, outcome) }))}>${outcomeWord(screen, outcome)}</button>`)}</div>`;

/** The hall's reasons, or one's own words. @param {Desk} desk @param {(reason: string, words: string) => void} give */
function reasons({ screen, asking }, give) {
  const own = () => {
    const said = /** @type {HTMLInputElement} */ (document.getElementById("own")).value.trim();
    give(said, said);
  };
  const words = (/** @type {any} */ one) => one[screen.language];
  return html`<div class="options">${screen.state.reasons[asking.kind].map((/** @type {any} */ one) => html`<button class="plain option" @click=${() => give(one.code, words(one))}>
      ${words(one)}${one.is_public === false ? html` <small>${screen.t("internal")}</small>` : nothing}</button>`)}</div>
    <label>${screen.t(asking.kind === "pause" ? "own_internal" : "own_reason")}<input id="own" maxlength="40" autocomplete="off" /></label><button @click=${own}>${screen.t("yes")}</button>`;
}

/** @param {Desk} desk */
function askReason(desk) {
  const { screen, asking, act, later } = desk;
  const { kind } = asking;
  const give = (/** @type {string} */ reason) => {
    const number = screen.state.ticket?.number ?? "";
    if (kind === "miss" || kind === "park") later(kind, { reason }, screen.t(kind === "miss" ? "done_missed" : "done_park", { number }));
    else act(kind, { reason });
  };
  return html`<h2>${screen.t(kind)} · ${screen.t("reason")}</h2>${reasons(desk, give)}`;
}

/** @param {Desk} desk */
function askTransfer(desk) {
  const { screen, asking, ask, later } = desk;
  const { ticket: now, services, windows, window } = screen.state;
  const target = asking.facts;
  const label = now ? screen.t("done_transfer", now) : "";
  if (target.fields) return html`<h2>${screen.t("transfer")} → ${target.label}</h2>${reasons(desk, (reason) => reason && later("transfer", { ticket: now.id, reason, ...target.fields }, `${label} → ${target.label}`))}`;
  const option = (/** @type {string} */ name, /** @type {any} */ fields) => html`<button class="plain option" @click=${() => ask("transfer", { fields, label: name })}>${name}</button>`;
  const others = windows.filter((/** @type {any} */ one) => one.number !== window.number && one.state !== "closed");
  const typed = () => {
    const n = Number(/** @type {HTMLInputElement} */ (document.getElementById("own")).value);
    if (others.some((/** @type {any} */ one) => one.number === n)) ask("transfer", { fields: { window: n }, label: screen.t("window", { n }) });
  };
  return html`<h2>${screen.t("to_service")}</h2><div class="options">${services.map((/** @type {any} */ one) => option(screen.name(one), { service: one.code }))}</div>
    <h2>${screen.t("to_window")}</h2>${others.length > WINDOWS_SHOWN
      ? html`<label>${screen.t("number")}<input id="own" inputmode="numeric" maxlength="4" autocomplete="off" /></label><button @click=${typed}>${screen.t("yes")}</button>`
      : html`<div class="options">${others.map((/** @type {any} */ one) => option(screen.t("window", { n: one.number }), { window: one.number }))}</div>`}`;
}

/** @param {Desk} desk */
function askNumber(desk) {
  const { screen, act } = desk;
  const give = (/** @type {string} */ reason) => {
    const number = /** @type {HTMLInputElement} */ (document.getElementById("number")).value.trim().toUpperCase();
    if (number && reason) act("call_number", { ticket: number, reason });
  };
  return html`<h2>${screen.t("call_number")}</h2><label>${screen.t("number")}<input id="number" maxlength="8" autocomplete="off" /></label>${reasons(desk, give)}`;
}

/** @param {Desk} desk */
function askClerk({ screen, act }) {
  const own = () => act("sign_in", { clerk: /** @type {HTMLInputElement} */ (document.getElementById("own")).value.trim() });
  return html`<h2>${screen.t("sign_in")}</h2><div class="options">${screen.state.clerks.map((/** @type {any} */ one) => html`<button class="plain option" @click=${() => act("sign_in", { clerk: one.code })}>${one.name} ${one.number}</button>`)}</div>
    <label>${screen.t("clerk")}<input id="own" maxlength="20" autocomplete="off" /></label><button @click=${own}>${screen.t("yes")}</button>`;
}
