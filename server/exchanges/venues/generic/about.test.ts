import { describe, expect, it } from 'vitest'
import { CATALOGUE } from '../../catalogue'
import { venueFor } from '..'

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

  it('is a wallet’s private key only with the warning that it can move money, or with what else it is, on every exchange', () => {
    const asking = CATALOGUE.filter(({ id }) => names(id).includes('privateKey')).map(({ id }) => id)
    expect(asking).toEqual(['aster', 'derive', 'grvt', 'hyperliquid', 'paradex', 'revolutx'])
    for (const id of asking) {
      const key = fieldsOf(id).find(({ field }) => field === 'privateKey')
      expect(key?.help, id).toMatch(/can move the money|can read and nothing else|no more than the key may|read without it/)
    }
  })

  it('is read without where a private key only sets leverage', () => {
    expect(fieldsOf('hyperliquid').filter(({ required }) => required)).toMatchObject([{ field: 'walletAddress' }])
  })
})
