import { parseSync, types as t, traverse } from '@babel/core'

/** Attributes and properties whose text a person reads or hears. */
const READ = new Set(
  'because why unknown aria-label aria-description ariaLabel title placeholder alt label help description heading hint confirmLabel tooltip caption message'.split(
    ' ',
  ),
)
/** Functions that say what they are given. */
const SAYS = /^(setProblem|setFault|setRefused)$/
const LETTERS = /\p{L}{2}/u
/** Names, codes and keys are the same in every language. */
const NAMES =
  /\b(Ballast|Esc|Enter|Ctrl|Shift|Tab|GitHub|Google|Telegram|Slack|Discord|ntfy|Gotify|Prometheus|Grafana|Claude|cURL)\b|[^\p{Ll}\s]+(?=\s|$)/gu
const NOT_SAID = new Set(['code', 'pre', 'Kbd', 'style', 'script', 'kbd'])
const SAID = new Set(['Trans', 'Plural', 'Select', 'SelectOrdinal'])

const isText = (text) => LETTERS.test(text.replace(NAMES, ''))
const nameOf = (element) => (t.isJSXIdentifier(element.openingElement?.name) ? element.openingElement.name.name : '')

/** Of `msg({ message: 'Close', context: 'order' })`: it goes through the library. */
const toldByContext = ({ parentPath: { parent, node } }) =>
  t.isCallExpression(parent) && parent.arguments[0] === node && /^(msg|t)$/.test(parent.callee.name)

/** Texts of a source in English that go past the library, each with its line. @returns {{ line: number, text: string }[]} */
export function missedTexts(source, filename) {
  const parserOpts = { plugins: ['typescript', ...(filename.endsWith('x') ? ['jsx'] : [])] }
  const ast = parseSync(source, { filename, babelrc: false, configFile: false, parserOpts })
  const found = []
  const add = (node, text) => found.push({ line: node.loc.start.line, text: text.replace(/\s+/g, ' ').trim() })

  /** The texts that an expression may come to. */
  const literals = (node, sure) => {
    // `i18n`: taken over as it stands; `same`: the same in every language.
    if (!node || node.leadingComments?.some(({ value }) => /^\s*(i18n|same)\s*$/.test(value))) return
    if (t.isJSXExpressionContainer(node) || t.isTSAsExpression(node)) literals(node.expression, sure)
    else if (t.isConditionalExpression(node)) for (const each of [node.consequent, node.alternate]) literals(each, sure)
    else if (t.isLogicalExpression(node)) for (const each of [node.left, node.right]) literals(each, sure)
    else if (t.isStringLiteral(node) && isText(node.value) && (sure || /\s|^\p{Lu}\p{Ll}/u.test(node.value.trim())))
      add(node, node.value)
    else if (t.isTemplateLiteral(node)) {
      const text = node.quasis.map(({ value }) => value.cooked).join(' … ')
      if (isText(text) && (sure || /\p{L}\s|\s\p{L}/u.test(text))) add(node, text)
    }
  }
  const within = (path, names) => path.findParent((parent) => parent.isJSXElement() && names.has(nameOf(parent.node))) !== null

  traverse(ast, {
    JSXText(path) {
      if (isText(path.node.value) && !within(path, SAID) && !within(path, NOT_SAID)) add(path.node, path.node.value)
    },
    JSXExpressionContainer(path) {
      if (path.parentPath.isJSXAttribute() || within(path, NOT_SAID)) return
      literals(path.node.expression, false)
    },
    JSXAttribute(path) {
      if (!READ.has(path.node.name.name) || SAID.has(nameOf(path.parentPath.parent))) return
      literals(path.node.value, true)
    },
    ObjectProperty(path) {
      const { key, value } = path.node
      if (
        t.isObjectPattern(path.parent) ||
        toldByContext(path) ||
        path.findParent((up) => up.isObjectProperty() && up.node.key.name === 'classNames')
      )
        return
      if (READ.has(t.isIdentifier(key) ? key.name : t.isStringLiteral(key) ? key.value : '')) literals(value, false)
    },
    CallExpression(path) {
      const { callee, arguments: given } = path.node
      const toast = t.isMemberExpression(callee) && t.isIdentifier(callee.object, { name: 'toast' })
      if (toast || (t.isIdentifier(callee) && SAYS.test(callee.name))) literals(given[0], true)
    },
  })
  return found
}
