// @ts-check
/** Windows and queues at a glance. */
import { html, nothing } from "../shared/shared.js";
import { minutesSince, rangeWords, windowWords } from "../shared/widgets.js";

const LONG_MIN = 15; // somebody has waited this long: marked, whatever the ceiling is

/** @type {import("./supervisor.js").Section} */
export const desks = {
  name: "desks",
  view: (screen) => html`<ul class="desks">${screen.state.windows.map((/** @type {any} */ one) => desk(screen, one))}</ul>`,
};

/** @type {import("./supervisor.js").Section} */
export const queues = {
  name: "queues",
  view: (screen, act) => html`<table>
    <thead><tr>${["service", "waiting", "oldest", "expected", "at_windows", "tickets"].map((key) => html`<th scope="col">${screen.t(key)}</th>`)}</tr></thead>
    <tbody>${screen.state.queues.map((/** @type {any} */ one) => queue(screen, act, one))}</tbody>
  </table>`,
};

/** @param {import("../shared/shared.js").Screen} screen @param {any} one */
function desk(screen, one) {
  const minutes = one.since ? minutesSince(screen, one.since) : 0;
  return html`<li class="desk is-${one.state}">
    <strong class="number">${one.number}</strong>
    <span class="words"><b>${screen.t(one.state)}</b>${one.reason ? ` · ${one.reason[screen.language]}` : nothing}
      ${one.ticket ? html`<span class="number">${one.ticket}</span> ${screen.t(one.ticket_state, { n: minutes })}` : one.state === "open" ? screen.t("free") : nothing}</span>
    <small>${screen.t("zone", { zone: one.zone })} · ${one.roles.map((/** @type {string} */ role) => screen.t(`role_${role}`)).join(screen.language === "zh" ? "、" : ", ")}${one.clerk ? ` · ${one.clerk}` : nothing} · ${screen.t("served", { n: one.served })}</small>
  </li>`;
}

/** @param {import("../shared/shared.js").Screen} screen @param {import("./supervisor.js").Act} act @param {any} one */
function queue(screen, act, one) {
  const minutes = one.oldest ? minutesSince(screen, one.oldest) : 0;
  return html`<tr>
    <th scope="row"><span class="number">${one.letter}</span> ${screen.name(one)}</th>
    <td class="number">${one.waiting}</td>
    <td class=${minutes >= LONG_MIN ? "is-long" : ""}>${one.oldest ? screen.t("waited", { n: minutes }) : "–"}</td>
    <td>${rangeWords(screen, one.range)}</td>
    <td>${one.windows.length ? windowWords(screen, one.windows) : html`<span class="is-long">${screen.t("no_window")}</span>`}</td>
    <td>${admission(screen, act, one)}</td>
  </tr>`;
}

/** Whether the service gives tickets now, and the word that changes it for today. @param {import("../shared/shared.js").Screen} screen @param {import("./supervisor.js").Act} act @param {any} one */
function admission(screen, act, one) {
  const stop = one.stop?.[screen.language];
  const to = one.admission !== "by_rule" ? "by_rule" : stop ? "always" : "never";
  const rule = () => act("change_service", { service: one.code, admission: to }, screen.t(`admitted_${to}`, { name: screen.name(one) }));
  return html`<span class=${stop ? "is-long" : ""}>${stop ?? screen.t(one.admission === "always" ? "given_always" : "given")}</span>
    ${screen.state.is_open ? html`<button @click=${rule}>${screen.t(`admit_${to}`)}</button>` : nothing}`;
}
