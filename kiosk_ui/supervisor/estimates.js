// @ts-check
/** What citizens were told against what they waited: today, by service, and on the days before. */
import { html, nothing } from "../shared/shared.js";

const FEW = 20; // judged waits that do not yet say much
const WIDE = 15; // percentage points beside the aim: worth a look

/** @type {import("./supervisor.js").Section} */
export const estimates = {
  name: "estimates",
  view: (screen) => {
    const { today, services, days, aim } = screen.state.estimates;
    if (!today.judged && !days.length) return html`<p class="muted">${screen.t("no_estimates")}</p>`;
    const name = (/** @type {any} */ one) => (screen.language === "en" ? one.name_en : one.name);
    return html`<p class="muted">${screen.t("estimates_hint", { aim })}</p>
      <table>
        <thead><tr><th scope="col"></th>${["judged", "mean_error", "in_range", "too_little"].map((key) => html`<th scope="col">${screen.t(key)}</th>`)}</tr></thead>
        <tbody>
          ${today.judged ? row(screen, screen.t("of_today"), today, aim) : nothing}
          ${services.map((/** @type {any} */ one) => row(screen, name(one), one, aim))}
          ${days.map((/** @type {any} */ one) => row(screen, one.day, one, aim))}
        </tbody>
      </table>`;
  },
};

/** @param {import("../shared/shared.js").Screen} screen @param {string} title @param {any} one @param {number} aim */
function row(screen, title, one, aim) {
  const isOff = one.judged >= FEW && Math.abs(one.in_range - aim) > WIDE;
  return html`<tr><th scope="row">${title}</th><td>${one.judged}</td><td>${screen.t("minutes_of", { n: one.error })}</td>
    <td class=${isOff ? "is-long" : ""}>${screen.t("percent", { n: one.in_range })}</td><td>${screen.t("percent", { n: one.too_little })}</td></tr>`;
}
