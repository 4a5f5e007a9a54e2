// @ts-check
/** The dispenser's screen: choose a service, swipe if need be, take the ticket; or the number where no paper came. */
import { html, nothing, Screen } from "../shared/shared.js";
import { header, preferences } from "../shared/widgets.js";
import { agent, card, onCard, principal, takeCard } from "./cards.js";
import { FLOW_TEXTS } from "./flow_texts.js";
import { found, greet, holder, looking } from "./found.js";
import { code, listenToKeys } from "./keys.js";
import { adopt, again, mine, noteTicket, refused, shown, taking, watchLastPage } from "./mine.js";
import { forgetSizes, green, list, measure } from "./services.js";
import { TEXTS } from "./texts.js";
import { isAtHome, leave, t, visit } from "./visit.js";

const texts = { zh: { ...TEXTS.zh, ...FLOW_TEXTS.zh }, en: { ...TEXTS.en, ...FLOW_TEXTS.en } };

/** @type {Record<string, () => unknown>} */
const PAGES = { list, green, take_card: takeCard, card, code, found, holder, agent, principal, taking, looking, mine, again, refused };
const OF_A_TICKET = ["mine", "again", "holder", "found"]; // these stay when the hall closes

let hadCard = false;

visit.onHome = () => {
  forgetSizes();
  adopt();
};
/** @type {Screen} */
const screen = new Screen({ texts, view, isPublic: true, isHome: () => shown() === null && isAtHome(), reset: leave, onState, painted: () => visit.screen && measure() });
visit.screen = screen;
setInterval(tick, 250);
addEventListener("resize", () => measure());
listenToKeys();

function onState() {
  adopt();
  const { me } = visit;
  if (me.id) noteTicket(screen.state.tickets.find((/** @type {any} */ one) => one.id === me.id));
  const hasCard = Boolean(screen.state.card);
  if (hasCard && !hadCard && me.page === "list") greet();
  hadCard = hasCard;
  onCard();
}

function tick() {
  watchLastPage();
  screen.paint();
}

function view() {
  const page = visit.me.page;
  const isClosed = !screen.state.is_open && !OF_A_TICKET.includes(page);
  const isLast = page === "mine" || page === "again";
  return html`${header(screen)}${isClosed ? closed() : (PAGES[page] ?? list)()}${isLast ? nothing : preferences(screen)}`;
}

const closed = () => html`<div class="middle"><h2 class="big">${t("closed_title")}</h2><p>${t("closed_text")}</p>
  ${screen.state.hours ? html`<p class="muted">${t("hours", { hours: screen.state.hours })}</p>` : nothing}</div>`;
