/** What was looked at, and what it came to. */
export interface Finding {
  /** A word or two: `file rights`. */
  about: string
  /** `unseen`: it could not be looked at, or is not set, and that is no fault. */
  level: 'well' | 'warning' | 'fault' | 'unseen'
  said: string
  /** What to do, for all that is not well. */
  todo?: string
}

const MARKS: Record<Finding['level'], string> = { well: '✓', warning: '!', fault: '✘', unseen: '–' }
const WIDTH = 14

/** A finding as it is printed; what to do on a line of its own. */
export function lineOf({ about, level, said, todo }: Finding): string {
  const first = `${MARKS[level]} ${about.padEnd(WIDTH)} ${said}`
  return todo === undefined ? first : `${first}\n${' '.repeat(WIDTH + 3)}→ ${todo}`
}

/** What all came to, in a sentence. */
export function sumOf(findings: readonly Finding[]): string {
  const counted = (level: Finding['level'], word: string) => {
    const count = findings.filter((finding) => finding.level === level).length
    return count === 0 ? [] : [`${count} ${word}${count === 1 ? '' : 's'}`]
  }
  const wrong = [...counted('fault', 'fault'), ...counted('warning', 'warning')]
  return wrong.length === 0 ? 'Nothing is wrong with what could be looked at.' : `${wrong.join(', ')}.`
}
