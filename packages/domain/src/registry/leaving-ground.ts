/** Why a child no longer comes. Death and a void enrolment are asked for and approved (registry.request-change). */
export const leavingGrounds = { 'stopped-coming': '不再到校', 'moved-away': '随家搬走', abroad: '出国（境）', illness: '生病', other: '其他' } as const
export type LeavingGround = keyof typeof leavingGrounds
