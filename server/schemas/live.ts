import { z } from 'zod'

/** Ids are those of snapshots: what a reconnecting page saw last. */
export const liveUpdatesSchema = z
  .object({
    lastEventId: z
      .string()
      .regex(/^\d{1,19}$/)
      .nullish(),
  })
  .optional()
