import { documentRoute } from '@/server/oauth/route'

export const { GET, OPTIONS } = documentRoute('server')
export const dynamic = 'force-dynamic'
