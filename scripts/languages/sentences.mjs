import { parseSync, types as t, traverse } from '@babel/core'

const LETTERS = /\p{L}{2}/u

const parsed = (source, filename) =>
  parseSync(source, {
    filename,
    babelrc: false,
    configFile: false,
    parserOpts: { plugins: ['typescript', ...(filename.endsWith('x') ? ['jsx'] : [])] },
  })

const isSentence = (node) => t.isTaggedTemplateExpression(node) && t.isIdentifier(node.tag, { name: 'sentence' })

/**
 * The sentences of a source of the server (`server/language/sentence.ts`), as catalogues know them.
 * @returns {{ line: number, text: string, values: string[] }[]} `values`: what stands in each place, as it is written
 */
export function sentencesOf(source, filename) {
  if (!source.includes('sentence`') && !source.includes("code: 'exchange_")) return []
  const found = []
  traverse(parsed(source, filename), {
    TaggedTemplateExpression({ node }) {
      if (!isSentence(node)) return
      const { line } = node.loc.start
      const parts = node.quasi.quasis.map(({ value }) => value.cooked)
      if (parts.some((part) => /[{}]/.test(part))) throw new Error(`${filename}:${line} has a brace, which stands for a value`)
      const text = parts.reduce((before, part, at) => `${before}{${at - 1}}${part}`)
      // Of sentences that are only put together nothing is left to say.
      if (LETTERS.test(parts.join(' ')))
        found.push({ line, text, values: node.quasi.expressions.map(({ start, end }) => source.slice(start, end)) })
    },
    // What an exchange's own code means. A refusal is told with the exchange's words behind it.
    ObjectExpression(path) {
      const of = (name) =>
        path
          .get('properties')
          .find((each) => each.isObjectProperty() && each.node.key.name === name)
          ?.get('value')
      const [code, words] = [of('code'), of('words')]
      const text = code?.isStringLiteral() && code.node.value.startsWith('exchange_') ? words?.evaluate().value : undefined
      if (typeof text !== 'string') return
      const { line } = words.node.loc.start
      found.push({ line, text, values: [] })
      if (code.node.value === 'exchange_refused')
        found.push({ line, text: `${text.slice(0, -1)}: {0}`, values: ['exchangeError'] })
    },
  })
  return found
}

/** For `npm run texts`: what Lingui finds itself, and the sentences of the server. */
export const textsOfFile = {
  match: (filename) => /\.tsx?$/.test(filename),
  async extract(filename, source, add, context) {
    const { default: usual } = await import('@lingui/cli/api/extractors/babel')
    await usual.extract(filename, source, add, context)
    for (const { line, text, values } of sentencesOf(source, filename))
      add({ id: text, origin: [filename, line, 0], placeholders: Object.fromEntries(values.entries()) })
  },
}

/**
 * Texts that a source throws at a person past the catalogues: those of a `DomainError` and its fields, also where a constant or a
 * choice is in between. @returns {{ line: number, text: string }[]}
 */
export function bareRefusals(source, filename) {
  if (!source.includes('new DomainError(')) return []
  const found = []
  const look = (path, seen = new Set()) => {
    const { node } = path
    if (seen.has(node) || node.leadingComments?.some(({ value }) => /^\s*(i18n|same)\s*$/.test(value))) return
    seen.add(node)
    if (path.isConditionalExpression()) for (const side of ['consequent', 'alternate']) look(path.get(side), seen)
    else if (path.isLogicalExpression()) for (const side of ['left', 'right']) look(path.get(side), seen)
    else if (path.isBinaryExpression()) found.push({ line: node.loc.start.line, text: source.slice(node.start, node.end) })
    else if (path.isIdentifier()) {
      const written = path.scope.getBinding(node.name)?.path
      if (written?.isVariableDeclarator() && written.node.init) look(written.get('init'), seen)
    } else if (path.isStringLiteral() && LETTERS.test(node.value)) found.push({ line: node.loc.start.line, text: node.value })
    else if (path.isTemplateLiteral()) found.push({ line: node.loc.start.line, text: source.slice(node.start, node.end) })
  }
  traverse(parsed(source, filename), {
    NewExpression(path) {
      if (!t.isIdentifier(path.node.callee, { name: 'DomainError' })) return
      const [, message, details] = path.get('arguments')
      if (message) look(message)
      if (!details?.isObjectExpression()) return
      for (const property of details.get('properties')) {
        if (!property.isObjectProperty() || property.node.key.name !== 'fields') continue
        const fields = property.get('value')
        if (fields.isObjectExpression())
          for (const field of fields.get('properties')) if (field.isObjectProperty()) look(field.get('value'))
      }
    },
  })
  return found
}

/** Words that somebody reads: two in a row, or one that begins as a sentence does. Markup and names are none. */
const WORDS = /\p{L}{2,}[,:;]? \p{L}{2,}|^\p{Lu}\p{Ll}+$/u
const MARKUP = /<style>[\s\S]*?<\/style>|<[^>]*>?/g
const NAMES = /\b(Ballast|Bearer|Telegram)\b/g
const isWords = (text) => WORDS.test(text.replace(MARKUP, ' ').replace(NAMES, '').trim())
const called = (node) => (t.isIdentifier(node.callee) ? node.callee.name : '')
/** For logs and programs, refusals of their own (`bareRefusals`), and what the other side answered. */
const isElsewhere = ({ node, parent }) =>
  (t.isNewExpression(parent) && /Error$|^(RegExp|URL)$/.test(called(parent))) ||
  (t.isCallExpression(parent) && /^(whoseAlerts|requireAllAccounts)$/.test(called(parent))) ||
  (t.isCallExpression(parent) && t.isMemberExpression(parent.callee.object) && parent.callee.object.property.name === 'log') ||
  (t.isObjectProperty(parent) && parent.value === node && parent.key.name === 'answer') ||
  (t.isVariableDeclarator(parent) && parent.id.name === 'answer')

/**
 * Words of a source that reaches a person where no page is, past the catalogues: in quotes or in a template, whatever they are
 * handed to. @param within what calls of these functions are given alone
 * @returns {{ line: number, text: string }[]}
 */
export function bareWords(source, filename, within = null) {
  const found = []
  const look = (path, text) => {
    const marked = path.node.leadingComments?.some(({ value }) => /^\s*(i18n|same)\s*$/.test(value))
    if (marked || isSentence(path.parent) || t.isTSLiteralType(path.parent) || !isWords(text)) return
    if (path.find(isElsewhere)) return
    if (within !== null && !path.findParent(({ node }) => t.isCallExpression(node) && within.test(called(node)))) return
    found.push({ line: path.node.loc.start.line, text: text.replace(/\s+/g, ' ').trim() })
  }
  traverse(parsed(source, filename), {
    StringLiteral(path) {
      look(path, path.node.value)
    },
    TemplateLiteral(path) {
      look(path, path.node.quasis.map(({ value }) => value.cooked).join('…'))
    },
  })
  return found
}
