/** Nobody is using anything on the page: the focus is nowhere, or on the page as a whole. */
export function isFocusFree(): boolean {
  const { activeElement, body } = document
  return activeElement === null || activeElement === body || activeElement.id === 'content'
}

/** The same, where there is a keyboard: on a phone a field that takes the focus hides half of the page behind one. */
export function mayTakeFocus(): boolean {
  return isFocusFree() && matchMedia('(pointer: fine)').matches
}
