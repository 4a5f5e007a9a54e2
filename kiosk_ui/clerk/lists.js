// @ts-check
/** Who waits, and who is next; who was missed, parked or is unsure, and what can be done for them. */
import { html, nothing } from "../shared/shared.js";
import { minutesSince } from "../shared/widgets.js";

/**
 * @typedef {import("../shared/shared.js").Screen} Screen
 * @typedef {import("./doing.js").Doing} Doing
 */

const LISTS = ["waiting", "missed", "parked", "unsure"];
let shown = "waiting";

/** How many wait for each service of this window. @param {Screen} screen */
export function counts(screen) {
  const { counts: rows, bound } = screen.state;
  const total = rows.reduce((/** @type {number} */ sum, /** @type {any} */ row) => sum + row.waiting, 0);
  return html`<section class="counts"><h3>${screen.t("waiting_people")} <span class="number">${total}</span></h3><ul>
    ${rows.map((/** @type {any} */ row) => html`<li>
      <b class="letter">${row.letter}</b><span>${screen.name(row)}${row.is_secondary ? html` <small>${screen.t("secondary")}</small>` : nothing}</span>
      <small>${row.oldest ? screen.t("oldest", { n: minutesSince(screen, row.oldest) }) : ""}</small><strong class="number">${row.waiting}</strong></li>`)}
    ${bound ? html`<li><b class="letter">→</b><span>${screen.t("bound")}</span><small></small><strong class="number">${bound}</strong></li>` : nothing}
  </ul></section>`;
}

/** @param {Doing} doing */
export function lists(doing) {
  const { screen } = doing;
  const show = (/** @type {string} */ name) => () => {
    shown = name;
    screen.paint();
  };
  const { tickets } = screen.state[shown];
  return html`<section class="lists"><div class="tabs" role="group">
      ${LISTS.map((name) => html`<button aria-pressed=${shown === name} @click=${show(name)}>${screen.t(name)} ${screen.state[name].total}</button>`)}
    </div>
    <ul>${tickets.length ? tickets.map((/** @type {any} */ one) => row(doing, one)) : html`<li class="muted">${screen.t("none")}</li>`}</ul></section>`;
}

/** @param {Doing} doing @param {any} one */
function row(doing, one) {
  const { screen } = doing;
  const kind = one.line ? screen.t(one.line === "returned" || one.line === "bound" ? `line_${one.line}` : `class_${one.class}`) + " · " : "";
  return html`<li class=${one.is_next ? "is-next" : ""}><strong class="number">${one.number}</strong>
    <span>${screen.name(one)}<small>${one.is_next ? html`<b>${screen.t("is_next")}</b> · ` : nothing}${kind}${screen.t("since", { n: minutesSince(screen, one.since) })}</small></span>
    ${remedy(doing, one)}</li>`;
}

/** What is wanted most often, and the other steps behind the dots. @param {Doing} doing @param {any} one */
function remedy(doing, one) {
  const { screen } = doing;
  const act = (/** @type {string} */ what) => html`<button @click=${() => doing.act(what, { ticket: one.id })}>${screen.t(what)}</button>`;
  const more = html`<button class="more" aria-label=${screen.t("more", one)} @click=${() => doing.ask("ticket", { ...one, list: shown })}>…</button>`;
  if (shown === "waiting") return more;
  if (shown === "missed") return html`${act("reinstate")}${more}`;
  if (shown === "parked") return html`${act("resume")}${more}`;
  return html`${act("confirm")}<button @click=${() => doing.later("void", { ticket: one.id }, screen.t("done_void", one))}>${screen.t("void")}</button>`;
}
