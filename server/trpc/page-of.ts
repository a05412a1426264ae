import { PERSON_HEADER } from '../schemas/page'

/**
 * False where a page was drawn for somebody other than who is signed in now: in another tab of the browser somebody else
 * has signed in since, and what is theirs must not come onto that page.
 */
export function isOfPage(headers: Pick<Headers, 'get'>, userId: string): boolean {
  const drawnFor = headers.get(PERSON_HEADER)
  return drawnFor === null || drawnFor === userId
}
