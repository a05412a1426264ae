/** Where made-up accounts are: no exchange, nobody lists it, and no key leads there. */
export const SAMPLE_EXCHANGE = 'sample'
