// @ts-check
/** The clerk's page: who is here and why, next, and everything else a window does; what cannot be taken back waits 5 s. */
import { html, nothing, Screen } from "../shared/shared.js";
import { clock, minutesSince, refusalWords } from "../shared/widgets.js";
import { dialog } from "./dialogs.js";
import { TEXTS } from "./texts.js";

const UNDO_S = 5;
const TOLD_S = 8; // a refusal stays in view this long
/** @type {Record<string, string>} those that browsers leave to a page */
const KEYS = { recall: "F3", start: "F4", finish: "F6", miss: "F7", park: "F8", transfer: "F9", call_number: "F10" };

/** @type {import("./dialogs.js").Asking | null} the question that is open */
let asking = null;
/** @type {{what: string, fields: any, label: string, until: number} | null} what will be done unless it is undone */
let pending = null;
/** @type {{text: string, until: number} | null} */
let told = null;
let shownList = "missed";

/** @type {Screen} */
const screen = new Screen({ texts: TEXTS, view });
setInterval(tick, 250);
addEventListener("keydown", onKey);
addEventListener("pagehide", () => pending && screen.act(pending.what, pending.fields, { keepalive: true }));

function tick() {
  if (pending && performance.now() > pending.until) flush();
  if (told && performance.now() > told.until) told = null;
  screen.paint();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const isTyping = /^(INPUT|SELECT|TEXTAREA|BUTTON)$/.test(target.tagName);
  if (event.key === "Escape") asking ? ask("", null) : undo();
  if (asking) return answerByKey(event, target);
  const step = /** @type {HTMLButtonElement | null} */ (document.querySelector(`[data-key="${event.key}"]`));
  if (step && !event.repeat) {
    event.preventDefault();
    step.click();
  }
  const isNext = event.key === "F2" || (event.key === " " && !isTyping);
  if (!isNext || event.repeat) return;
  event.preventDefault();
  next();
}

/** A digit is the answer of that number; Enter in a field presses what follows it. @param {KeyboardEvent} event @param {HTMLElement} target */
function answerByKey(event, target) {
  const isField = target.tagName === "INPUT";
  if (event.key === "F2") event.preventDefault();
  if (isField && event.key === "Enter" && !event.isComposing) {
    const after = [...document.querySelectorAll(".dialog button, .dialog input")];
    const next = /** @type {HTMLElement} */ (after[after.indexOf(target) + 1]);
    return target.id === "number" ? (event.preventDefault(), next.focus()) : next.click();
  }
  if (isField || !/^[1-9]$/.test(event.key)) return;
  const answers = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".dialog .option:not(.options ~ .options .option)"));
  answers[Number(event.key) - 1]?.click();
}

/** @param {string} kind @param {any} [facts] */
function ask(kind, facts = {}) {
  asking = kind ? { kind, facts } : null;
  screen.paint();
  if (asking) /** @type {HTMLElement | null} */ (document.querySelector(".dialog button, .dialog input"))?.focus();
}

/** @param {string} text */
function tell(text) {
  told = { text, until: performance.now() + TOLD_S * 1000 };
  screen.paint();
}

/** Do it at once. @param {string} what @param {any} [fields] */
async function act(what, fields = {}) {
  asking = told = null;
  if (!(await flush())) return screen.paint();
  const { ok, answer, refusal } = await screen.act(what, fields);
  if (refusal) tell(refusalWords(screen, refusal));
  else if (ok && answer.code) tell(screen.t(answer.code));
}

/** Do it in five seconds, unless it is taken back. @param {string} what @param {any} fields @param {string} label */
async function later(what, fields, label) {
  asking = told = null;
  if (!(await flush())) return screen.paint();
  pending = { what, fields, label, until: performance.now() + UNDO_S * 1000 };
  screen.paint();
}

