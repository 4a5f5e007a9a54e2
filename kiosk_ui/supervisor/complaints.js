// @ts-check
/** Bad ratings that somebody must deal with, those first that are due first; nothing says who gave them. */
import { html, nothing } from "../shared/shared.js";

/** What is being written about each of them, until it is sent. @type {Map<string, string>} */
const notes = new Map();

/** @type {import("./supervisor.js").Section} */
export const complaints = {
  name: "complaints",
  urgent: (screen) => screen.state.complaints.total,
  view: (screen, act) => html`<p class="muted">${screen.t(screen.state.complaints.total ? "complaints_hint" : "no_complaints")}</p>
    <ul class="cards">${screen.state.complaints.ratings.map((/** @type {any} */ one) => card(screen, act, one))}</ul>${paper(screen, act)}`,
};

/** @param {import("../shared/shared.js").Screen} screen @param {import("./supervisor.js").Act} act @param {any} one */
function card(screen, act, one) {
  const close = async () => {
    await act("settle_rating", { key: one.key, note: notes.get(one.key) ?? "" }, screen.t("settled"));
    notes.delete(one.key);
  };
  const write = (/** @type {Event} */ event) => {
    notes.set(one.key, /** @type {HTMLInputElement} */ (event.target).value);
    screen.paint();
  };
  return html`<li>
    <p><b>${screen.t(`level${one.level}`)}</b> ${screen.name(one)} · ${screen.t("at_window", { n: one.window })} · ${one.day}
      <span class="tag ${one.is_overdue ? "is-late" : "is-warn"}">${screen.t(one.is_overdue ? "overdue" : "due", { at: one.due.slice(0, 16).replace("T", " ") })}</span></p>
    ${one.tags[screen.language].length ? html`<p>${one.tags[screen.language].join(screen.language === "zh" ? "；" : "; ")}</p>` : nothing}
    <p class="muted">${one.by ? screen.t("in_hand", { by: one.by }) : screen.t("not_in_hand")}</p>
    <div class="settle"><input aria-label=${screen.t("done_what")} placeholder=${screen.t("done_what")} maxlength="200" .value=${notes.get(one.key) ?? ""} @input=${write} />
      <button ?disabled=${!notes.get(one.key)?.trim()} @click=${close}>${screen.t("settle")}</button></div>
  </li>`;
}

const TOPICS = ["attitude", "waiting", "guidance", "procedure", "facilities", "other"];
const blank = () => ({ topic: "other", text: "", ticket: "" });
let written = blank();

/**
 * A paper card that somebody left, typed in.
 * @param {import("../shared/shared.js").Screen} screen @param {import("./supervisor.js").Act} act
 */
function paper(screen, act) {
  const write = (/** @type {"topic" | "text" | "ticket"} */ name) => (/** @type {any} */ event) => {
    written[name] = event.target.value;
    screen.paint();
  };
  const enter = async () => {
    await act("enter_card", { ...written, ticket: written.ticket.trim().toUpperCase() }, screen.t("card_entered"));
    written = blank();
  };
  return html`<details class="paper"><summary>${screen.t("enter_card")}</summary>
    <p class="muted">${screen.t("card_hint")}</p>
    <div class="settle"><select aria-label=${screen.t("card_topic")} @change=${write("topic")}>${TOPICS.map((one) => html`<option value=${one} ?selected=${one === written.topic}>${screen.t(`topic_${one}`)}</option>`)}</select>
      <input aria-label=${screen.t("card_ticket")} placeholder=${screen.t("card_ticket")} maxlength="24" .value=${written.ticket} @input=${write("ticket")} /></div>
    <div class="settle"><input aria-label=${screen.t("card_text")} placeholder=${screen.t("card_text")} maxlength="500" .value=${written.text} @input=${write("text")} />
      <button ?disabled=${!written.text.trim()} @click=${enter}>${screen.t("card_enter")}</button></div>
  </details>`;
}
