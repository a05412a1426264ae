import { describe, expect, it } from 'vitest'
import { DomainError } from '../errors'
import { OPERATIONS } from './operations'
import { refuseUnknown } from './unknown-parameters'

const operationOf = (id: string) => {
  const found = OPERATIONS.find((operation) => operation.id === id)
  if (!found) throw new Error(`${id} is no operation.`)
  return found
}

function refusal(id: string, query: string): DomainError | null {
  try {
    refuseUnknown(operationOf(id), new URLSearchParams(query))
    return null
  } catch (error) {
    if (error instanceof DomainError) return error
    throw error
  }
}

describe('a parameter that an operation does not have', () => {
  it.each([
    ['getBalances', 'exchange=Bybit', 'exchange', 'exchange_names'],
    ['getBalances', 'account=Main', 'account', 'account_names'],
    ['getBalances', 'accountNames=Main', 'accountNames', 'account_names'],
    ['getCachedAccountBalance', 'account_name=Main', 'account_name', 'account_names'],
    ['getAccounts', 'includeArchived=true', 'includeArchived', 'include_archived'],
    ['getAccounts', 'limits=3', 'limits', 'limit'],
    ['getPositions', 'asof=2026-01-01', 'asof', 'as_of'],
    ['getEquityHistory', 'resoluton=1h', 'resoluton', 'resolution'],
    ['archiveAccount', 'nam=x', 'nam', 'name'],
    ['getFlows', 'decimal=string', 'decimal', 'decimals'],
  ])('%s ?%s: names %s and offers %s', (id, query, name, nearest) => {
    const error = refusal(id, query)
    expect(error?.code).toBe('bad_request')
    expect(error?.message).toContain(`"${name}"`)
    expect(error?.fields).toEqual({ [name]: `Did you mean ${nearest}?` })
  })

  it('is named where nothing is near, with what there is', () => {
    expect(refusal('getAccounts', 'zzz=1')?.message).toContain('It takes include_archived, after, limit.')
    expect(refusal('getMe', 'zzz=1')?.message).toContain('It takes none.')
    expect(refusal('getBalances', `${'x'.repeat(5000)}=1`)?.message.length).toBeLessThan(300)
    expect(Object.keys(refusal('getBalances', 'a=1&b=2')?.fields ?? {})).toEqual(['a', 'b'])
  })

  it.each(OPERATIONS.map(({ id }) => id))('is refused by %s', (id) => {
    expect(refusal(id, '_=1699999999')?.code).toBe('bad_request')
  })

  it.each(OPERATIONS.filter(({ example }) => example.query).map(({ id, example }) => [id, example.query] as const))(
    '%s takes those of its example',
    (id, query) => {
      expect(refusal(id, new URLSearchParams(query).toString())).toBeNull()
    },
  )
})
