import { numeric, smallint } from 'drizzle-orm/pg-core'

/** Columns of points of equity with which they are compared, though what could be valued changed; null: 0, nothing. */
export const comparing = {
  /** Of the close. Bits (`server/domain/bound`): 1, all that is held may be worth more; 2, less. */
  bound: smallint('bound'),
  /** USD that the first reading set aside (`server/domain/aside`), less what came in until then. */
  openAside: numeric('open_aside'),
  /** The same of the last one. */
  closeAside: numeric('close_aside'),
  /** USD that came in unvalued until the last one. */
  came: numeric('came'),
}
