import type { I18n, MessageDescriptor } from '@lingui/core'
import { msg } from '@lingui/core/macro'
import type { AuditView } from '@/server/domain/views'

type Details = AuditView['details']

/** What a line can tell of an event: details as texts, empty where they are missing or no text. */
interface Told {
  details: Details
  text: (name: string) => string
  /** In quotes, behind a space, so that a sentence stays one without it. */
  quoted: (name: string) => string
  i18n: I18n
}

const ROLES: Readonly<Record<string, MessageDescriptor>> = {
  owner: msg({ message: 'owner', context: 'a role' }),
  manager: msg({ message: 'manager', context: 'a role' }),
  trader: msg({ message: 'trader', context: 'a role' }),
  viewer: msg({ message: 'viewer', context: 'a role' }),
}

function roleOf({ text, i18n }: Told): string {
  const role = text('role')
  const known = Object.hasOwn(ROLES, role) ? ROLES[role] : undefined
  return known ? i18n._(known) : role
}

/** What became of a member: a role, and the tags that they see. */
function memberChange(told: Told): MessageDescriptor {
  const { details, text, quoted, i18n } = told
  const named = Array.isArray(details.tags) ? details.tags.map((tag) => i18n._(inQuotes(String(tag)))).join(', ') : ''
  const sees = named === '' ? i18n._(msg`all accounts`) : i18n._(msg`only ${named}`)
  const member = quoted('member')
  if (text('role') === text('was')) return msg`Changed what${member} sees: ${sees}`
  const role = roleOf(told)
  return msg`Made${member} ${role}: ${sees}`
}

const inQuotes = (value: string): MessageDescriptor => msg`“${value}”`

function leverageSet({ text }: Told): MessageDescriptor {
  const [pair, leverage] = [text('pair'), text('leverage')]
  if (pair === '') return leverage === '' ? msg`Set leverage` : msg`Set leverage to ${leverage}×`
  return leverage === '' ? msg`Set leverage of ${pair}` : msg`Set leverage of ${pair} to ${leverage}×`
}

function flowClassified({ text, quoted }: Told): MessageDescriptor {
  const [entry, is, was] = [quoted('entry'), text('is'), text('was')]
  return is === was ? msg`Wrote a note to an entry${entry}` : msg`Said what an entry is${entry}: ${is}, not ${was}`
}

