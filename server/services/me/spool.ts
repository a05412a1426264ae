import { randomUUID } from 'node:crypto'
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises'
import path from 'node:path'
import { orAborted } from '@/server/on-abort'

const PIECE_BYTES = 64 * 1024

/**
 * A text that is written as fast as it is made and read as slowly as somebody likes: it waits in a file meanwhile, which
 * has no name from its beginning on, so that it goes with the process whatever happens.
 */
export class Spool {
  private written = 0
  private ended = false
  private failure: unknown = null
  private wakes: (() => void)[] = []

  private constructor(private readonly file: FileHandle) {}

  /** @param folder where the file lies; made where it is missing */
  static async open(folder: string): Promise<Spool> {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const name = path.join(folder, `${randomUUID()}.part`)
    const file = await open(name, 'wx+', 0o600)
    await unlink(name)
    return new Spool(file)
  }

  /** Adds to the end; one call at a time. */
  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text, 'utf8')
    for (let done = 0; done < bytes.length; ) {
      const { bytesWritten } = await this.file.write(bytes, done, bytes.length - done, this.written)
      done += bytesWritten
      this.written += bytesWritten
    }
    this.tell()
  }

  /** Nothing more comes; with a failure, whoever reads gets that instead of an end. */
  end(failure: unknown = null): void {
    this.ended = true
    this.failure = failure
    this.tell()
  }

  /** From the beginning, as it is written. @throws the signal's reason, or why writing failed */
  async *read(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    for (let position = 0; ; ) {
      signal.throwIfAborted()
      const waiting = this.written - position
      if (waiting === 0) {
        if (this.failure !== null) throw this.failure
        if (this.ended) return
        await orAborted(new Promise<void>((wake) => this.wakes.push(wake)), signal)
        continue
      }
      const piece = Buffer.allocUnsafe(Math.min(waiting, PIECE_BYTES))
      const { bytesRead } = await this.file.read(piece, 0, piece.length, position)
      position += bytesRead
      yield piece.subarray(0, bytesRead)
    }
  }

  /** Gives the space back. Nobody may be writing any more. */
  async close(): Promise<void> {
    await this.file.close()
  }

  private tell(): void {
    const wakes = this.wakes
    this.wakes = []
    for (const wake of wakes) wake()
  }
}

/**
 * A text that `fill` writes as fast as it can and that is read as slowly as somebody likes. Once the reader is gone, or the
 * signal aborted, `fill` is told so and awaited.
 * @param folder as `Spool.open`
 */
export async function* spooled(
  folder: string,
  signal: AbortSignal,
  fill: (spool: Spool, signal: AbortSignal) => Promise<void>,
): AsyncGenerator<Uint8Array> {
  const spool = await Spool.open(folder)
  const reader = new AbortController()
  const filling = fill(spool, AbortSignal.any([signal, reader.signal])).then(
    () => spool.end(),
    (error: unknown) => spool.end(error),
  )
  try {
    yield* spool.read(signal)
  } finally {
    // Whoever has gone needs no more of it.
    reader.abort()
    await filling
    await spool.close()
  }
}
