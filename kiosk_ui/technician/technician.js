// @ts-check
/** The technician's page: every device with its age, what is wrong and what to do, screens, central, the last events. */
import { html, nothing, Screen } from "../shared/shared.js";
import { clock, clockTime, refusalWords } from "../shared/widgets.js";
import { TEXTS } from "./texts.js";

const TOLD_S = 10;
const SURE_S = 8;

/** @type {{text: string, isError: boolean, until: number} | null} */
let told = null;
let sureUntil = 0; // the second press of “close the day” counts until then, ms of performance.now()

/** @type {Screen} */
const screen = new Screen({ texts: TEXTS, view });
setInterval(() => {
  if (told && performance.now() > told.until) told = null;
  screen.paint();
}, 1000);

/** @param {string} what @param {any} [fields] */
async function act(what, fields = {}) {
  sureUntil = 0;
  const { ok, refusal } = await screen.act(what, fields);
  if (!ok && !refusal) return;
  const text = refusal ? refusalWords(screen, refusal) : screen.t("asked", { name: fields.device ?? screen.t(what) });
  told = { text, isError: Boolean(refusal), until: performance.now() + TOLD_S * 1000 };
  screen.paint();
}

const isSure = () => performance.now() < sureUntil;

function closeDay() {
  if (isSure()) return act("close_day");
  sureUntil = performance.now() + SURE_S * 1000;
  screen.paint();
}

function view() {
  const { state } = screen;
  return html`<header class="top">
      <h1>${screen.t("title")} <small>${state.hall}</small></h1>
      <span>${state.day.is_open ? screen.t("day_open", state.day) : screen.t("day_closed")}</span>
      ${state.day.is_open ? html`<button @click=${closeDay}>${screen.t(isSure() ? "sure" : "close_day")}</button>` : html`<button class="main" @click=${() => act("open_day")}>${screen.t("open_day")}</button>`}
      <button lang=${screen.language === "zh" ? "en" : "zh-CN"} @click=${toggleLanguage}>${screen.t("language")}</button>
      ${clock(screen)}
    </header>
    ${told ? html`<p class="notice ${told.isError ? "error" : "ok"}" role="alert">${told.text}</p>` : nothing}
    <div class="columns">
      <section><h2>${screen.t("devices")} <small>${health()}</small></h2>${state.slots.length ? [...state.slots].sort((one, other) => rank(one) - rank(other)).map(slot) : html`<p class="muted">${screen.t("no_devices")}</p>`}</section>
      <section>${problems()} ${central()} ${screens()} ${links()}</section>
      ${tail()}
    </div>`;
}

function toggleLanguage() {
  screen.language = screen.language === "zh" ? "en" : "zh";
  screen.paint();
}

/** How long ago, in the largest unit that fits. @param {string | null} moment */
function age(moment) {
  const seconds = Math.max(0, Math.floor((screen.now().getTime() - Date.parse(moment ?? "")) / 1000));
  if (seconds < 90) return screen.t("seconds", { n: seconds });
  if (seconds < 5400) return screen.t("minutes", { n: Math.round(seconds / 60) });
  if (seconds < 129_600) return screen.t("hours", { n: Math.round(seconds / 3600) });
  return screen.t("days", { n: Math.round(seconds / 86_400) });
}

/** @param {any} one */
function kindOf(one) {
  if (one.state === "ready") return one.problem || one.conditions.length ? "error" : "ok";
  return one.state === "opening" || one.state === "off" ? "off" : "error";
}

/** What is broken stands first, however many devices there are. @param {any} one */
const rank = (one) => ["error", "off", "ok"].indexOf(kindOf(one));

function health() {
  const { slots } = screen.state;
  const n = slots.filter((/** @type {any} */ one) => rank(one) === 0).length;
  const isWell = slots.every((/** @type {any} */ one) => kindOf(one) === "ok");
  return slots.length ? screen.t(n ? "faults" : isWell ? "all_well" : "no_faults", { n, all: slots.length }) : "";
}

