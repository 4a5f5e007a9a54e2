// @ts-check
/** What every window is for: changed here while the hall works, effective at the next call, and taken back by one touch. */
import { html, nothing } from "../shared/shared.js";

/** @typedef {import("../shared/shared.js").Screen} Screen */

/** @type {{window: number, role: string, also: Set<string>, serves: Set<string>} | null} the arrangement that is being made */
let draft = null;

/** @type {import("./supervisor.js").Section} */
export const roles = {
  name: "roles",
  view: (screen, act) => html`<p class="muted">${screen.t("roles_hint")}</p>
    <ul class="cards">${screen.state.arrangements.windows.map((/** @type {any} */ one) => row(screen, act, one))}</ul>`,
};

/** @param {Screen} screen @param {string[]} names */
const roleWords = (screen, names) => names.map((name) => screen.t(`role_${name}`)).join(screen.language === "zh" ? "、" : ", ");

/** @param {Screen} screen @param {string[]} codes */
const serviceWords = (screen, codes) =>
  screen.state.arrangements.services.filter((/** @type {any} */ one) => codes.includes(one.code)).map((/** @type {any} */ one) => screen.name(one)).join(screen.language === "zh" ? "、" : ", ");

/** @param {Screen} screen @param {import("./supervisor.js").Act} act @param {any} one */
function row(screen, act, one) {
  const isOpen = draft?.window === one.number;
  const edit = () => {
    draft = isOpen ? null : { window: one.number, role: one.roles[0], also: new Set(one.roles.slice(1)), serves: new Set(one.serves) };
    screen.paint();
  };
  return html`<li><div class="line">
      <span><strong class="number">${one.number}</strong> <b>${roleWords(screen, one.roles)}</b>
        <small>${serviceWords(screen, one.serves)}${one.spills.length ? ` · ${screen.t("spills", { names: serviceWords(screen, one.spills) })}` : nothing}</small></span>
      ${one.is_changed ? html`<span class="tag is-warn">${screen.t("changed")}</span>` : nothing}
      ${one.can_undo ? html`<button @click=${() => act("undo_change", { window: one.number }, screen.t("undone", { n: one.number }))}>${screen.t("undo_change")}</button>` : nothing}
      <button aria-expanded=${isOpen} @click=${edit}>${screen.t(isOpen ? "leave" : "change")}</button></div>
    ${isOpen && draft ? form(screen, act, draft) : nothing}</li>`;
}

/** @param {Screen} screen @param {import("./supervisor.js").Act} act @param {NonNullable<typeof draft>} making */
function form(screen, act, making) {
  const { fits, services } = screen.state.arrangements;
  const all = Object.keys(fits);
  const may = new Set([making.role, ...making.also].flatMap((role) => fits[role]));
  const toggle = (/** @type {Set<string>} */ set, /** @type {string} */ name) => () => {
    if (!set.delete(name)) set.add(name);
    screen.paint();
  };
  const main = (/** @type {string} */ role) => () => {
    Object.assign(making, { role, serves: new Set([...making.serves].filter((code) => fits[role].includes(code))) });
    making.also.delete(role);
    if (!making.serves.size) making.serves = new Set(fits[role]);
    screen.paint();
  };
  const apply = () => {
    const serves = services.map((/** @type {any} */ one) => one.code).filter((/** @type {string} */ code) => making.serves.has(code) && may.has(code));
    act("change_window", { window: making.window, role: making.role, also: [...making.also], serves }, screen.t("rearranged", { n: making.window }));
    draft = null;
  };
  const choice = (/** @type {boolean} */ isOn, /** @type {() => void} */ how, /** @type {string} */ words) => html`<button aria-pressed=${isOn} @click=${how}>${words}</button>`;
  return html`<h3>${screen.t("main_role")}</h3>
    <div class="choices">${all.map((role) => choice(role === making.role, main(role), screen.t(`role_${role}`)))}</div>
    <h3>${screen.t("also")}</h3>
    <div class="choices">${all.filter((role) => role !== making.role).map((role) => choice(making.also.has(role), toggle(making.also, role), screen.t(`role_${role}`)))}</div>
    <h3>${screen.t("serves")}</h3>
    <div class="choices">${services.filter((/** @type {any} */ one) => may.has(one.code)).map((/** @type {any} */ one) => choice(making.serves.has(one.code), toggle(making.serves, one.code), screen.name(one)))}</div>
    <div class="choices"><button class="main" ?disabled=${!making.serves.size} @click=${apply}>${screen.t("apply", { n: making.window })}</button></div>`;
}
