import { describe, expect, it } from 'vitest'
import { accountFigures } from '@/server/domain/account-figures'
import { attentionOf } from '@/server/domain/attention'
import { account as holdings, perp, prices, token } from '@/server/domain/holdings.testing'
import { valueAccount } from '@/server/domain/valuation'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { accountView } from '../live/views.testing'
import { attentionWords } from './attention-words'

const NOW = new Date('2026-01-01T12:00:00Z')

function balance(of: AccountView, more: Partial<BalanceView> = {}, held = holdings([token('USDT', '100')])): BalanceView {
  const valued = valueAccount(held, prices({ USDT: '1' }))
  const { id, name, exchange, exchangeName } = of
  return { ...valued, accountId: id, accountName: name, exchange, exchangeName, stale: false, ...more }
}

function subject(account: AccountView, of: BalanceView | null) {
  return { account, figures: of && accountFigures(of), stale: of?.stale ?? false }
}

function titles(account: AccountView, of: BalanceView | null) {
  return attentionOf([subject(account, of)], NOW).map(
    (item) => `${item.level} ${item.matter.kind}: ${attentionWords(item).title}`,
  )
}

describe('attentionOf', () => {
  it('says nothing of an account in good order', () => {
    const account = accountView('a')
    expect(titles(account, balance(account))).toEqual([])
  })

  it('puts a refused key before everything, and stale accounts before notes', () => {
    const error = { code: 'x', message: 'Why.', exchangeError: null, since: NOW, nextTryAt: null }
    const fine = accountView('fine')
    const stale = accountView('stale', { lastError: error })
    const refused = accountView('refused', { valid: false, lastError: error })
    const items = attentionOf(
      [
        subject(fine, balance(fine, { unpriced: ['ABC'] })),
        subject(stale, balance(stale, { stale: true })),
        subject(refused, null),
      ],
      NOW,
    )
    expect(items.map(({ accountName, matter }) => [accountName, matter.kind])).toEqual([
      ['refused', 'key'],
      ['stale', 'stale'],
      ['fine', 'unpriced'],
    ])
    expect(items[1]).toMatchObject({ matter: { message: 'Why.' }, since: NOW })
  })

  it('names an account that is overdue without a failure, and one never read', () => {
    const account = accountView('a')
    expect(titles(account, balance(account, { stale: true }))).toEqual(['warning stale: Stale'])
    expect(titles(account, null)).toEqual(['note never-read: Waiting for its first balances'])
  })

  it('warns of high margin, and urgently from 80%', () => {
    const account = accountView('a')
    const wallet = (maintMargin: string) =>
      balance(
        account,
        {},
        holdings([token('USDT', '100', { marginBalance: '100', maintMargin })], {
          wallets: [{ wallet: 'spot', equityUsd: null }],
        }),
      )
    expect(titles(account, wallet('49'))).toEqual([])
    expect(titles(account, wallet('50'))).toEqual(['warning margin: Margin ratio at 50%'])
    expect(titles(account, wallet('80'))).toEqual(['urgent margin: Margin ratio at 80%'])
  })

  it('warns of a near liquidation, for longs and shorts', () => {
    const account = accountView('a')
    const position = (size: string, liquidationPrice: string) =>
      balance(account, {}, holdings([perp('ETH', size, '1', { markPrice: '1000', liquidationPrice })]))
    expect(titles(account, position('1', '800'))).toEqual([])
    expect(titles(account, position('1', '860'))).toEqual(['warning liquidation: ETH:PERP-USDT is 14.0% from liquidation'])
    expect(titles(account, position('-1', '1040'))).toEqual(['urgent liquidation: ETH:PERP-USDT is 4.0% from liquidation'])
  })

  it('names what the totals leave out', () => {
    const account = accountView('a')
    const of = balance(account, {
      unpriced: ['A', 'B', 'C', 'D', 'E', 'F', 'G'],
      notIncluded: [
        { wallet: 'earn', reason: 'No permission.' },
        { wallet: 'perp', reason: 'Please transfer funds first.', unopened: true },
      ],
      warnings: ['The computed equity and the exchange’s own differ by 5 USD.', 'Something else.'],
    })
    expect(titles(account, of)).toEqual([
      'note not-included: Wallet earn is not included',
      'note unpriced: No price for A, B, C, D, E and 2 more',
      'note warning: Two figures disagree',
      'note warning: About these figures',
    ])
  })

  it('names a key that has become able to withdraw, and one that lost a permission', () => {
    const of = (more: Partial<AccountView>) => titles(accountView('a', more), balance(accountView('a', more)))
    const gained = { at: NOW, gained: ['withdraw' as const], lost: [] }
    expect(of({ permissions: ['read', 'withdraw'], keyChange: gained })).toEqual(['urgent withdraw: The key may withdraw now'])
    // Its owner insisted on it.
    expect(of({ permissions: ['read', 'withdraw'] })).toEqual(['note withdraw: The key may withdraw'])
    const lost = { at: NOW, gained: [], lost: ['read' as const, 'trade' as const] }
    expect(of({ permissions: [], keyChange: lost })).toEqual(['warning permission: The key may no longer read or trade'])
  })

  it('counts the days of a key', () => {
    const at = (days: number) => accountView('a', { keyExpiresAt: new Date(NOW.getTime() + days * 86_400_000) })
    const of = (days: number) => titles(at(days), balance(at(days)))
    expect(of(15)).toEqual([])
    expect(of(14)).toEqual(['warning expiry: The key expires in 14 days'])
    expect(of(1)).toEqual(['warning expiry: The key expires tomorrow'])
    expect(of(-0.5)).toEqual(['urgent expiry: The key has expired'])
  })
})
