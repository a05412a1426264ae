import type { IncomingMessage, ServerResponse } from 'node:http'
import { describe, expect, it } from 'vitest'
import { parseEnv } from '../env'
import { allowedHosts, knownHost } from './hosts'

const least = { DATABASE_URL: 'postgres://u:p@localhost/ballast', NEXTAUTH_SECRET: 's'.repeat(32) }
const env = (change: Record<string, string>) => parseEnv({ ...least, ...change })

/** The status that a request gets at the door; null: it went on. */
function asked(hosts: ReturnType<typeof allowedHosts>, headers: IncomingMessage['headers'], proxies = 0): number | null {
  let status: number | null = null
  const request = { headers } as IncomingMessage
  const response = {
    writeHead: (code: number) => {
      status = code
    },
    end: () => {},
  }
  const answered = knownHost(hosts, proxies)(request, response as unknown as ServerResponse)
  expect(answered).toBe(status !== null)
  return status
}

describe('the names that are answered', () => {
  it.each<[Record<string, string>, string[], string[]]>([
    [
      {},
      ['localhost', 'localhost:3000', 'LOCALHOST.', '127.0.0.1:3000', '127.9.9.9', '[::1]:3000', '', 'localhost:81'],
      [
        'evil.example',
        '192.168.1.5',
        'localhost.evil.example',
        '127.evil.example',
        '127.0.0.1.nip.io',
        '[::2]',
        '0.0.0.0',
        '.',
        '..',
      ],
    ],
    [
      { BASE_URL: 'https://ballast.example.com' },
      ['ballast.example.com', 'Ballast.Example.com:443', '127.0.0.1:3000'],
      ['example.com', 'x.ballast.example.com', 'ballast.example.com.evil.example'],
    ],
    [{ BASE_URL: 'http://[fd00::1]:3000', HOST: '::' }, ['[fd00::1]:3000', 'localhost'], ['[fd00::2]:3000', 'fd00::1.evil']],
    [{ HOST: '192.168.1.5' }, ['192.168.1.5:3000'], ['192.168.1.6', '192.168.1.55']],
    [{ HOST: '0.0.0.0' }, ['localhost'], ['0.0.0.0', '192.168.1.5']],
    [
      { HOST: '0.0.0.0', ALLOWED_HOSTS: 'desk.lan, 192.168.1.5,*.internal.example' },
      ['desk.lan:8080', '192.168.1.5', 'a.internal.example', 'a.b.internal.example', 'localhost'],
      ['internal.example', 'xinternal.example', 'lan', 'a.desk.lan', 'internal.example.evil'],
    ],
  ])('by %j', (settings, known, unknown) => {
    const hosts = allowedHosts(env(settings))
    for (const host of known) expect([host, asked(hosts, { host })]).toEqual([host, null])
    for (const host of unknown) expect([host, asked(hosts, { host })]).toEqual([host, 421])
    expect(asked(hosts, {})).toBeNull()
  })

  it('are not believed of a caller, and are checked of a proxy', () => {
    const hosts = allowedHosts(env({ BASE_URL: 'https://ballast.example.com' }))
    const headers = () => ({ host: 'localhost', 'x-forwarded-host': 'evil.example' })
    const direct = headers()
    expect(asked(hosts, direct)).toBeNull()
    expect(direct).toEqual({ host: 'localhost' })
    expect(asked(hosts, headers(), 1)).toBe(421)
    expect(asked(hosts, { host: 'localhost', 'x-forwarded-host': 'ballast.example.com, evil.example' }, 1)).toBe(421)
    expect(asked(hosts, { host: 'localhost', 'x-forwarded-host': 'ballast.example.com' }, 1)).toBeNull()
  })

  it('are read strictly', () => {
    for (const wrong of ['https://x.example', 'x.example:443', '*', 'x..example', 'a,,b', '*.', 'x_y/']) {
      expect(() => env({ ALLOWED_HOSTS: wrong })).toThrow(/^ALLOWED_HOSTS must be host names/)
    }
    expect([...env({ ALLOWED_HOSTS: 'A.example , *.B.example,10.0.0.1, fd00::1' }).ALLOWED_HOSTS]).toEqual([
      'a.example',
      '.b.example',
      '10.0.0.1',
      'fd00::1',
    ])
  })
})
