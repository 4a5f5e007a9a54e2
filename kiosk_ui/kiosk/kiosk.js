// @ts-check
/** The kiosk: where am I in the queue, what must I bring, who helps me. */
import { html, nothing, Screen } from "../shared/shared.js";
import { atThisHour, header, preferences, queueWords, rangeWords, refusalWords, windowWords } from "../shared/widgets.js";
import { TEXTS } from "./texts.js";

const LONGEST = 6; // letters and digits of a number
const ROWS = 6; // services on a page

const fresh = () => ({
  page: "start", // start, number, place, services, service, help, report, reported, complain, contact, receipt
  isReport: false, // the number that is typed is of what could not be done
  typed: "",
  /** @type {any} */ ticket: null,
  /** @type {any} */ refusal: null,
  service: "",
  from: 0,
  topic: "",
  receipt: "",
});
let me = fresh();

/** @type {Screen} */
const screen = new Screen({ texts: TEXTS, view, isPublic: true, isHome: () => me.page === "start", reset: home });
setInterval(() => screen.paint(), 1000);

function home() {
  me = fresh();
  screen.paint();
}

/** @param {Partial<typeof me>} what */
const set = (what) => () => {
  Object.assign(me, what);
  screen.paint();
};

async function search() {
  const asked = `api/where?number=${encodeURIComponent(me.typed)}`;
  const answer = await fetch(asked, { cache: "no-store", signal: AbortSignal.timeout(5000) }).catch(() => null);
  const said = await answer?.json();
  set(answer?.ok ? { page: "place", ticket: said, refusal: null } : { page: "place", ticket: null, refusal: said ?? null })();
}

/** What could not be done goes to its own window, with the number of the ticket that failed if it is at hand. @param {string} failed */
const report = (failed) => async () => {
  const { ok, answer, refusal } = await screen.act("report", { failed });
  if (ok || refusal) set({ page: "reported", ticket: ok ? answer : null, refusal: refusal ?? null })();
};

function view() {
  const body = { start, number, place, services, service, help, reported, complain, contact, receipt }[me.page] ?? start;
  const back = me.page === "service" ? set({ page: "services" }) : me.page === "place" ? set({ page: "number" }) : me.page === "contact" ? set({ page: "complain", typed: "" }) : home;
  return html`${header(screen, screen.t("title"))}${body()}
    ${me.page === "start" ? nothing : html`<div class="feet"><button class="plain" @click=${back}>${screen.t("back")}</button><button class="plain" @click=${home}>${screen.t("home")}</button></div>`}
    ${preferences(screen)}`;
}

function start() {
  const choice = (/** @type {string} */ key, /** @type {string} */ page) => html`<button class="choice" @click=${set({ page })}>
    <strong>${screen.t(key)}</strong><span>${screen.t(`${key}_note`)}</span></button>`;
  return html`<div class="lead"><h2 class="big">${screen.t("welcome")}</h2>
      ${atThisHour(screen)}${screen.state.is_open || !screen.state.closure.hours ? nothing : html`<p class="notice">${screen.t("hours", { hours: screen.state.closure.hours[screen.language] })}</p>`}</div>
    <div class="body">${choice("where", "number")} ${choice("guide", "services")}
      ${screen.state.unresolved && screen.state.is_open ? html`<button class="choice" @click=${set({ page: "number", isReport: true })}><strong>${screen.t("failed")}</strong><span>${screen.t("failed_note")}</span></button>` : nothing}
      ${choice("help", "help")} ${choice("complain", "complain")}</div>`;
}

function number() {
  const key = (/** @type {string} */ sign) => html`<button ?disabled=${me.typed.length >= LONGEST} @click=${set({ typed: me.typed + sign })}>${sign}</button>`;
  const example = `${screen.state.letters[0] ?? "A"}012`;
  return html`<div class="lead"><h2 class="big">${screen.t(me.isReport ? "enter_failed" : "enter")}</h2><p class="muted">${screen.t("example", { example })}</p>
      <p class="typed number" role="status">${me.typed || " "}</p></div>
    <div class="body"><div class="letters">${screen.state.letters.map(key)}</div>
      <div class="pad">${[..."123456789"].map(key)}<button @click=${set({ typed: "" })}>${screen.t("clear")}</button>${key("0")}<button @click=${set({ typed: me.typed.slice(0, -1) })}>${screen.t("erase")}</button></div>
      ${me.isReport ? html`<button class="main" ?disabled=${me.typed.length < 2} @click=${report(me.typed)}>${screen.t("report")}</button><button @click=${report("")}>${screen.t("report_plain")}</button>` : html`<button class="main" ?disabled=${me.typed.length < 2} @click=${search}>${screen.t("search")}</button>`}</div>`;
}

/** The number for the window, or why there is none. */
function reported() {
  const { ticket } = me;
  if (!ticket) return html`<div class="lead"><h2 class="big">${screen.t("not_reported")}</h2></div>
    <div class="body is-middle"><p class="notice error" role="alert">${refusalWords(screen, me.refusal)}</p></div>`;
  return html`<div class="lead"><h2 class="big">${screen.t("reported")}</h2><p>${screen.t("reported_note")}</p></div>
    <div class="body is-middle"><p class="number is-lone" role="status">${ticket.number}</p>
      <dl>${fact("ahead", screen.t("people", { n: ticket.ahead }))}${fact("zone", zoneWords(screen.state.unresolved?.zones ?? []))}${fact("at", windowWords(screen, ticket.windows))}</dl></div>`;
}