/** @returns {Promise<boolean>} nothing was refused */
async function flush() {
  if (!pending) return true;
  const { what, fields, label } = pending;
  pending = null;
  if (screen.isStale) {
    tell(screen.t("not_done", { what: label })); // nobody wants it done minutes later
    return false;
  }
  const { ok, refusal } = await screen.act(what, fields);
  if (refusal) tell(refusalWords(screen, refusal));
  return ok;
}

function undo() {
  pending = null;
  screen.paint();
}

async function next() {
  const isSettled = pending !== null && pending.what !== "void"; // the stream may tell of it only after we have gone on
  if (!(await flush())) return;
  const { ticket, window } = screen.state;
  if (window.state !== "open") return tell(screen.t(notOpen()));
  if (ticket?.state === "called" && !isSettled) return ask("next");
  return act("next");
}

function view() {
  const { state } = screen;
  return html`${top(state.window)}
    ${state.is_open ? nothing : html`<p class="notice">${screen.t("day_closed")}</p>`}
    <div class="desk">
      <section class="here">${state.ticket ? ticket(state.ticket) : free()}
        ${told ? html`<p class="told notice error" role="alert">${told.text}</p>` : nothing} ${pending ? undoBar() : nothing} ${steps()}</section>
      <aside>${counts()} ${lists()}</aside>
    </div>
    ${asking ? dialog({ screen, asking, ask, act, later }) : nothing}`;
}

/** @param {any} window */
function top(window) {
  const { clerk } = window;
  const who = clerk ? `${clerk.name} ${clerk.number || clerk.code}` : screen.t("nobody_signed");
  return html`<header class="top">
    <h1>${screen.t("window", { n: window.number })}</h1>
    <span class="state is-${window.state}">${screen.t(`state_${window.state}`)}${window.reason ? html` · ${window.reason[screen.language]}` : nothing}</span>
    <span class="muted">${screen.state.zone}</span>
    <span class="who">${who} · ${screen.t("served", { n: window.served })}</span>
    <button @click=${() => (clerk ? act("sign_out") : ask("sign_in"))}>${screen.t(clerk ? "sign_out" : "sign_in")}</button>
    ${window.state === "open" ? html`<button @click=${() => ask("pause")}>${screen.t("pause")}</button>` : html`<button class="main" @click=${() => act("open")}>${screen.t(window.state === "paused" ? "resume_window" : "open")}</button>`}
    ${window.state === "closed" ? nothing : html`<button ?disabled=${Boolean(screen.state.ticket)} @click=${() => ask("close")}>${screen.t("close")}</button>`}
    <button lang=${screen.language === "zh" ? "en" : "zh-CN"} @click=${toggleLanguage}>${screen.t("language")}</button>
    ${clock(screen)}
  </header>`;
}

function toggleLanguage() {
  screen.language = screen.language === "zh" ? "en" : "zh";
  screen.paint();
}

/** @param {any} now */
function ticket(now) {
  const called = minutesSince(screen, now.since);
  const kind = screen.t(`class_${now.class}`) + (now.reason ? ` · ${screen.t(now.reason)}` : "");
  return html`<article class="ticket" aria-live="polite">
    <p class="number">${now.number}</p>
    <div class="facts">
      <h2>${screen.name(now)}</h2>
      <p><span class="tag is-${now.class}">${kind}</span>${now.legs > 1 ? html` <span class="tag">${screen.t("leg", now)}</span>` : nothing}</p>
      <p><strong>${screen.t(`status_${now.state}`)}</strong> · ${screen.t("since", { n: called })}
        ${now.state === "called" ? html` · ${screen.t("recalls", { n: now.recalls + 1, most: screen.state.recalls + 1 })}` : nothing}</p>
      ${now.why ? html`<p class="why"><span class="muted">${screen.t("why")}</span>${now.why[screen.language]}</p>` : nothing}
    </div>
  </article>`;
}

const notOpen = () => (screen.state.window.state === "paused" ? "is_paused" : "not_open");

