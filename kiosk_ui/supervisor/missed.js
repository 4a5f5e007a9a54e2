// @ts-check
/** Who was missed: clerks let them back within the return window, the supervisor also after it. */
import { html, nothing } from "../shared/shared.js";
import { minutesSince } from "../shared/widgets.js";

/** @type {import("./supervisor.js").Section} */
export const missed = {
  name: "missed",
  view: (screen, act) => html`<p class="muted">${screen.t(screen.state.missed.total ? "missed_hint" : "no_missed")}</p>
    <ul class="rows">${screen.state.missed.tickets.map((/** @type {any} */ one) => html`<li>
      <strong class="number">${one.number}</strong><span>${screen.name(one)}</span><span>${screen.t("ago", { n: minutesSince(screen, one.since) })}</span>
      <button @click=${() => act("let_back", { ticket: one.id, reason: "by_supervisor" }, screen.t("let_back_done", one))}>${screen.t("let_back")}</button></li>`)}</ul>
    ${screen.state.missed.total > screen.state.missed.tickets.length ? html`<p class="muted">${screen.t("more", { n: screen.state.missed.total - screen.state.missed.tickets.length })}</p>` : nothing}`,
};
