// @ts-check
/** The same rating on a phone that scanned its link: a level, reasons or words, once, and a second time later on. */
import { html, nothing } from "../shared/shared.js";
import { header, preferences, refusalWords } from "../shared/widgets.js";
import { BAD, levelButtons, reasonButtons } from "./rating.js";

const TEXT_AT_MOST = 500; // characters

const fresh = () => ({
  level: 0,
  text: "",
  /** @type {Set<string>} */ tags: new Set(),
  isDone: false,
  isMasked: false,
  /** @type {any} */ refusal: null,
});
let me = fresh();

/** @param {import("../shared/shared.js").Screen} screen */
export function phone(screen) {
  document.documentElement.toggleAttribute("data-phone", true);
  const { visit } = screen.state;
  const page = me.isDone ? done(screen) : !visit ? over(screen) : me.level ? reasons(screen, visit) : levels(screen, visit);
  return html`${header(screen, visit ? screen.t("window", { n: visit.window }) : "")}${page}${preferences(screen)}`;
}

/** @param {import("../shared/shared.js").Screen} screen @param {any} visit */
function levels(screen, visit) {
  const pick = (/** @type {number} */ level) => () => {
    me.level = level;
    screen.paint();
  };
  return html`<section class="ask"><h2 class="big">${screen.t(visit.sequence === 2 ? "ask_again" : "ask")}</h2>
      <p>${screen.t("visit", { day: visit.day, service: (screen.language === "en" && visit.service_en) || visit.service })}</p></section>
    ${levelButtons(screen, pick)}<p class="muted note">${screen.t("private")}</p>`;
}

/** @param {import("../shared/shared.js").Screen} screen @param {any} visit */
function reasons(screen, visit) {
  const isBad = me.level <= BAD;
  const isEnough = !isBad || me.tags.size > 0 || me.text.trim() !== "";
  const write = (/** @type {Event} */ event) => {
    me.text = /** @type {HTMLTextAreaElement} */ (event.target).value;
    screen.paint();
  };
  const back = () => {
    me = fresh();
    screen.paint();
  };
  return html`<section class="ask"><h2 class="big">${screen.t(`level${me.level}`)}</h2>
      <p>${screen.t(isBad ? "why_phone" : "why_good")}</p></section>
    ${reasonButtons(screen, me.level, me.tags)}
    <label class="words">${screen.t("words")}<textarea rows="4" maxlength=${TEXT_AT_MOST} .value=${me.text} @input=${write}></textarea></label>
    <p class="muted note">${screen.t("no_numbers")}</p>
    ${me.refusal ? html`<p class="notice error" role="alert">${refusalWords(screen, me.refusal)}</p>` : nothing}
    <div class="feet"><button class="plain" @click=${back}>${screen.t("back")}</button>
      <button class="main" ?disabled=${!isEnough} @click=${() => send(screen, visit)}>${screen.t("submit")}</button></div>`;
}

/** @param {import("../shared/shared.js").Screen} screen @param {any} visit */
async function send(screen, visit) {
  const fields = { level: me.level, tags: [...me.tags], text: me.text, sequence: visit.sequence };
  const { ok, answer, refusal } = await screen.act("rate", fields);
  if (ok) me = { ...fresh(), isDone: true, isMasked: Boolean(answer.is_masked) };
  else if (refusal) me.refusal = refusal;
  screen.paint();
}

/** @param {import("../shared/shared.js").Screen} screen */
function done(screen) {
  const again = () => {
    me = fresh();
    screen.paint();
  };
  return html`<section class="middle" role="status"><h2 class="big">${screen.t("thanks")}</h2><p>${screen.t("thanks_note")}</p>
    ${me.isMasked ? html`<p class="notice">${screen.t("masked")}</p>` : nothing}
    ${screen.state.visit ? html`<p class="muted">${screen.t("again_note")}</p><button class="plain" @click=${again}>${screen.t("again")}</button>` : nothing}</section>`;
}

/** @param {import("../shared/shared.js").Screen} screen */
const over = (screen) => html`<section class="middle"><h2 class="big">${screen.t(screen.state.is_rated ? "rated" : "over")}</h2>
  <p>${screen.t(screen.state.is_rated ? "thanks_note" : "over_note")}</p></section>`;
