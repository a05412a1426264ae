import { z } from 'zod'
import { DESK_ROLES } from '../domain/desks/roles'
import { MOST_TAGS } from '../domain/tags/tag'
import { proof } from './security'

export const LONGEST_INVITATION_DAYS = 30
const TOO_LATE: `At most ${typeof LONGEST_INVITATION_DAYS} days.` = /*i18n*/ 'At most 30 days.'
const DEFAULT_INVITATION_DAYS = 7

/** Length and characters are the service's business, which says what is wrong in plain words. */
const name = z.string().max(1000, /*i18n*/ 'A name has at most 64 characters.')
const role = z.enum(DESK_ROLES)
const userId = z.uuid('This is no person’s id.')
/** The tags whose accounts are all that somebody sees; null: every account. */
const tagIds = z
  .array(z.uuid('This is no id of a tag.'))
  .min(1, /*i18n*/ 'Choose at least one tag.')
  .max(MOST_TAGS)
  .transform((ids) => [...new Set(ids)])
  .nullable()
/** What a link's code looks like is the service's business: all that are wrong get the same words. */
const code = z.string().trim().min(1).max(200)

export const createDeskSchema = z.object({ name })
export const renameDeskSchema = z.object({ name })
/** Its name, typed, so that it does not happen by a slip. */
export const deleteDeskSchema = z.object({ ...proof, name })
export const changeMemberSchema = z.object({ ...proof, userId, role, tagIds })
export const memberIdSchema = z.object({ userId })
export const handOverSchema = z.object({ ...proof, userId })
export const inviteToDeskSchema = z.object({
  ...proof,
  role,
  tagIds: tagIds.default(null),
  expiresInDays: z
    .number()
    .int()
    .min(1, /*i18n*/ 'At least one day.')
    .max(LONGEST_INVITATION_DAYS, TOO_LATE)
    .default(DEFAULT_INVITATION_DAYS),
  /** Who it is for, to tell it from others. */
  note: z.string().trim().max(100, /*i18n*/ 'A note has at most 100 characters.').optional(),
})
export const deskInvitationIdSchema = z.object({ id: z.uuid('This is no invitation’s id.') })
export const deskCodeSchema = z.object({ code })

export type DeleteDeskInput = z.output<typeof deleteDeskSchema>
export type ChangeMemberInput = z.output<typeof changeMemberSchema>
export type HandOverInput = z.output<typeof handOverSchema>
export type InviteToDeskInput = z.output<typeof inviteToDeskSchema>
