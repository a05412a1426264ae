import { appendFileSync, existsSync, readFileSync, renameSync, statSync } from 'node:fs'
import { FILE_MODE } from '@/db/cluster/private-files'

export interface LogLimits {
  /** A file that has this size becomes the first of the old ones. */
  bytes: number
  /** How many old ones are kept: FILE.1 is the newest of them. */
  kept: number
}

const LIMITS: LogLimits = { bytes: 5_000_000, kept: 3 }

/**
 * A log that is its owner's alone and of bounded size. Writing never throws: where nothing can be written (a full disk) the
 * text is lost, and the first line that can be written again says how much.
 */
export class LogFile {
  private lost = 0

  constructor(
    private readonly file: string,
    private readonly limits: LogLimits = LIMITS,
  ) {}

  write(text: string): void {
    const bytes = Buffer.byteLength(text)
    try {
      this.rotate(bytes)
      const told = this.lost > 0 ? `[${this.lost} bytes were lost while nothing could be written here]\n` : ''
      appendFileSync(this.file, told + text, { mode: FILE_MODE })
      this.lost = 0
    } catch {
      this.lost += bytes
    }
  }

  /** The last lines, for the message that says why a process failed. */
  tail(lines: number): string {
    try {
      return readFileSync(this.file, 'utf8').trim().split('\n').slice(-lines).join('\n')
    } catch {
      return ''
    }
  }

  private rotate(coming: number): void {
    if (!existsSync(this.file) || statSync(this.file).size + coming <= this.limits.bytes) return
    for (let age = this.limits.kept; age > 0; age--) {
      const younger = age === 1 ? this.file : `${this.file}.${age - 1}`
      if (existsSync(younger)) renameSync(younger, `${this.file}.${age}`)
    }
  }
}
