import 'next-auth'

declare module 'next-auth' {
  interface User {
    id: string
    /** The row in `sessions`. */
    sessionId: string
  }
}
