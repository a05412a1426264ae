/** Which of a person's secrets a channel's settings are. */
export const channelPurpose = (channelId: string) => `channel:${channelId}`
