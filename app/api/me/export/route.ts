import { handleExport } from '@/server/auth/export'

export const dynamic = 'force-dynamic'

export { handleExport as GET }
