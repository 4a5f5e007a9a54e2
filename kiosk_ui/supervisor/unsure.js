// @ts-check
/** Numbers of which nobody knows whether anybody holds them: somebody looks, and says so. */
import { html, nothing } from "../shared/shared.js";
import { minutesSince } from "../shared/widgets.js";

/** @type {import("./supervisor.js").Section} */
export const unsure = {
  name: "unsure",
  urgent: (screen) => screen.state.unsure.total,
  view: (screen, act) => html`${screen.state.unsure.total ? html`<p class="muted">${screen.t("unsure_hint")}</p>` : html`<p class="muted">${screen.t("no_unsure")}</p>`}
    <ul class="rows">${screen.state.unsure.tickets.map((/** @type {any} */ one) => html`<li>
      <strong class="number">${one.number}</strong><span>${screen.name(one)}</span><span>${screen.t("ago", { n: minutesSince(screen, one.since) })}</span>
      <button @click=${() => act("confirm", { ticket: one.id }, screen.t("confirmed", one))}>${screen.t("confirm")}</button>
      <button @click=${() => act("void", { ticket: one.id }, screen.t("voided", one))}>${screen.t("void")}</button></li>`)}</ul>
    ${screen.state.unsure.total > screen.state.unsure.tickets.length ? html`<p class="muted">${screen.t("more", { n: screen.state.unsure.total - screen.state.unsure.tickets.length })}</p>` : nothing}`,
};
