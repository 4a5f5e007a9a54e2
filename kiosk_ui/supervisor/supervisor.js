// @ts-check
/** The supervisor's page: one section beside the other; each is a module that shows its part of the state. */
import { html, nothing, Screen } from "../shared/shared.js";
import { clock, refusalWords } from "../shared/widgets.js";
import { complaints } from "./complaints.js";
import { COMPLAINT_TEXTS } from "./complaint_texts.js";
import { estimates } from "./estimates.js";
import { desks, queues } from "./floor.js";
import { heat } from "./heat.js";
import { missed } from "./missed.js";
import { chiefs, matters, reminders } from "./pending.js";
import { reports } from "./reports.js";
import { roles } from "./roles.js";
import { TEXTS } from "./texts.js";
import { TIDE_TEXTS } from "./tide_texts.js";
import { tides } from "./tides.js";
import { unsure } from "./unsure.js";

/**
 * @typedef {(what: string, fields: Record<string, unknown>, done: string) => Promise<void>} Act ask the hall for
 *   something; `done` is what is said once it has happened
 * @typedef {object} Section
 * @property {string} name of its sentence, and of its class: is-…
 * @property {(screen: Screen) => number} [urgent] how many things in it wait for the supervisor; such sections stand first
 * @property {(screen: Screen, act: Act) => unknown} view
 */

/** To add one: its module here and in index.html, its sentences, its part of the state in edge/web/views/supervisor.py. @type {Section[]} */
const SECTIONS = [tides, unsure, chiefs, reminders, matters, complaints, queues, heat, estimates, desks, roles, missed, reports];
const TOLD_S = 10;

/** @type {{text: string, isError: boolean, until: number} | null} */
let told = null;

/** @type {Screen} */
const screen = new Screen({ texts: { zh: { ...TEXTS.zh, ...COMPLAINT_TEXTS.zh, ...TIDE_TEXTS.zh }, en: { ...TEXTS.en, ...COMPLAINT_TEXTS.en, ...TIDE_TEXTS.en } }, view });
setInterval(() => {
  if (told && performance.now() > told.until) told = null;
  screen.paint();
}, 1000);

/** @type {Act} */
async function act(what, fields, done) {
  const { ok, refusal } = await screen.act(what, fields);
  if (!ok && !refusal) return;
  told = { text: refusal ? refusalWords(screen, refusal) : done, isError: Boolean(refusal), until: performance.now() + TOLD_S * 1000 };
  screen.paint();
}

function view() {
  const { state } = screen;
  return html`<header class="top">
      <h1>${screen.t("title")} <small>${state.hall}</small></h1>
      <span class="tag ${state.is_open ? "is-ok" : "is-off"}">${screen.t(state.is_open ? "hall_open" : "hall_closed")}</span>
      <button lang=${screen.language === "zh" ? "en" : "zh-CN"} @click=${toggleLanguage}>${screen.t("language")}</button>
      ${clock(screen)}
    </header>
    ${told ? html`<p class="notice ${told.isError ? "error" : "ok"}" role="alert">${told.text}</p>` : nothing}
    <div class="sections">${SECTIONS.map(section)}</div>`;
}

function toggleLanguage() {
  screen.language = screen.language === "zh" ? "en" : "zh";
  screen.paint();
}

/** @param {Section} one */
function section(one) {
  const n = one.urgent?.(screen) ?? 0;
  return html`<section class="section is-${one.name} ${one.urgent ? (n ? "is-pressing" : "is-quiet") : ""}">
    <h2>${screen.t(one.name)} ${n ? html`<small class="tag is-warn">${screen.t("to_settle", { n })}</small>` : nothing}</h2>
    ${one.view(screen, act)}
  </section>`;
}
