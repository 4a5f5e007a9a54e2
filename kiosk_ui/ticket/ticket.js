// @ts-check
/** The dispenser's screen: choose a service, swipe if need be, take the ticket; or the number where no paper came. */
import { html, nothing, Screen } from "../shared/shared.js";
import { header, preferences, qr, rangeWords, refusalWords, secondsUntil, windowWords } from "../shared/widgets.js";
import { TEXTS } from "./texts.js";

const REASONS = ["elderly", "pregnant", "disabled", "serviceman", "infant", "patient"];
const DONE_S = 10; // a printed ticket is in the hand
const NOTE_S = 40; // a number must be written down

/** What this page remembers of the person in front of it; forgotten at the first page. */
const fresh = () => ({
  page: "list", // list, green, card, taking, mine, refused
  from: 0, // first row of the list that is shown
  reason: "",
  service: "", // waits for the card
  id: "", // of the ticket taken here
  /** @type {any} */ answer: null, // what the hall said when it was taken
  /** @type {any} */ last: null, // the ticket as it was seen last
  until: 0, // when the last page goes by itself, ms of performance.now()
  /** @type {any} */ refusal: null,
});
let me = fresh();
let fits = Infinity; // rows on a page
let tallest = 0; // row seen so far in this language and size
let mode = "";

/** @type {Screen} */
const screen = new Screen({ texts: TEXTS, view, isPublic: true, isHome: () => shown() === null && me.page === "list" && !me.reason, reset: leave, onState, painted: measure });
setInterval(tick, 250);
addEventListener("resize", () => measure());

function home() {
  me = fresh();
  mode = ""; // measure again
  adopt();
  screen.paint();
}

/** This person has gone: a card that was read is nobody else's. */
function leave() {
  home();
  if (screen.state?.card) screen.act("forget");
}

/** @param {string} page */
const go = (page) => () => {
  me.page = page;
  screen.paint();
};

/** The ticket that this screen is about now: our own, or one that a reload left without an answer. */
function shown() {
  const { tickets } = screen.state ?? { tickets: [] };
  if (me.id) return tickets.find((/** @type {any} */ one) => one.id === me.id) ?? me.last;
  return tickets.find((/** @type {any} */ one) => one.state === "offered") ?? null;
}

/** A number that waits for its answer is shown first. */
function adopt() {
  const now = shown();
  if (!now || me.id || me.page !== "list") return;
  Object.assign(me, { id: now.id, page: "mine" });
  noteTicket(now);
}

function onState() {
  adopt();
  if (me.id) noteTicket(screen.state.tickets.find((/** @type {any} */ one) => one.id === me.id));
  if (me.page === "card" && screen.state.card) take(me.service);
}

/** Follow our ticket; one that is gone from the list was given up, or called already. @param {any} now */
function noteTicket(now) {
  const before = me.last?.state;
  if (now) me.last = now;
  else if (before === "offered" || before === "unsure") me.last = { ...me.last, state: "void" };
  if (me.last && me.last.state !== before) me.until = performance.now() + endsAfter(me.last.state) * 1000;
}

/** Seconds until the last page goes: longer where the number is not on paper. @param {string} state */
function endsAfter(state) {
  if (state === "void") return DONE_S;
  const isOnPaper = state === "waiting" && screen.state.printer.state === "ready" && me.last.why === "";
  return isOnPaper ? DONE_S : NOTE_S;
}

function tick() {
  if (me.page === "mine" && me.last && !["printing", "offered"].includes(me.last.state)) {
    screen.touched = performance.now(); // this page has its own, shown time
    if (performance.now() > me.until) return leave();
  }
  if (me.page === "mine" && me.last?.state === "offered") screen.touched = performance.now();
  screen.paint();
}

/** @param {any} service */
function choose(service) {
  me.service = service.code;
  if (service.needs_card && !screen.state.card) go("card")();
  else take(service.code);
}

/** @param {string} service */
async function take(service) {
  me.page = "taking";
  const { ok, answer, refusal } = await screen.act("take", { services: [service], reason: me.reason });
  if (ok) {
    Object.assign(me, { page: "mine", id: answer.ticket, answer, last: null });
    noteTicket(screen.state.tickets.find((/** @type {any} */ one) => one.id === me.id) ?? early(service, answer));
  } else Object.assign(me, { page: refusal ? "refused" : "list", refusal });
  screen.paint();
}

/** The ticket by its answer alone, until the stream tells of it. @param {string} service @param {any} answer */
function early(service, answer) {
  const { name, name_en } = screen.state.services.find((/** @type {any} */ one) => one.code === service);
  return { ...answer, id: answer.ticket, name, name_en, why: "", qr: null };
}

/** @param {string} what */
const answerOffer = (what) => async () => {
  const { refusal } = await screen.act(what, { ticket: me.id });
  if (refusal) Object.assign(me, { page: "refused", refusal });
  screen.paint();
};

