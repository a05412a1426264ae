import { DESK_HEADER, splitDesk } from '../schemas/desk-path'
import type { Door } from './door'

/** One call, or several of them together, or the live stream: nothing that could lead elsewhere. */
const CALL = /^\/api\/trpc\/(?!\.{1,2}$)[\w.,%:~-]+$/

/**
 * Takes the desk out of the address of calls and of the live stream, and says it in a header, which nobody else may send.
 * Addresses of pages keep theirs: the framework has to know what was rewritten (`proxy.ts`).
 */
export const deskOfUrl: Door = (request) => {
  const { url = '', headers } = request
  delete headers[DESK_HEADER]
  const [pathname = ''] = url.split('?', 1)
  const asked = splitDesk(pathname)
  if (asked?.desk && CALL.test(asked.path)) {
    headers[DESK_HEADER] = asked.desk
    request.url = asked.path + url.slice(pathname.length)
  }
  return false
}
