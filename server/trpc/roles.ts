import type { DeskRole } from '../domain/desks/roles'

/** What somebody has to be to call a procedure. */
export interface Need {
  /** At least this, on the desk that is looked at. */
  least: DeskRole
  /**
   * What it is about. `person`: whoever asks, on whichever desk they are. `desk`: what concerns all of its accounts, so that it is
   * not for a member who is limited to some. `accounts`: what such a member may for theirs.
   */
  of: 'person' | 'desk' | 'accounts'
}

const self: Need = { least: 'viewer', of: 'person' }
const desk = (least: DeskRole): Need => ({ least, of: 'desk' })
const accounts = (least: DeskRole): Need => ({ least, of: 'accounts' })

const all = (room: string, need: Need, ...names: string[]) => Object.fromEntries(names.map((name) => [`${room}.${name}`, need]))

/**
 * The wall between roles: each procedure that changes something, and each that shows what not every member sees. What is not
 * here shows what every member sees of the accounts that they see; a test fails for a change that is not here. What an
 * administrator may is asked of the database by the services of `admin`.
 */
export const NEEDS: Readonly<Record<string, Need>> = {
  ...all('accounts', desk('manager'), 'create', 'addSample', 'removeSample', 'test', 'findSubAccounts', 'takeSubAccounts'),
  ...all('accounts', desk('manager'), 'restore'),
  ...all('accounts', accounts('manager'), 'update', 'archive', 'record'),
  ...all('accounts', accounts('trader'), 'setLeverage'),
  ...all('admin', self, 'users', 'disable', 'enable', 'makeAdmin', 'unmakeAdmin', 'takeOffSecondFactor', 'deletePerson'),
  ...all('admin', self, 'invitations', 'invite', 'mail', 'testMail', 'revokeInvitation'),
  // A trader's own rules: the services look at who made one. A member who sees some accounts has to do with their own alone.
  ...all('alerts', accounts('trader'), 'addRule', 'changeRule', 'deleteRule', 'snooze'),
  ...all('alerts', desk('manager'), 'applyPreset', 'mute', 'changeSettings'),
  ...all('alerts', accounts('manager'), 'addChannel', 'changeChannel', 'testChannel', 'rotateSecret', 'removeChannel'),
  // The browser that somebody sits at.
  ...all('alerts', accounts('viewer'), 'addDevice'),
  // It may tell of another desk than the one that is looked at.
  ...all('alerts', self, 'testDevice', 'renewDevice', 'seeDevice', 'removeDevice'),
  ...all('alerts', accounts('viewer'), 'rules', 'channels', 'history', 'pushKey'),
  ...all('alerts', desk('viewer'), 'settings'),
  ...all('audit', self, 'list'),
  ...all('balances', accounts('trader'), 'refresh'),
  ...all('desks', self, 'create', 'leave', 'lookAtInvitation', 'accept'),
  ...all('desks', desk('manager'), 'log'),
  ...all('desks', desk('owner'), 'rename', 'changeMember', 'removeMember', 'handOver', 'delete'),
  ...all('desks', desk('owner'), 'invite', 'invitations', 'revokeInvitation'),
  ...all('exchanges', desk('manager'), 'askEgress'),
  ...all('flows', desk('manager'), 'tie', 'untie', 'classify', 'write', 'remove'),
  ...all('oauth', desk('manager'), 'allow'),
  ...all('security', self, 'get', 'changePassword', 'requestAddressProof', 'proveAddress', 'startTotp', 'confirmTotp'),
  ...all('security', self, 'removeTotp', 'renewRecoveryCodes', 'startPasskey', 'addPasskey', 'removePasskey'),
  ...all('security', self, 'startPasskeyProof', 'proveByPasskey', 'startLink', 'unlink', 'readFactorNotice', 'deleteMe'),
  ...all('sessions', self, 'list', 'revoke', 'revokeAll'),
  // How often a shared desk is read is asked of its member by the service.
  ...all('settings', self, 'get', 'update'),
  ...all('shares', desk('manager'), 'list', 'create', 'revoke'),
  ...all('statements', desk('manager'), 'make'),
  ...all('tags', desk('manager'), 'create', 'update', 'addRule', 'removeRule', 'remove'),
  ...all('tokens', desk('manager'), 'list', 'calls', 'create', 'revoke'),
  ...all('tokens', self, 'terms'),
  ...all('webhooks', desk('manager'), 'list', 'messages', 'add', 'change', 'rotateSecret', 'test', 'remove'),
}

const SEEN_BY_ALL = accounts('viewer')
const BY_NOBODY_LESS = desk('owner')

/** What a procedure asks of its caller. A change that nobody thought of is for owners. */
export const needOf = (path: string, type: 'query' | 'mutation' | 'subscription'): Need =>
  NEEDS[path] ?? (type === 'mutation' ? BY_NOBODY_LESS : SEEN_BY_ALL)
