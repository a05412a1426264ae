import { documentRoute } from '@/server/oauth/route'

export const { GET, OPTIONS } = documentRoute('resource')
export const dynamic = 'force-dynamic'
