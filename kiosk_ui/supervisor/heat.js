// @ts-check
/** How evenly the work falls on windows with the same skills: of late, and over the day. */
import { html } from "../shared/shared.js";

const UNEVEN = 2; // the busiest has twice as much to do as the idlest

/** @type {import("./supervisor.js").Section} */
export const heat = {
  name: "heat",
  view: (screen) => {
    const { recent, today, minutes } = screen.state.heat;
    if (!today.length) return html`<p class="muted">${screen.t("no_heat")}</p>`;
    return html`<p class="muted">${screen.t("heat_hint")}</p>
      <table>
        <thead><tr><th scope="col">${screen.t("group")}</th><th scope="col">${screen.t("of_late", { n: minutes })}</th><th scope="col">${screen.t("of_today")}</th></tr></thead>
        <tbody>${today.map((/** @type {any} */ group) => row(screen, group, recent))}</tbody>
      </table>`;
  },
};

/** @param {import("../shared/shared.js").Screen} screen @param {any} group @param {any[]} recent */
function row(screen, group, recent) {
  const key = group.names.join();
  const names = screen.language === "en" ? group.names_en.join(", ") : group.names.join("、");
  const late = recent.find((one) => one.names.join() === key);
  return html`<tr><th scope="row">${names}</th><td>${late ? bars(screen, late) : "–"}</td><td>${bars(screen, group)}</td></tr>`;
}

/** @param {import("../shared/shared.js").Screen} screen @param {any} group */
function bars(screen, group) {
  return html`<strong class=${group.index >= UNEVEN ? "is-long" : ""}>${screen.t("times", { n: group.index })}</strong>
    <span class="bars">${group.windows.map((/** @type {any} */ one) => html`<span>${screen.t("windows", { n: one.window })} ${screen.t("percent", { n: one.percent })}</span>`)}</span>`;
}
