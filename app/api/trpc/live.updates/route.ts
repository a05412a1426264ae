import { handleLive } from '@/server/trpc/http'

export const dynamic = 'force-dynamic'

export { handleLive as GET }