/** @param {any} one */
function slot(one) {
  const kind = kindOf(one);
  const words = [one.problem, ...one.conditions].filter(Boolean);
  return html`<article class="slot is-${kind}">
    <h3>${one.name} <small>${one.kind}${one.device ? ` · ${one.device}` : ""}</small></h3>
    <p><strong class="state">${screen.t(kind === "error" && one.state === "ready" ? "attention" : one.state)}</strong> ${screen.t("since", { age: age(one.since) })} ·
      ${one.heard ? screen.t("heard", { age: age(one.heard) }) : screen.t("never")}</p>
    ${words.map((problem) => html`<p class="problem" role="status">${problem[screen.language]} <code>${problem.code}</code></p>
      ${problem.repair?.[screen.language] ? html`<p><strong>${screen.t("todo")}</strong>${problem.repair[screen.language]}</p>` : nothing}`)}
    ${one.repair ? html`<p><strong>${screen.t("todo")}</strong>${one.repair[screen.language]}</p>` : nothing}
    ${one.detail ? html`<p class="muted">${one.detail}</p>` : nothing}
    <footer><code>${one.link}</code>
      <button ?disabled=${one.state !== "ready"} @click=${() => act("test", { device: one.name })}>${screen.t("test")}</button>
      <button @click=${() => act("restart", { device: one.name })}>${screen.t("restart")}</button></footer>
  </article>`;
}

const problems = () => html`<h2>${screen.t("problems")} <small>${screen.state.problems.length}</small></h2>
  ${screen.state.problems.length ? screen.state.problems.map((/** @type {any} */ one) => html`<article class="slot is-error">
    <h3>${one.place}</h3><p class="problem">${one[screen.language]} <code>${one.code}</code></p>
    ${one.repair[screen.language] ? html`<p><strong>${screen.t("todo")}</strong>${one.repair[screen.language]}</p>` : nothing}
    <p class="muted">${screen.t("since", { age: age(one.since) })} ${one.detail}</p>
    ${one.is_settled_by_hand ? html`<footer><button @click=${() => act("settle", { code: one.code, place: one.place })}>${screen.t("settle")}</button></footer>` : nothing}</article>`) : html`<p class="muted">${screen.t("no_problems")}</p>`}`;

function central() {
  const { bridge } = screen.state;
  const state = !bridge?.is_configured ? "unconfigured" : bridge.is_connected ? "connected" : "disconnected";
  const kind = { unconfigured: "off", connected: "ok", disconnected: "error" }[state];
  return html`<h2>${screen.t("central")}</h2><article class="slot is-${kind}"><p><strong class="state">${screen.t(state)}</strong>
    ${bridge?.is_configured ? html`${screen.t("since", { age: age(bridge.since) })} · ${screen.t("backlog", { n: bridge.waiting })}` : nothing}</p>
    ${bridge?.detail ? html`<p class="muted">${bridge.detail}</p>` : nothing}</article>`;
}

const screens = () => html`<h2>${screen.t("screens")}</h2>${screen.state.screens.length ? html`<ul class="screens">
  ${screen.state.screens.map((/** @type {any} */ one) => html`<li><strong>${one.name}</strong>
    <span>${screen.t(one.kind === "technician" ? "title" : one.kind)} ${one.where}</span>
    <span>${screen.t(one.is_paired ? "paired" : "local")}</span>
    <span class=${one.streams ? "good" : "bad"}>${one.streams ? screen.t("streams", { n: one.streams }) : screen.t("offline")}</span></li>`)}</ul>` : html`<p class="muted">${screen.t("no_screens")}</p>`}`;

const links = () => html`<h2>${screen.t("links")}</h2><p class="links">${screen.state.links.map((/** @type {any} */ one) => html`
  <a href=${`/${[one.kind, one.which].filter(Boolean).map(encodeURIComponent).join("/")}/`} target="_blank" rel="noopener">${screen.t(one.kind)} ${one.which}</a>`)}</p>`;

const tail = () => html`<section class="tail"><h2>${screen.t("tail")}</h2>${screen.state.tail.length ? html`<ol>
  ${screen.state.tail.map((/** @type {any} */ line) => html`<li><span>${line.seq}</span><span>${clockTime(screen.wall(line.at))}</span><strong>${line.kind}</strong><span>${line.facts}</span></li>`)}</ol>` : html`<p class="muted">${screen.t("no_tail")}</p>`}</section>`;
