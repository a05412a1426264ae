/**
 * The text of a selection with every figure exact: cells are parted by tabs and rows by line ends, so that a table goes
 * into a spreadsheet as it is. Null when the selection holds no figure, and the browser copies as it always does.
 */
export function exactSelection(selection: Selection): string | null {
  if (selection.rangeCount === 0 || selection.isCollapsed) return null
  const range = selection.getRangeAt(0)
  const within = closestFigure(range.commonAncestorContainer)
  if (within) return within.dataset.exact ?? null
  const fragment = range.cloneContents()
  if (fragment.querySelector('[data-exact]') === null) return null
  return plainText(fragment)
}

function closestFigure(node: Node): HTMLElement | null {
  const element = node instanceof Element ? node : node.parentElement
  const figure = element?.closest('[data-exact]')
  return figure instanceof HTMLElement ? figure : null
}

const ROW = /^(TR|LI|P|DIV|H[1-6]|DT|SECTION|HEADER)$/

function plainText(node: Node): string {
  let out = ''
  const walk = (current: Node) => {
    if (current instanceof Text) {
      out += current.data
      return
    }
    if (current instanceof HTMLElement) {
      const role = current.getAttribute('role')
      if (current.dataset.exact !== undefined) {
        out += current.dataset.exact
        return
      }
      if (current.classList.contains('sr-only') || current.tagName === 'SVG') return
      if (role === 'row' || ROW.test(current.tagName)) {
        if (out !== '' && !out.endsWith('\n')) out += '\n'
      } else if ((role === 'cell' || role === 'columnheader' || /^(TD|TH|DD)$/.test(current.tagName)) && !/(^|\n)$/.test(out)) {
        out += '\t'
      }
    }
    for (const child of current.childNodes) walk(child)
  }
  walk(node)
  return out.trim()
}
