import { parseArgs } from 'node:util'

/** The one way in which commands read their arguments. Plain JavaScript, because some start without a loader. */

export const USAGE_FAULT = 2

export function commandLine({ usage, about, options = {}, positionals: [fewest, most] = [0, 0] }) {
  const refuse = (why) => {
    process.stderr.write(`${why}\nusage: ${usage}\n`)
    process.exit(USAGE_FAULT)
  }
  const read = () => {
    try {
      const all = { ...options, help: { type: 'boolean', short: 'h', default: false } }
      return parseArgs({ options: all, strict: true, allowPositionals: true })
    } catch (error) {
      // Node's second sentence says how to pass what begins with a dash as something else.
      return refuse(`${error.message.split('. ')[0]}.`)
    }
  }
  const { values, positionals } = read()
  const { help, ...rest } = values
  if (help) {
    process.stdout.write(`usage: ${usage}\n\n${about}\n`)
    process.exit(0)
  }
  if (positionals.length > most) refuse(`Unexpected argument '${positionals[most]}'.`)
  if (positionals.length < fewest) refuse('An argument is missing.')
  return { values: rest, positionals, refuse }
}

export function wholeNumber(name, text, refuse, from = 1) {
  if (text === undefined) return undefined
  const number = Number(text)
  if (!/^\d+$/.test(text) || number < from || !Number.isSafeInteger(number))
    refuse(`--${name} must be a whole number from ${from} on.`)
  return number
}
