import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { DomainError } from '../errors'
import { AesVault } from './aes-vault'
import { LocalMasterKeys, masterKeyId, parseKeyRing } from './master-keys'

const ring = (...keys: Buffer[]) => keys.map((key) => ({ id: masterKeyId(key), key }))
const [masterA, masterB, fingerprintKey] = [randomBytes(32), randomBytes(32), randomBytes(32)]
const vaultOf = (...keys: Buffer[]) => new AesVault(new LocalMasterKeys(() => ring(...keys)), fingerprintKey)
const owner = { deskId: 'user-1', accountId: 'account-1' }
const credentials = { apiKey: 'the key', apiSecret: 'the sécret ☂', password: 'the passphrase' }

/** The same text with one bit of its bytes turned. */
function tampered(sealed: string, at: number): string {
  const bytes = Buffer.from(sealed, 'base64')
  const index = at < 0 ? bytes.length + at : at
  bytes.writeUInt8(bytes.readUInt8(index) ^ 1, index)
  return bytes.toString('base64')
}

describe('the vault', () => {
  it('opens what it sealed, and only that is in it', async () => {
    const sealed = await vaultOf(masterA).seal(owner, credentials)
    expect(await vaultOf(masterA).open(owner, sealed)).toEqual(credentials)
    const stored = JSON.stringify(sealed)
    for (const secret of Object.values(credentials)) {
      expect(stored).not.toContain(secret)
      expect(stored).not.toContain(Buffer.from(secret).toString('base64'))
    }
  })

  it('never seals the same twice alike', async () => {
    const vault = vaultOf(masterA)
    const [first, second] = [await vault.seal(owner, credentials), await vault.seal(owner, credentials)]
    expect(first.wrappedKey).not.toBe(second.wrappedKey)
    expect(first.secrets[0]?.sealed).not.toBe(second.secrets[0]?.sealed)
  })

  it('refuses what was moved to another account, another user or another field', async () => {
    const vault = vaultOf(masterA)
    const sealed = await vault.seal(owner, credentials)
    const [first, second, ...rest] = sealed.secrets
    const swapped = [
      { field: 'apiKey', sealed: second?.sealed ?? '' },
      { field: 'apiSecret', sealed: first?.sealed ?? '' },
      ...rest,
    ]
    for (const attempt of [
      vault.open({ ...owner, accountId: 'account-2' }, sealed),
      vault.open({ ...owner, deskId: 'user-2' }, sealed),
      vault.open(owner, { ...sealed, secrets: swapped }),
      vault.open(owner, { ...sealed, secrets: [{ field: 'nonsense', sealed: first?.sealed ?? '' }] }),
    ]) {
      await expect(attempt).rejects.toThrow(DomainError)
    }
  })

  it('refuses a secret of one account under the data key of another', async () => {
    const vault = vaultOf(masterA)
    const [mine, theirs] = [await vault.seal(owner, credentials), await vault.seal({ ...owner, deskId: 'user-2' }, credentials)]
    await expect(vault.open(owner, { ...mine, secrets: theirs.secrets })).rejects.toThrow(DomainError)
    await expect(vault.open(owner, { ...theirs, secrets: mine.secrets })).rejects.toThrow(DomainError)
  })

  it.each([0, 12, -1])('refuses a ciphertext in which a bit was turned (byte %i)', async (at) => {
    const vault = vaultOf(masterA)
    const sealed = await vault.seal(owner, credentials)
    const secrets = sealed.secrets.map((secret) => ({ ...secret, sealed: tampered(secret.sealed, at) }))
    await expect(vault.open(owner, { ...sealed, secrets })).rejects.toThrow(DomainError)
    await expect(vault.open(owner, { ...sealed, wrappedKey: tampered(sealed.wrappedKey, at) })).rejects.toThrow(DomainError)
    await expect(vault.open(owner, { ...sealed, wrappedKey: '' })).rejects.toThrow(DomainError)
  })

  it('refuses with the wrong master key, and says nothing of the secret', async () => {
    const sealed = await vaultOf(masterA).seal(owner, credentials)
    await expect(vaultOf(masterB).open(owner, sealed)).rejects.toMatchObject({ code: 'internal' })
    // The right id with the wrong key behind it.
    const forged = new AesVault(new LocalMasterKeys(() => [{ id: masterKeyId(masterA), key: masterB }]), fingerprintKey)
    await expect(forged.open(owner, sealed)).rejects.toThrow('The stored key of this account cannot be opened.')
  })

  it('opens with any key of the ring and seals with the first', async () => {
    const old = await vaultOf(masterA).seal(owner, credentials)
    const rotated = vaultOf(masterB, masterA)
    expect(await rotated.open(owner, old)).toEqual(credentials)
    expect((await rotated.seal(owner, credentials)).masterKeyId).toBe(masterKeyId(masterB))
  })

  it('learns of a key that another process put first, without a restart', async () => {
    let keys = ring(masterA)
    const vault = new AesVault(new LocalMasterKeys(() => keys), fingerprintKey)
    const sealedElsewhere = await vaultOf(masterB).seal(owner, credentials)
    keys = ring(masterB, masterA)
    expect(await vault.open(owner, sealedElsewhere)).toEqual(credentials)
    expect((await vault.seal(owner, credentials)).masterKeyId).toBe(masterKeyId(masterB))
  })
})

