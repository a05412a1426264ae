import { expect, it } from 'vitest'
import { exchangeInfos } from '../../registry'
import { GENERIC_EXCHANGES } from './table'

it('the table has every exchange without a room, and none that has one', () => {
  const infos = exchangeInfos()
  const offered = infos.filter(({ generic }) => generic).map(({ id }) => id)
  expect(Object.keys(GENERIC_EXCHANGES).sort()).toEqual([...offered, 'ndax'].sort())
})
