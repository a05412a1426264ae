import { sitePath } from '@/server/schemas/site-path'

/** Where to go after signing in: a path of this site, never another origin. */
export function safeReturnPath(from: string | null | undefined): string {
  const path = sitePath(from)
  if (path === null || /^\/(sign-in|sign-up|forgot-password|reset-password|api)(\/|$|\?)/.test(path)) return '/overview'
  return path
}
