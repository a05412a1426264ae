import { docsFile } from '@/server/rest/docs/page'

export async function GET(_request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  return docsFile((await params).file)
}
