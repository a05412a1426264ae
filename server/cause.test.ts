import { describe, expect, it } from 'vitest'
import { DatabaseProblem } from '@/db/problem'
import { describeCause } from './cause'
import { MasterKeyProblem } from './vault/master-keys'

describe('what a log says of a failure', () => {
  it('is the innermost error, without what a query was asked with', () => {
    const cause = Object.assign(new Error('duplicate key'), { code: '23505', parameters: ['joan'] })
    const told = describeCause(new Error('Failed query: insert … params: joan', { cause }))
    expect(told).toMatchObject({ name: 'Error', message: 'duplicate key', code: '23505' })
    expect(JSON.stringify(told)).not.toContain('joan')
    expect(describeCause(new Error('Failed query: select 1')).message).toBe('a query failed')
  })

  it.each([
    new MasterKeyProblem('Bring back the master key file.', { cause: new Error('not at hand') }),
    new DatabaseProblem('Nothing listens there.', { cause: new Error('ECONNREFUSED') }),
  ])('is the sentence that was written for whoever has to mend it, without a stack', (problem) => {
    expect(describeCause(new Error('outer', { cause: problem }))).toEqual({ name: problem.name, message: problem.message })
  })
})
