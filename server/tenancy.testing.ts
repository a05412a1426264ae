import { randomBytes, randomUUID } from 'node:crypto'
import { someSubscription } from './notify/push-service.testing'
import { PASSWORD } from './services/users/testing'

/** Everything by which somebody's things could be named. */
export interface World {
  account: string
  accountName: string
  session: string
  token: string
  passkey: string
  invitation: string
  rule: string
  tag: string
  channel: string
  webhook: string
  share: string
  device: string
  user: string
  email: string
}

/** Names of nothing. */
export const unknownWorld = (): World => ({
  ...{ account: randomUUID(), session: randomUUID(), token: randomUUID(), passkey: randomUUID(), invitation: randomUUID() },
  ...{ rule: randomUUID(), tag: randomUUID(), channel: randomUUID(), webhook: randomUUID(), share: randomUUID() },
  ...{ device: randomBytes(32).toString('base64url') },
  ...{ user: randomUUID(), accountName: `Desk ${randomUUID()}`, email: `${randomUUID()}@example.com` },
})

const { p256dh, auth } = someSubscription()
const subscribing = (name: string) => ({
  ...{ name, p256dh, auth },
  get endpoint() {
    return `https://push.example.com/${randomUUID()}`
  },
})
const renewing = () => ({
  ...{ p256dh, auth, former: null },
  get endpoint() {
    return `https://push.example.com/${randomUUID()}`
  },
})
const badKey = { apiKey: 'no-such-key', apiSecret: 'x' }
const proof = { password: PASSWORD }

/**
 * Inputs for every procedure, made of somebody's names and ids. A procedure that is missing here fails the test: who adds
 * one says how it could be misused.
 */
