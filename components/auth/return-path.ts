/** Where to go after signing in: a path of this site, never another origin. */
export function safeReturnPath(from: string | null | undefined): string {
  if (!from?.startsWith('/') || from.startsWith('//') || from.includes('\\')) return '/overview'
  try {
    // Control characters and the like: what a browser would read differently from what stands there.
    const url = new URL(from, 'http://self.invalid')
    if (url.origin !== 'http://self.invalid') return '/overview'
    const path = url.pathname + url.search
    return /^\/(sign-in|sign-up|forgot-password|reset-password|api)(\/|$|\?)/.test(path) ? '/overview' : path
  } catch {
    return '/overview'
  }
}
