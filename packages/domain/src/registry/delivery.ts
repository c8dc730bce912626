/** A file that somebody sent, on its way into the records: 来件. */
export const deliveryStatuses = ['arrived', 'read', 'no-roster', 'unreadable', 'taken', 'set-aside'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

export const deliveryStatusWords: Readonly<Record<DeliveryStatus, string>> = {
  arrived: '等待读取',
  read: '已读取',
  'no-roster': '没有认出名册',
  unreadable: '打不开',
  taken: '已入库',
  'set-aside': '已退出',
}

export type DeliveryMove = 'read' | 'correct' | 'stage' | 'set-aside'
export const deliveryMoves: Readonly<Record<DeliveryStatus, readonly DeliveryMove[]>> = {
  arrived: ['read', 'set-aside'],
  read: ['read', 'correct', 'stage', 'set-aside'],
  'no-roster': ['read', 'correct', 'set-aside'],
  unreadable: ['read', 'set-aside'],
  taken: [],
  'set-aside': [],
}
export const deliveryMoveWords: Readonly<Record<DeliveryMove, string>> = { read: '读取', correct: '更正', stage: '试算', 'set-aside': '退出' }

/**
 * A file in one piece is sent through the browser; what is larger is laid into the county's inbox on the server. A county
 * of 300,000 pupils fits several times over.
 */
export const mostDelivery = { fileBytes: 64 * 1024 * 1024, rowsReturned: 20_000, rowsShown: 40 } as const

/** How a roster stands between its file and the records. */
export const listStandings = ['to-confirm', 'ready', 'staged', 'committed', 'undone', 'taken-before', 'hindered'] as const
export type ListStanding = (typeof listStandings)[number]
export const listStandingWords: Readonly<Record<ListStanding, string>> = {
  'to-confirm': '要您核对',
  ready: '可以试算',
  staged: '已试算，等入库',
  committed: '已入库',
  undone: '已撤销',
  'taken-before': '以前收过',
  hindered: '不能入库',
}
