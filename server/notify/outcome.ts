/** How a try to send ended; `status` of HTTP where it was answered. `answer` is what the other side said, in a line, without anything secret. */
export type Outcome =
  | { ok: true; answer: string }
  /** `dead`: it will not be otherwise the next time. `gone`: nothing may be sent there any more. */
  | { ok: false; answer: string; dead: boolean; retryAfterSeconds: number | null; gone?: boolean; status?: number }