function view() {
  const { state } = screen;
  const body = { list, green, card, taking, mine, refused }[me.page] ?? list;
  const isClosed = !state.is_open && me.page !== "mine";
  return html`${header(screen)}${isClosed ? closed() : body()}${me.page === "mine" ? nothing : preferences(screen)}`;
}

function list() {
  const { services } = screen.state;
  const isPaged = services.length > fits;
  const rows = services.slice(me.from, me.from + fits);
  const forget = () => screen.act("forget");
  const greeting = screen.state.card ? html`<div class="notice ok greeting"><p>${screen.t("card_read", { name: screen.state.card.name })}</p>
      <button class="plain" @click=${forget}>${screen.t("card_other")}</button></div>` : nothing;
  return html`<div class="lead"><h2 class="big">${screen.t("choose")}</h2><p class="muted">${screen.t("swipe")}</p>
      ${printerNotice()}${greeting}</div>
    <ul class="services">${rows.map((/** @type {any} */ row) => html`<li>${serviceRow(row)}</li>`)}</ul>
    ${isPaged ? pages(services.length) : nothing} ${greenStrip()}`;
}

/** @param {any} row */
function serviceRow(row) {
  const other = screen.language === "zh" ? row.name_en : row.name;
  const people = row.waiting ? screen.t("waiting", { n: row.waiting }) : screen.t("nobody");
  return html`<button class="service" @click=${() => choose(row)}>
    <span class="letter" aria-hidden="true">${row.letter}</span>
    <span class="what"><strong>${screen.name(row)}</strong>
      <span>${row.needs_card ? html`<em>${screen.t("needs_card")}</em>` : nothing}<i lang=${screen.language === "zh" ? "en" : "zh-CN"}>${other}</i></span></span>
    <span class="queue"><strong>${people}</strong>
      <span>${row.is_served ? rangeWords(screen, row.range) : screen.t("not_served")}</span></span>
  </button>`;
}

/** @param {number} total */
function pages(total) {
  const turn = (/** @type {number} */ by) => () => {
    me.from += by;
    screen.paint();
  };
  const facts = { page: Math.floor(me.from / fits) + 1, pages: Math.ceil(total / fits) };
  return html`<div class="pages">
    <button class="plain" ?disabled=${me.from === 0} @click=${turn(-fits)}>${screen.t("previous")}</button>
    <span>${screen.t("page", facts)}</span>
    <button class="plain" ?disabled=${me.from + fits >= total} @click=${turn(fits)}>${screen.t("next")}</button>
  </div>`;
}

/** How many rows there is room for: nothing is ever scrolled. A mode never shows more again, so that nothing flickers. */
function measure() {
  const room = /** @type {HTMLElement | null} */ (document.querySelector(".services"));
  const row = /** @type {HTMLElement | null} */ (document.querySelector(".services li"));
  if (!room || !row) return;
  const modeNow = [screen.language, screen.isLarge, screen.isContrast, innerWidth, innerHeight].join();
  if (modeNow !== mode) {
    me.from = 0;
    [mode, tallest, fits] = [modeNow, 0, Infinity]; // all of them at first: perhaps no page has to be turned
    return screen.paint();
  }
  tallest = Math.max(tallest, ...[...room.children].map((one) => /** @type {HTMLElement} */ (one).offsetHeight));
  const { gridTemplateColumns, rowGap } = getComputedStyle(room);
  const gap = parseFloat(rowGap);
  const now = Math.max(1, Math.floor((room.clientHeight + gap) / (tallest + gap))) * gridTemplateColumns.split(" ").length;
  if (now === fits) return;
  fits = now;
  me.from -= me.from % fits;
  screen.paint();
}

function greenStrip() {
  if (!me.reason) return html`<button class="green" @click=${go("green")}><strong>${screen.t("green")}</strong><span>${screen.t("green_who")}</span></button>`;
  const cancel = () => {
    me.reason = "";
    screen.paint();
  };
  return html`<div class="green is-on" role="status">
    <strong>${screen.t("green_on", { who: screen.t(me.reason) })}</strong>
    <button class="plain" @click=${cancel}>${screen.t("green_off")}</button>
  </div>`;
}

function green() {
  const pick = (/** @type {string} */ reason) => () => {
    Object.assign(me, { reason, page: "list" });
    screen.paint();
  };
  return html`<div class="lead"><h2 class="big">${screen.t("green_title")}</h2><p class="muted">${screen.t("green_note")}</p></div>
    <ul class="choices">${REASONS.map((reason) => html`<li><button @click=${pick(reason)}>${screen.t(reason)}</button></li>`)}</ul>
    <div class="feet"><button class="plain" @click=${home}>${screen.t("back")}</button></div>`;
}

