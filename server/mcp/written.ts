import { randomBytes } from 'node:crypto'
import { inOneLine } from './bytes'

/**
 * Results of one request's tools, which are JSON already when the protocol's answer is made. The library that makes it would
 * write each of them twice more (as text within the text, and as what they say), value by value: it is handed a mark in the
 * place of each, and they are put in as they stand. The mark is a new one each time and cannot be guessed: nothing that
 * anybody wrote is taken for it.
 */
export class WrittenResults {
  readonly #mark = randomBytes(18).toString('base64url')
  readonly #results: string[] = []

  /** What is handed to the library in place of a result. */
  standIn(json: string | Buffer) {
    const number = this.#results.push(inOneLine([json]).toString()) - 1
    return { text: `${this.#mark} ${number}`, structured: { [this.#mark]: number } }
  }

  /** What stands in an answer, as JSON, in the places of a result. */
  places(number: number): ['text' | 'structured', string][] {
    return [
      ['text', JSON.stringify(`${this.#mark} ${number}`)],
      ['structured', JSON.stringify({ [this.#mark]: number })],
    ]
  }

  /** The protocol's answer, as JSON or as events of JSON, with the results in their places. */
  putInto(answer: string): string {
    if (this.#results.length === 0) return answer
    const places = new RegExp(`"${this.#mark} (\\d+)"|\\{"${this.#mark}":(\\d+)\\}`, 'g')
    return answer.replace(places, (_, text?: string, structured?: string) => {
      const json = this.#results[Number(text ?? structured)] ?? 'null'
      return text === undefined ? json : JSON.stringify(json)
    })
  }
}
