// @ts-check
/** What waits for somebody: limits that were passed, reports of what could not be done, requests for a chief representative. */
import { html, nothing } from "../shared/shared.js";
import { minutesSince } from "../shared/widgets.js";

/** @typedef {import("../shared/shared.js").Screen} Screen */

/** @type {string} the report that is being closed */
let closing = "";

/** @type {import("./supervisor.js").Section} */
export const reminders = {
  name: "reminders",
  urgent: (screen) => screen.state.reminders.filter((/** @type {any} */ one) => one.is_over).length,
  view: (screen) => html`${screen.state.reminders.length ? nothing : html`<p class="muted">${screen.t("no_reminders")}</p>`}
    <ul class="cards">${screen.state.reminders.map((/** @type {any} */ one) => html`<li>
      <span class="tag ${one.is_over ? "is-late" : "is-warn"}">${screen.t(one.is_over ? "over" : "near")}</span>
      <strong>${one.words[screen.language]}</strong>
      <small>${one.window && one.timer !== "idle" ? html`${screen.t("at_window", { n: one.window })} · ` : nothing}${screen.t("ago", { n: minutesSince(screen, one.raised) })}</small></li>`)}</ul>`,
};

/** @type {import("./supervisor.js").Section} */
export const chiefs = {
  name: "chiefs",
  urgent: (screen) => screen.state.chiefs.filter((/** @type {any} */ one) => !one.answered).length,
  view: (screen, act) => html`${screen.state.chiefs.length ? nothing : html`<p class="muted">${screen.t("no_chiefs")}</p>`}
    <ul class="cards">${screen.state.chiefs.map((/** @type {any} */ one) => html`<li class="line">
      <span><strong>${screen.language === "zh" ? one.department : one.department_en}</strong>${one.chief ? ` · ${one.chief}` : nothing}
        <small>${screen.t("at_window", { n: one.window })}${one.number ? ` · ${one.number}` : nothing}${one.clerk ? ` · ${one.clerk}` : nothing}${one.note ? ` · ${one.note}` : nothing} · ${screen.t("ago", { n: minutesSince(screen, one.since) })}</small></span>
      ${one.answered ? html`<span class="tag is-ok">${screen.t("answered")}</span>` : html`<button @click=${() => act("answer_chief", { request: one.id }, screen.t("going", { n: one.window }))}>${screen.t("answer")}</button>`}</li>`)}</ul>`,
};

/** @type {import("./supervisor.js").Section} */
export const matters = {
  name: "matters",
  urgent: (screen) => screen.state.matters.rows.filter((/** @type {any} */ one) => one.is_over).length,
  view: (screen, act) => html`${screen.state.matters.rows.length ? nothing : html`<p class="muted">${screen.t("no_matters")}</p>`}
    <ul class="cards">${screen.state.matters.rows.map((/** @type {any} */ one) => matter(screen, act, one))}</ul>`,
};

/** @param {Screen} screen @param {import("./supervisor.js").Act} act @param {any} one */
function matter(screen, act, one) {
  const toggle = () => {
    closing = closing === one.id ? "" : one.id;
    screen.paint();
  };
  return html`<li><div class="line">
      <span><strong class="number">${one.number || one.failed}</strong> ${one.failed && one.failed !== one.number ? screen.t("of_failed", one) : nothing} ${screen.name(one)}
        <small>${one.window ? html`${screen.t("at_window", { n: one.window })} · ` : nothing}${one.clerk ? `${one.clerk} · ` : nothing}${one.reason ? `${one.reason} · ` : nothing}${screen.t("ago", { n: minutesSince(screen, one.opened) })}</small></span>
      <span class="tag ${one.is_over ? "is-late" : "is-warn"}">${left(screen, one)}</span>
      <button aria-expanded=${closing === one.id} @click=${toggle}>${screen.t("close_matter")}</button></div>
    ${closing === one.id ? form(screen, act, one) : nothing}</li>`;
}

/** @param {Screen} screen @param {any} one */
function left(screen, one) {
  if (one.left_min === null) return screen.t("no_limit");
  if (one.left_min < 0) return screen.t("over_by", { n: -one.left_min });
  return screen.t(one.is_running ? "left" : "left_resting", { h: Math.floor(one.left_min / 60), m: one.left_min % 60 });
}

/** @param {Screen} screen @param {import("./supervisor.js").Act} act @param {any} one */
function form(screen, act, one) {
  const close = (/** @type {string} */ result) => () => {
    const field = /** @type {HTMLInputElement} */ (document.getElementById("matter-note"));
    if (!field.value.trim() && ["explained", "referred"].includes(result)) return field.focus();
    act("close_unresolved", { matter: one.id, result, note: field.value.trim() }, screen.t("matter_closed", { number: one.number || one.failed }));
    closing = "";
  };
  return html`<div class="settle"><input id="matter-note" maxlength="200" autocomplete="off" placeholder=${screen.t("matter_note")} aria-label=${screen.t("matter_note")} /></div>
    <div class="choices">${screen.state.matters.results.map((/** @type {string} */ result) => html`<button @click=${close(result)}>${screen.t(`result_${result}`)}</button>`)}</div>`;
}
