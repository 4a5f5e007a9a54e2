// @ts-check
/** What all screens share: the live state, actions that happen once, languages, time limits, and the frame around a page. */
import { html, nothing, render } from "../vendor/lit-html.js";
import { loading, moreTime, SHARED, staleBanner } from "./widgets.js";

export { html, nothing };

const STALE_BEATS = 2.4; // silent this long: say so, and let nothing be pressed
const DEAD_BEATS = 6; // a half-open socket never errors: build a new one
const BACK_OFF_MOST_S = 30;
const IDLE_S = 60;
const WARNING_S = 20;
const ACTION_TIMEOUT_MS = 8000;
const SHELL_AFTER_MS = 10_000; // the shell is kept once the page is usable, not before

/**
 * @typedef {"zh" | "en"} Language
 * @typedef {Record<Language, Record<string, string>>} Texts
 * @typedef {{code: string, message: Record<Language, string>}} Refusal
 * @typedef {{ok: boolean, answer: any, refusal: Refusal | null}} Outcome
 * @typedef {object} Options
 * @property {Texts} texts
 * @property {(screen: Screen) => unknown} view what the page shows of `screen.state`
 * @property {boolean} [isPublic] citizens touch it: keys are guarded, a session ends by itself
 * @property {() => boolean} [isHome] nobody is in the middle of anything
 * @property {() => void} [reset] forget everything about the present person
 * @property {() => void} [painted] called after each change of the page
 * @property {(screen: Screen, isFirst: boolean) => void} [onState] called before each new state is shown
 */

/** One page: holds the newest state and shows it. */
export class Screen {
  /** @param {Options} options */
  constructor(options) {
    this.options = options;
    /** @type {any} the hall's state for this screen, null before the first */
    this.state = null;
    this.seq = 0;
    this.boot = "";
    /** @type {Language} */
    this.language = "zh";
    this.isLarge = this.isContrast = false;
    this.isBusy = this.isStale = false;
    this.warning = 0; // seconds left of the question "more time?"
    this.offset = 0; // server's clock minus ours, ms
    this.zone = 0; // the hall's time zone, ms east of UTC
    this.touched = performance.now();
    this.root = /** @type {HTMLElement} */ (document.getElementById("screen"));
    this.live = new Live(this);
    if (options.isPublic) guardKeys();
    for (const kind of ["pointerdown", "keydown"]) {
      addEventListener(kind, () => this.warning || (this.touched = performance.now()), { capture: true });
    }
    setInterval(() => this.tick(), 250);
    this.paint();
    this.live.connect();
    setTimeout(keepShell, SHELL_AFTER_MS);
  }

  /** The present moment by the server's clock. */
  now() {
    return new Date(Date.now() + this.offset);
  }

  /** A moment as a Date whose UTC fields read like the clock on the hall's wall. @param {Date | string} [moment] */
  wall(moment = this.now()) {
    return new Date(new Date(moment).getTime() + this.zone);
  }

