// @ts-check
/** Parts that several screens show: frame, clock, QR code, preferences, and how times and ranges are said. */
import { html, nothing } from "../vendor/lit-html.js";

/** @typedef {import("./shared.js").Screen} Screen */

/** @type {import("./shared.js").Texts} */
export const SHARED = {
  zh: {
    loading: "正在连接，请稍候…",
    stale_title: "信息暂未更新",
    stale: "与服务器的连接中断，屏幕暂时不能操作。请找工作人员帮助。",
    unreachable: "没有连上服务器，请再点一次；仍不行请找工作人员。",
    more_title: "还需要一些时间吗？",
    more_text: "{n} 秒后返回首页",
    more_yes: "继续办理",
    more_no: "不用了，返回首页",
    language: "English",
    large: "大字",
    normal: "标准字",
    contrast: "高对比度",
    colours: "标准配色",
    preferences: "显示设置",
    range: "约 {low}–{high} 分钟",
    within: "{high} 分钟以内",
    no_range: "暂无法预计",
    back_at: "{at} 恢复办理",
    windows: "{n} 号窗口",
    windows_more: "{n} 号等窗口",
    qr: "号票二维码",
    back: "返回",
    home: "返回首页",
    ok: "知道了",
  },
  en: {
    loading: "Connecting, one moment…",
    stale_title: "Not up to date",
    stale: "The connection is lost and this screen cannot be used for the moment. Please ask our staff.",
    unreachable: "The server could not be reached. Please press again, or ask our staff.",
    more_title: "Do you need more time?",
    more_text: "Back to the first page in {n} s",
    more_yes: "Yes, go on",
    more_no: "No, I am done",
    language: "中文",
    large: "Large text",
    normal: "Normal text",
    contrast: "High contrast",
    colours: "Colours",
    preferences: "Display settings",
    range: "about {low}–{high} min",
    within: "under {high} min",
    no_range: "no estimate yet",
    back_at: "again from {at}",
    windows: "{n}",
    windows_more: "{n} and others",
    qr: "QR code of the ticket",
    back: "Back",
    home: "First page",
    ok: "OK",
  },
};

/** @param {Screen} screen */
export const loading = (screen) => html`<p class="loading" role="status">${screen.t("loading")}</p>`;

/** @param {Screen} screen */
export const staleBanner = (screen) => html`<div class="stale" role="alert">
  <strong>${screen.t("stale_title")}</strong><span>${screen.t("stale")}</span>
</div>`;

/**
 * Closed by a whole click on its own button only, so that no tap falls through to what lies under it.
 * @param {Screen} screen
 */
export const moreTime = (screen) => html`<div class="veil">
  <section class="dialog" role="alertdialog" aria-modal="true" aria-labelledby="more-title">
    <h2 id="more-title">${screen.t("more_title")}</h2>
    <p>${screen.t("more_text", { n: screen.warning })}</p>
    <button class="main" @click=${() => screen.extend()}>${screen.t("more_yes")}</button>
    <button class="plain" @click=${() => screen.wipe()}>${screen.t("more_no")}</button>
  </section>
</div>`;

/** Hall, and date and time. @param {Screen} screen @param {string} [below] */
export const header = (screen, below = "") => html`<header class="hall">
  <span class="mark" aria-hidden="true"></span>
  <div><h1>${screen.state.hall}</h1>${below ? html`<p>${below}</p>` : nothing}</div>
  ${clock(screen)}
</header>`;

/** @param {Screen} screen */
export function clock(screen) {
  const now = screen.wall();
  const locale = screen.language === "zh" ? "zh-CN" : "en-GB";
  const date = now.toLocaleDateString(locale, { month: "long", day: "numeric", weekday: "long", timeZone: "UTC" });
  return html`<time class="clock"><strong>${clockTime(now)}</strong><span>${date}</span></time>`;
}

/** 09:05, of a wall moment. @param {Date} wall */
export const clockTime = (wall) => wall.toISOString().slice(11, 16);

/** Whole minutes since a moment. @param {Screen} screen @param {string} moment */
export const minutesSince = (screen, moment) =>
  Math.max(0, Math.floor((screen.now().getTime() - Date.parse(moment)) / 60_000));

