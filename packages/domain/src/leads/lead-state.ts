/** Where a lead (线索) is on its way to being closed. Whether a run still finds it is another matter: see `Presence`. */
export const leadStates = ['open', 'assigned', 'returned', 'proposed', 'closed'] as const
export type LeadState = (typeof leadStates)[number]

export const leadStateWords: Readonly<Record<LeadState, string>> = {
  open: '待派',
  assigned: '已派',
  returned: '退回重派',
  proposed: '拟销号',
  closed: '已销号',
}

/** What a list of leads may be narrowed to: one state, or all that are not closed. */
export const leadStandings = ['unclosed', ...leadStates] as const
export type LeadStanding = (typeof leadStandings)[number]
export const leadStandingWords: Readonly<Record<LeadStanding, string>> = { unclosed: '未销号', ...leadStateWords }

/** What is done with a lead. Of each an act is kept; the state is what the moves before it make of it. */
export const leadMoves = ['assign', 'comment', 'attach', 'destroy-evidence', 'return', 'propose-close', 'refuse-close', 'close', 'reopen'] as const
export type LeadMove = (typeof leadMoves)[number]

export const leadMoveWords: Readonly<Record<LeadMove, string>> = {
  assign: '派给责任人',
  comment: '写说明',
  attach: '附凭据文件',
  'destroy-evidence': '销毁凭据文件',
  return: '退回',
  'propose-close': '提请销号',
  'refuse-close': '不同意销号',
  close: '销号',
  reopen: '重新打开',
}

/** What may be done in each state, and the state after it; complete by type. */
export const moves: Readonly<Record<LeadState, Readonly<Partial<Record<LeadMove, LeadState>>>>> = {
  open: { assign: 'assigned', comment: 'open', attach: 'open', 'destroy-evidence': 'open' },
  assigned: {
    assign: 'assigned',
    comment: 'assigned',
    attach: 'assigned',
    'destroy-evidence': 'assigned',
    return: 'returned',
    'propose-close': 'proposed',
  },
  returned: { assign: 'assigned', comment: 'returned', attach: 'returned', 'destroy-evidence': 'returned' },
  proposed: { comment: 'proposed', attach: 'proposed', 'destroy-evidence': 'proposed', 'refuse-close': 'assigned', close: 'closed' },
  // What must not be kept is destroyed in any state; what proves a closing is attached before it.
  closed: { comment: 'closed', 'destroy-evidence': 'closed', reopen: 'open' },
}

export const possibleIn = (state: LeadState): readonly LeadMove[] => leadMoves.filter(move => moves[state][move] !== undefined)

/** The state after a lead's acts, in their order; null where one of them was not possible. */
export const stateAfter = (done: readonly LeadMove[]): LeadState | null =>
  done.reduce<LeadState | null>((state, move) => (state === null ? null : (moves[state][move] ?? null)), 'open')

/** What a run says of a lead: nothing disappears, a lead that is no longer found is `gone` and stays. */
export const presences = ['new', 'persisting', 'gone', 'reopened'] as const
export type Presence = (typeof presences)[number]

export const presenceWords: Readonly<Record<Presence, string>> = { new: '新增', persisting: '仍在', gone: '本次未见', reopened: '再现' }

/** What a run makes of a lead: whether an earlier run knew it, in which state it is, and whether this run found it. */
export const presenceOf = (known: Readonly<{ state: LeadState; presence: Presence }> | null, found: boolean): Presence => {
  if (!found) return 'gone'
  if (known === null) return 'new'
  return known.state === 'closed' || known.presence === 'gone' ? 'reopened' : 'persisting'
}

/** Why a lead of a list that is given to somebody as a whole stays with whoever has it. */
export const leftOutWords = {
  'not-now': '已销号，或在等人复核销号',
  'already-his': '本来就归他办',
  'may-not': '他不能办：权限里没有办理线索，或者孩子不在他的范围内',
  'not-yours': '不在您能办的范围内',
} as const
export type LeftOutWhy = keyof typeof leftOutWords

/** So many leads are given at once: those of a large county. */
export const mostGiven = 20_000

/** Why a lead is nobody's. */
export const withoutOwnerWhys = ['nobody', 'no-account', 'may-not', 'not-given'] as const
export type WithoutOwnerWhy = (typeof withoutOwnerWhys)[number]
export const withoutOwnerWords: Readonly<Record<WithoutOwnerWhy, string>> = {
  nobody: '按责任体系没有人负责这个孩子',
  'no-account': '按责任体系归他，还没有账号',
  'may-not': '按责任体系归他，权限里没有办理线索',
  'not-given': '还没有按责任体系交办',
}

/**
 * How what a run says of a lead differs from the runs before it. `unsaid`: an earlier run found it of a person whom this run
 * may speak of under another number, so that this run says neither that it is there nor that it is over.
 */
export const leadChanges = [...presences, 'unsaid'] as const
export type LeadChange = (typeof leadChanges)[number]
export const leadChangeWords: Readonly<Record<LeadChange, string>> = { ...(presenceWords satisfies Readonly<Record<Presence, string>>), unsaid: '身份待核' }