  /** @param {string} at the server's time with the hall's offset: 2026-11-22T10:05:00.000+08:00 */
  setClock(at) {
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)$/.exec(at) ?? ["", "+", "0", "0"];
    this.zone = (Number(hours) * 60 + Number(minutes)) * (sign === "-" ? -60_000 : 60_000);
    this.offset = Date.parse(at) - Date.now();
  }

  /**
   * A sentence of this screen, with its blanks filled.
   * @param {string} key @param {Record<string, string | number>} [facts]
   */
  t(key, facts = {}) {
    const sentence = this.options.texts[this.language][key] ?? SHARED[this.language][key] ?? key;
    return sentence.replace(/\{(\w+)\}/g, (blank, name) => String(facts[name] ?? blank));
  }

  /** The name in the chosen language. @param {{name: string, name_en?: string}} thing */
  name(thing) {
    return this.language === "en" && thing.name_en ? thing.name_en : thing.name;
  }

  paint() {
    const { view } = this.options;
    const page = document.documentElement;
    page.lang = this.language === "zh" ? "zh-CN" : "en";
    page.toggleAttribute("data-large", this.isLarge);
    page.toggleAttribute("data-contrast", this.isContrast);
    if (this.state?.mm) page.style.setProperty("--mm", `${this.state.mm}px`);
    render(
      html`${this.isStale ? staleBanner(this) : nothing}
        <main ?inert=${this.isStale || this.warning > 0} aria-busy=${this.isBusy}>
          ${this.state ? view(this) : loading(this)}
        </main>
        ${this.warning > 0 ? moreTime(this) : nothing}`,
      this.root,
    );
    this.options.painted?.();
  }

  /** @param {{seq: number, boot: string, build: string, state: any}} envelope @param {boolean} isFirst of its connection */
  take(envelope, isFirst) {
    const isRestarted = this.boot !== envelope.boot;
    this.state = envelope.state;
    this.seq = envelope.seq;
    this.boot = envelope.boot;
    this.options.onState?.(this, isFirst || isRestarted);
    this.paint();
  }

  /**
   * Ask the hall for something; one tap is one id, however often it is sent.
   * @param {string} what @param {Record<string, unknown>} [fields] @param {{keepalive?: boolean}} [how]
   * @returns {Promise<Outcome>}
   */
  async act(what, fields = {}, how = {}) {
    if ((this.isBusy || this.isStale) && !how.keepalive) return { ok: false, answer: null, refusal: null };
    this.isBusy = true;
    this.paint();
    const body = JSON.stringify({ id: uuid(), do: what, ...fields });
    const outcome = await post(body, how.keepalive ?? false);
    this.isBusy = false;
    this.paint();
    return outcome;
  }

  tick() {
    this.live.watch();
    if (this.options.isPublic) this.watchSession();
  }

  watchSession() {
    const isHome = this.options.isHome?.() ?? true;
    const idle = (performance.now() - this.touched) / 1000;
    const isChanged = this.language !== "zh" || this.isLarge || this.isContrast;
    if (isHome && idle > IDLE_S && isChanged) this.wipe();
    const left = isHome || idle < IDLE_S ? 0 : Math.ceil(IDLE_S + WARNING_S - idle);
    if (!isHome && idle >= IDLE_S + WARNING_S) this.wipe();
    else if (left !== this.warning) {
      this.warning = left;
      this.paint();
    }
  }

  /** Somebody needs more time: the question goes, and the whole time begins again. */
  extend() {
    this.warning = 0;
    this.touched = performance.now();
    this.paint();
  }

  /** Forget the session: Chinese, normal size, first page. */
  wipe() {
    this.language = "zh";
    this.isLarge = this.isContrast = false;
    this.warning = 0;
    this.touched = performance.now();
    this.options.reset?.();
    this.paint();
  }
}

/** The event stream, and what to do when it falls silent. */
class Live {
  /** @param {Screen} screen */
  constructor(screen) {
    this.screen = screen;
    this.beat = 5;
    this.heard = this.tried = performance.now();
    this.failures = 0;
    this.build = "";
    /** @type {EventSource | null} */
    this.source = null;
    this.retryAt = Infinity;
    this.askAt = 0;
    this.isFirst = true; // of its connection
    document.addEventListener("visibilitychange", () => (document.hidden ? this.rest() : this.wake()));
  }

  /** A browser gives one host six connections: a page that nobody sees leaves its own to the others. */
  rest() {
    this.source?.close();
    this.source = null;
  }

  wake() {
    this.heard = performance.now();
    this.connect();
  }