export const INPUTS: Record<string, (w: World) => unknown[]> = {
  'accounts.list': () => [{}, { includeArchived: true }],
  'accounts.table': () => [{}, { search: 'a', groupBy: 'exchange', sort: 'equity', descending: true, count: 5 }],
  'accounts.get': (w) => [{ id: w.account }],
  'accounts.refreshes': (w) => [{ id: w.account }],
  'accounts.activity': (w) => [{ id: w.account }],
  'accounts.create': (w) => [{ name: w.accountName, exchange: 'binance', credentials: badKey }],
  'accounts.addSample': () => [undefined],
  'accounts.removeSample': () => [undefined],
  'accounts.test': () => [{ exchange: 'binance', credentials: badKey }],
  'accounts.findSubAccounts': (w) => [{ id: w.account }],
  'accounts.takeSubAccounts': (w) => [{ id: w.account, subAccounts: ['desk@example.com'] }],
  'accounts.update': (w) => [{ id: w.account, name: 'Mine now' }],
  'accounts.archive': (w) => [{ id: w.account }],
  'accounts.restore': (w) => [{ id: w.account, credentials: badKey }],
  'accounts.record': (w) => [{ id: w.account }, { id: w.account, scale: true }],
  'accounts.orders': (w) => [{}, { accountIds: [w.account] }],
  'accounts.openOrders': (w) => [{ id: w.account }],
  'accounts.leverageLimit': (w) => [{ id: w.account, pair: 'BTC:PERP-USDT' }],
  'accounts.leverageEstimate': (w) => [{ id: w.account, pair: 'BTC:PERP-USDT', leverage: '3' }],
  'accounts.setLeverage': (w) => [{ accountIds: [w.account], pair: 'BTC:PERP-USDT', leverage: '3' }],
  'admin.users': () => [undefined],
  'admin.disable': (w) => [{ id: w.user }],
  'admin.enable': (w) => [{ id: w.user }],
  'admin.makeAdmin': (w) => [{ ...proof, id: w.user }, { id: w.user }],
  'admin.unmakeAdmin': (w) => [{ ...proof, id: w.user }],
  'admin.takeOffSecondFactor': (w) => [{ ...proof, id: w.user }],
  'admin.deletePerson': (w) => [{ ...proof, id: w.user, email: w.email }],
  'admin.invitations': () => [undefined],
  'admin.invite': (w) => [{ email: w.email }],
  'admin.mail': () => [undefined],
  'admin.testMail': () => [undefined],
  'admin.revokeInvitation': (w) => [{ id: w.invitation }],
  'alerts.firing': () => [undefined],
  'alerts.count': () => [undefined],
  'alerts.rules': () => [undefined],
  'alerts.addRule': (w) => [{ rule: { kind: 'margin', warn: '0.5', urgent: null, accounts: [w.account] } }],
  'alerts.changeRule': (w) => [{ id: w.rule, enabled: false }],
  'alerts.deleteRule': (w) => [{ id: w.rule }],
  'alerts.applyPreset': () => [{ preset: 'quiet' }],
  'alerts.channels': () => [undefined],
  'alerts.addChannel': (w) => [{ kind: 'webhook', name: w.accountName, settings: { url: 'https://hooks.example.com/x' } }],
  'alerts.changeChannel': (w) => [{ id: w.channel, enabled: false }],
  'alerts.testChannel': (w) => [{ id: w.channel }],
  'alerts.rotateSecret': (w) => [{ id: w.channel }],
  'alerts.removeChannel': (w) => [{ id: w.channel }],
  'alerts.pushKey': () => [undefined],
  // Each time that it is sent a subscription of its own: a browser tells one person.
  'alerts.addDevice': (w) => [subscribing(w.accountName)],
  'alerts.testDevice': (w) => [{ device: w.device }],
  'alerts.renewDevice': () => [renewing()],
  'alerts.seeDevice': (w) => [{ device: w.device }],
  'alerts.removeDevice': (w) => [{ device: w.device }],
  'alerts.snooze': (w) => [{ ruleId: w.rule, subject: `stale:${w.account}`, minutes: 60 }],
  'alerts.snoozeByLink': () => [{ token: 'x'.repeat(67) }],
  'alerts.mute': (w) => [{ accountId: w.account, muted: true, minutes: null }],
  'alerts.history': () => [{}, { before: '999999999' }],
  'alerts.settings': () => [undefined],
  'alerts.changeSettings': () => [{ quietFrom: 60, quietTo: 120 }],
  'audit.list': () => [{}, { before: '999999999' }],
  'balances.assets': (w) => {
    const view = { what: 'balances', sort: { id: 'value', desc: true }, dustUsd: null, at: null, offset: 0, limit: 100 }
    const named = { accounts: [w.account], exchanges: ['binance'] }
    return [view, { ...view, ...named }, { ...view, groupBy: 'account', open: [w.account] }, { ...view, search: w.accountName }]
  },
  'balances.assetChoices': () => [undefined],
  'balances.funding': () => [undefined],
  'balances.overview': () => [undefined],
  'balances.cached': (w) => [{}, { accountIds: [w.account] }, { accountNames: [w.accountName] }, { accountNames: [w.account] }],
  'balances.refresh': (w) => [{ accountIds: [w.account] }, { accountNames: [w.accountName] }],
  'desks.get': () => [undefined],
  'desks.create': (w) => [{ name: w.accountName }],
  'desks.rename': () => [{ name: 'Mine now' }],
  'desks.delete': () => [{ ...proof, name: 'Personal' }],
  'desks.members': () => [undefined],
  'desks.changeMember': (w) => [{ ...proof, userId: w.user, role: 'viewer', tagIds: [w.tag] }],
  'desks.removeMember': (w) => [{ userId: w.user }],
  'desks.leave': () => [undefined],
  'desks.handOver': (w) => [{ ...proof, userId: w.user }],
  'desks.invite': (w) => [{ ...proof, role: 'viewer', tagIds: [w.tag] }],
  'desks.log': () => [{}, { before: '999999999' }],
  'desks.invitations': () => [undefined],
  'desks.revokeInvitation': (w) => [{ id: w.invitation }],
  'desks.lookAtInvitation': () => [{ code: 'x'.repeat(43) }],
  'desks.accept': () => [{ code: 'x'.repeat(43) }],
  'exchanges.list': () => [{}],
  'exchanges.egress': () => [undefined],
  'exchanges.askEgress': () => [{ exchange: 'kucoin' }],
  'flows.list': (w) => [{}, { accountIds: [w.account] }, { accountNames: [w.accountName] }, { ids: ['1', '2', '3'] }],
  'flows.coverage': (w) => [{}, { accountIds: [w.account] }],
  'flows.funding': (w) => [{}, { accountIds: [w.account] }],
  'flows.hedges': (w) => [{}, { accountIds: [w.account] }],
  'flows.tie': () => [{ outId: '1', inId: '2' }],
  'flows.untie': () => [{ outId: '1', inId: '2' }],
  'flows.classify': () => [{ id: '1', kind: 'reward', note: 'mine now' }],
  'flows.write': (w) => [
    {
      accountId: w.account,
      at: new Date('2026-01-01T00:00:00Z'),
      coin: 'USDT',
      amount: '5',
      kind: 'deposit',
      note: w.accountName,
    },
  ],
  'flows.remove': () => [{ id: '1' }],
  'performance.get': (w) => [{}, { accountIds: [w.account], groupBy: 'account' }],
  'performance.explain': (w) => [{}, { accountIds: [w.account] }, { coin: 'USDT' }],
  'performance.gain': (w) => [{ range: '24h' }, { range: '7d', accountIds: [w.account] }],
  'history.compare': (w) => [
    { against: ['btc', 'eth'] },
    { against: ['btc'], accountIds: [w.account] },
    { against: ['btc'], tags: [w.tag] },
  ],
  'history.equity': (w) => [{}, { accountIds: [w.account], groupBy: 'account' }, { groupBy: 'exchange' }],
  'history.asset': (w) => [{ symbol: 'USDT' }, { symbol: 'USDT', accountIds: [w.account] }],
  'oauth.address': () => [undefined],
  'oauth.describe': (w) => [{ client_id: w.token, redirect_uri: 'http://localhost/x', response_type: 'code' }],
  'oauth.allow': (w) => [{ ...proof, request: { client_id: w.token }, scopes: ['read'], accountIds: [w.account] }],
  'overview.summary': () => [undefined],
  'overview.lines': () => [{ from: 0, count: 100 }],
  'overview.linesOf': (w) => [{ accountIds: [w.account] }],
  'overview.changes': (w) => [{ accountIds: [w.account] }],
  'overview.exposure': () => [undefined],
  'overview.attention': () => [undefined],
  'overview.freshness': () => [undefined],
  'risk.get': () => [undefined],
  'risk.hedges': () => [undefined],
  'security.get': () => [undefined],
  'security.changePassword': () => [{ password: 'wrong password', newPassword: 'a good new sentence' }],
  'security.requestReset': (w) => [{ email: w.email }],
  'security.resetPassword': (w) => [{ code: w.invitation, newPassword: 'a good new sentence' }],
  'security.startTotp': () => [{ password: 'wrong password' }],
  'security.confirmTotp': () => [{ code: '000000' }],
  'security.removeTotp': () => [proof],
  'security.renewRecoveryCodes': () => [proof],
  'security.startPasskey': () => [{ password: 'wrong password' }],
  'security.addPasskey': (w) => [
    {
      name: 'x',
      response: {
        ...{ id: w.passkey, rawId: w.passkey, type: 'public-key', clientExtensionResults: {} },
        response: { clientDataJSON: 'e30', attestationObject: 'oA' },
      },
    },
  ],
  'security.removePasskey': (w) => [{ ...proof, id: w.passkey }],
  'security.startPasskeySignIn': () => [],
  'security.requestAddressProof': () => [undefined],
  'security.proveAddress': () => [{ code: 'made up' }],
  'security.startPasskeyProof': () => [],
  'security.proveByPasskey': () => [],
  'security.startLink': () => [{ password: 'wrong password', provider: 'github' }],
  'security.unlink': () => [{ ...proof, provider: 'github' }],
  'security.readFactorNotice': () => [undefined],
  'security.deleteMe': (w) => [{ ...proof, email: w.email }],
  'sessions.list': () => [undefined],
  'sessions.revoke': (w) => [{ ...proof, id: w.session }],
  'sessions.revokeAll': () => [{ ...proof, includeCurrent: false }],
  'settings.get': () => [undefined],
  'installation.notices': () => [undefined],
  'settings.displayRate': () => [undefined],
  'settings.update': () => [{ theme: 'dark' }],
  'shares.list': () => [undefined],
  'shares.create': (w) => [
    {
      ...{ ...proof, title: 'Mine', parts: ['equity'], unit: 'amounts', delaySeconds: 0, expiresInDays: 30 },
      accountIds: [w.account],
    },
    {
      ...{ ...proof, title: 'Mine', parts: ['equity'], unit: 'amounts', delaySeconds: 0, expiresInDays: 30 },
      tagId: w.tag,
    },
  ],
  'shares.revoke': (w) => [{ id: w.share }],
  'tags.list': () => [undefined],
  'tags.sums': () => [undefined],
  'tags.get': (w) => [{ id: w.tag }],
  'tags.gain': (w) => [{ id: w.tag }],
  'tags.create': (w) => [
    { name: 'Mine too', rules: [{ accountId: w.account }] },
    { name: 'Coins', rules: [{ accountId: w.account, coin: 'USDT', market: 'held' }] },
  ],
  'tags.update': (w) => [
    { id: w.tag, name: 'Mine now' },
    { id: w.tag, rules: [{ accountId: w.account }] },
  ],
  'tags.addRule': (w) => [{ id: w.tag, rule: { coin: 'USDT' } }],
  'tags.removeRule': (w) => [{ id: w.tag, rule: { accountId: w.account } }],
  'tags.remove': (w) => [{ id: w.tag }],
  'statements.make': (w) => [
    { month: '2025-11', accountIds: [w.account] },
    { month: '2025-11', tagId: w.tag },
    { month: '2025-11' },
  ],
  'tokens.calls': (w) => [{ id: w.token }],
  'tokens.list': () => [undefined],
  'tokens.terms': () => [undefined],
  'tokens.create': (w) => [
    { name: w.accountName, scopes: ['read'], expiresInDays: 0 },
    { ...proof, name: 'x', scopes: ['read'], accountIds: [w.account] },
  ],
  'tokens.revoke': (w) => [{ id: w.token }],
  'webhooks.list': () => [undefined],
  'webhooks.add': (w) => [{ tokenId: w.token, url: 'https://hooks.example.com/mine', events: ['alert'] }],
  'webhooks.change': (w) => [
    { id: w.webhook, enabled: false },
    { id: w.webhook, events: ['alert'] },
  ],
  'webhooks.rotateSecret': (w) => [{ id: w.webhook }],
  'webhooks.test': (w) => [{ id: w.webhook }],
  'webhooks.remove': (w) => [{ id: w.webhook }],
  'webhooks.messages': (w) => [{ id: w.webhook }, { id: w.webhook, before: '999999999' }],
  'users.doors': () => [undefined],
  'users.register': (w) => [{ email: w.email, password: 'a good new sentence' }],
}