function place() {
  const { ticket } = me;
  if (!ticket) return html`<div class="lead"><h2 class="big">${screen.t("not_found")}</h2></div>
    <div class="body is-middle"><p class="notice error" role="alert">${refusalWords(screen, me.refusal)}</p></div>`;
  const isWaiting = ticket.state === "waiting";
  return html`<div class="lead"><h2 class="big">${screen.t(`state_${ticket.state}`, ticket)}</h2><p>${screen.name(ticket)}</p></div>
    <div class="body is-middle"><p class="number is-lone">${ticket.number}</p>
      ${ticket.standing ? html`<p role="status">${ticket.standing[screen.language]}</p>` : nothing}
      ${isWaiting ? html`<dl>${fact("ahead", screen.t("people", { n: ticket.ahead }))}${fact("still", rangeWords(screen, ticket.range))}${fact("zone", ticket.zone)}${fact("at", windowWords(screen, ticket.windows))}</dl>` : nothing}</div>`;
}

/** @param {string[]} zones */
const zoneWords = (zones) => (zones.length > 2 ? screen.t("zones_more", { zones: zones.slice(0, 2).join("、") }) : zones.join("、"));

/** @param {string} label @param {string} words */
const fact = (label, words) => (words ? html`<div><dt>${screen.t(label)}</dt><dd>${words}</dd></div>` : nothing);

function services() {
  const all = screen.state.services;
  return html`<div class="lead"><h2 class="big">${screen.t("choose")}</h2></div>
    <div class="body"><ul>${all.slice(me.from, me.from + ROWS).map((/** @type {any} */ row) => html`<li><button class="row" @click=${set({ page: "service", service: row.code })}>
      <span class="letter" aria-hidden="true">${row.letter}</span><strong>${screen.name(row)}</strong>
      <span>${row.waiting ? screen.t("waiting", { n: row.waiting }) : screen.t("nobody")}</span></button></li>`)}</ul>
    ${all.length > ROWS ? pages(all.length) : nothing}</div>`;
}

/** @param {number} total */
const pages = (total) => html`<div class="pages">
  <button class="plain" ?disabled=${me.from === 0} @click=${set({ from: me.from - ROWS })}>${screen.t("previous")}</button>
  <span>${screen.t("page", { page: me.from / ROWS + 1, pages: Math.ceil(total / ROWS) })}</span>
  <button class="plain" ?disabled=${me.from + ROWS >= total} @click=${set({ from: me.from + ROWS })}>${screen.t("next")}</button></div>`;

function service() {
  const row = screen.state.services.find((/** @type {any} */ one) => one.code === me.service);
  if (!row) return services();
  const papers = row.bring.map((/** @type {string} */ paper) => html`<li>${paper}</li>`);
  return html`<div class="lead"><h2 class="big">${screen.name(row)}</h2>${row.needs_card ? html`<p class="notice">${screen.t("needs_card")}</p>` : nothing}</div>
    <div class="body"><section class="card"><h3>${screen.t("bring")}</h3>${row.bring.length ? html`<ul class="bring">${papers}</ul>` : html`<p>${screen.t("bring_none")}</p>`}</section>
      <section class="card"><dl>${fact("queue", screen.t("people", { n: row.waiting }))}
        ${fact("wait", queueWords(screen, row))}
        ${fact("zone", zoneWords(row.zones))}${fact("at", windowWords(screen, row.windows))}</dl></section></div>`;
}

const help = () => html`<div class="lead"><h2 class="big">${screen.t("help_title")}</h2></div>
  <div class="body"><ol class="card steps"><li>${screen.t("help_1")}</li><li>${screen.t("help_2")}</li><li>${screen.t("help_3")}</li></ol></div>`;

function complain() {
  const next = (/** @type {string} */ topic) => () => (screen.state.takes_contact ? set({ page: "contact", topic, typed: "", refusal: null })() : send(topic));
  return html`<div class="lead"><h2 class="big">${screen.t("complain_title")}</h2><p class="muted">${screen.t("complain_hint")}</p></div>
    <div class="body"><ul>${screen.state.topics.map((/** @type {string} */ topic) => html`<li><button class="row is-topic" @click=${next(topic)}><strong>${screen.t(`topic_${topic}`)}</strong></button></li>`)}</ul></div>`;
}

const DIGITS = 12; // of a telephone number

function contact() {
  const key = (/** @type {string} */ sign) => html`<button ?disabled=${me.typed.length >= DIGITS} @click=${set({ typed: me.typed + sign })}>${sign}</button>`;
  return html`<div class="lead"><h2 class="big">${screen.t("contact_title")}</h2><p class="muted">${screen.t("contact_hint")}</p>
      <p class="typed number" role="status">${me.typed || " "}</p>${me.refusal ? html`<p class="notice error" role="alert">${refusalWords(screen, me.refusal)}</p>` : nothing}</div>
    <div class="body"><div class="pad">${[..."123456789"].map(key)}<button @click=${set({ typed: "" })}>${screen.t("clear")}</button>${key("0")}<button @click=${set({ typed: me.typed.slice(0, -1) })}>${screen.t("erase")}</button></div>
      <button class="plain" @click=${() => send(me.topic, "")}>${screen.t("anonymous")}</button>
      <button class="main" ?disabled=${me.typed.length < 7} @click=${() => send(me.topic, me.typed)}>${screen.t("hand_in")}</button></div>`;
}

/** @param {string} topic @param {string} [telephone] */
async function send(topic, telephone = "") {
  const { ok, answer, refusal } = await screen.act("complain", { topic, telephone });
  if (ok) set({ page: "receipt", typed: "", receipt: answer.receipt })();
  else if (refusal) set({ page: "contact", topic, refusal })();
}

const receipt = () => html`<div class="lead"><h2 class="big">${screen.t("thanks")}</h2></div>
  <div class="body is-middle"><p>${screen.t("receipt")}</p><p class="number is-lone">${me.receipt}</p><p class="muted">${screen.t("receipt_hint")}</p></div>`;
