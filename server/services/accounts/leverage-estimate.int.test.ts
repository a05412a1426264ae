import { expect, it } from 'vitest'
import { DomainError } from '@/server/errors'
import { failure } from '@/server/exchanges/testing'
import { testDesk } from '../desk.testing'
import { signedInUser } from '../testing'
import { archiveAccount } from './archive'
import { estimateLeverage } from './leverage-estimate'

const desk = testDesk()
const asked = (id: string) => ({ id, pair: 'BTC:PERP-USDT', leverage: '3' })

it('tells what the exchange says before anything is set; what it does not say is not known', async () => {
  const { id } = await desk.connect('A')
  expect((await estimateLeverage(desk.ctx, asked(id))).liquidationPrice).toBeNull()
  let answer: () => string | null = () => '45123.4'
  Object.assign(desk.exchanges, { estimateLeverage: async () => answer() })
  expect(await estimateLeverage(desk.ctx, asked(id))).toEqual({
    pair: 'BTC:PERP-USDT',
    leverage: '3',
    liquidationPrice: '45123.4',
  })
  answer = () => {
    throw new DomainError('exchange_refused', 'No such position.')
  }
  expect((await estimateLeverage(desk.ctx, asked(id))).liquidationPrice).toBeNull()
  expect(desk.exchanges.calls.some((call) => call.startsWith('setLeverage'))).toBe(false)
  expect((await failure(estimateLeverage(await signedInUser(desk.ctx), asked(id)))).code).toBe('not_found')
  await archiveAccount(desk.ctx, { id })
  expect((await failure(estimateLeverage(desk.ctx, asked(id)))).code).toBe('not_found')
})
