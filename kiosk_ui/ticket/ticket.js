// @ts-check
/** The dispenser's screen: choose a service, swipe if need be, take the ticket; or the number where no paper came. */
import { html, nothing, Screen } from "../shared/shared.js";
import { closedPage, header, preferences } from "../shared/widgets.js";
import { agent, card, onCard, principal, takeCard } from "./cards.js";
import { FLOW_TEXTS } from "./flow_texts.js";
import { found, greet, holder, looking } from "./found.js";
import { code, listenToKeys } from "./keys.js";
import { adopt, again, mine, noteTicket, refused, shown, taking, watchLastPage } from "./mine.js";
import { forgetSizes, green, list, measure, others } from "./services.js";
import { TEXTS } from "./texts.js";
import { isAtHome, leave, visit } from "./visit.js";

const texts = { zh: { ...TEXTS.zh, ...FLOW_TEXTS.zh }, en: { ...TEXTS.en, ...FLOW_TEXTS.en } };

/** @type {Record<string, () => unknown>} */
const PAGES = { list, green, take_card: takeCard, card, code, found, holder, agent, principal, taking, looking, mine, again, refused };
const OF_A_TICKET = ["mine", "again", "holder", "found"]; // these stay when the hall closes
const OF_THE_HALL = ["list", "green", "take_card"]; // these give way to why there are no tickets now

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
  const { is_open, closure } = screen.state;
  const isClosed = (!is_open && !OF_A_TICKET.includes(page)) || (closure?.is_closed && OF_THE_HALL.includes(page));
  const isLast = page === "mine" || page === "again";
  return html`${header(screen)}${isClosed ? html`${closedPage(screen)}${is_open ? others() : nothing}` : (PAGES[page] ?? list)()}${isLast ? nothing : preferences(screen)}`;
}
