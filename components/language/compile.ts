import type { CompiledMessage } from '@lingui/message-utils/compileMessage'

type Token = Exclude<CompiledMessage, string>[number]

const done = new Map<string, CompiledMessage>()

/**
 * A text as it stands in the sources, made ready to be filled in: of ICU's MessageFormat what the macros write, which is
 * names, plurals and choices. The library's own way of doing it is ten times as much code, which every page would carry.
 */
export function compileText(text: string): CompiledMessage {
  if (!/[{}']/.test(text)) return [text]
  let compiled = done.get(text)
  if (compiled === undefined) {
    compiled = read({ text, at: 0 }, false)
    done.set(text, compiled)
  }
  return compiled
}

interface Reading {
  text: string
  at: number
}

/** Up to the end, or to the brace that ends a choice of a plural. */
function read(reading: Reading, counted: boolean): Token[] {
  const tokens: Token[] = []
  let plain = ''
  const push = (token: Token) => {
    if (plain !== '') tokens.push(plain)
    plain = ''
    tokens.push(token)
  }
  for (; reading.at < reading.text.length && reading.text[reading.at] !== '}'; reading.at += 1) {
    const sign = reading.text[reading.at]
    if (sign === '{') push(argument(reading))
    else if (sign === '#' && counted) push('#')
    else if (sign === "'") plain += quoted(reading, counted)
    else plain += sign
  }
  if (plain !== '') tokens.push(plain)
  return tokens
}

/** What stands at an apostrophe: one, where two are or nothing follows that has a meaning of its own; else all up to the next. */
function quoted(reading: Reading, counted: boolean): string {
  const { text, at } = reading
  const next = text[at + 1]
  if (next === "'") {
    reading.at += 1
    return "'"
  }
  if (next !== '{' && next !== '}' && !(counted && next === '#')) return "'"
  const end = /(?:[^']|'')*/.exec(text.slice(at + 1))?.[0] ?? ''
  reading.at += end.length + 1
  return end.replaceAll("''", "'")
}

/** `{name}`, or `{name, plural, one {…} other {…}}`. */
function argument(reading: Reading): Token {
  const [head = '', name = '', format] = /^\{\s*([^\s,{}]+)\s*(?:,\s*(\w+)\s*,\s*)?/.exec(reading.text.slice(reading.at)) ?? []
  if (head === '') throw new Error(`“${reading.text}” cannot be read as a text with names in braces`)
  reading.at += head.length
  if (format === undefined) return [name]
  const choices: Record<string, Token[]> = {}
  for (;;) {
    const [choice = '', key = ''] = /^\s*=?(\w+)\s*\{/.exec(reading.text.slice(reading.at)) ?? []
    if (choice === '') break
    reading.at += choice.length
    choices[key] = read(reading, format !== 'select')
    reading.at += 1
  }
  reading.at += /^\s*/.exec(reading.text.slice(reading.at))?.[0].length ?? 0
  return [name, format, choices]
}