const free = () => html`<article class="ticket is-free"><h2>${screen.t("free")}</h2>
  <p class="muted">${screen.t(screen.state.window.state === "open" ? "free_note" : notOpen())}</p></article>`;

function steps() {
  const { ticket: now, window, recalls } = screen.state;
  const isCalled = now?.state === "called";
  const isServing = now?.state === "serving";
  const step = (/** @type {string} */ key, /** @type {boolean} */ can, /** @type {() => void} */ how) =>
    html`<button data-key=${KEYS[key]} ?disabled=${!can} @click=${how}>${screen.t(key)}<small>${KEYS[key]}</small></button>`;
  const miss = () => (now.recalls >= recalls ? later("miss", {}, screen.t("done_missed", now)) : ask("miss"));
  return html`<div class="steps">
    <button class="main next" ?disabled=${window.state !== "open"} @click=${next}>${screen.t("next")}<small>${screen.t("next_keys")}</small></button>
    ${step("recall", isCalled && now.recalls < recalls, () => act("recall"))} ${step("start", isCalled, () => act("start"))}
    ${step("finish", isServing || isCalled, () => ask("finish"))} ${step("miss", isCalled, miss)}
    ${step("park", isServing, () => ask("park"))} ${step("transfer", isCalled || isServing, () => ask("transfer"))}
    ${step("call_number", !now && window.state === "open", () => ask("call_number"))}
  </div>`;
}

function counts() {
  const total = screen.state.counts.reduce((/** @type {number} */ sum, /** @type {any} */ row) => sum + row.waiting, 0);
  return html`<section class="counts"><h3>${screen.t("waiting")} <span class="number">${total}</span></h3><ul>
    ${screen.state.counts.map((/** @type {any} */ row) => html`<li>
      <b class="letter">${row.letter}</b><span>${screen.name(row)}${row.is_secondary ? html` <small>${screen.t("secondary")}</small>` : nothing}</span>
      <small>${row.oldest ? screen.t("oldest", { n: minutesSince(screen, row.oldest) }) : ""}</small><strong class="number">${row.waiting}</strong></li>`)}
    ${screen.state.bound ? html`<li><b class="letter">→</b><span>${screen.t("bound")}</span><small></small><strong class="number">${screen.state.bound}</strong></li>` : nothing}
  </ul></section>`;
}

function lists() {
  const show = (/** @type {string} */ name) => () => {
    shownList = name;
    screen.paint();
  };
  const { tickets } = screen.state[shownList];
  return html`<section class="lists"><div class="tabs" role="group">
      ${["missed", "parked", "unsure"].map((name) => html`<button aria-pressed=${shownList === name} @click=${show(name)}>${screen.t(name)} ${screen.state[name].total}</button>`)}
    </div>
    <ul>${tickets.length ? tickets.map((/** @type {any} */ one) => html`<li><strong class="number">${one.number}</strong>
        <span>${screen.name(one)}<small>${screen.t("since", { n: minutesSince(screen, one.since) })}</small></span>${remedy(one)}</li>`) : html`<li class="muted">${screen.t("none")}</li>`}</ul></section>`;
}

/** @param {any} one */
function remedy(one) {
  const button = (/** @type {string} */ key) => html`<button @click=${() => act(key, { ticket: one.id })}>${screen.t(key)}</button>`;
  if (shownList === "missed") return button("reinstate");
  if (shownList === "parked") return button("resume");
  return html`${button("confirm")}<button @click=${() => later("void", { ticket: one.id }, screen.t("done_void", one))}>${screen.t("void")}</button>`;
}

const undoBar = () => html`<div class="undo" role="status">
  <span>${screen.t("pending", { n: Math.max(1, Math.ceil(((pending?.until ?? 0) - performance.now()) / 1000)), what: pending?.label ?? "" })}</span>
  <button @click=${undo}>${screen.t("undo")} <small>Esc</small></button><button @click=${flush}>${screen.t("now")}</button>
</div>`;