/** Language, size and contrast: always at the bottom. @param {Screen} screen */
export function preferences(screen) {
  const change = (/** @type {() => void} */ how) => () => {
    how();
    screen.paint();
  };
  const other = screen.language === "zh" ? "en" : "zh-CN";
  return html`<nav class="preferences" aria-label=${screen.t("preferences")}>
    <button class="plain" lang=${other} @click=${change(() => (screen.language = other === "en" ? "en" : "zh"))}>
      ${screen.t("language")}
    </button>
    <button class="plain" aria-pressed=${screen.isLarge} @click=${change(() => (screen.isLarge = !screen.isLarge))}>
      ${screen.t(screen.isLarge ? "normal" : "large")}
    </button>
    <button class="plain" aria-pressed=${screen.isContrast} @click=${change(() => (screen.isContrast = !screen.isContrast))}>
      ${screen.t(screen.isContrast ? "colours" : "contrast")}
    </button>
  </nav>`;
}

/** A QR code with its quiet zone of four modules. @param {Screen} screen @param {{size: number, path: string}} code */
export const qr = (screen, code) => html`<svg
  class="qr"
  role="img"
  aria-label=${screen.t("qr")}
  viewBox="-4 -4 ${code.size + 8} ${code.size + 8}"
  shape-rendering="crispEdges"
>
  <rect class="paper" x="-4" y="-4" width=${code.size + 8} height=${code.size + 8}></rect>
  <path class="ink" d=${code.path}></path>
</svg>`;

/** @param {Screen} screen @param {[number, number] | null | undefined} range minutes */
export function rangeWords(screen, range) {
  if (!range) return screen.t("no_range");
  const [low, high] = range;
  return low === 0 ? screen.t("within", { high }) : screen.t("range", { low, high });
}

const RUNS = 4; // of windows that anybody reads

/** Windows side by side are told as a run: 2、5–9 号窗口. @param {Screen} screen @param {number[]} windows */
export function windowWords(screen, windows) {
  /** @type {number[][]} */
  const runs = [];
  for (const n of [...windows].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && n === last[last.length - 1] + 1) last.push(n);
    else runs.push([n]);
  }
  if (!runs.length) return "";
  const comma = screen.language === "zh" ? "、" : ", ";
  const told = runs.slice(0, RUNS).map((run) => (run.length < 3 ? run.join(comma) : `${run[0]}–\u2060${run.at(-1)}`));
  return screen.t(runs.length > RUNS ? "windows_more" : "windows", { n: told.join(comma) });
}

/** What the hall refused, with its reason. @param {Screen} screen @param {import("./shared.js").Refusal | null} refusal */
export const refusalWords = (screen, refusal) => refusal?.message[screen.language] ?? screen.t("unreachable");

/** Whole seconds until a moment, never below 0. @param {Screen} screen @param {string} moment @param {number} [more] */
export const secondsUntil = (screen, moment, more = 0) =>
  Math.max(0, Math.ceil((Date.parse(moment) - screen.now().getTime()) / 1000 + more));

const OF_HOURS = ["capacity_reached", "no_window_today", "closing_time", "not_held_today", "between_sessions",
  "appointments_only", "service_closed", "day_not_open"]; // refusals after which there is something else to be had

/**
 * Why no tickets are given, when there are some again, and what else there is.
 * @param {Screen} screen
 */
export function closedPage(screen) {
  const { closure } = screen.state;
  const said = (/** @type {any} */ words) => words?.[screen.language] ?? "";
  return html`<div class="middle closure" role="status"><h2 class="big">${said(closure.title)}</h2>
    <p>${said(closure.why)}</p>
    ${closure.next ? html`<p class="notice"><strong>${said(closure.next)}</strong></p>` : nothing}
    ${closure.hours ? html`<p class="muted">${screen.t("hours", { hours: said(closure.hours) })}</p>` : nothing}${list(screen, closure.offers)}</div>`;
}

/** What the hall offers whoever comes too late, or at the wrong hour. @param {Screen} screen @param {string} code of the refusal */
export const instead = (screen, code) => (OF_HOURS.includes(code) ? list(screen, screen.state.instead) : nothing);

/** @param {Screen} screen @param {any[]} sentences */
const list = (screen, sentences) => sentences.map((one) => html`<p>${one[screen.language]}</p>`);

/** What is different at this hour: a session for appointments, windows that rest in turn. @param {Screen} screen */
export function atThisHour(screen) {
  const { closure, at_work } = screen.state;
  const said = [[closure?.why, closure?.next], [at_work]].map((one) => one.filter(Boolean).map((words) => words[screen.language]).join(" "));
  return said.filter(Boolean).map((words) => html`<p class="notice" role="status">${words}</p>`);
}

/** How a service's queue stands, or why there is none. @param {Screen} screen @param {any} row */
export function queueWords(screen, row) {
  if (row.stop) return row.stop[screen.language];
  if (row.is_served) return rangeWords(screen, row.range);
  return row.back ? screen.t("back_at", { at: row.back }) : screen.t("not_served");
}
