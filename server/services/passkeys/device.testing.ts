import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import type { PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON } from '@simplewebauthn/server'
import { passkeyAssertionSchema, passkeyRegistrationSchema } from '../../schemas/security'
import type { PasskeySite } from './site'

const PRESENT = 0x01
const VERIFIED = 0x04
const HAS_CREDENTIAL = 0x40

/** CBOR of what an authenticator sends: maps, byte strings, texts and small integers (RFC 8949). */
function cbor(value: unknown): Buffer {
  if (typeof value === 'number') return value >= 0 ? head(0, value) : head(1, -1 - value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  if (value instanceof Map) return Buffer.concat([head(5, value.size), ...[...value].flatMap(([k, v]) => [cbor(k), cbor(v)])])
  throw new Error('Not in the part of CBOR that is needed here.')
}

function head(major: number, length: number): Buffer {
  if (length < 24) return Buffer.from([(major << 5) | length])
  return length < 256 ? Buffer.from([(major << 5) | 24, length]) : Buffer.from([(major << 5) | 25, length >> 8, length & 255])
}

/** A device that holds one passkey (ES256), for tests: it does what a browser and its authenticator do together. */
export class TestDevice {
  private readonly keys = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  private readonly credentialId = randomBytes(32)
  private counter = 0
  private userHandle = ''
  /** Whether it asks its holder for a fingerprint or PIN. */
  verifiesHolder = true

  constructor(private readonly site: PasskeySite) {}

  /** `navigator.credentials.create`. */
  create(options: PublicKeyCredentialCreationOptionsJSON) {
    this.userHandle = options.user.id
    const { x, y } = this.keys.publicKey.export({ format: 'jwk' })
    const cose = cbor(
      new Map<number, unknown>([
        [1, 2],
        [3, -7],
        [-1, 1],
        [-2, Buffer.from(x ?? '', 'base64url')],
        [-3, Buffer.from(y ?? '', 'base64url')],
      ]),
    )
    const length = Buffer.from([0, this.credentialId.length])
    const attested = Buffer.concat([Buffer.alloc(16), length, this.credentialId, cose])
    const authData = Buffer.concat([this.authenticatorData(HAS_CREDENTIAL), attested])
    const attestation = new Map<string, unknown>([
      ['fmt', 'none'],
      ['attStmt', new Map()],
      ['authData', authData],
    ])
    return passkeyRegistrationSchema.parse({
      ...this.identity(),
      response: {
        clientDataJSON: this.clientData('webauthn.create', options.challenge).toString('base64url'),
        attestationObject: cbor(attestation).toString('base64url'),
        transports: ['internal', 'a way of the future'],
      },
    })
  }

  /** `navigator.credentials.get`. */
  get(options: PublicKeyCredentialRequestOptionsJSON, change: { origin?: string } = {}) {
    this.counter += 1
    const clientData = this.clientData('webauthn.get', options.challenge, change.origin)
    const authenticatorData = this.authenticatorData(0)
    const signed = Buffer.concat([authenticatorData, createHash('sha256').update(clientData).digest()])
    return passkeyAssertionSchema.parse({
      ...this.identity(),
      response: {
        clientDataJSON: clientData.toString('base64url'),
        authenticatorData: authenticatorData.toString('base64url'),
        signature: sign('sha256', signed, this.keys.privateKey).toString('base64url'),
        userHandle: this.userHandle,
      },
    })
  }

  private identity() {
    const id = this.credentialId.toString('base64url')
    return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, authenticatorAttachment: 'platform' }
  }

  private authenticatorData(flags: number): Buffer {
    const counter = Buffer.alloc(4)
    counter.writeUInt32BE(this.counter)
    const state = PRESENT | (this.verifiesHolder ? VERIFIED : 0) | flags
    return Buffer.concat([createHash('sha256').update(this.site.host).digest(), Buffer.from([state]), counter])
  }

  private clientData(type: string, challenge: string, origin = this.site.origin): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  }
}
