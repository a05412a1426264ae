import { describe, expect, it } from 'vitest'
import { ownerFindings } from './database'

describe('npm run doctor, of the role that migrates', () => {
  it.each([
    [true, 'well', 'ballast_owner, which owns the tables'],
    [false, 'fault', 'ballast_owner does not own the tables, and cannot bring them to this version'],
    [null, 'unseen', 'ballast_owner: there are no tables to own yet'],
  ] as const)('says whether it owns them (%j)', (ownsTables, level, said) => {
    expect(ownerFindings('migrations by', { role: 'ballast_owner', ownsTables })).toMatchObject([{ level, said }])
  })
})
