import { MAX_BODY_BYTES } from './security/bounds'

/** What a text may hold at most. */
export interface JsonBounds {
  /** Characters. */
  length: number
  /** Lists and objects within each other. */
  depth: number
  /** In all lists and objects together, those themselves included. */
  values: number
}

/** Deeper than any input of ours by far; a batch of thirty calls with five hundred ids each fits. */
const INPUT: JsonBounds = { length: MAX_BODY_BYTES, depth: 32, values: 20_000 }

/** Why a stranger's JSON is not read, in one sentence for them. */
export class JsonProblem extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'JsonProblem'
  }
}

/**
 * Reads what a stranger sent: plain JSON of bounded length, depth and number of values, which is what all that looks at
 * it afterwards may rely on.
 * @throws JsonProblem
 */
export function parseJson(text: string): unknown {
  checkJson(text)
  try {
    return JSON.parse(text)
  } catch {
    throw new JsonProblem('This is not valid JSON.')
  }
}

/** The bounds alone, in one walk and before anything is built, for text that somebody else parses. @throws JsonProblem */
export function checkJson(text: string, bounds: JsonBounds = INPUT): void {
  if (text.length > bounds.length) throw new JsonProblem(`The JSON is too long: at most ${bounds.length / 1024} KiB are read.`)
  let depth = 0
  let values = 1
  for (let at = 0; at < text.length; at++) {
    switch (text.charCodeAt(at)) {
      case QUOTE:
        at = endOfString(text, at)
        break
      case OPEN_BRACKET:
      case OPEN_BRACE:
        depth += 1
        values += 1
        if (depth > bounds.depth) throw new JsonProblem(`The JSON is nested too deeply: at most ${bounds.depth} levels are read.`)
        break
      case CLOSE_BRACKET:
      case CLOSE_BRACE:
        depth -= 1
        break
      case COMMA:
        values += 1
        break
    }
    if (values > bounds.values) throw new JsonProblem(`The JSON holds too much: at most ${bounds.values} values are read.`)
  }
}

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c]
const [OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [0x5b, 0x5d, 0x7b, 0x7d]

/** Where the string that begins here ends; at the end of the text where it doesn't. */
function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === BACKSLASH) at += 1
    else if (code === QUOTE) return at
  }
  return text.length
}