describe('a fingerprint', () => {
  const vault = vaultOf(masterA)
  const of = (exchange: string, given: Record<string, string>) => vault.fingerprint(exchange, given)

  it('is the same for the same key, whatever its secret, and under any master key', () => {
    expect(of('okx', { apiKey: 'k', apiSecret: 'a' })).toBe(of('okx', { apiKey: 'k', apiSecret: 'b' }))
    expect(vaultOf(masterB).fingerprint('okx', { apiKey: 'k' })).toBe(of('okx', { apiKey: 'k' }))
  })

  it('differs by exchange, key, and sub-account', () => {
    const all = [
      of('okx', { apiKey: 'k' }),
      of('bybit', { apiKey: 'k' }),
      of('okx', { apiKey: 'K' }),
      of('okx', { apiKey: 'k', uid: '1' }),
      of('okx', { apiKey: 'k', vaultAddress: '0x1' }),
      of('okx', { apiKey: 'k1' }),
    ]
    expect(new Set(all).size).toBe(all.length)
  })

  it('takes addresses of wallets in any case for the same', () => {
    expect(of('hyperliquid', { walletAddress: '0xABC' })).toBe(of('hyperliquid', { walletAddress: '0xabc' }))
  })

  it('reveals nothing of the key', () => {
    expect(of('okx', { apiKey: 'the-key' })).not.toContain('the-key')
    const other = new AesVault(new LocalMasterKeys(() => ring(masterA)), randomBytes(32))
    expect(other.fingerprint('okx', { apiKey: 'the-key' })).not.toBe(of('okx', { apiKey: 'the-key' }))
  })
})

describe('a key ring', () => {
  it('is read with comments, in base64 or hex, the current key first', () => {
    const text = `# comment\n${masterA.toString('base64')} # current\n\n${masterB.toString('hex')}\n`
    expect(parseKeyRing(text, 'x').map(({ key }) => key)).toEqual([masterA, masterB])
    expect(parseKeyRing(`${masterB.toString('base64')},${masterA.toString('base64url')}`, 'x')).toHaveLength(2)
  })

  it.each(['', '# nothing', 'c2hvcnQ=', `${masterA.toString('base64')} junk`])('is refused without showing it: %j', (text) => {
    expect(() => parseKeyRing(text, 'MASTER_KEY')).toThrow(
      /^MASTER_KEY (holds no key|must hold keys of 32 bytes in base64 \(openssl rand -base64 32 makes one\))\.$/,
    )
  })
})
