import type { Tx } from '@/db/client'
import { accountNames } from '@/db/queries/accounts'
import {
  type AlertRuleRow,
  deleteAlertRules,
  findAlertRule,
  findAlertSettings,
  insertAlertRules,
  insertAlertSettings,
  listAlertRules,
  listAlertStates,
  updateAlertRule,
  writeAlertStates,
} from '@/db/queries/alerts'
import { listTags } from '@/db/queries/tags'
import type { ServiceContext } from '@/server/context'
import { type Preset, presetRules } from '@/server/domain/alerts/presets'
import { type Rule, ruleSchema } from '@/server/domain/alerts/rule'
import { ruleText } from '@/server/domain/alerts/rule-text'
import { mayAs } from '@/server/domain/desks/roles'
import { isOfAccounts } from '@/server/domain/tags/tag'
import type { AlertRuleView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import { readerIn, told } from '@/server/language/in-language'
import type { ChangeRuleInput } from '@/server/schemas/alerts'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { actingPerson, requireAllAccounts, requireScope } from '../authorise'
import { alertsChanged } from './apply'
import { beginAlerts } from './begin'
import { isTheirs, OwnAlerts, whoseAlerts } from './own'

/** The desk may have so many, and a member who sees some accounts so many of their own. */
const MOST_RULES = { desk: 200, member: 50 }
const WHAT = /*same*/ 'What rules watch'

function ruleView(
  ctx: ServiceContext,
  row: AlertRuleRow,
  firing: number,
  names: ReadonlyMap<string, string>,
): AlertRuleView | null {
  const parsed = ruleSchema.safeParse(row.rule)
  if (!parsed.success) return null
  const { id, enabled, createdAt, updatedAt } = row
  const rule = shown(ctx, parsed.data)
  const ofMember = row.ofMember !== null
  const reader = readerIn(ctx.language ?? 'en')
  const text = ruleText(rule, names, { ofMember: ofMember && ctx.db.accounts === null, reader })
  return { id, rule, text, enabled, firing, ofMember, mayChange: mayChange(ctx, row), createdAt, updatedAt }
}

/** A rule of accounts of which somebody sees some no more names those that they see. */
function shown({ db }: ServiceContext, rule: Rule): Rule {
  const { accounts: seen } = db
  if (seen === null || !('accounts' in rule) || rule.accounts === null) return rule
  return { ...rule, accounts: rule.accounts.filter((id) => seen.includes(id)) }
}

/** A tag that was of whole accounts when a rule was made of it. */
const ofParts = (tag: string) => sentence`${tag} (which takes parts of accounts by now, so that nothing is watched)`

/** Names for the words of rules, of what the caller sees; not asked for where none names an account or a tag. */
async function namesFor(ctx: ServiceContext, tx: Tx, rows: readonly Pick<AlertRuleRow, 'rule'>[]): Promise<Map<string, string>> {
  const parsed = rows.flatMap(({ rule }) => ruleSchema.safeParse(rule).data ?? [])
  const names = parsed.some((rule) => 'accounts' in rule && rule.accounts !== null)
    ? await accountNames(tx, ctx.deskId)
    : new Map<string, string>()
  for (const id of ctx.db.accounts === null ? [] : names.keys()) if (!ctx.db.accounts?.includes(id)) names.delete(id)
  if (!parsed.some((rule) => 'tag' in rule && rule.tag !== undefined)) return names
  for (const tag of await listTags(tx, ctx.deskId)) names.set(tag.id, isOfAccounts(tag) ? tag.name : told(ctx, ofParts(tag.name)))
  return names
}

/**
 * Accounts of a rule that are not the person's would never fire.
 * @param ofMember the member who sees some accounts and whose rule it is; null: it is the desk's
 * @throws DomainError `bad_request`
 */
async function requireOwn(ctx: ServiceContext, tx: Tx, rule: Rule, ofMember: string | null): Promise<void> {
  if (!('accounts' in rule)) return
  if (rule.tag !== undefined && ofMember !== null) {
    const words = sentence`Tags are of the whole desk: this rule is of accounts, or of all that whose rule it is may see.`
    throw new DomainError('bad_request', words, { fields: { 'rule.tag': words } })
  }
  if (rule.tag !== undefined) await requireOwnTag(ctx, tx, rule.tag)
  if (rule.tag !== undefined && rule.accounts !== null) {
    const words = sentence`A rule is of accounts or of a tag, not of both.`
    throw new DomainError('bad_request', words, { fields: { 'rule.tag': words } })
  }
  if (rule.accounts === null) return
  const [names, own] = await Promise.all([accountNames(tx, ctx.deskId), OwnAlerts.read(ctx, [{ ofMember }])])
  const seen = own.seenBy({ ofMember })
  const isSeen = (id: string) => names.has(id) && (seen === null || (seen !== 'rests' && seen.includes(id)))
  if (rule.accounts.every(isSeen)) return
  const [message, field] =
    ofMember !== null && ctx.db.accounts === null
      ? [sentence`Whose rule this is does not see one of these accounts.`, sentence`Choose accounts that they see.`]
      : [sentence`One of these accounts does not exist.`, sentence`Choose accounts of yours.`]
  throw new DomainError('bad_request', message, { fields: { 'rule.accounts': field } })
}

/** What a rule watches is known of whole accounts alone. @throws DomainError `bad_request` */
async function requireOwnTag(ctx: ServiceContext, tx: Tx, id: string): Promise<void> {
  const tag = (await listTags(tx, ctx.deskId)).find((each) => each.id === id)
  if (tag && isOfAccounts(tag)) return
  const words = tag
    ? sentence`"${tag.name}" takes parts of accounts: rules watch whole ones.`
    : sentence`This tag does not exist.`
  throw new DomainError('bad_request', words, { fields: { 'rule.tag': words } })
}

/** What others' rules are is for managers; a trader has rules of their own. What a token may its scope says. */
function mayChange(
  { actor, db }: ServiceContext,
  { createdBy, ofMember }: Pick<AlertRuleRow, 'createdBy' | 'ofMember'>,
): boolean {
  if (actor.kind !== 'session') return true
  if (db.accounts !== null) return mayAs(actor.role, 'trader') && ofMember === actor.userId
  return mayAs(actor.role, 'manager') || (mayAs(actor.role, 'trader') && createdBy === actor.userId)
}

/**
 * @param whose of `whoseAlerts`: to a member who sees some accounts others' rules are none
 * @throws DomainError `not_found`, `forbidden` as `mayChange`
 */
async function requireMine(ctx: ServiceContext, tx: Tx, id: string, whose: string | null): Promise<AlertRuleRow> {
  const row = await findAlertRule(tx, ctx.deskId, id)
  if (!row || !isTheirs(row, whose)) throw ruleNotFound()
  if (!mayChange(ctx, row)) {
    throw new DomainError('forbidden', sentence`This rule is not one that you made: managers and owners of the desk change it.`)
  }
  return row
}

const ruleNotFound = () => new DomainError('not_found', sentence`No such rule.`)

/**
 * The desk's rules, the oldest first; those that everybody begins with are made at the first look. To a member who sees some
 * accounts their own, with what fires of them in these.
 */
export async function listRules(ctx: ServiceContext): Promise<AlertRuleView[]> {
  requireScope(ctx, 'read')
  const whose = whoseAlerts(ctx, WHAT)
  const { deskId } = ctx
  return ctx.db.whole.asDesk(deskId, async (tx) => {
    await insertAlertSettings(tx, deskId)
    await beginAlerts(ctx, tx)
    const [rows, states] = await Promise.all([listAlertRules(tx, deskId), listAlertStates(tx, deskId)])
    const rules = rows.filter((row) => isTheirs(row, whose))
    const names = await namesFor(ctx, tx, rules)
    const { accounts: seen } = ctx.db
    const isSeen = ({ accountId }: { accountId: string | null }) =>
      seen === null || accountId === null || seen.includes(accountId)
    const firing = (id: string) => states.filter((state) => state.ruleId === id && isSeen(state)).length
    return rules.flatMap((row) => ruleView(ctx, row, firing(row.id), names) ?? [])
  })
}

/**
 * Adds a rule: of a member who sees some accounts one of their own, which watches what they may see.
 * @throws DomainError `conflict` where there are too many, `bad_request` for an account that is not the person's
 */
export async function addRule(ctx: ServiceContext, { rule }: { rule: Rule }): Promise<AlertRuleView> {
  requireScope(ctx, 'manage')
  const ofMember = whoseAlerts(ctx, WHAT)
  const { deskId } = ctx
  const now = ctx.now()
  return ctx.db.whole.asDesk(deskId, async (tx) => {
    await insertAlertSettings(tx, deskId)
    await findAlertSettings(tx, deskId, { lock: true })
    const most = ofMember === null ? MOST_RULES.desk : MOST_RULES.member
    const many = (await listAlertRules(tx, deskId)).filter((row) => row.ofMember === ofMember).length >= most
    if (many) throw new DomainError('conflict', sentence`There are ${most} rules already. Take one away first.`)
    await requireOwn(ctx, tx, rule, ofMember)
    const [row] = await insertAlertRules(tx, deskId, [rule], now, { createdBy: actingPerson(ctx), ofMember })
    const names = await namesFor(ctx, tx, row ? [row] : [])
    const view = row && ruleView(ctx, row, 0, names)
    if (!view) throw new Error('PostgreSQL returned no row for a rule it stored.')
    // In the desk's log, as it is to those who see all.
    const words = ruleText(rule, names, { ofMember: view.ofMember })
    await recordDeskAudit(tx, deskId, ctx.actor, now, 'alert_rule_added', { rule: words })
    await alertsChanged(ctx, tx)
    return view
  })
}

/**
 * Changes a rule or switches it. Where what it watches changes, what stood is forgotten: it is seen anew with the next
 * look. @throws DomainError `not_found`
 */
export async function changeRule(ctx: ServiceContext, { id, rule, enabled }: ChangeRuleInput): Promise<AlertRuleView> {
  requireScope(ctx, 'manage')
  const whose = whoseAlerts(ctx, WHAT)
  const { deskId } = ctx
  const now = ctx.now()
  return ctx.db.whole.asDesk(deskId, async (tx) => {
    await findAlertSettings(tx, deskId, { lock: true })
    const { ofMember } = await requireMine(ctx, tx, id, whose)
    if (rule) await requireOwn(ctx, tx, rule, ofMember)
    const row = await updateAlertRule(tx, deskId, id, {
      ...(rule !== undefined && { rule }),
      ...(enabled !== undefined && { enabled }),
      updatedAt: now,
    })
    const view = row && ruleView(ctx, row, 0, await namesFor(ctx, tx, [row]))
    if (!view) throw ruleNotFound()
    const kept = (await listAlertStates(tx, deskId)).filter(({ ruleId }) => ruleId === id)
    if (rule !== undefined || enabled === false) await writeAlertStates(tx, deskId, [], kept)
    await recordDeskAudit(tx, deskId, ctx.actor, now, 'alert_rule_changed', { rule: view.text, enabled: view.enabled })
    await alertsChanged(ctx, tx)
    return { ...view, firing: rule === undefined && view.enabled ? kept.length : 0 }
  })
}

/** Takes a rule away. @throws DomainError `not_found` */
export async function deleteRule(ctx: ServiceContext, { id }: { id: string }): Promise<void> {
  requireScope(ctx, 'manage')
  const whose = whoseAlerts(ctx, WHAT)
  const { deskId } = ctx
  await ctx.db.whole.asDesk(deskId, async (tx) => {
    await requireMine(ctx, tx, id, whose)
    if ((await deleteAlertRules(tx, deskId, [id])) === 0) throw ruleNotFound()
    await recordDeskAudit(tx, deskId, ctx.actor, ctx.now(), 'alert_rule_deleted', { rule: id })
    await alertsChanged(ctx, tx)
  })
}

/** Puts a preset in the place of all rules. */
export async function applyPreset(ctx: ServiceContext, { preset }: { preset: Preset }): Promise<AlertRuleView[]> {
  requireScope(ctx, 'manage')
  requireAllAccounts(ctx, WHAT)
  const { deskId } = ctx
  const now = ctx.now()
  return ctx.db.asDesk(deskId, async (tx) => {
    await insertAlertSettings(tx, deskId)
    await beginAlerts(ctx, tx)
    await findAlertSettings(tx, deskId, { lock: true })
    await deleteAlertRules(tx, deskId, null)
    const rows = await insertAlertRules(tx, deskId, presetRules(preset), now, { createdBy: actingPerson(ctx) })
    await recordDeskAudit(tx, deskId, ctx.actor, now, 'alert_preset_chosen', { preset })
    await alertsChanged(ctx, tx)
    return rows.flatMap((row) => ruleView(ctx, row, 0, new Map()) ?? [])
  })
}