function card() {
  const isMissing = screen.state.reader !== "ready", wrong = screen.state.card_problem;
  return html`<div class="lead"><h2 class="big">${screen.t("card_title")}</h2></div>
    <div class="middle">
      ${isMissing ? html`<p class="notice error">${screen.t("card_missing")}</p>` : html`${cardPicture}<p>${screen.t("card_text")}</p>${wrong ? html`<p class="notice error" role="alert">${wrong[screen.language]}</p>` : html`<p class="muted" role="status">${screen.t("card_wait")}</p>`}`}
    </div>
    <div class="feet"><button class="plain" @click=${home}>${screen.t("back")}</button></div>`;
}

const cardPicture = html`<svg class="card-picture" viewBox="0 0 200 130" aria-hidden="true">
  <rect class="plastic" x="4" y="4" width="192" height="122" rx="12"></rect>
  <rect class="photo" x="134" y="28" width="44" height="56" rx="4"></rect>
  <path class="lines" d="M22 36h86M22 56h66M22 76h76M22 104h156"></path>
</svg>`;

const taking = () => html`<div class="middle"><p class="big" role="status">${screen.t("taking")}</p></div>`;

function mine() {
  const now = me.last;
  if (!now) return taking();
  if (now.state === "offered") return offer(now);
  if (now.state === "unsure") return ending("unsure_title", screen.t("unsure_text", { number: now.number }), now.number);
  if (now.state === "void") return ending("void_title", screen.t("void_text"), "");
  return result(now);
}

/** @param {any} now */
function result(now) {
  const isPaper = screen.state.printer.state !== "none";
  const title = now.state === "printing" ? "printing" : now.why ? "noted" : isPaper ? "printed" : "paperless";
  const { range, zone, windows } = me.answer ?? now;
  const facts = [
    [screen.t("ahead"), screen.t("people", { n: me.answer?.ahead ?? now.ahead })],
    [screen.t("wait"), me.answer ? rangeWords(screen, range) : ""], // known to whoever took it; not after a reload
    [screen.t("zone"), now.zone || zone],
    [screen.t("at"), windowWords(screen, windows ?? [])],
  ];
  return html`<div class="lead" role="status"><h2 class="big">${screen.t(title)}</h2></div>
    ${paper(now, facts)}
    <div class="feet is-single">${now.state === "printing" ? nothing : doneButton()}</div>`;
}

/** The ticket as it would be on paper. @param {any} now @param {string[][]} facts */
const paper = (now, facts) => html`<article class="paper">
  <p class="muted">${screen.t("your_number")} · ${screen.name(now)}</p>
  <p class="number">${now.number}</p>
  <div class="under"><dl>${facts.filter(([, fact]) => fact).map(([label, fact]) => html`<div><dt>${label}</dt><dd>${fact}</dd></div>`)}</dl>
    ${now.qr ? qr(screen, now.qr) : nothing}</div>
</article>`;

const doneButton = () => html`<button class="main" @click=${leave}>
  ${screen.t("done_in", { n: Math.max(0, Math.ceil((me.until - performance.now()) / 1000)) })}
</button>`;

/** @param {any} now */
const offer = (now) => html`<div class="lead" role="alert"><h2 class="big">${screen.t("offer_title")}</h2><p>${screen.t("offer_text")}</p></div>
  ${paper(now, [])}
  <div class="feet is-offer">
    <p class="notice">${screen.t("offer_left", { n: secondsUntil(screen, now.since, screen.state.offer_s) })}</p>
    <button class="main" @click=${answerOffer("accept")}>${screen.t("offer_noted")}</button>
    <button class="main" @click=${answerOffer("accept")}>${screen.t("offer_photo")}</button>
    <button class="plain" @click=${answerOffer("give_up")}>${screen.t("offer_no")}</button>
  </div>`;

/** @param {string} title @param {string} text @param {string} number */
const ending = (title, text, number) => html`<div class="lead"><h2 class="big">${screen.t(title)}</h2></div>
  <div class="middle">${number ? html`<p class="number is-lone">${number}</p>` : nothing}<p>${text}</p></div>
  <div class="feet">${doneButton()}</div>`;

const refused = () => html`<div class="lead"><h2 class="big">${screen.t("refused")}</h2></div>
  <div class="middle"><p class="notice error" role="alert">${refusalWords(screen, me.refusal)}</p></div>
  <div class="feet"><button class="main" @click=${home}>${screen.t("ok")}</button></div>`;

const closed = () => html`<div class="middle"><h2 class="big">${screen.t("closed_title")}</h2><p>${screen.t("closed_text")}</p>
  ${screen.state.hours ? html`<p class="muted">${screen.t("hours", { hours: screen.state.hours })}</p>` : nothing}</div>`;

function printerNotice() {
  const { state, code, is_near_end } = screen.state.printer;
  if (state === "ready" && is_near_end) return html`<p class="notice">${screen.t("near_end")}</p>`;
  if (state === "ready" || state === "none") return nothing;
  const key = `printer_${code}`;
  return html`<p class="notice" role="status">${screen.t(key in TEXTS.zh ? key : "printer_missing")}</p>`;
}
