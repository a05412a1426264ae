import { createHash } from 'node:crypto'
import { decrypt, encrypt } from './cipher'

/** A key that was wrapped, and by which master key. */
export interface WrappedKey {
  masterKeyId: string
  /** base64: nonce ‖ ciphertext ‖ tag. */
  wrappedKey: string
}

/** What wraps data keys: keys in this process, or a key service outside it. */
export interface MasterKeys {
  /** Of the key that wraps from now on. */
  currentId(): Promise<string>
  wrap(key: Buffer, associated: string): Promise<WrappedKey>
  /** @throws UnknownMasterKey, or an error if it was tampered with */
  unwrap(wrapped: WrappedKey, associated: string): Promise<Buffer>
}

/** Master keys that cannot be used, told in one line for the person who starts the product; never names a key. */
export class MasterKeyProblem extends Error {
  /** By name: pages and the process around them are built apart, and each has this class once (see `DomainError`). */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === 'MasterKeyProblem'
  }

  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options)
    this.name = 'MasterKeyProblem'
  }
}

export class UnknownMasterKey extends Error {
  constructor(readonly masterKeyId: string) {
    super(`The master key ${masterKeyId} is not at hand.`)
    this.name = 'UnknownMasterKey'
  }
}

/** Keys that this process holds; the first wraps, all unwrap. */
export type KeyRing = readonly { id: string; key: Buffer }[]

const KEY_BYTES = 32

/** The id under which a key's work is stored; tells nothing of the key. */
export function masterKeyId(key: Buffer): string {
  return createHash('sha256').update('ballast master key id').update(key).digest('hex').slice(0, 16)
}

/**
 * Reads keys, the current one first: 32 bytes each, in base64 or hex, apart by commas, spaces or lines; `#` begins a comment.
 * @param source what to name in the message
 * @throws MasterKeyProblem naming the source, never a key
 */
export function parseKeyRing(text: string, source: string): KeyRing {
  const words = text
    .replace(/#.*$/gm, '')
    .split(/[\s,]+/)
    .filter((word) => word !== '')
  const ring = words.map((word) => {
    const key = /^[0-9a-f]{64}$/i.test(word) ? Buffer.from(word, 'hex') : Buffer.from(word, 'base64')
    if (key.length !== KEY_BYTES) {
      throw new MasterKeyProblem(`${source} must hold keys of 32 bytes in base64 (openssl rand -base64 32 makes one).`)
    }
    return { id: masterKeyId(key), key }
  })
  if (ring.length === 0) throw new MasterKeyProblem(`${source} holds no key.`)
  return ring
}

/** Master keys in memory. `load` is asked again when a key is not known: another process may have added it meanwhile. */
export class LocalMasterKeys implements MasterKeys {
  private ring: KeyRing

  constructor(private readonly load: () => KeyRing) {
    this.ring = load()
  }

  async currentId(): Promise<string> {
    return this.current().id
  }

  async wrap(key: Buffer, associated: string): Promise<WrappedKey> {
    const { id, key: master } = this.current()
    return { masterKeyId: id, wrappedKey: encrypt(master, key, associated) }
  }

  async unwrap({ masterKeyId: id, wrappedKey }: WrappedKey, associated: string): Promise<Buffer> {
    const master = this.find(id) ?? this.reload().find(id)
    if (!master) throw new UnknownMasterKey(id)
    return decrypt(master, wrappedKey, associated)
  }

  /** Read anew each time: after a rotation nothing may be wrapped by the old key. */
  private current() {
    const [first] = this.reload().ring
    if (!first) throw new Error('There is no master key.')
    return first
  }

  private find(id: string): Buffer | undefined {
    return this.ring.find((entry) => entry.id === id)?.key
  }

  private reload(): this {
    this.ring = this.load()
    return this
  }
}
