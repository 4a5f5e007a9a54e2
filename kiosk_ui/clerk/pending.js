// @ts-check
/** What waits for this clerk beside the ticket: limits that were passed, a report that was made, a chief that was asked for. */
import { html, nothing } from "../shared/shared.js";
import { minutesSince, windowWords } from "../shared/widgets.js";

const TOLD_MIN = 3; // the citizen has been told by then where to go

/**
 * @typedef {import("../shared/shared.js").Screen} Screen
 * @typedef {import("./doing.js").Doing} Doing
 * @typedef {import("./dialogs.js").Desk} Desk
 */

/** @param {Doing} doing */
export function notes(doing) {
  const { screen } = doing;
  const { pending, ticket: now, window } = screen.state;
  const report = pending.report && minutesSince(screen, pending.report.opened) < TOLD_MIN ? pending.report : null;
  return html`<div class="notes">
    ${report ? html`<p class="note is-report" role="status">${screen.t("reported", report)}${report.windows.length ? windowWords(screen, report.windows) : nothing}</p>` : nothing}
    ${pending.reminders.map((/** @type {any} */ one) => html`<p class="note ${one.is_over ? "is-late" : "is-near"}" role="alert">${one.words[screen.language]}</p>`)}
    ${pending.chiefs.map((/** @type {any} */ one) => chief(doing, one))}
    <span class="more">
      ${pending.departments.length ? html`<button ?disabled=${!now} @click=${() => doing.ask("chief")}>${screen.t("ask_chief")}</button>` : nothing}
      ${window.roles.includes("cross") ? html`<button ?disabled=${!now} @click=${() => doing.ask("region")}>${screen.t("region")}${now?.region ? ` ${now.region}` : nothing}</button>` : nothing}
      ${window.roles.includes("unresolved") ? html`<button @click=${() => doing.ask("matters")}>${screen.t("matters", { n: pending.matters.rows.length })}</button>` : nothing}
    </span>
  </div>`;
}

/** @param {Doing} doing @param {any} one */
function chief({ screen }, one) {
  const department = screen.language === "zh" ? one.department : one.department_en;
  return html`<p class="note ${one.answered ? "is-report" : "is-near"}" role="status">${screen.t(one.answered ? "chief_comes" : "chief_asked", { department, chief: one.chief })}</p>`;
}

/** @param {Desk} desk */
export function askChief({ screen, act }) {
  const { departments } = screen.state.pending;
  const ask = (/** @type {string} */ department) => () => {
    const field = /** @type {HTMLInputElement} */ (document.getElementById("own"));
    act("ask_chief", { department, note: field.value.trim() });
  };
  return html`<h2>${screen.t("ask_chief")}</h2>
    <label>${screen.t("chief_note")}<input id="own" maxlength="60" autocomplete="off" /></label>
    <div class="options">${departments.map((/** @type {any} */ one) => html`<button class="option ${one.is_own ? "main" : "plain"}" @click=${ask(one.code)}>${screen.name(one)}${one.chief ? html` <small>${one.chief}</small>` : nothing}</button>`)}</div>`;
}

/** @param {Desk} desk */
export function askRegion({ screen, act }) {
  const give = () => {
    const region = /** @type {HTMLInputElement} */ (document.getElementById("own")).value.trim();
    if (/^\d{6,12}$/.test(region)) act("note_region", { ticket: screen.state.ticket.id, region });
  };
  return html`<h2>${screen.t("region")}</h2><label>${screen.t("region_note")}<input id="own" inputmode="numeric" maxlength="12" autocomplete="off" value=${screen.state.ticket?.region ?? ""} /></label>
    <button @click=${give}>${screen.t("yes")}</button>`;
}

/** The open reports; one that is chosen gets its result. @param {Desk} desk */
export function askMatters({ screen, asking, ask, act }) {
  const { rows, results } = screen.state.pending.matters;
  const chosen = rows.find((/** @type {any} */ one) => one.id === asking.facts.matter);
  if (!chosen) {
    return html`<h2>${screen.t("matters", { n: rows.length })}</h2>${rows.length ? nothing : html`<p class="muted">${screen.t("none")}</p>`}
      <div class="options">${rows.map((/** @type {any} */ one) => html`<button class="plain option" @click=${() => ask("matters", { matter: one.id })}>${one.number || one.failed} ${screen.name(one)} <small>${left(screen, one)}</small></button>`)}</div>`;
  }
  const close = (/** @type {string} */ result) => () => {
    const field = /** @type {HTMLInputElement} */ (document.getElementById("own"));
    if (!field.value.trim() && ["explained", "referred"].includes(result)) return field.focus();
    act("close_unresolved", { matter: chosen.id, result, note: field.value.trim() });
  };
  return html`<h2>${chosen.number || chosen.failed} · ${screen.t("result")}</h2><p class="muted">${chosen.reason}</p>
    <label>${screen.t("matter_note")}<input id="own" maxlength="200" autocomplete="off" /></label>
    <div class="options">${results.map((/** @type {string} */ result) => html`<button class="plain option" @click=${close(result)}>${screen.t(`result_${result}`)}</button>`)}</div>`;
}

/** @param {Screen} screen @param {any} one */
function left(screen, one) {
  if (one.left_min === null) return "";
  return one.left_min < 0 ? screen.t("over_by", { n: -one.left_min }) : screen.t("left", { h: Math.floor(one.left_min / 60), m: one.left_min % 60 });
}
