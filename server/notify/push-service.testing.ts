import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, randomUUID, verify } from 'node:crypto'
import { z } from 'zod'
import type { Received } from './receiver.testing'

/** A browser's subscription with the keys that only the browser has. */
export interface BrowserSubscription {
  endpoint: string
  p256dh: string
  auth: string
  privateKey: Buffer
}

/** Subscribes as a browser would, at a push service. @param service e.g. `http://127.0.0.1:1234` */
export function subscribeAt(service: string): BrowserSubscription {
  const pair = createECDH('prime256v1')
  pair.generateKeys()
  return {
    endpoint: `${service}/push/${randomUUID()}`,
    p256dh: pair.getPublicKey('base64url'),
    auth: randomBytes(16).toString('base64url'),
    // 32 bytes, also where the first are zero.
    privateKey: Buffer.from(pair.getPrivateKey('hex').padStart(64, '0'), 'hex'),
  }
}

/** What a page hands on of a subscription. */
export function someSubscription(service = 'https://push.example.com') {
  const { endpoint, p256dh, auth } = subscribeAt(service)
  return { endpoint, p256dh, auth }
}

const hkdf = (secret: Buffer, salt: Buffer, info: Buffer, length: number) =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length))

/** Opens what a push service was sent, by the keys of the browser that it is for: RFC 8291 on RFC 8188, one record. */
export function openPush(body: Buffer, { p256dh, auth, privateKey }: Omit<BrowserSubscription, 'endpoint'>): Buffer {
  const salt = body.subarray(0, 16)
  const keyLength = body.readUInt8(20)
  const sender = body.subarray(21, 21 + keyLength)
  const sealed = body.subarray(21 + keyLength)
  const pair = createECDH('prime256v1')
  pair.setPrivateKey(privateKey)
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), Buffer.from(p256dh, 'base64url'), sender])
  const secret = hkdf(pair.computeSecret(sender), Buffer.from(auth, 'base64url'), info, 32)
  const key = hkdf(secret, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16)
  const nonce = hkdf(secret, salt, Buffer.from('Content-Encoding: nonce\0'), 12)
  const open = createDecipheriv('aes-128-gcm', key, nonce)
  open.setAuthTag(sealed.subarray(-16))
  const plain = Buffer.concat([open.update(sealed.subarray(0, -16)), open.final()])
  const end = plain.lastIndexOf(2)
  if (end < 0) throw new Error('The last record has no end.')
  return plain.subarray(0, end)
}

const claimsSchema = z.object({ aud: z.string(), exp: z.number(), sub: z.string() })

/**
 * Looks at who signed a request, as a push service does (RFC 8292).
 * @returns what was claimed, and the key that signed it. @throws Error where the signature does not fit
 */
export function whoSigned({ headers }: Pick<Received, 'headers'>): z.output<typeof claimsSchema> & { publicKey: string } {
  const [, token = '', publicKey = ''] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(headers.authorization ?? '') ?? []
  const [head = '', claims = '', signature = ''] = token.split('.')
  const point = Buffer.from(publicKey, 'base64url')
  const key = createPublicKey({
    format: 'jwk',
    key: {
      kty: 'EC',
      crv: 'P-256',
      x: point.subarray(1, 33).toString('base64url'),
      y: point.subarray(33).toString('base64url'),
    },
  })
  const signed = verify(
    'sha256',
    Buffer.from(`${head}.${claims}`),
    { key, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  if (!signed) throw new Error('The signature does not fit.')
  return { ...claimsSchema.parse(JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'))), publicKey }
}
