// @ts-check
/** The window itself: who sits here, who is served and why they were called, and the steps. */
import { html, nothing } from "../shared/shared.js";
import { clock, minutesSince } from "../shared/widgets.js";
import { notOpen } from "./doing.js";
import { KEYS } from "./keys.js";

/**
 * @typedef {import("../shared/shared.js").Screen} Screen
 * @typedef {import("./doing.js").Doing} Doing
 */

/** @param {Doing} doing */
export function top(doing) {
  const { screen } = doing;
  const { window, zone, ticket: now } = screen.state;
  const { clerk } = window;
  const who = clerk ? `${clerk.name} ${clerk.number || clerk.code}` : screen.t("nobody_signed");
  return html`<header class="top">
    <h1>${screen.t("window", { n: window.number })}</h1>
    <span class="state is-${window.state}">${screen.t(`state_${window.state}`)}${window.reason ? html` · ${window.reason[screen.language]}` : nothing}</span>
    <span class="muted">${[...window.roles.filter((/** @type {string} */ role) => role !== "accept").map((/** @type {string} */ role) => screen.t(`role_${role}`)), zone].join(" · ")}</span>
    <span class="who">${who} · ${screen.t("served", { n: window.served })}</span>
    <button @click=${() => (clerk ? doing.act("sign_out") : doing.ask("sign_in"))}>${screen.t(clerk ? "sign_out" : "sign_in")}</button>
    ${window.state === "open" ? html`<button @click=${() => doing.ask("pause")}>${screen.t("pause")}</button>` : html`<button class="main" @click=${() => doing.act("open")}>${screen.t(window.state === "paused" ? "resume_window" : "open")}</button>`}
    ${window.state === "closed" ? nothing : html`<button ?disabled=${Boolean(now)} @click=${() => doing.ask("close")}>${screen.t("close")}</button>`}
    <button lang=${screen.language === "zh" ? "en" : "zh-CN"} @click=${() => toggleLanguage(screen)}>${screen.t("language")}</button>
    ${clock(screen)}
  </header>`;
}

/** @param {Screen} screen */
function toggleLanguage(screen) {
  screen.language = screen.language === "zh" ? "en" : "zh";
  screen.paint();
}

/** Who is at the window, or that nobody is. @param {Screen} screen */
export function current(screen) {
  const now = screen.state.ticket;
  if (!now) return free(screen);
  const called = minutesSince(screen, now.since);
  const kind = screen.t(`class_${now.class}`) + (now.reason ? ` · ${screen.t(now.reason)}` : "");
  return html`<article class="ticket" aria-live="polite">
    <p class="number">${now.number}</p>
    <div class="facts">
      <h2>${screen.name(now)}</h2>
      <p><span class="tag is-${now.class}">${kind}</span>${now.failed ? html` <span class="tag is-priority">${screen.t("failed", now)}</span>` : nothing}${now.legs > 1 ? html` <span class="tag">${screen.t("leg", now)}</span>` : nothing}</p>
      <p><strong>${screen.t(`status_${now.state}`)}</strong> · ${screen.t("since", { n: called })}
        ${now.state === "called" ? html` · ${screen.t("recalls", { n: now.recalls + 1, most: screen.state.recalls + 1 })}` : nothing}</p>
      ${now.why ? html`<p class="why"><span class="muted">${screen.t("why")}</span>${now.why[screen.language]}</p>` : nothing}
    </div>
  </article>`;
}

/** @param {Screen} screen */
const free = (screen) => html`<article class="ticket is-free"><h2>${screen.t("free")}</h2>
  <p class="muted">${screen.t(screen.state.window.state === "open" ? "free_note" : notOpen(screen.state.window))}</p></article>`;

/** @param {Doing} doing */
export function steps(doing) {
  const { screen } = doing;
  const { ticket: now, window, recalls } = screen.state;
  const isCalled = now?.state === "called";
  const isServing = now?.state === "serving";
  const step = (/** @type {string} */ key, /** @type {boolean} */ can, /** @type {() => void} */ how) =>
    html`<button data-key=${KEYS[key]} ?disabled=${!can} @click=${how}>${screen.t(key)}<small>${KEYS[key]}</small></button>`;
  const miss = () => (now.recalls >= recalls ? doing.later("miss", {}, screen.t("done_missed", now)) : doing.ask("miss"));
  return html`<div class="steps">
    <button class="main next" ?disabled=${window.state !== "open"} @click=${() => doing.next()}>${screen.t("next")}<small>${screen.t("next_keys")}</small></button>
    ${step("recall", isCalled && now.recalls < recalls, () => doing.act("recall"))} ${step("start", isCalled, () => doing.act("start"))}
    ${step("finish", isServing || isCalled, () => doing.ask("finish"))} ${step("miss", isCalled, miss)}
    ${step("park", isServing, () => doing.ask("park"))} ${step("transfer", isCalled || isServing, () => doing.ask("transfer"))}
    ${step("call_number", !now && window.state === "open", () => doing.ask("call_number"))} ${step("ticket", true, () => doing.ask("ticket"))}
  </div>`;
}

/** What will be done, and the seconds that are left to take it back. @param {Doing} doing */
export function undoBar(doing) {
  const { pending, screen } = doing;
  if (!pending) return nothing;
  const n = Math.max(1, Math.ceil((pending.until - performance.now()) / 1000));
  return html`<div class="undo" role="status">
    <span>${screen.t("pending", { n, what: pending.label })}</span>
    <button @click=${() => doing.undo()}>${screen.t("undo")} <small>Esc</small></button><button @click=${() => doing.flush()}>${screen.t("now")}</button>
  </div>`;
}
