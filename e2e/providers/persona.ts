import { createHash } from 'node:crypto'

/** Somebody at a stand-in for a provider: all that it knows of them is in the name that they sign in with. */
export interface Persona {
  /** The provider's own id of them. */
  id: string
  email: string
  verified: boolean
  groups: string[]
}

/** What is typed as login: `EMAIL`, then `;unverified` and `;group=NAME` where they apply. */
export function personaOf(login: string): Persona {
  const [email = '', ...marks] = login.split(';')
  const groups = marks.filter((mark) => mark.startsWith('group=')).map((mark) => mark.slice('group='.length))
  const id = createHash('sha256').update(email).digest('hex').slice(0, 16)
  return { id, email, verified: !marks.includes('unverified'), groups }
}
