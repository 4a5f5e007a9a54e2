// @ts-check
/** Advice to open or close a tidal window: what it would do to the wait, and who answers. */
import { html, nothing } from "../shared/shared.js";
import { minutesSince, windowWords } from "../shared/widgets.js";

let by = ""; // who answers, kept on this page only

/** @type {import("./supervisor.js").Section} */
export const tides = {
  name: "tides",
  urgent: (screen) => screen.state.tides.advised.length,
  view: (screen, act) => {
    const { advised, ebbing, windows, is_automatic, people } = screen.state.tides;
    if (!windows.length) return html`<p class="muted">${screen.t("no_tidal_windows")}</p>`;
    return html`<p class="muted">${screen.t(is_automatic ? "tides_automatic" : "tides_hint", { windows: windowWords(screen, windows) })}</p>
      ${advised.length ? who(screen, people) : html`<p>${screen.t("no_tides")}</p>`}
      <ul class="tides">${advised.map((/** @type {any} */ one) => advice(screen, act, one))}</ul>
      ${ebbing.length ? html`<p>${screen.t("tide_ebbing", { windows: windowWords(screen, ebbing) })}</p>` : nothing}`;
  },
};

/** @param {import("../shared/shared.js").Screen} screen @param {any[]} people */
const who = (screen, people) => people.length ? html`<label class="who">${screen.t("tide_by")}
  <select @change=${(/** @type {any} */ event) => (by = event.target.value)}>
    <option value="" ?selected=${!by}>${screen.t("tide_by_screen")}</option>
    ${people.map((one) => html`<option value=${one.code} ?selected=${by === one.code}>${one.name} ${one.code}</option>`)}
  </select></label>` : nothing;

/** @param {import("../shared/shared.js").Screen} screen @param {import("./supervisor.js").Act} act @param {any} one */
function advice(screen, act, one) {
  const facts = { n: one.window, zone: one.zone, name: screen.name(one), minutes: one.oldest_min, waiting: one.waiting, before: one.before_min, after: one.after_min };
  const answer = (/** @type {string} */ what) => act(what, { advice: one.advice, by }, screen.t(`${what}_${one.way}_done`, facts));
  return html`<li class="is-${one.way}">
    <p><strong>${screen.t(`tide_${one.way}`, facts)}</strong> <small>${screen.t("ago", { n: minutesSince(screen, one.since) })}</small></p>
    <p>${screen.t(`tide_${one.why}`, facts)}</p>
    <p class="effect">${screen.t(one.before_min === null ? "tide_effect_new" : "tide_effect", facts)}</p>
    <footer><button class="main" @click=${() => answer("accept_tide")}>${screen.t(`accept_${one.way}`, facts)}</button>
      <button @click=${() => answer("decline_tide")}>${screen.t(`decline_${one.way}`)}</button></footer>
  </li>`;
}
