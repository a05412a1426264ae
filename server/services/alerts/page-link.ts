import { inDesk } from '@/server/schemas/desk-path'

/** The address of a page in a message: of a shared desk with the desk in it. */
export const pageLink = (baseUrl: string, desk: { id: string; isPersonal: boolean }, path: string): string =>
  `${baseUrl}${inDesk(desk.isPersonal ? null : desk.id, path)}`
