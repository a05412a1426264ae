import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeWebStream } from 'node:stream/web'
import { Decrypter, Encrypter } from 'age-encryption'
import { BackupProblem } from './problem'

/** https://age-encryption.org/v1: the first line of an encrypted file. */
const AGE = 'age-encryption.org/v1\n'

/** Encrypts a stream by a passphrase, as the program `age` does and can undo. */
export async function seal(plain: Readable, passphrase: string): Promise<Readable> {
  const encrypter = new Encrypter()
  encrypter.setPassphrase(passphrase)
  return fromWeb(await encrypter.encrypt(toWeb(plain)))
}

/** Whether a file asks for a passphrase. */
export async function isSealed(file: string): Promise<boolean> {
  const handle = await open(file, 'r').catch((cause: unknown) => {
    throw new BackupProblem(`${file} cannot be read.`, { cause })
  })
  try {
    const head = Buffer.alloc(AGE.length)
    const { bytesRead } = await handle.read(head, 0, head.length, 0)
    return head.toString('latin1', 0, bytesRead) === AGE
  } finally {
    await handle.close()
  }
}

/**
 * A backup's bytes, decrypted where they are encrypted.
 * @throws BackupProblem where the passphrase is missing or another
 */
export async function unseal(file: string, passphrase: string | null): Promise<Readable> {
  const sealed = await isSealed(file)
  if (!sealed) return createReadStream(file)
  if (passphrase === null) throw new BackupProblem('The file is encrypted: give its passphrase.')
  const decrypter = new Decrypter()
  decrypter.addPassphrase(passphrase)
  const source = createReadStream(file)
  try {
    return fromWeb(await decrypter.decrypt(toWeb(source)))
  } catch (cause) {
    source.destroy()
    throw new BackupProblem('The file cannot be opened: the passphrase is another, or the file is damaged.', { cause })
  }
}

// Node's own streams and the browsers' are the same at run time; their types name different libraries.
export const toWeb = (stream: Readable) => Readable.toWeb(stream) as ReadableStream<Uint8Array>
export const fromWeb = (stream: ReadableStream<Uint8Array>) => Readable.fromWeb(stream as NodeWebStream<Uint8Array>)