const WORDS: Record<string, MessageDescriptor | ((told: Told) => MessageDescriptor)> = {
  registered: msg`Signed up`,
  signed_in: ({ text }) => (text('how') ? msg`Signed in by ${text('how')}` : msg`Signed in`),
  sign_in_failed: ({ text }) => {
    const wrong = text('wrong')
    if (wrong === 'password') return msg`A sign-in failed: wrong password`
    return wrong ? msg`A sign-in failed: wrong ${wrong}` : msg`A sign-in failed`
  },
  signed_out: msg`Signed out`,
  session_revoked: msg`Ended a session`,
  sessions_revoked: ({ text }) => {
    const count = text('count')
    return count ? msg`Ended ${count} other sessions` : msg`Ended all other sessions`
  },
  password_changed: msg`Changed the password`,
  password_reset_requested: msg`Asked for a link to reset the password`,
  address_proof_requested: msg`Asked for a link to prove the e-mail address`,
  address_proven: msg`Proved the e-mail address`,
  password_reset: msg`Reset the password by a link`,
  second_factor_added: msg`Set up an authenticator app`,
  second_factor_removed: msg`Removed the authenticator app`,
  recovery_codes_made: msg`Made new recovery codes`,
  recovery_code_used: msg`Used a recovery code`,
  passkey_added: ({ quoted }) => msg`Added the passkey${quoted('name')}`,
  passkey_removed: ({ quoted }) => msg`Removed the passkey${quoted('name')}`,
  identity_linked: ({ text }) =>
    text('provider') ? msg`Linked an account at ${text('provider')}` : msg`Linked an account at a provider`,
  identity_unlinked: ({ text }) =>
    text('provider') ? msg`Unlinked the account at ${text('provider')}` : msg`Unlinked the account at a provider`,
  token_created: ({ quoted }) => msg`Made the API token${quoted('name')}`,
  agent_allowed: ({ quoted }) => msg`Allowed the program${quoted('name')} to act for you`,
  agent_key_used_twice: ({ quoted }) => msg`Ended what the program${quoted('name')} was allowed: one of its keys came twice`,
  share_link_created: ({ quoted }) => msg`Made the share link${quoted('title')}`,
  share_link_revoked: ({ quoted }) => msg`Revoked the share link${quoted('title')}`,
  desk_created: ({ quoted }) => msg`Made the desk${quoted('name')}`,
  desk_renamed: ({ quoted }) => msg`Renamed the desk${quoted('was')} to${quoted('name')}`,
  desk_changed: ({ text }) => msg`Has balances read every ${text('seconds')} seconds, not every ${text('was')}`,
  desk_handed_over: ({ quoted }) => msg`Handed the desk over to${quoted('member')}`,
  desk_deleted: ({ quoted }) => msg`Deleted the desk${quoted('name')}`,
  member_invited: (told) => {
    const [whom, role] = [told.quoted('note'), roleOf(told)]
    return whom ? msg`Invited${whom} as ${role}` : msg`Invited somebody as ${role}`
  },
  member_invitation_revoked: msg`Revoked an invitation`,
  member_joined: (told) => msg`Joined as ${roleOf(told)}`,
  member_changed: memberChange,
  member_removed: ({ quoted }) => msg`Removed${quoted('member')}`,
  member_left: ({ quoted }) => msg`Left the desk${quoted('member')}`,
  token_revoked: ({ quoted }) => msg`Revoked the API token${quoted('name')}`,
  sample_added: msg`Put the sample desk up`,
  sample_removed: msg`Took the sample desk away`,
  account_added: ({ quoted }) => msg`Added the account${quoted('name')}`,
  account_key_replaced: ({ quoted }) => msg`Entered new keys for the account${quoted('name')}`,
  key_permissions_changed: ({ text, quoted }) =>
    text('now')
      ? msg`The exchange changed what the key of${quoted('name')} may do: ${text('now')}`
      : msg`The exchange changed what the key of${quoted('name')} may do: nothing`,
  key_addresses_changed: ({ text, quoted }) =>
    text('now')
      ? msg`The key of${quoted('name')} is now bound to ${text('now')}`
      : msg`The key of${quoted('name')} is now bound to no address`,
  key_expires_soon: ({ quoted }) => msg`The key of${quoted('name')} expires soon`,
  account_archived: ({ quoted }) => msg`Archived the account${quoted('name')}`,
  account_restored: ({ quoted }) => msg`Restored the account${quoted('name')}`,
  leverage_set: leverageSet,
  recording_saved: ({ quoted }) => msg`Saved a recording of the account${quoted('name')}`,
  flows_tied: ({ quoted }) => msg`Tied two entries as one transfer${quoted('out')}`,
  flows_untied: ({ quoted }) => msg`Said that two entries are no transfer${quoted('out')}`,
  flow_classified: flowClassified,
  flow_written: ({ quoted }) => msg`Wrote an entry by hand${quoted('entry')}`,
  flow_removed: ({ quoted }) => msg`Removed an entry written by hand${quoted('entry')}`,
  data_exported: msg`Exported all data`,
  invitation_created: ({ text }) => (text('email') ? msg`Invited ${text('email')}` : msg`Invited somebody`),
  invitation_revoked: msg`Withdrew an invitation`,
  user_disabled: msg`Was disabled by an administrator`,
  user_enabled: msg`Was enabled by an administrator`,
  admin_made: msg`Became an administrator`,
  admin_unmade: msg`Is no administrator any more`,
  second_factor_taken_off: msg`Had the second factor taken off by an administrator`,
  tag_added: ({ quoted }) => msg`Made the tag${quoted('name')}`,
  tag_changed: ({ quoted }) => msg`Changed the tag${quoted('name')}`,
  tag_removed: ({ quoted }) => msg`Removed the tag${quoted('name')}`,
  webhook_added: ({ quoted }) => msg`Added a webhook to${quoted('host')}`,
  webhook_changed: ({ details, quoted }) =>
    details.secret === 'new'
      ? msg`Made a new secret for the webhook to${quoted('host')}`
      : msg`Changed the webhook to${quoted('host')}`,
  webhook_switched_off: ({ text, quoted }) => msg`The webhook to${quoted('host')} was switched off: ${text('why')}`,
  webhook_removed: ({ quoted }) => msg`Removed the webhook to${quoted('host')}`,
  administered: ({ text }) =>
    text('email') ? msg`Administered ${text('email')}: ${text('what')}` : msg`Administered somebody: ${text('what')}`,
}

/** One line of the log as a sentence; a kind that this page does not know is shown by its name. */
export function auditSentence({ event, details }: Pick<AuditView, 'event' | 'details'>, i18n: I18n): string {
  const words = Object.hasOwn(WORDS, event) ? WORDS[event] : undefined
  if (words === undefined) return event.replaceAll('_', ' ')
  if (typeof words !== 'function') return i18n._(words)
  const text = (name: string) => {
    const value = details[name]
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const quoted = (name: string) => (text(name) === '' ? '' : ` ${i18n._(inQuotes(text(name)))}`)
  return i18n._(words({ details, text, quoted, i18n }))
}

const ACTORS: Readonly<Record<string, MessageDescriptor>> = {
  token: msg`by an API token`,
  system: msg`by the system`,
  admin: msg`by an administrator`,
}

/** Who did it, where that was not the person in a browser. */
export function auditActor(actor: string): MessageDescriptor | null {
  return (Object.hasOwn(ACTORS, actor) && ACTORS[actor]) || null
}