  connect() {
    this.source?.close();
    this.tried = performance.now();
    this.retryAt = Infinity;
    const source = (this.source = new EventSource("api/live"));
    source.addEventListener("open", () => (this.isFirst = true));
    source.addEventListener("state", (event) => this.hear(() => {
      const envelope = JSON.parse(event.data);
      this.build = envelope.build;
      this.screen.take(envelope, this.isFirst);
      this.isFirst = false;
    }));
    source.addEventListener("hb", (event) => this.hear(() => {
      const beat = JSON.parse(event.data);
      this.beat = beat.every_s;
      this.screen.setClock(beat.at);
    }));
    source.addEventListener("error", () => {
      if (source.readyState !== EventSource.CLOSED || source !== this.source) return;
      const wait = Math.min(BACK_OFF_MOST_S, 2 ** this.failures) * (0.75 + Math.random() / 2);
      this.failures += 1;
      this.retryAt = performance.now() + wait * 1000;
    });
  }

  /** @param {() => void} what */
  hear(what) {
    this.heard = performance.now();
    this.failures = 0;
    what();
    if (!this.screen.isStale) return;
    this.screen.isStale = false;
    this.screen.paint();
  }

  watch() {
    if (!this.source) return;
    const now = performance.now();
    const silent = (now - this.heard) / 1000;
    if (silent > STALE_BEATS * this.beat && !this.screen.isStale) {
      this.screen.isStale = true;
      this.screen.paint();
    }
    const isDead = (now - Math.max(this.heard, this.tried)) / 1000 > DEAD_BEATS * this.beat;
    if (isDead || now > this.retryAt) this.connect();
    if (now > this.askAt) this.followBuild(now);
  }

  /** A new build is loaded once, when nobody is in the middle of anything and the server is well. @param {number} now */
  async followBuild(now) {
    this.askAt = now + 5000;
    const mine = document.documentElement.dataset.build;
    const isNew = this.build !== "" && this.build !== mine && sessionStorage.getItem("build") !== this.build;
    if (!isNew || this.screen.isBusy || !(this.screen.options.isHome?.() ?? true)) return;
    const isWell = await fetch("api/health", { cache: "no-store" }).then((answer) => answer.ok, () => false);
    if (!isWell) return;
    sessionStorage.setItem("build", this.build);
    location.reload();
  }
}

/** @param {string} body @param {boolean} keepalive @returns {Promise<Outcome>} */
async function post(body, keepalive) {
  for (const isLast of [false, true]) {
    try {
      const signal = keepalive ? undefined : AbortSignal.timeout(ACTION_TIMEOUT_MS);
      const headers = { "Content-Type": "application/json" };
      const answer = await fetch("api/act", { method: "POST", headers, body, keepalive, signal });
      const said = await answer.json();
      return answer.ok ? { ok: true, answer: said, refusal: null } : { ok: false, answer: null, refusal: said };
    } catch {
      if (isLast) break; // the same id goes out again, so that what arrived the first time happens once
    }
  }
  const message = { zh: SHARED.zh.unreachable, en: SHARED.en.unreachable };
  return { ok: false, answer: null, refusal: { code: "unreachable", message } };
}

/** Random id; randomUUID is missing on pages that come over plain HTTP from another machine. */
function uuid() {
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/** Let a reload during an outage show this page; works on this machine and over HTTPS only. */
async function keepShell() {
  if (!("serviceWorker" in navigator)) return;
  navigator.serviceWorker.register("sw.js").catch(() => undefined);
  const { active } = await navigator.serviceWorker.ready;
  const parts = /** @type {NodeListOf<HTMLLinkElement & HTMLScriptElement>} */ (document.querySelectorAll("link, script"));
  active?.postMessage([...parts].map((one) => one.href || one.src));
}

function guardKeys() {
  const isHarmless = (/** @type {KeyboardEvent} */ event) =>
    !event.ctrlKey && !event.altKey && !event.metaKey && !/^F\d+$|^Browser|^Launch/.test(event.key);
  addEventListener("keydown", (event) => isHarmless(event) || event.preventDefault(), { capture: true });
  for (const kind of ["contextmenu", "dragstart", "drop", "selectstart"]) {
    addEventListener(kind, (event) => event.preventDefault(), { capture: true });
  }
  addEventListener("wheel", (event) => event.ctrlKey && event.preventDefault(), { capture: true, passive: false });
}
