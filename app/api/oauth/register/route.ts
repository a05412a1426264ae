import { oauthRoute } from '@/server/oauth/route'

export const { POST, OPTIONS } = oauthRoute('register')
