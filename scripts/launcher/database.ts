import { rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type EmbeddedDatabase, startEmbedded } from '@/db/embedded'

const POLL_MS = 1_000
/** Tries in a row after which it is given up, unless its disk is full. */
const MOST_FAILURES = 5
/** Less than PostgreSQL asks for at once. */
const ROOM_BYTES = 1_000_000
const NO_ROOM = /No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/

/** Whether something can be written on the disk of the data folder. */
export function hasRoom(dataDir: string): boolean {
  const file = path.join(dataDir, '.room')
  try {
    writeFileSync(file, Buffer.alloc(ROOM_BYTES, 1), { mode: 0o600, flush: true })
    return true
  } catch {
    return false
  } finally {
    try {
      rmSync(file, { force: true })
    } catch {
      // On a disk that takes nothing there may be nothing to remove.
    }
  }
}

/** Whether an error says that a disk is full, ours or PostgreSQL's own words. */
export function isFull(error: unknown): boolean {
  return error instanceof Error && (NO_ROOM.test(error.message) || ('code' in error && NO_ROOM.test(String(error.code))))
}

/**
 * The embedded database, started again should it end. While its disk is full that has to wait: it is tried until there is
 * room, whatever time that takes.
 */
export class SupervisedDatabase {
  private opening: Promise<EmbeddedDatabase> | undefined
  private isEnding = false
  /** Between its end and its next start. */
  isAway = false

  /** @param open handed in by tests */
  constructor(
    private readonly dataDir: string,
    private readonly say: (line: string) => void,
    private readonly open: (options: { dataDir: string; newPasswords?: boolean }) => Promise<EmbeddedDatabase> = startEmbedded,
    private readonly pollMs = POLL_MS,
  ) {}

  /** Starts it, with new passwords: nobody knows the old ones any more. @throws DatabaseProblem */
  start(): Promise<EmbeddedDatabase> {
    this.opening = this.open({ dataDir: this.dataDir, newPasswords: true })
    return this.opening
  }

  /** Keeps it running once it was started. @throws DatabaseProblem where it does not start again, and not for want of room */
  async guard(): Promise<void> {
    for (let embedded = await this.opening; embedded; embedded = await this.opening) {
      this.isAway = false
      await embedded.gone
      if (this.isEnding) return
      this.isAway = true
      this.say('  ! The database ended; starting it again')
      await embedded.stop().catch(() => {})
      this.opening = this.openAgain()
    }
  }

  /** Also one that is only just starting is waited for and ended. */
  async stop(): Promise<void> {
    this.isEnding = true
    const embedded = await this.opening?.catch(() => null)
    await embedded?.stop()
  }

  private async openAgain(): Promise<EmbeddedDatabase> {
    let told = false
    for (let failures = 0; ; ) {
      try {
        return await this.open({ dataDir: this.dataDir })
      } catch (error) {
        const full = isFull(error) || !hasRoom(this.dataDir)
        // One that was killed as it started says the same as one that cannot start.
        if (!full) failures += 1
        if (this.isEnding || failures === MOST_FAILURES) throw error
        if (full && !told) this.say(`  ! The disk of ${this.dataDir} is full: the database starts again as soon as there is room`)
        told ||= full
        await pause(this.pollMs)
        if (this.isEnding) throw error
      }
    }
  }
}
