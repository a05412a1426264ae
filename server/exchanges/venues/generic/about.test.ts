import { describe, expect, it } from 'vitest'
import { DomainError } from '../../../errors'
import { CATALOGUE } from '../../catalogue'
import { unansweredPath } from '../../reading/refusals'
import { venueFor } from '..'
import { connected } from '../connection.testing'

const fieldsOf = (id: string) => venueFor(id).about.credentialFields
const names = (id: string) => fieldsOf(id).map(({ field }) => field)

describe('the least credential', () => {
  it('is a public address where that is enough to read', () => {
    for (const id of ['dydx', 'lighter', 'nado', 'pacifica']) {
      expect([id, names(id)]).toEqual([id, ['walletAddress']])
      expect(fieldsOf(id)[0]?.help).toMatch(/nothing can be moved or traded/)
    }
  })

  it('is an API key alone where ccxt wants a private key only for orders', () => {
    expect(names('extended')).toEqual(['apiKey'])
    expect(names('hibachi')).toEqual(['apiKey', 'uid'])
  })

  it('is enough: the exchange is asked with it alone, and nothing is missing before', async () => {
    const credentials = { walletAddress: `0x${'1'.repeat(40)}`, apiKey: 'key', uid: '1' }
    for (const id of ['lighter', 'nado', 'pacifica', 'extended', 'hibachi']) {
      const given = Object.fromEntries(Object.entries(credentials).filter(([field]) => names(id).some((name) => name === field)))
      const refusal = await connected({ exchange: id, calls: [], credentials: given })
        .verify()
        .catch((error: unknown) => error)
      // It got as far as its question, which nobody answers here.
      expect([id, refusal instanceof DomainError && unansweredPath(refusal) !== null]).toEqual([id, true])
    }
  })

  it('is a wallet’s private key only with the warning that it can move money, or with what else it is, on every exchange', () => {
    const asking = CATALOGUE.filter(({ id }) => names(id).includes('privateKey')).map(({ id }) => id)
    expect(asking).toEqual(['aster', 'derive', 'hyperliquid', 'revolutx'])
    for (const id of asking) {
      const key = fieldsOf(id).find(({ field }) => field === 'privateKey')
      expect(key?.help, id).toMatch(/can move the money|can read and nothing else|no more than the key may|read without it/)
    }
  })

  it('is read without where a private key only sets leverage', () => {
    expect(fieldsOf('hyperliquid').filter(({ required }) => required)).toMatchObject([{ field: 'walletAddress' }])
  })
})
