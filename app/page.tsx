import { headers } from 'next/headers'
import { redirect } from 'next/navigation'
import { inDesk } from '@/server/schemas/desk-path'
import { deskOfRequest } from '@/server/trpc/desk-of-request'

/** The overview sends whoever is not signed in to the door. */
export default async function Home() {
  redirect(inDesk(deskOfRequest(await headers()), '/overview'))
}
