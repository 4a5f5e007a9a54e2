// @ts-check
/** What days and months came to: chosen, shown as a table, and taken away as a file. */
import { html, nothing } from "../shared/shared.js";

const TABLES = ["services", "hours", "windows", "clerks", "coercion"];

/** @typedef {{head: string[], rows: (string | number | null)[][], is_whole: boolean}} Table */

let of = ""; // YYYY-MM-DD or YYYY-MM
let name = "services";
/** @type {Table | null} */
let table = null;
let asked = ""; // the address whose answer `table` is, or will be

/** @type {import("./supervisor.js").Section} */
export const reports = {
  name: "reports",
  view(screen) {
    const { days, months } = screen.state.reports;
    if (!days.length) return html`<p class="muted">${screen.t("no_reports")}</p>`;
    if (!days.includes(of) && !months.includes(of)) of = days[0];
    const address = `api/report?of=${of}&table=${name}&language=${screen.language}`;
    if (asked !== address) void load(screen, address);
    return html`<p class="choices">
        <label>${screen.t("report_of")} <select @change=${(/** @type {any} */ event) => choose(screen, event.target.value)}>
          <optgroup label=${screen.t("days")}>${days.map((/** @type {string} */ one) => option(one))}</optgroup>
          <optgroup label=${screen.t("months")}>${months.map((/** @type {string} */ one) => option(one))}</optgroup>
        </select></label>
        ${TABLES.map((one) => html`<button aria-pressed=${String(one === name)} @click=${() => turn(screen, one)}>${screen.t(`table_${one}`)}</button>`)}
        <button @click=${() => load(screen, address)}>${screen.t("refresh")}</button>
        <a class="button" href="${address}&csv=1" download>${screen.t("csv")}</a>
      </p>
      ${table ? shown(screen, table) : html`<p class="muted">${screen.t("no_figures")}</p>`}`;
  },
};

/** @param {string} one */
function option(one) {
  return html`<option value=${one} ?selected=${one === of}>${one}</option>`;
}

/** @param {import("../shared/shared.js").Screen} screen @param {string} wanted */
function choose(screen, wanted) {
  of = wanted;
  screen.paint();
}

/** @param {import("../shared/shared.js").Screen} screen @param {string} wanted */
function turn(screen, wanted) {
  name = wanted;
  screen.paint();
}

/** @param {import("../shared/shared.js").Screen} screen @param {string} address */
async function load(screen, address) {
  asked = address;
  try {
    const answer = await fetch(address);
    const found = answer.ok ? await answer.json() : null;
    if (asked === address) table = found;
  } catch {
    if (asked === address) table = null;
  }
  screen.paint();
}

/** @param {import("../shared/shared.js").Screen} screen @param {Table} made */
function shown(screen, made) {
  if (!made.rows.length) return html`<p class="muted">${screen.t("no_rows")}</p>`;
  return html`${made.is_whole ? nothing : html`<p class="is-long">${screen.t("not_whole")}</p>`}
    <div class="wide" tabindex="0" role="region" aria-label=${screen.t(`table_${name}`)}><table>
      <thead><tr>${made.head.map((cell, at) => html`<th scope="col" class=${typeof made.rows[0]?.[at] === "number" ? "number" : ""}>${cell}</th>`)}</tr></thead>
      <tbody>${made.rows.map((row) => html`<tr>${row.map((cell) => html`<td class=${typeof cell === "number" ? "number" : ""}>${cell ?? "–"}</td>`)}</tr>`)}</tbody>
    </table></div>`;
}
