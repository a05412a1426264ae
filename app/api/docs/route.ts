import { docsPage } from '@/server/rest/docs/page'

export const GET = docsPage
