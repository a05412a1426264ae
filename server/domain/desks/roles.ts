/** What members may, each more than the one before. */
export const DESK_ROLES = ['viewer', 'trader', 'manager', 'owner'] as const
export type DeskRole = (typeof DESK_ROLES)[number]

/** Whether somebody with the first role may what the second is asked for. */
export function mayAs(role: DeskRole, least: DeskRole): boolean {
  return DESK_ROLES.indexOf(role) >= DESK_ROLES.indexOf(least)
}

/** The role that what a token's scope allows is for: a token may no more than who made it. */
export const ROLE_OF_SCOPE = { read: 'viewer', trade: 'trader', manage: 'manager' } as const satisfies Record<string, DeskRole>

/** A role from the database; one that only a newer version knows is taken for the least. */
export const roleOf = ({ role: text }: { role: string }): DeskRole => DESK_ROLES.find((role) => role === text) ?? 'viewer'
