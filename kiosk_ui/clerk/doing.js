// @ts-check
/** What a clerk asks for: done at once, or in five seconds unless it is taken back; and what the hall said to it. */
import { refusalWords } from "../shared/widgets.js";

const UNDO_S = 5;
const TOLD_S = 8; // a refusal stays in view this long
const OF_WHO_IS_HERE = new Set(["next", "recall", "start", "miss", "park", "finish"]);
const LEAVING = new Set(["miss", "park", "finish", "transfer"]); // the window is free then, though the stream may lag
const ABOUT_WHO_IS_HERE = new Set(["next", "finish", "miss", "park", "transfer"]); // questions

/**
 * @typedef {import("../shared/shared.js").Screen} Screen
 * @typedef {{kind: string, facts: any, seen: string}} Asking a question, and who was at the window when it was opened
 * @typedef {{what: string, fields: any, label: string, until: number}} Pending
 */

export class Doing {
  /** @param {Screen} screen */
  constructor(screen) {
    this.screen = screen;
    /** @type {Asking | null} the question that is open */
    this.asking = null;
    /** @type {Pending | null} what will be done unless it is undone */
    this.pending = null;
    /** @type {{text: string, until: number} | null} */
    this.told = null;
  }

  /** The ticket that is shown at the window, "" for none: it goes with every step, so that no other is ever hit. */
  here() {
    return this.screen.state?.ticket?.id ?? "";
  }

  tick() {
    const now = performance.now();
    if (this.pending && now > this.pending.until) this.flush();
    if (this.told && now > this.told.until) this.told = null;
    this.screen.paint();
  }

  /** A question about somebody who has gone meanwhile is no longer the question. */
  look() {
    const { asking } = this;
    if (!asking || !ABOUT_WHO_IS_HERE.has(asking.kind) || asking.seen === this.here()) return;
    this.asking = null;
    this.tell(this.screen.t("changed"));
  }

  /** @param {string} kind @param {any} [facts] */
  ask(kind, facts = {}) {
    this.asking = kind ? { kind, facts, seen: this.asking?.seen ?? this.here() } : null;
    this.screen.paint();
    if (!this.asking) return;
    const first = facts.number ? ".dialog .option" : ".dialog button, .dialog input";
    /** @type {HTMLElement | null} */ (document.querySelector(first))?.focus();
  }

  /** @param {string} text */
  tell(text) {
    this.told = { text, until: performance.now() + TOLD_S * 1000 };
    this.screen.paint();
  }

  /** Do it at once. @param {string} what @param {any} [fields] */
  async act(what, fields = {}) {
    const seen = this.settle();
    const isLeaving = this.isLeaving();
    if (!(await this.flush())) return this.screen.paint();
    await this.send(what, fields, isLeaving ? "" : seen);
  }

  /** Do it in five seconds, unless it is taken back. @param {string} what @param {any} fields @param {string} label */
  async later(what, fields, label) {
    const seen = this.settle();
    if (!(await this.flush())) return this.screen.paint();
    const until = performance.now() + UNDO_S * 1000;
    this.pending = { what, fields: this.aimed(what, fields, seen), label, until };
    this.screen.paint();
  }

  async next() {
    const seen = this.here();
    const isLeaving = this.isLeaving();
    if (!(await this.flush())) return;
    const { ticket, window } = this.screen.state;
    if (window.state !== "open") return this.tell(this.screen.t(notOpen(window)));
    if (ticket?.state === "called" && !isLeaving) return this.ask("next");
    await this.send("next", {}, isLeaving ? "" : seen);
  }

  /** Do what waits. @returns {Promise<boolean>} nothing was refused */
  async flush() {
    if (!this.pending) return true;
    const { what, fields, label } = this.pending;
    this.pending = null;
    if (this.screen.isStale) {
      this.tell(this.screen.t("not_done", { what: label })); // nobody wants it done minutes later
      return false;
    }
    const { ok, refusal } = await this.screen.act(what, fields);
    if (refusal) this.tell(refusalWords(this.screen, refusal));
    return ok;
  }

  undo() {
    this.pending = null;
    this.screen.paint();
  }

  /** The page goes away: what waits is done. */
  leave() {
    if (this.pending) this.screen.act(this.pending.what, this.pending.fields, { keepalive: true });
  }

  isLeaving() {
    return this.pending !== null && LEAVING.has(this.pending.what);
  }

  settle() {
    const seen = this.asking?.seen ?? this.here();
    this.asking = this.told = null;
    return seen;
  }

  /** @param {string} what @param {any} fields @param {string} seen */
  aimed(what, fields, seen) {
    return OF_WHO_IS_HERE.has(what) ? { ...fields, seen } : fields;
  }

  /** @param {string} what @param {any} fields @param {string} seen */
  async send(what, fields, seen) {
    const { ok, answer, refusal } = await this.screen.act(what, this.aimed(what, fields, seen));
    if (refusal) this.tell(refusalWords(this.screen, refusal));
    else if (ok && answer.code) this.tell(this.screen.t(answer.code));
  }
}

/** @param {any} window */
export const notOpen = (window) => (window.state === "paused" ? "is_paused" : "not_open");
