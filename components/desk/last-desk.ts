import { isDeskId } from '@/server/schemas/desk-path'

const KEY = 'ballast.desk'

/** Keeps for this tab which desk it showed, for the way back from pages of none. Null: one's own. */
export function keepDesk(desk: string | null): void {
  try {
    if (desk === null) sessionStorage.removeItem(KEY)
    else sessionStorage.setItem(KEY, desk)
  } catch {
    // Without such a store one comes back to one's own.
  }
}

/** The desk that this tab showed last. Whether one is still on it, its page says. */
export function lastDesk(): string | null {
  try {
    const kept = sessionStorage.getItem(KEY)
    return isDeskId(kept) ? kept : null
  } catch {
    return null
  }
}
