// @ts-check
/** The clerk's page: who is here and why, next, and everything else a window does; what cannot be taken back waits 5 s. */
import { html, nothing, Screen } from "../shared/shared.js";
import { current, steps, top, undoBar } from "./desk.js";
import { dialog } from "./dialogs.js";
import { Doing } from "./doing.js";
import { listen } from "./keys.js";
import { counts, lists } from "./lists.js";
import { notes } from "./pending.js";
import { TEXTS } from "./texts.js";

/** @type {Screen} */
const screen = new Screen({ texts: TEXTS, view, onState: () => doing.look() });
const doing = new Doing(screen);
setInterval(() => doing.tick(), 250);
listen(doing);
addEventListener("pagehide", () => doing.leave());

function view() {
  const { told } = doing;
  return html`${top(doing)}
    ${screen.state.is_open ? nothing : html`<p class="notice">${screen.t("day_closed")}</p>`}
    <div class="desk">
      <section class="here">${current(screen)}
        ${told ? html`<p class="told notice error" role="alert">${told.text}</p>` : nothing} ${notes(doing)} ${undoBar(doing)} ${steps(doing)}</section>
      <aside>${counts(screen)} ${lists(doing)}</aside>
    </div>
    ${doing.asking ? dialog(doing) : nothing}`;
}
