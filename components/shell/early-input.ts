/**
 * What is clicked and typed before the page is alive, kept for it. Runs as an inline script of the document's head, so it
 * is plain JavaScript: the last click on a button, and the keys that were pressed outside of fields. Parts of a page come to life
 * before all of it does, some of them by the very click: what React has taken over by the end of a click answered it by itself, and
 * done once more it would close what it opened. Menus open when the pointer goes down: one that came to life between that and the
 * click has answered neither.
 */
export const EARLY_INPUT_SCRIPT = `(function () {
  var d = document, clicked = null, pressed = null, missed = null, keys = [];
  function buttonOf(event) {
    return event.target instanceof Element ? event.target.closest('button,[role="radio"],[role="tab"]') : null;
  }
  function onPress(event) {
    pressed = buttonOf(event);
    missed = null;
  }
  function afterPress() {
    if (pressed && pressed.getAttribute('aria-haspopup') === 'menu' && !isAlive(pressed)) missed = pressed;
  }
  function onClick(event) {
    var target = buttonOf(event);
    clicked = target && target.type !== 'submit' ? target : null;
    // Where the click is not let through to the end.
    setTimeout(afterClick);
  }
  function isAlive(element) {
    return Object.keys(element).some(function (key) { return key.indexOf('__reactProps$') === 0; });
  }
  function afterClick() {
    if (clicked && clicked !== missed && isAlive(clicked)) clicked = null;
  }
  function onKey(event) {
    if (event.target instanceof Element && event.target.closest('input,textarea,select,[contenteditable]')) return;
    if (event.key === 'Tab' || event.key === 'Enter' || event.key === ' ') return;
    if ((event.ctrlKey || event.metaKey) && event.key === 'k') event.preventDefault();
    keys = keys.concat([[event.key, event.ctrlKey, event.metaKey]]).slice(-4);
  }
  d.addEventListener('pointerdown', onPress, true);
  addEventListener('pointerdown', afterPress);
  d.addEventListener('click', onClick, true);
  addEventListener('click', afterClick);
  d.addEventListener('keydown', onKey, true);
  window.takeEarlyInput = function () {
    d.removeEventListener('pointerdown', onPress, true);
    removeEventListener('pointerdown', afterPress);
    d.removeEventListener('click', onClick, true);
    removeEventListener('click', afterClick);
    d.removeEventListener('keydown', onKey, true);
    window.takeEarlyInput = undefined;
    return { clicked: clicked || missed, keys: keys };
  };
})()`

interface EarlyInput {
  clicked: Element | null
  /** Key, with Ctrl, with ⌘. */
  keys: [key: string, ctrl: boolean, meta: boolean][]
}

declare global {
  interface Window {
    takeEarlyInput?: (() => EarlyInput) | undefined
  }
}

/** Does now what was asked for before the page was alive; once. */
export function replayEarlyInput(): void {
  const early = window.takeEarlyInput?.()
  if (!early) return
  for (const [key, ctrlKey, metaKey] of early.keys) {
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key, ctrlKey, metaKey, bubbles: true, cancelable: true }))
  }
  if (early.clicked instanceof HTMLElement) clickOnceAlive(early.clicked, performance.now() + PATIENCE_MS)
}

/** A part of the page that comes to life later than this is not clicked any more: the hand has gone elsewhere. */
const PATIENCE_MS = 10_000

/** Parts of a page come to life one after the other; React marks the elements that it has taken over. */
function clickOnceAlive(clicked: HTMLElement, until: number): void {
  if (!clicked.isConnected || performance.now() > until) return
  if (Object.keys(clicked).some((key) => key.startsWith('__reactProps$'))) setTimeout(() => click(clicked))
  else requestAnimationFrame(() => clickOnceAlive(clicked, until))
}

function click(clicked: HTMLElement): void {
  if (clicked.ariaExpanded === 'true') return
  // Menus open when the pointer goes down, everything else by the click.
  const pointer = { bubbles: true, cancelable: true, button: 0, pointerType: 'mouse' }
  clicked.dispatchEvent(new PointerEvent('pointerdown', pointer))
  clicked.dispatchEvent(new PointerEvent('pointerup', pointer))
  clicked.click()
}
