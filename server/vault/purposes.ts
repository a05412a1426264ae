/** Which of a person's secrets a channel's settings are. */
export const channelPurpose = (channelId: string) => `channel:${channelId}`
/** The same of a webhook's address and secrets. */
export const webhookPurpose = (webhookId: string) => `webhook:${webhookId}`
