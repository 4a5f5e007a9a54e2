// @ts-check
/** The questions of the clerk's page: what became of somebody, why, where to, who sits here, which ticket. */
import { html, nothing } from "../shared/shared.js";
import { askChief, askMatters, askRegion } from "./pending.js";

const WINDOWS_SHOWN = 12; // more are typed than looked for
/** @type {Record<string, string[]>} what is offered for a ticket of a list; for a typed number everything is */
const STEPS_OF = { waiting: ["call_number", "reprint", "cancel"], missed: ["reinstate", "cancel"], parked: ["resume", "cancel"] };

/**
 * @typedef {import("../shared/shared.js").Screen} Screen
 * @typedef {import("./doing.js").Asking} Asking
 * @typedef {object} Desk what a question may look at and do
 * @property {Screen} screen
 * @property {Asking} asking
 * @property {(kind: string, facts?: any) => void} ask
 * @property {(what: string, fields?: any) => void} act
 * @property {(what: string, fields: any, label: string) => void} later
 */

/** @param {import("./doing.js").Doing} doing */
export function dialog(doing) {
  const { screen } = doing;
  const asking = /** @type {Asking} */ (doing.asking);
  const { kind } = asking;
  /** @type {Desk} */
  const desk = { screen, asking, ask: doing.ask.bind(doing), act: doing.act.bind(doing), later: doing.later.bind(doing) };
  const questions = { next: askNext, finish: askFinish, sign_in: askClerk, transfer: askTransfer, call_number: askNumber, ticket: askTicket, chief: askChief, region: askRegion, matters: askMatters };
  const body = /** @type {Record<string, (desk: Desk) => unknown>} */ (questions)[kind] ?? askReason;
  return html`<div class="veil"><section class="dialog" role="dialog" aria-modal="true" aria-label=${screen.t(kind)}>
    ${body(desk)}<button class="plain" @click=${() => desk.ask("", null)}>${screen.t("no")}</button></section></div>`;
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
    const { ticket, number: chosen } = asking.facts;
    if (kind === "cancel") later(kind, { ticket, reason }, screen.t("done_cancel", { number: chosen }));
    else if (kind === "miss" || kind === "park") later(kind, { reason }, screen.t(kind === "miss" ? "done_missed" : "done_park", { number }));
    else act(kind, { reason });
  };
  return html`<h2>${asking.facts.number ?? ""} ${screen.t(kind)} · ${screen.t("reason")}</h2>${reasons(desk, give)}`;
}

/** @param {Desk} desk */
function askTransfer(desk) {
  const { screen, asking, ask, later } = desk;
  const { ticket: now, services, windows, window } = screen.state;
  const target = asking.facts;
  const label = now ? screen.t("done_transfer", now) : "";
  if (target.fields) return html`<h2>${screen.t("transfer")} → ${target.label}</h2>${reasons(desk, (reason) => reason && later("transfer", { ticket: asking.seen, reason, ...target.fields }, `${label} → ${target.label}`))}`;
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
  const { screen, asking, act } = desk;
  const give = (/** @type {string} */ reason) => {
    const number = /** @type {HTMLInputElement} */ (document.getElementById("number")).value.trim().toUpperCase();
    if (number && reason) act("call_number", { ticket: number, reason });
  };
  return html`<h2>${screen.t("call_number")}</h2><label>${screen.t("number")}<input id="number" maxlength="8" autocomplete="off" .value=${asking.facts.number ?? ""} /></label>${reasons(desk, give)}`;
}

/** What can be done for a ticket that is at no window: one of a list, or any number that somebody holds. @param {Desk} desk */
function askTicket({ screen, asking, ask, act }) {
  const { facts } = asking;
  const number = () => facts.number ?? /** @type {HTMLInputElement} */ (document.getElementById("number")).value.trim().toUpperCase();
  const isFree = !screen.state.ticket && screen.state.window.state === "open";
  /** @type {Record<string, (name: string) => void>} */
  const steps = {
    call_number: (name) => ask("call_number", { number: name }),
    reprint: (name) => act("reprint", { ticket: facts.id ?? name }),
    reinstate: (name) => act("reinstate", { ticket: facts.id ?? name }),
    resume: (name) => act("resume", { ticket: facts.id ?? name }),
    cancel: (name) => ask("cancel", { ticket: facts.id ?? name, number: name }),
  };
  const offered = STEPS_OF[facts.list] ?? Object.keys(steps);
  const give = (/** @type {string} */ what) => () => number() && steps[what](number());
  return html`<h2>${screen.t("ticket")}${facts.number ? ` · ${facts.number}` : ""}</h2>
    ${facts.number ? nothing : html`<label>${screen.t("number")}<input id="number" maxlength="8" autocomplete="off" /></label>`}
    <div class="options">${offered.map((what) => html`<button class="plain option" ?disabled=${what === "call_number" && !isFree} @click=${give(what)}>${screen.t(what)}</button>`)}</div>`;
}

/** @param {Desk} desk */
function askClerk({ screen, act }) {
  const own = () => act("sign_in", { clerk: /** @type {HTMLInputElement} */ (document.getElementById("own")).value.trim() });
  return html`<h2>${screen.t("sign_in")}</h2><div class="options">${screen.state.clerks.map((/** @type {any} */ one) => html`<button class="plain option" @click=${() => act("sign_in", { clerk: one.code })}>${one.name} ${one.number}</button>`)}</div>
    <label>${screen.t("clerk")}<input id="own" maxlength="20" autocomplete="off" /></label><button @click=${own}>${screen.t("yes")}</button>`;
}
