import { describe, expect, it } from 'vitest'
import { accountFigures } from '@/server/domain/account-figures'
import { accountView } from '@/server/domain/account-view.testing'
import { firingView } from '@/server/domain/alerts/firing'
import { presetRules } from '@/server/domain/alerts/presets'
import { eventText } from '@/server/domain/alerts/wording'
import { attentionOf, noticesOf } from '@/server/domain/attention'
import { account as holdings, prices, token } from '@/server/domain/holdings.testing'
import { valueAccount } from '@/server/domain/valuation'
import type { AccountView, BalanceView } from '@/server/domain/views'
import { wordsIn } from '../language/words-in'
import { attentionWords, unwatchedWords } from './attention-words'

const english = wordsIn('en', {})
const NOW = new Date('2026-01-01T12:00:00Z')

function balance(of: AccountView, more: Partial<BalanceView> = {}): BalanceView {
  const valued = valueAccount(holdings([token('USDT', '100')]), prices({ USDT: '1' }))
  const { id, name, exchange, exchangeName } = of
  return { ...valued, accountId: id, accountName: name, exchange, exchangeName, stale: false, ...more }
}

function titles(account: AccountView, of: BalanceView | null) {
  const notices = noticesOf({ account, figures: of && accountFigures(of), stale: of?.stale ?? false })
  return attentionOf([], notices).map((item) => `${item.level} ${item.matter.kind}: ${attentionWords(item, english).title}`)
}

describe('notices', () => {
  it('say nothing of an account in good order', () => {
    const account = accountView('a')
    expect(titles(account, balance(account))).toEqual([])
  })

  it('name a key that is refused, an account that fails, is overdue, or was never read', () => {
    const error = { code: 'x', message: 'Why.', exchangeError: null, since: NOW, nextTryAt: null }
    const of = (more: Partial<AccountView>, stale = true) => titles(accountView('a', more), balance(accountView('a'), { stale }))
    expect(of({ valid: false, lastError: error })).toEqual(['note key: The key is refused'])
    expect(of({ lastError: error })).toEqual(['note stale: Stale'])
    expect(of({})).toEqual(['note stale: Stale'])
    expect(titles(accountView('a'), null)).toEqual(['note never-read: Waiting for its first balances'])
  })

  it('name what the totals leave out', () => {
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

  it('name a key that may withdraw', () => {
    const account = accountView('a', { permissions: ['read', 'withdraw'] })
    expect(titles(account, balance(account))).toEqual(['note withdraw: The key may withdraw'])
  })
})

describe('what fires', () => {
  it('is called as it is sent, by the name that its account has now', () => {
    const [rule] = presetRules('usual')
    if (!rule) throw new Error('There is a rule.')
    const facts = { account: 'Old name', exchange: 'Bybit', wallet: 'unified', value: '0.812', limit: '0.8' }
    const state = { ruleId: 'r', subject: 'account:a', accountId: 'a', level: 'urgent', known: true, since: NOW } as const
    const kept = { ...state, insideSince: null, facts, seenAt: NOW, snoozedUntil: null, muted: false, maySnooze: true }
    const alert = firingView({ ...kept, rule, accountName: 'Main' }, NOW)
    const [item] = attentionOf([alert], [])
    if (!item) throw new Error('It is there.')
    expect(attentionWords(item, english).title).toBe('Margin ratio of unified at 81.2 %, limit 80 %')
    const sent = eventText({ told: 'raised', level: 'urgent', kind: 'margin', facts: { ...facts, account: 'Main' }, since: NOW })
    expect(sent).toBe('Urgent: margin ratio of unified at 81.2 %, limit 80 % on Main (Bybit).')
    expect(alert.text.toLowerCase()).toBe(sent.replace('Urgent: ', '').toLowerCase())
  })
})

describe('unwatchedWords', () => {
  it('says what no rule watches, and nothing where all is watched', () => {
    expect(unwatchedWords([], english)).toBeNull()
    expect(unwatchedWords(['key'], english)).toBe('No rule watches keys.')
    expect(unwatchedWords(['margin', 'liquidation', 'key'], english)).toBe(
      'No rule watches margin ratios, distances to liquidation or keys.',
    )
  })
})
