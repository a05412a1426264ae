import NextAuth from 'next-auth'
import { env } from '../env'
import { getDeps } from '../runtime'
import { authOptions } from './options'

type Context = { params: Promise<{ nextauth: string[] }> }

/** Answers everything under `/api/auth`. */
export async function handleAuth(request: Request, context: Context): Promise<Response> {
  // The library reads its public address from here only.
  process.env.NEXTAUTH_URL ??= env().BASE_URL
  const handler: (request: Request, context: Context) => Promise<Response> = NextAuth(authOptions(await getDeps()))
  return handler(request, context)
}
