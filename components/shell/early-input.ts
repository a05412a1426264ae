/**
 * What is clicked and typed before the page is alive, kept for it. Runs as an inline script of the document's head, so it
 * is plain JavaScript: the last click on a button, and the keys that were pressed outside of fields.
 */
export const EARLY_INPUT_SCRIPT = `(function () {
  var d = document, clicked = null, keys = [];
  function onClick(event) {
    var target = event.target instanceof Element ? event.target.closest('button,[role="radio"],[role="tab"]') : null;
    clicked = target && target.type !== 'submit' ? target : null;
  }
  function onKey(event) {
    if (event.target instanceof Element && event.target.closest('input,textarea,select,[contenteditable]')) return;
    if (event.key === 'Tab' || event.key === 'Enter' || event.key === ' ') return;
    if ((event.ctrlKey || event.metaKey) && event.key === 'k') event.preventDefault();
    keys = keys.concat([[event.key, event.ctrlKey, event.metaKey]]).slice(-4);
  }
  d.addEventListener('click', onClick, true);
  d.addEventListener('keydown', onKey, true);
  window.takeEarlyInput = function () {
    d.removeEventListener('click', onClick, true);
    d.removeEventListener('keydown', onKey, true);
    window.takeEarlyInput = undefined;
    return { clicked: clicked, keys: keys };
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
  // Menus open when the pointer goes down, everything else by the click.
  const pointer = { bubbles: true, cancelable: true, button: 0, pointerType: 'mouse' }
  clicked.dispatchEvent(new PointerEvent('pointerdown', pointer))
  clicked.dispatchEvent(new PointerEvent('pointerup', pointer))
  clicked.click()
}
