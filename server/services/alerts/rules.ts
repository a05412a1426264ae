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
import { ruleText } from '@/server/domain/alerts/wording'
import { mayAs } from '@/server/domain/desks/roles'
import { isOfAccounts } from '@/server/domain/tags/tag'
import type { AlertRuleView } from '@/server/domain/views'
import { DomainError } from '@/server/errors'
import type { ChangeRuleInput } from '@/server/schemas/alerts'
import { sentence } from '../../language/sentence'
import { recordDeskAudit } from '../audit/record'
import { actingPerson, requireAllAccounts, requireScope } from '../authorise'
import { alertsChanged } from './apply'
import { beginAlerts } from './begin'

/** A person may have so many. */
const MOST_RULES = 200

function ruleView(
  ctx: ServiceContext,
  row: AlertRuleRow,
  firing: number,
  names: ReadonlyMap<string, string>,
): AlertRuleView | null {
  const parsed = ruleSchema.safeParse(row.rule)
  if (!parsed.success) return null
  const { id, enabled, createdAt, updatedAt } = row
  const text = ruleText(parsed.data, names)
  return { id, rule: parsed.data, text, enabled, firing, mayChange: mayChange(ctx, row), createdAt, updatedAt }
}

/** Behind the name of a tag that was of whole accounts when a rule was made of it. */
const OF_PARTS = '(which takes parts of accounts by now, so that nothing is watched)'

/** Names for the words of rules; not asked for where none names an account or a tag. */
async function namesFor(ctx: ServiceContext, tx: Tx, rows: readonly Pick<AlertRuleRow, 'rule'>[]): Promise<Map<string, string>> {
  const parsed = rows.flatMap(({ rule }) => ruleSchema.safeParse(rule).data ?? [])
  const names = parsed.some((rule) => 'accounts' in rule && rule.accounts !== null)
    ? await accountNames(tx, ctx.deskId)
    : new Map<string, string>()
  if (!parsed.some((rule) => 'tag' in rule && rule.tag !== undefined)) return names
  for (const tag of await listTags(tx, ctx.deskId)) names.set(tag.id, isOfAccounts(tag) ? tag.name : `${tag.name} ${OF_PARTS}`)
  return names
}

/** Accounts of a rule that are not the person's would never fire. @throws DomainError `bad_request` */
async function requireOwn(ctx: ServiceContext, tx: Tx, rule: Rule): Promise<void> {
  if (!('accounts' in rule)) return
  if (rule.tag !== undefined) await requireOwnTag(ctx, tx, rule.tag)
  if (rule.tag !== undefined && rule.accounts !== null) {
    const words = sentence`A rule is of accounts or of a tag, not of both.`
    throw new DomainError('bad_request', words, { fields: { 'rule.tag': words } })
  }
  if (rule.accounts === null) return
  const names = await accountNames(tx, ctx.deskId)
  if (rule.accounts.every((id) => names.has(id))) return
  throw new DomainError('bad_request', sentence`One of these accounts does not exist.`, {
    fields: { 'rule.accounts': sentence`Choose accounts of yours.` },
  })
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
function mayChange({ actor }: ServiceContext, { createdBy }: Pick<AlertRuleRow, 'createdBy'>): boolean {
  if (actor.kind !== 'session' || mayAs(actor.role, 'manager')) return true
  return mayAs(actor.role, 'trader') && createdBy === actor.userId
}

/** @throws DomainError `not_found`, `forbidden` as `mayChange` */
async function requireMine(ctx: ServiceContext, tx: Tx, id: string): Promise<void> {
  const row = await findAlertRule(tx, ctx.deskId, id)
  if (!row) throw ruleNotFound()
  if (!mayChange(ctx, row)) {
    throw new DomainError('forbidden', sentence`This rule is not one that you made: managers and owners of the desk change it.`)
  }
}

const ruleNotFound = () => new DomainError('not_found', sentence`No such rule.`)

/** The person's rules, the oldest first; those that everybody begins with are made at the first look. */
export async function listRules(ctx: ServiceContext): Promise<AlertRuleView[]> {
  requireScope(ctx, 'read')
  requireAllAccounts(ctx, 'What rules watch')
  const { deskId } = ctx
  return ctx.db.asDesk(deskId, async (tx) => {
    await insertAlertSettings(tx, deskId)
    await beginAlerts(ctx, tx)
    const [rules, states] = await Promise.all([listAlertRules(tx, deskId), listAlertStates(tx, deskId)])
    const names = await namesFor(ctx, tx, rules)
    return rules.flatMap((row) => ruleView(ctx, row, states.filter(({ ruleId }) => ruleId === row.id).length, names) ?? [])
  })
}

/** Adds a rule. @throws DomainError `conflict` where there are too many, `bad_request` for an account that is not the person's */
export async function addRule(ctx: ServiceContext, { rule }: { rule: Rule }): Promise<AlertRuleView> {
  requireScope(ctx, 'manage')
  requireAllAccounts(ctx, 'What rules watch')
  const { deskId } = ctx
  const now = ctx.now()
  return ctx.db.asDesk(deskId, async (tx) => {
    await insertAlertSettings(tx, deskId)
    await findAlertSettings(tx, deskId, { lock: true })
    const many = (await listAlertRules(tx, deskId)).length >= MOST_RULES
    if (many) throw new DomainError('conflict', sentence`There are ${MOST_RULES} rules already. Take one away first.`)
    await requireOwn(ctx, tx, rule)
    const [row] = await insertAlertRules(tx, deskId, [rule], now, actingPerson(ctx))
    const view = row && ruleView(ctx, row, 0, await namesFor(ctx, tx, [row]))
    if (!view) throw new Error('PostgreSQL returned no row for a rule it stored.')
    await recordDeskAudit(tx, deskId, ctx.actor, now, 'alert_rule_added', { rule: view.text })
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
  requireAllAccounts(ctx, 'What rules watch')
  const { deskId } = ctx
  const now = ctx.now()
  return ctx.db.asDesk(deskId, async (tx) => {
    await findAlertSettings(tx, deskId, { lock: true })
    await requireMine(ctx, tx, id)
    if (rule) await requireOwn(ctx, tx, rule)
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
  requireAllAccounts(ctx, 'What rules watch')
  const { deskId } = ctx
  await ctx.db.asDesk(deskId, async (tx) => {
    await requireMine(ctx, tx, id)
    if ((await deleteAlertRules(tx, deskId, [id])) === 0) throw ruleNotFound()
    await recordDeskAudit(tx, deskId, ctx.actor, ctx.now(), 'alert_rule_deleted', { rule: id })
    await alertsChanged(ctx, tx)
  })
}

/** Puts a preset in the place of all rules. */
export async function applyPreset(ctx: ServiceContext, { preset }: { preset: Preset }): Promise<AlertRuleView[]> {
  requireScope(ctx, 'manage')
  requireAllAccounts(ctx, 'What rules watch')
  const { deskId } = ctx
  const now = ctx.now()
  return ctx.db.asDesk(deskId, async (tx) => {
    await insertAlertSettings(tx, deskId)
    await beginAlerts(ctx, tx)
    await findAlertSettings(tx, deskId, { lock: true })
    await deleteAlertRules(tx, deskId, null)
    const rows = await insertAlertRules(tx, deskId, presetRules(preset), now, actingPerson(ctx))
    await recordDeskAudit(tx, deskId, ctx.actor, now, 'alert_preset_chosen', { preset })
    await alertsChanged(ctx, tx)
    return rows.flatMap((row) => ruleView(ctx, row, 0, new Map()) ?? [])
  })
}
