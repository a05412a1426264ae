import { getNotices } from '@/server/services/notices/list'
import { protectedProcedure, router, withService } from '../init'

export const installationRouter = router({
  notices: protectedProcedure.query(withService(getNotices)),
})
