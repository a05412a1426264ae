import { readFileSync } from 'node:fs'
import path from 'node:path'
import { closest } from 'fastest-levenshtein'
import { EnvProblem } from './problem'

export const SETTINGS_FILE = 'ballast.env'
const LINE = /^(?:export\s+)?([A-Za-z_]\w*)\s*=(.*)$/
/** Anything else before a `=` may be the end of a secret that an editor wrapped over two lines, which is repeated to nobody. */
const LIKE_A_SETTING = /^[A-Z]+(_[A-Z\d]+)*$/
/** What has to be known before the file is read, or before the program that reads it. */
const ELSEWHERE: Record<string, string> = {
  DATA_DIR: 'the file is looked for there',
  NODE_ENV: 'the programs set it themselves',
}

/** The settings of DATA_DIR/ballast.env; null where there is no such file. @throws EnvProblem naming the line */
export function readSettingsFile(
  dataDir: string,
  known: readonly string[],
): { file: string; settings: Map<string, string> } | null {
  const file = path.resolve(/* turbopackIgnore: true */ dataDir, SETTINGS_FILE)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined
    if (code === 'ENOENT' || code === 'ENOTDIR') return null
    throw new EnvProblem(`${file} cannot be read${code === 'EACCES' ? ' by this user' : ''}.`)
  }
  return { file, settings: parseSettingsFile(text, known) }
}

/**
 * One setting a line, `NAME=value`; a line that begins with `#` says nothing. A value is taken as it stands: quotes around all
 * of it are left out, nothing in it is replaced, and a `#` behind it belongs to it. A reader of other programs' files would
 * pass over what it cannot read, which here would be a setting that is not in force.
 * @throws EnvProblem naming the line, never a value
 */
export function parseSettingsFile(text: string, known: readonly string[]): Map<string, string> {
  const settings = new Map<string, string>()
  const lineOf = new Map<string, number>()
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const at = `${SETTINGS_FILE}, line ${index + 1}`
    if (/^\s*(#|$)/.test(line)) continue
    const [, name, given = ''] = LINE.exec(line.trim()) ?? []
    if (name === undefined) throw new EnvProblem(`${at} is no setting: write NAME=value, or # before what is none.`)
    if (ELSEWHERE[name] !== undefined) {
      throw new EnvProblem(`${at}: ${name} can be set by the environment alone: ${ELSEWHERE[name]}.`)
    }
    if (!known.includes(name)) {
      const nearest = closest(name.toUpperCase().replace(/^BALLAST_/, ''), [...known])
      throw new EnvProblem(
        `${at}: ${LIKE_A_SETTING.test(name) ? name : 'what stands there'} is no setting of Ballast; the nearest is ${nearest}.`,
      )
    }
    if (lineOf.has(name)) throw new EnvProblem(`${at}: ${name} was set in line ${lineOf.get(name)} already.`)
    lineOf.set(name, index + 1)
    const value = /^(["'])(.*)\1$/.exec(given.trim())?.[2] ?? given.trim()
    if (value !== '') settings.set(name, value)
  }
  return settings
}
