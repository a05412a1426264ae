/** Where paths are read against when no address of our own is at hand; no name of the world ends so (RFC 2606). */
const NOWHERE = 'http://self.invalid'
/** Longer than any address of ours. */
const LONGEST = 2000

/**
 * A path of this site out of what a stranger wrote (`from=`, `callbackUrl=`); null for all else. It is read once as
 * browsers read it, and what comes out is what was compared: `/.//host` is the path `//host`, which a browser that gets it
 * takes for another host, so the outcome is read again and must lead to the same place.
 * @param origin of this site
 */
export function sitePath(sent: string | null | undefined, origin: string = NOWHERE): string | null {
  if (!sent || sent.length > LONGEST || !URL.canParse(sent, origin)) return null
  const { origin: named, pathname, search, username, password } = new URL(sent, origin)
  if (named !== origin || username !== '' || password !== '') return null
  const path = pathname + search
  if (!URL.canParse(path, origin)) return null
  const used = new URL(path, origin)
  return used.origin === origin && used.pathname + used.search === path ? path : null
}
