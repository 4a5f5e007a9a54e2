// @ts-check
/** The whole page without a mouse: a key for each step, digits for answers, Escape to take back. */

/** @type {Record<string, string>} those that browsers leave to a page */
export const KEYS = {
  ticket: "F1",
  recall: "F3",
  start: "F4",
  finish: "F6",
  miss: "F7",
  park: "F8",
  transfer: "F9",
  call_number: "F10",
};
const OPTIONS = ".dialog .option:not(.options ~ .options .option)"; // those that bear a digit

/** @param {import("./doing.js").Doing} doing */
export function listen(doing) {
  addEventListener("keydown", (event) => onKey(doing, event));
}

/** @param {import("./doing.js").Doing} doing @param {KeyboardEvent} event */
function onKey(doing, event) {
  const target = /** @type {HTMLElement} */ (event.target);
  const isTyping = /^(INPUT|SELECT|TEXTAREA|BUTTON)$/.test(target.tagName);
  if (event.key === "Escape") doing.asking ? doing.ask("", null) : doing.undo();
  if (doing.asking) return answer(event, target);
  const step = /** @type {HTMLButtonElement | null} */ (document.querySelector(`[data-key="${event.key}"]`));
  if (step && !event.repeat) {
    event.preventDefault();
    step.click();
  }
  const isNext = event.key === "F2" || (event.key === " " && !isTyping);
  if (!isNext || event.repeat) return;
  event.preventDefault();
  doing.next();
}

/** A digit is the answer of that number; Enter in a field presses what follows it. @param {KeyboardEvent} event @param {HTMLElement} target */
function answer(event, target) {
  const isField = target.tagName === "INPUT";
  if (event.key === "F2") event.preventDefault();
  if (isField && event.key === "Enter" && !event.isComposing) {
    const after = [...document.querySelectorAll(".dialog button, .dialog input")];
    const next = /** @type {HTMLElement} */ (after[after.indexOf(target) + 1]);
    return target.id === "number" ? (event.preventDefault(), next.focus()) : next.click();
  }
  if (isField || !/^[1-9]$/.test(event.key)) return;
  event.preventDefault(); // it is an answer: no field that opens now gets it as a digit
  const answers = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(OPTIONS));
  answers[Number(event.key) - 1]?.click();
}
