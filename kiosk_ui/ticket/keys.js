// @ts-check
/** Codes that are typed or scanned: our own keys on the screen, and a scanner, which types like a keyboard. */
import { html } from "../shared/shared.js";
import { look } from "./taking.js";
import { home, show, t, visit } from "./visit.js";

const ROWS = ["1234567890", "QWERTYUIOP", "ASDFGHJKL-", "ZXCVBNM"];
const LONGEST = 300;
const BURST_MS = 400; // a scanner types faster than this; what comes later is a new code
const TYPED = /^[\w\-:/.?=&%#+〔〕]$/u;

let scanned = "";
let heardAt = 0;

/** Listen to whatever types; Enter ends a code. A scan never presses the button that was touched last. */
export function listenToKeys() {
  addEventListener("keydown", hear, { capture: true });
}

/** @param {KeyboardEvent} event */
function hear(event) {
  const { me, screen } = visit;
  const isReading = ["list", "card", "code", "found", "holder"].includes(me.page);
  if (!isReading || screen.isBusy || screen.isStale || screen.warning || event.ctrlKey || event.altKey || event.metaKey) return;
  const isTyping = me.page === "code";
  if (event.timeStamp - heardAt > BURST_MS) scanned = "";
  heardAt = event.timeStamp;
  if (TYPED.test(event.key)) {
    if (isTyping) type(event.key);
    else scanned = (scanned + event.key).slice(0, LONGEST);
  } else if (isTyping && event.key === "Backspace") erase();
  else if (event.key === "Enter" && (isTyping ? me.code : scanned)) {
    event.preventDefault();
    event.stopPropagation();
    look(isTyping ? me.code : scanned);
    scanned = "";
  }
}

/** @param {string} sign */
const type = (sign) => show("code", { code: (visit.me.code + sign).slice(0, LONGEST) });
const erase = () => show("code", { code: visit.me.code.slice(0, -1) });

export function code() {
  const { me } = visit;
  const key = (/** @type {string} */ sign) => html`<button class="key" @click=${() => type(sign)}>${sign}</button>`;
  return html`<div class="lead"><h2 class="big">${t(`${me.purpose}_code_title`)}</h2><p class="muted">${t(`${me.purpose}_code_text`)}</p>
      <output class="typed" aria-label=${t("typed")}>${me.code || html`<span>${t("code_empty")}</span>`}</output></div>
    <div class="keys">${ROWS.map((row) => html`<div>${[...row].map(key)}</div>`)}
      <div><button class="key is-wide" @click=${erase}>${t("erase")}</button>
        <button class="key is-wide" @click=${() => show("code", { code: "" })}>${t("clear")}</button></div></div>
    <div class="feet"><button class="main" ?disabled=${!me.code} @click=${() => look(me.code)}>${t("search")}</button>
      <button class="plain" @click=${home}>${t("back")}</button></div>`;
}
