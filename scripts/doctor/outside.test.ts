import { createServer, type Server } from 'node:http'
import { afterEach, describe, expect, it } from 'vitest'
import { lookAtExchanges } from './outside'

const open: Server[] = []
afterEach(() => {
  for (const server of open.splice(0)) server.close()
})

/** What is found where every exchange answers so, by a clock that is 90 s ahead of this machine's. */
async function found(status: number) {
  const date = new Date(Date.now() + 90_000)
  const server = createServer((_request, response) => response.writeHead(status, { date: date.toUTCString() }).end())
  open.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const base = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  return lookAtExchanges(['okx'], { '*': base })
}

describe('npm run doctor, of exchanges', () => {
  it.each([429, 500, 502, 503, 504])('takes %i for no answer of theirs, and its time for nobody’s', async (status) => {
    expect(await found(status)).toEqual({
      findings: [
        {
          about: 'exchanges',
          level: 'warning',
          said: `okx answers ${status}: it, or a proxy on the way, does not serve`,
          todo: expect.stringMatching(/^ask it again later; where it stays so, see to the proxy on the way to 127\.0\.0\.1:\d+ /),
        },
      ],
      aheadMs: [],
    })
  })

  it('takes a proxy that wants a password for one', async () => {
    const { findings, aheadMs } = await found(407)
    expect(findings).toMatchObject([
      { level: 'fault', said: expect.stringContaining('a proxy on the way may want a password (407)') },
    ])
    expect(aheadMs).toEqual([])
  })

  it.each([200, 301, 400, 401, 404])('takes %i for an answer: the first page asks for nothing', async (status) => {
    const { findings, aheadMs } = await found(status)
    expect(findings).toEqual([{ about: 'exchanges', level: 'well', said: 'okx answer' }])
    expect(Math.round((aheadMs[0] ?? 0) / 10_000)).toBe(-9)
  })

  it.each([403, 451])('takes %i for a country or an address that is not served', async (status) => {
    const { findings } = await found(status)
    expect(findings).toMatchObject([
      { level: 'warning', said: expect.stringContaining(`okx answers ${status}: it may not serve`) },
    ])
  })
})
